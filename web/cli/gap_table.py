"""Gaps as a table of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.snapshot import Snapshot
from matching.gaps import Gaps, Proposal
from matching.wording.gaps import gap_sentence
from web.cli.wording import count
from web.services.gaps import actor_name, note_of, region_label, skill_label

_WIDTH = 120  # where the output is no terminal

_WORDS = {
    "pl": {
        "columns": ("#", "Temat", "Forma", "Gdzie", "Przyjdzie", "Dziś", "Pilność", "Najbliżej"),
        "online": "online",
        "on_site": "na miejscu",
        "unknown": "do ustalenia",
        "nobody": "nikt",
        "totals": (
            "Potrzeby: {n_needs} (wśród organizacji: {n_organisations}); ktoś już pomaga: {n_being_helped}, "
            "dość wolnych miejsc w zasięgu: {n_met}, za mało lub nic: {n_unmet}."
        ),
        "shown": "Propozycje szkoleń: {n}; pokazane: {shown}.",
        "more": "Więcej pokaże --k {n}, a kto by przyszedł: --who.",
        "legend": "Przyjdzie: ilu organizacjom brakuje pomocy, z ilu, które tego tam potrzebują. Dziś: dla ilu "
        "wystarczy wolnych miejsc w zasięgu. Pilność: suma priorytetów pomniejszona o te miejsca.",
        "who": "{name} ({id}) – priorytet {priority}{km}",
        "of": "{n} z {all}",
    },
    "en": {
        "columns": ("#", "Topic", "Mode", "Where", "Would come", "Today", "Urgency", "Nearest"),
        "online": "online",
        "on_site": "on site",
        "unknown": "to be agreed",
        "nobody": "nobody",
        "totals": (
            "Needs: {n_needs} (organisations looked at: {n_organisations}); being helped: {n_being_helped}, "
            "enough free places within reach: {n_met}, too few or none: {n_unmet}."
        ),
        "shown": "Proposals of trainings: {n}; shown: {shown}.",
        "more": "--k {n} shows more, --who who would come.",
        "legend": "Would come: how many organisations lack help, of how many that need it there. Today: for how "
        "many the free places within reach are enough. Urgency: sum of priorities less those places.",
        "who": "{name} ({id}) – priority {priority}{km}",
        "of": "{n} of {all}",
    },
}


def show_table(gaps: Gaps, proposals: Sequence[Proposal], language: str, *, who: bool) -> None:
    """Print the proposals as a table, or the note that says why there are none."""
    words = _WORDS[language]
    totals = {name: count(getattr(gaps.totals, name), language) for name in _TOTALS}
    if note := note_of(gaps, language):
        click.echo(note)
        return
    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console = Console(markup=False, highlight=False, emoji=False, width=_WIDTH)
    console.print(_table(gaps.snapshot, proposals, language))
    if who:
        for line in _who_lines(gaps.snapshot, proposals, language):
            click.echo(line)
    click.echo(str(words["totals"]).format(**totals))
    shown = str(words["shown"]).format(n=count(len(gaps), language), shown=count(len(proposals), language))
    more = "" if len(gaps) == len(proposals) and who else " " + str(words["more"]).format(n=len(gaps))
    click.echo(shown + more)
    click.echo(str(words["legend"]))


_TOTALS = ("n_needs", "n_organisations", "n_being_helped", "n_met", "n_unmet")


def _table(snapshot: Snapshot, proposals: Sequence[Proposal], language: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for number, title in enumerate(_WORDS[language]["columns"]):
        right = number in {0, 4, 5, 6}
        table.add_column(title, justify="right" if right else "left", no_wrap=right or number == 2)
    for one in proposals:
        table.add_row(*(Text(cell) for cell in _cells(one, snapshot, language)))
    return table


def _cells(one: Proposal, snapshot: Snapshot, language: str) -> tuple[str, ...]:
    words = _WORDS[language]
    where = region_label(snapshot, one.region_id, language) or (words["unknown"] if one.mode == "on_site" else "")
    return (
        str(one.rank),
        f"{skill_label(snapshot, one.skill_id, language)} ({one.skill_id})",
        str(words[one.mode]),
        str(where),
        str(words["of"]).format(n=one.n_would_come, all=one.n_needing),
        _decimal(one.n_served, language),
        _decimal(one.urgency, language),
        _nearest(one, snapshot, language),
    )


def _nearest(one: Proposal, snapshot: Snapshot, language: str) -> str:
    if one.nearest is None:
        return str(_WORDS[language]["nobody"])
    km = "" if one.nearest.km is None else f", {round(one.nearest.km)} km"
    return f"{actor_name(snapshot, one.nearest.actor_id, language)}{km}"


def _decimal(value: float, language: str) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if language == "pl" else text


def _who_lines(snapshot: Snapshot, proposals: Sequence[Proposal], language: str) -> Iterator[str]:
    words = _WORDS[language]
    for one in proposals:
        yield f"{one.rank}. {gap_sentence(one, snapshot, language)}"
        for each in one.attendees:
            km = "" if each.km is None else f", {round(each.km)} km"
            name = actor_name(snapshot, each.organisation_id, language)
            yield "    " + str(words["who"]).format(name=name, id=each.organisation_id, priority=each.priority, km=km)
        yield ""
