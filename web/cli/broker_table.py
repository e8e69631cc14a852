"""Brokers as tables of a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from web.cli.plain_tables import show_part, show_table, with_id
from web.services.growth.breaking import BreakingAnswer, breaking_json
from web.services.growth.broker_words import how_counted, percent
from web.services.growth.brokers import BrokersAnswer, brokers_json
from web.services.growth.crossing import CROSSED, CrossingAnswer, crossing_rows
from web.services.growth.numbers import count_text

_WORDS: dict[str, dict[str, Any]] = {
    "pl": {
        "brokers": ("#", "Kto pośredniczy", "Kontakty", "Bez niego odpada", "Drogi", "±"),
        "legend": "Drogi: część najkrótszych dróg między innymi, która prowadzi przez tego uczestnika.",
        "hubs": "Najwięcej kontaktów: {who}.",
        "hub": "{name} ({n})",
        "nobody": "–",
        "bridges": "Kontakty, bez których odpada najwięcej uczestników:",
        "bridge": "  {one} – {other}: {n}",
        "region": "Województwa, które łączy tylko jedna para ({n}):",
        "sector": "Sektory, które łączy tylko jedna para ({n}):",
        "sole": "  {labels}: {one} – {other}",
        "more": "  …",
        "cut_off": "Odpadają:",
        "crossing": ("Między", "a", "Kontakty", "Tylko dzięki tej parze"),
        "no_crossing": "Nic tu nie łączy dwóch województw ani dwóch sektorów.",
        "crossing_more": "Więcej pokaże --k; całą tabelę daje --csv albo --json.",
    },
    "en": {
        "brokers": ("#", "Broker", "Contacts", "Cut off without them", "Ways", "±"),
        "legend": "Ways: the share of the shortest ways between others that lead over this member.",
        "hubs": "Most contacts: {who}.",
        "hub": "{name} ({n})",
        "nobody": "–",
        "bridges": "Contacts without which the most members are cut off:",
        "bridge": "  {one} – {other}: {n}",
        "region": "Voivodeships that only one pair joins ({n}):",
        "sector": "Sectors that only one pair joins ({n}):",
        "sole": "  {labels}: {one} – {other}",
        "more": "  …",
        "cut_off": "Cut off:",
        "crossing": ("Between", "and", "Contacts", "Only by this pair"),
        "no_crossing": "No contact here joins two voivodeships or two sectors.",
        "crossing_more": "--k shows more; --csv or --json give the whole table.",
    },
}


def show_brokers(answer: BrokersAnswer, language: str, k: int | None) -> None:
    """Print the k first brokers, hubs and bridges, and the pairs that alone join two parts."""
    words, told = _WORDS[language], brokers_json(answer, language, k=k)
    if not show_part(answer.part, language):
        return
    if told["brokers"]:
        n_columns = len(words["brokers"]) - bool(told["exact"])  # without an error there is no column for it
        rows = (row[:n_columns] for row in _rows(told, language))
        show_table(words["brokers"][:n_columns], rows, {0, 2, 3, 4, 5})
        click.echo(words["legend"])
    click.echo(how_counted(answer.brokers, language))
    for line in _lines(told, words, k):
        click.echo(line)


def _rows(told: dict[str, Any], language: str) -> Iterator[list[str]]:
    for rank, one in enumerate(told["brokers"], start=1):
        cut_off = str(one["n_cut_off"]) if one["indispensable"] else _WORDS[language]["nobody"]
        shares = (percent(one[figure], language) for figure in ("betweenness", "error"))
        yield [str(rank), with_id(one["name"], one["actor_id"]), str(one["n_contacts"]), cut_off, *shares]


def _lines(told: dict[str, Any], words: dict[str, Any], k: int | None) -> Iterator[str]:
    if told["hubs"]:
        hubs = (words["hub"].format(name=one["name"], n=one["n_contacts"]) for one in told["hubs"])
        yield words["hubs"].format(who=", ".join(hubs))
    if told["bridges"]:
        yield words["bridges"]
        yield from (words["bridge"].format(**one, n=one["n_beyond"]) for one in told["bridges"])
    for name in CROSSED:
        sole = told["cross_links"][name]["sole"]
        if sole:
            yield words[name].format(n=len(sole))
            yield from (_sole(one, words) for one in sole[:k])
            yield from [words["more"]] * (k is not None and len(sole) > k)


def _sole(one: dict[str, Any], words: dict[str, Any]) -> str:
    return str(words["sole"].format(labels=" – ".join(one["labels"]), one=one["one"], other=one["other"]))


def show_breaking(answer: BreakingAnswer, language: str) -> None:
    """Print what breaks if somebody leaves."""
    words, told = _WORDS[language], breaking_json(answer, language)
    show_part(answer.part, language)
    for sentence in told["sentences"]:
        click.echo(sentence)
    if told.get("n_cut_off"):
        click.echo(words["cut_off"])
        for one in told["cut_off"]:
            click.echo(f"  {with_id(one['name'], one['actor_id'])}")
        if told["n_cut_off"] > len(told["cut_off"]):
            click.echo(words["more"])


def show_crossing(answer: CrossingAnswer, language: str, k: int | None) -> None:
    """Print the k pairs of regions or sectors with the most contacts between them."""
    words, rows = _WORDS[language], list(crossing_rows(answer, language))
    if not show_part(answer.part, language):
        return
    if not rows:
        click.echo(words["no_crossing"])
        return
    shown = (
        [str(one), str(other), count_text(int(str(n)), language), str(only)] for _, one, _, other, n, only in rows[:k]
    )
    show_table(words["crossing"], shown, {2})
    if k is not None and len(rows) > k:
        click.echo(words["crossing_more"])
