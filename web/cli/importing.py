"""`ogniwo import`: organisations, partners, mentors, needs, events and cooperation out of a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.running import running

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.services.importing.importing import Asked

NO_REFERENCE = (
    "Sieć nie zna umiejętności, sfer ani regionów; wczyta je `ogniwo seed --reference-only`.",
    "The network knows no skills, spheres and regions: run `ogniwo seed --reference-only`.",
)
KINDS = ("organisations", "partners", "mentors", "needs", "events", "cooperation")


@click.command("import")
@click.argument("file", metavar="FILE|undo")
@click.option("--as", "kind", type=click.Choice(KINDS), help="What its rows are.  [default: as its headers say]")
@click.option("--apply", "write", is_flag=True, help="Write it; without this, only say what would be written.")
@click.option(
    "--column",
    "columns",
    metavar="HEADER=FIELD",
    multiple=True,
    help="What a column is; `HEADER=-` leaves it out. Kept for the next time.",
)
@click.option(
    "--word", "words", metavar="WORD=CODE", multiple=True, help="What a word means; `WORD=-` takes it for nothing."
)
@click.option("--merge", "merged", metavar="ROW=ID", multiple=True, help="The row is about this one, who is there.")
@click.option("--apart", metavar="ROW", type=int, multiple=True, help="The row is nobody who is there; take it.")
@click.option("--leave-out", metavar="ROW", type=int, multiple=True, help="Do not take the row.")
@click.option("--all", "show_all", is_flag=True, help="List every row, also those that are the same.")
@options.by
@options.reason
@options.as_json
@options.lang
def import_file(file: str, by: str, reason: str, lang: str | None, as_json: bool, **asked: Any) -> None:
    """Bring a file (CSV, XLSX) into the network, or undo the last such import.

    Without --apply nothing is written: every row is listed as new (with what its words were taken for), changed
    (what is and what would be), same, repeated, to be decided, or failed, with what to do. `ogniwo import undo`
    takes the last import back, while nothing was built on it; a file of that name is ./undo.
    """
    with running() as ogniwo:
        from web.services.importing.errors import ImportRefused

        language = lang or ogniwo.settings.language
        try:
            if file == "undo":
                _undo(ogniwo, language, by=by, reason=reason, as_json=as_json)
                return
            _bring(ogniwo, file, language, by=by, reason=reason, as_json=as_json, **asked)
        except ImportRefused as error:
            raise click.ClickException(f"{_about(file)}{error.in_language(language)}") from error
        if not ogniwo.store.counts()["Skill"]:
            click.echo(NO_REFERENCE[language != "pl"], err=True)


def _undo(ogniwo: Ogniwo, language: str, *, by: str, reason: str, as_json: bool) -> None:
    from web.services.importing.plan_json import run_as_json
    from web.services.importing.report import undone
    from web.services.importing.undoing import undo_last

    run = undo_last(ogniwo, by=by, reason=reason)
    click.echo(_json(run_as_json(run)) if as_json else undone(run, language))


def _bring(
    ogniwo: Ogniwo,
    file: str,
    language: str,
    *,
    by: str,
    reason: str,
    as_json: bool,
    write: bool,
    show_all: bool,
    **asked: Any,
) -> None:
    from web.services.importing.importing import plan_import, write_import
    from web.services.importing.plan_json import plan_as_json
    from web.services.importing.report import report

    wish = _wish(file, **asked)
    plan = write_import(ogniwo, wish, by=by, reason=reason) if write else plan_import(ogniwo, wish)
    said = {"written": write, "guessed": not wish.kind}
    if as_json:
        click.echo(_json({"file": file, **plan_as_json(wish.table, plan, language, **said)}))
    else:
        _show(report(wish.table, plan, language, show_all=show_all, **said))


def _json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2, default=str)


def _about(file: str) -> str:
    return "" if file == "undo" else f"{file}: "


def _wish(
    file: str,
    kind: str | None,
    columns: tuple[str, ...],
    words: tuple[str, ...],
    merged: tuple[str, ...],
    apart: tuple[int, ...],
    leave_out: tuple[int, ...],
) -> Asked:
    """The file, read, with what the options say about it."""
    from web.services.importing.importing import Asked, read_file
    from web.services.importing.planning import Choices

    fields = dict(_pair(text, "--column", "HEADER=FIELD") for text in columns)
    about = {_row(row): actor for row, actor in (_pair(text, "--merge", "ROW=ID") for text in merged)}
    meant = dict(_pair(text, "--word", "WORD=CODE") for text in words)
    choices = Choices(about, frozenset(apart), frozenset(leave_out), words=meant)
    table = read_file(_content(Path(file)), file)
    return Asked(table, file, kind or "", fields, choices)


def _content(path: Path) -> bytes:
    """The bytes of the file, no more than are needed to see that it is too large."""
    from web.services.importing.errors import ImportRefused
    from web.services.importing.tables import MAX_BYTES

    if not path.exists():
        raise ImportRefused("not_there")
    if path.is_dir():
        raise ImportRefused("folder")
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    """Both sides of the last equals sign, for a header may have one.

    >>> _pair("a = b=name", "--column", "HEADER=FIELD")
    ('a = b', 'name')
    """
    left, sign, right = text.rpartition("=")
    if not sign or not left.strip() or not right.strip():
        raise click.BadParameter(f"{text!r} is not of the form {form}", param_hint=option)
    return left.strip(), right.strip()


def _row(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise click.BadParameter(f"{text!r} is not the number of a row", param_hint="--merge")
    return int(text)


def _show(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)
