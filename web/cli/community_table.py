"""Communities as a table of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from web.cli.plain_tables import show_part, show_table
from web.services.growth.communities import CommunitiesAnswer, communities_json, note_of
from web.services.growth.community_changes import changes_json, numbered
from web.services.growth.numbers import count_text

_WORDS: dict[str, dict[str, Any]] = {
    "pl": {
        "columns": ("Nr", "Społeczność", "Uczestnicy", "Kontakty w środku", "na zewnątrz", "Najwięcej kontaktów ma"),
        "shown": "Społeczności: {n}; pokazane: {shown}. Jest w nich {members} z {all} uczestników.",
        "modularity": "Modularność: {value} (docs/graph.md mówi, jak jest liczona).",
        "changes": "Co się działo, rok po roku:",
        "born": "powstała społeczność {one}",
        "split": "społeczność {one} wydzieliła się ze społeczności {other}",
        "merged": "społeczność {one} weszła do społeczności {other}",
        "ended": "społeczność {one} się rozpadła",
    },
    "en": {
        "columns": ("No.", "Community", "Members", "Contacts within", "to others", "Most contacts"),
        "shown": "Communities: {n}; shown: {shown}. {members} of {all} members are in one.",
        "modularity": "Modularity: {value} (docs/graph.md says how it is counted).",
        "changes": "What happened, year by year:",
        "born": "{one} came into being",
        "split": "{one} came out of {other}",
        "merged": "{one} went into {other}",
        "ended": "{one} fell apart",
    },
}


def show_communities(answer: CommunitiesAnswer, language: str, k: int | None, *, changes: bool) -> None:
    """Print the k largest communities, and, where asked, what became of earlier ones."""
    words, told = _WORDS[language], communities_json(answer, language, k=k, n_members=0)
    if not show_part(answer.part, language):
        return
    if told["communities"]:
        show_table(words["columns"], _rows(told, language), {0, 2, 3, 4})
    click.echo(note_of(answer, language))
    if told["communities"]:
        value = f"{told['modularity']:.3f}"
        click.echo(words["modularity"].format(value=value.replace(".", ",") if language == "pl" else value))
        counts = {"n": told["n_communities"], "members": told["n_in_one"], "all": told["n_actors"]}
        texts = {name: count_text(count, language) for name, count in counts.items()}
        click.echo(words["shown"].format(shown=len(told["communities"]), **texts))
    if changes and (happened := changes_json(answer, language)):
        click.echo(words["changes"])
        for line in _changes(happened, words, language):
            click.echo(line)


def _rows(told: dict[str, Any], language: str) -> Iterator[list[str]]:
    for one in told["communities"]:
        counts = (count_text(one[name], language) for name in ("size", "n_inside", "n_across"))
        yield [str(one["community"]), one["name"], *counts, one["most_linked"]["name"]]


def _changes(changes: Sequence[dict[str, Any]], words: dict[str, Any], language: str) -> Iterator[str]:
    for one in changes:
        other = numbered(one["other_name"] or "", one["other"] or 0, language)
        happened = words[one["turn"]].format(one=numbered(one["name"], one["community"], language), other=other)
        yield f"  {one['day']}  {happened}"
