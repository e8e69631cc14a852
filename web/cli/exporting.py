"""`ogniwo export`: what the network has, as tables for spreadsheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli import options
from web.cli.running import reading

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.services.exporting.sheets import Sheet

WHAT = ("organisations", "partners", "events", "links", "suggestions")


@click.command("export")
@click.argument("what", type=click.Choice(WHAT))
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@options.kind
@click.option("--k", type=click.IntRange(1, 100), default=3, show_default=True, help="How many suggestions for each.")
@options.lang
def export(what: str, path: Path, kind: str, k: int, lang: str | None) -> None:
    """Write a table into FILE, as CSV or XLSX by its ending.

    Organisations, partners, events and links (who worked with whom) can be edited and brought in again by
    `ogniwo import`: what was edited changes, and nothing else. No person is in them, and no cell is a formula.
    --kind and --k are for suggestions.
    """
    if path.suffix.lower() not in {".csv", ".xlsx"}:
        raise click.BadParameter(f"{path.name} must end in .csv or .xlsx", param_hint="FILE")
    if path.exists():
        raise click.ClickException(f"{path} is there already; name another file, nothing was written")
    with reading() as ogniwo:
        from graph.whole_files import replacing
        from web.services.exporting.sheets import pieces

        sheet = _sheet(ogniwo, what, kind, k, lang or ogniwo.settings.language)
        with replacing(path) as write:
            for piece in pieces(sheet, path.suffix.lower().removeprefix(".")):
                write(piece)
        click.echo(f"Wrote the {what} to {path}.")


def _sheet(ogniwo: Ogniwo, what: str, kind: str, k: int, language: str) -> Sheet:
    from matching.results import Kind
    from web.services.exporting.suggestions import suggestions
    from web.services.exporting.tables import SHEETS

    if what == "suggestions":
        return suggestions(ogniwo, language, kind=Kind(kind), k=k)
    return SHEETS[what](ogniwo, language)
