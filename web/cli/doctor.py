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

WORDS = {
    "pl": {
        "folder": "Folder",
        "no_folder": "jeszcze go nie ma; założy go i wypełni `ogniwo seed`",
        "network": "Sieć",
        "office": "Biuro",
        "at": "adres",
        "schema": "schemat",
        "revision": "wersja",
        "holds": "ma",
        "empty_network": "jeszcze nic; wypełni ją `ogniwo seed`",
        "empty_office": "jeszcze nic",
        "parts": "Dodatki, bez których da się obyć",
        "present": "jest",
        "missing": "brak",
        "damage": "Uszkodzenia",
        "problems": "Kłopoty",
        "notes": "Uwagi",
        "well": "Wszystko w porządku.",
        "repaired": "Naprawiono",
        "nothing_repaired": "Nie było nic do naprawienia.",
        "kept_in": "Kopia tego, co usunięto, jest w {path}; skasujcie ją, gdy nie będzie już potrzebna.",
    },
    "en": {
        "folder": "Folder",
        "no_folder": "not there yet; `ogniwo seed` makes it and fills it",
        "network": "Network",
        "office": "Office",
        "at": "at",
        "schema": "schema",
        "revision": "revision",
        "holds": "holds",
        "empty_network": "nothing yet; `ogniwo seed` fills it",
        "empty_office": "nothing yet",
        "parts": "Optional parts",
        "present": "present",
        "missing": "missing",
        "damage": "Damage",
        "problems": "Problems",
        "notes": "Notes",
        "well": "Everything is well.",
        "repaired": "Repaired",
        "nothing_repaired": "Nothing was there to repair.",
        "kept_in": "A copy of what was removed is in {path}; delete it once nobody needs it.",
    },
}


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
@options.lang
def doctor(repairing: bool, by: str, reason: str, as_json: bool, lang: str | None) -> None:
    """Say how this Ogniwo is: version, databases, counts, optional parts. Exit code 1 if unwell.

    Without --repair nothing is changed; what it would mend is listed. --by and --reason go with it.
    """
    from web.logs import start_logging
    from web.services.diagnosis import diagnose

    start_logging("error")
    settings = read_settings()
    language = lang or settings.language
    repaired = _repair(by, reason) if repairing else None
    found = diagnose(settings, language)
    if as_json:
        click.echo(json.dumps(_as_json(found, repaired, language), ensure_ascii=False, indent=2))
    else:
        for line in (*_repaired_lines(repaired, language), *_lines(found, language)):
            click.echo(line)
    if not found.healthy:
        raise click.exceptions.Exit(1)


def _repair(by: str, reason: str) -> Repaired:
    from web.services.repair.mending import repair

    with reading() as ogniwo:
        return repair(ogniwo, by=by, reason=reason)


def _as_json(found: Diagnosis, repaired: Repaired | None, language: str) -> dict[str, Any]:
    damage = [one.as_json(language) for one in found.damage]
    said: dict[str, Any] = asdict(found) | {"damage": damage, "healthy": found.healthy}
    if repaired is not None:
        said["mended"] = [one.as_json(language) for one in repaired.mended]
        said["kept_in"] = str(repaired.kept_in) if repaired.kept_in else None
    return said


def _repaired_lines(repaired: Repaired | None, language: str) -> Iterator[str]:
    if repaired is None:
        return
    words = WORDS[language]
    yield words["repaired"] if repaired.mended else words["nothing_repaired"]
    yield from (f"  {one.said(language)}: {one.mended(language)}" for one in repaired.mended)
    if repaired.kept_in:
        yield "  " + words["kept_in"].format(path=repaired.kept_in)


def _lines(found: Diagnosis, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"Ogniwo {found.ogniwo}, Python {found.python}, SQLite {found.sqlite}"
    there = Path(found.folder).exists()
    yield f"{words['folder']:<8} {found.folder}" + ("" if there else f" ({words['no_folder']})")
    yield from _database_lines("network", "schema", found.network, words)
    yield from _database_lines("office", "revision", found.office, words)
    yield words["parts"]
    for part in found.parts:
        yield f"  {part.name:<10} " + (words["present"] if part.present else f"{words['missing']}: {part.without_it}")
    damage = [f"{one.said(language)}: {one.advised(language)}" for one in found.damage]
    for title, listed in (("damage", damage), ("problems", found.problems), ("notes", found.notes)):
        if listed:
            yield words[title]
            yield from (f"  {line}" for line in listed)
    if found.healthy:
        yield words["well"]


def _database_lines(of: str, version: str, state: DatabaseState, words: dict[str, str]) -> Iterator[str]:
    yield f"{words[of]:<8} {state.kind} {state.server_version}".rstrip()
    yield f"  {words['at']:<8} {state.address}"
    if state.version:
        yield f"  {words[version]:<8} {state.version}"
    there = [f"{name} {count:,}" for name, count in state.counts.items() if count]
    first = f"  {words['holds']:<8} "
    if there:
        yield from wrap(", ".join(there), 100, initial_indent=first, subsequent_indent=" " * 11)
    elif state.counts:
        yield first + words[f"empty_{of}"]
