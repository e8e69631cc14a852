"""`ogniwo doctor`: whether everything is well, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from web.cli import options
from web.cli.running import read_settings

if TYPE_CHECKING:
    from web.services.diagnosis import DatabaseState, Diagnosis


@click.command()
@options.as_json
def doctor(as_json: bool) -> None:
    """Say how this Ogniwo is: version, databases, counts, optional parts. Exit code 1 if unwell."""
    from web.logs import start_logging
    from web.services.diagnosis import diagnose

    start_logging("error")
    found = diagnose(read_settings())
    if as_json:
        click.echo(json.dumps(asdict(found) | {"healthy": found.healthy}, ensure_ascii=False, indent=2))
    else:
        for line in _lines(found):
            click.echo(line)
    if not found.healthy:
        raise click.exceptions.Exit(1)


def _lines(found: Diagnosis) -> Iterator[str]:
    yield f"Ogniwo {found.ogniwo}, Python {found.python}, SQLite {found.sqlite}"
    there = Path(found.folder).exists()
    yield f"Folder   {found.folder}" + ("" if there else " (not there yet; `ogniwo seed` makes it and fills it)")
    yield from _database_lines("Network", "schema", found.network, "nothing yet; `ogniwo seed` fills it")
    yield from _database_lines("Office", "revision", found.office, "nothing yet")
    yield "Optional parts"
    for part in found.parts:
        yield f"  {part.name:<10} present" if part.present else f"  {part.name:<10} missing: {part.without_it}"
    yield "Everything is well." if found.healthy else "Problems"
    yield from (f"  {problem}" for problem in found.problems)


def _database_lines(title: str, version_name: str, state: DatabaseState, empty: str) -> Iterator[str]:
    yield f"{title:<8} {state.kind} {state.server_version}".rstrip()
    yield f"  at       {state.address}"
    if state.version:
        yield f"  {version_name:<8} {state.version}"
    there = [f"{name} {count:,}" for name, count in state.counts.items() if count]
    if there:
        yield from wrap(", ".join(there), 100, initial_indent="  holds    ", subsequent_indent=" " * 11)
    elif state.counts:
        yield f"  holds    {empty}"
