"""`ogniwo doctor`: whether everything is well, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.running import read_settings, reading

if TYPE_CHECKING:
    from web.services.diagnosis import DatabaseState, Diagnosis
    from web.services.repair.mending import Repaired


@click.command()
@click.option(
    "--repair",
    "repairing",
    is_flag=True,
    help="Mend what can be mended without losing what people wrote, and say what.",
)
@options.by
@options.reason
@options.as_json
def doctor(repairing: bool, by: str, reason: str, as_json: bool) -> None:
    """Say how this Ogniwo is: version, databases, counts, optional parts. Exit code 1 if unwell.

    Without --repair nothing is changed; what it would mend is listed. --by and --reason go with it.
    """
    from web.logs import start_logging
    from web.services.diagnosis import diagnose

    start_logging("error")
    repaired = _repair(by, reason) if repairing else None
    found = diagnose(read_settings())
    if as_json:
        click.echo(json.dumps(_as_json(found, repaired), ensure_ascii=False, indent=2))
    else:
        for line in (*_repaired_lines(repaired), *_lines(found)):
            click.echo(line)
    if not found.healthy:
        raise click.exceptions.Exit(1)


def _repair(by: str, reason: str) -> Repaired:
    from web.services.repair.mending import repair

    with reading() as ogniwo:
        return repair(ogniwo, by=by, reason=reason)


def _as_json(found: Diagnosis, repaired: Repaired | None) -> dict[str, Any]:
    damage = [one.as_json() for one in found.damage]
    said: dict[str, Any] = asdict(found) | {"damage": damage, "healthy": found.healthy}
    if repaired is not None:
        said["mended"] = [one.as_json() for one in repaired.mended]
        said["kept_in"] = str(repaired.kept_in) if repaired.kept_in else None
    return said


def _repaired_lines(repaired: Repaired | None) -> Iterator[str]:
    if repaired is None:
        return
    yield "Repaired" if repaired.mended else "Nothing was there to repair."
    yield from (f"  {one.said}: {one.mended}" for one in repaired.mended)
    if repaired.kept_in:
        yield f"  A copy of what was removed is in {repaired.kept_in}; delete it once nobody needs it."


def _lines(found: Diagnosis) -> Iterator[str]:
    yield f"Ogniwo {found.ogniwo}, Python {found.python}, SQLite {found.sqlite}"
    there = Path(found.folder).exists()
    yield f"Folder   {found.folder}" + ("" if there else " (not there yet; `ogniwo seed` makes it and fills it)")
    yield from _database_lines("Network", "schema", found.network, "nothing yet; `ogniwo seed` fills it")
    yield from _database_lines("Office", "revision", found.office, "nothing yet")
    yield "Optional parts"
    for part in found.parts:
        yield f"  {part.name:<10} present" if part.present else f"  {part.name:<10} missing: {part.without_it}"
    if found.damage:
        yield "Damage"
        yield from (f"  {one.said}: {one.advised}" for one in found.damage)
    if found.problems:
        yield "Problems"
        yield from (f"  {problem}" for problem in found.problems)
    if found.notes:
        yield "Notes"
        yield from (f"  {note}" for note in found.notes)
    if found.healthy:
        yield "Everything is well."


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
