"""`ogniwo merge`: two who are both in the network are one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.running import running

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.services.importing.merge_plan import Merge

WORDS = {
    "pl": {
        "none": "Nikt w sieci nie wygląda na wpisanego dwa razy.",
        "pair": "{first} ({first_id}) – {second} ({second_id}): {why}",
        "how": "Połączy ich: ogniwo merge ZOSTAJE ZNIKA (najpierw pokaże, co się zmieni).",
        "kept": "Zostaje: {name} ({id})",
        "gone": "Znika:   {name} ({id})",
        "gains": "Zyskuje:",
        "dropped": "Różnią się (zostaje pierwsze):",
        "dry": "Nic jeszcze nie zapisano; zapisze to samo polecenie z --apply.",
        "written": "Połączono. Cofnie to `ogniwo merge undo`.",
        "undone": "Cofnięto połączenie; {id} jest znowu w sieci.",
        "versus": "{field}: {old} / {new}",
    },
    "en": {
        "none": "Nobody in the network looks as if they were there twice.",
        "pair": "{first} ({first_id}) – {second} ({second_id}): {why}",
        "how": "To merge two: ogniwo merge STAYS GOES (it first shows what would change).",
        "kept": "Stays: {name} ({id})",
        "gone": "Goes:  {name} ({id})",
        "gains": "Gains:",
        "dropped": "They differ (the first stays):",
        "dry": "Nothing was written yet; the same command with --apply writes it.",
        "written": "Merged. `ogniwo merge undo` takes it back.",
        "undone": "The merge is undone; {id} is in the network again.",
        "versus": "{field}: {old} / {new}",
    },
}


@click.command()
@click.argument("kept", metavar="[STAYS|undo]", default="")
@click.argument("gone", metavar="[GOES]", default="")
@click.option("--apply", "write", is_flag=True, help="Write it; without this, only say what would be written.")
@options.by
@options.reason
@options.as_json
@options.lang
def merge(kept: str, gone: str, by: str, reason: str, lang: str | None, as_json: bool, write: bool) -> None:
    """Merge two who are in the network and are one: GOES into STAYS, both by their ids.

    Without ids it lists who may be there twice. Without --apply nothing is written. `ogniwo merge undo` takes the
    last merge back, while nothing came after it.
    """
    if bool(kept) != bool(gone) and kept != "undo":
        raise click.UsageError("name two ids, who stays and who goes; or none, to list who may be there twice")
    if kept == "undo" and gone:
        raise click.UsageError("`merge undo` takes no id: only the last merge can be undone")
    with running() as ogniwo:
        from web.services.importing.errors import ImportRefused

        language = lang or ogniwo.settings.language
        try:
            answer, lines = _answer(ogniwo, kept, gone, language, by=by, reason=reason, write=write)
        except ImportRefused as error:
            raise click.ClickException(error.in_language(language)) from error
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
    else:
        for line in lines:
            click.echo(line)


Answer = tuple[dict[str, Any], list[str]]


def _answer(ogniwo: Ogniwo, kept: str, gone: str, language: str, *, by: str, reason: str, write: bool) -> Answer:
    """The same for programs and for people."""
    if kept == "undo":
        return _undone(ogniwo, language, by=by, reason=reason)
    if not kept:
        return _listed(ogniwo, language)
    from web.services.importing import merging

    planned = merging.plan_merge(ogniwo, kept, gone)
    done = merging.merge(ogniwo, kept, gone, by=by, reason=reason) if write else planned
    gains, dropped = ([{"field": one.field, "old": one.old, "new": one.new} for one in told]
                      for told in (done.gains, done.dropped))  # fmt: skip
    said = {"kept": done.kept.id, "gone": done.gone.id, "gains": gains, "differ": dropped, "written": write}
    return said, list(_lines(ogniwo, done, language, written=write))


def _lines(ogniwo: Ogniwo, done: Merge, language: str, *, written: bool) -> Iterator[str]:
    from web.services.importing.references import Vocabularies
    from web.services.importing.report import change_line
    from web.services.importing.row_words import FIELDS, in_language
    from web.services.importing.saying import change_in_words

    words, named = WORDS[language], Vocabularies.of(ogniwo.store).named
    yield words["kept"].format(name=done.kept.properties.get("name"), id=done.kept.id)
    yield words["gone"].format(name=done.gone.properties.get("name"), id=done.gone.id)
    if done.gains:
        yield words["gains"]
    yield from (f"    {change_line(change, language, named)}" for change in done.gains)
    if done.dropped:
        yield words["dropped"]
    for change in done.dropped:
        old, new = change_in_words(named, change, language)
        field = in_language(FIELDS, change.field, language)
        yield "    " + words["versus"].format(field=field, old=old, new=new)
    yield words["written" if written else "dry"]


def _listed(ogniwo: Ogniwo, language: str) -> Answer:
    from web.services.importing.merging import suspected_pairs
    from web.services.importing.row_words import WHY, in_language

    words, found = WORDS[language], suspected_pairs(ogniwo)
    said = [{"first": one.first.id, "second": one.second.id, "why": one.why} for one in found]
    lines = [
        words["pair"].format(
            first=one.first.properties.get("name"),
            first_id=one.first.id,
            second=one.second.properties.get("name"),
            second_id=one.second.id,
            why=in_language(WHY, one.why, language),
        )
        for one in found
    ]
    return {"suspected": said}, [*lines, words["how"]] if lines else [words["none"]]


def _undone(ogniwo: Ogniwo, language: str, *, by: str, reason: str) -> Answer:
    from web.office.imports import MERGE
    from web.services.importing.errors import ImportRefused
    from web.services.importing.undoing import last_run, undo_last

    last = last_run(ogniwo)
    if last is not None and last.kind != MERGE:
        raise ImportRefused("not_a_merge", file=last.file_name)
    run = undo_last(ogniwo, by=by, reason=reason, request_key=last.request_key if last else None)
    return {"undone": run.file_name}, [WORDS[language]["undone"].format(id=run.file_name)]
