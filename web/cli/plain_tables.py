"""Tables of a terminal, and what a part of the network is called above them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from matching.wording.days import day_in_words
from web.services.growth.moments import Part
from web.services.growth.numbers import count_text
from web.services.growth.scope import scope_labels

_WIDTH = 120  # where the output is no terminal
_HEAD = {
    "pl": "Stan na {day}: uczestnicy: {actors}, pary w kontakcie: {contacts}.",
    "en": "On {day}: members: {actors}, pairs in contact: {contacts}.",
}
_NOBODY = {
    "pl": "Nikt wtedy tu nie należał do sieci, więc nie ma o kim opowiadać.",
    "en": "Nobody belonged to it then, so there is nobody to tell of.",
}
_ONLY = {"pl": "Tylko: {labels}.", "en": "Only: {labels}."}


def show_part(part: Part, language: str) -> bool:
    """Print the day, how large the part is, and what narrows it; whether anybody is there to tell more of."""
    counts = (count_text(n, language) for n in (part.moment.n_present, part.moment.n_edges))
    click.echo(
        _HEAD[language].format(
            day=day_in_words(part.as_of.isoformat(), language), **dict(zip(("actors", "contacts"), counts, strict=True))
        )
    )
    if labels := scope_labels(part.snapshot, part.scope, language):
        click.echo(_ONLY[language].format(labels=", ".join(labels.values())))
    if not part.moment.n_present:
        click.echo(_NOBODY[language])
    return bool(part.moment.n_present)


def with_id(name: str, actor_id: str) -> str:
    """A name and the id behind it, once where the name has it already, as those of mentors do.

    >>> with_id("Fundacja Most", "org-1"), with_id("Mentor men-1", "men-1")
    ('Fundacja Most (org-1)', 'Mentor men-1')
    """
    return name if name.split()[-1:] == [actor_id] else f"{name} ({actor_id})"


def show_table(titles: Sequence[str], rows: Iterable[Iterable[str]], numbers: Collection[int] = ()) -> None:
    """Print a table; `numbers` are the columns set to the right, and never broken."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for at, title in enumerate(titles):
        table.add_column(title, justify="right" if at in numbers else "left", no_wrap=at in numbers)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console = Console(markup=False, highlight=False, emoji=False, width=_WIDTH)
    console.print(table)
