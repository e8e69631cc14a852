"""A plan in lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from web.office.imports import Run
from web.services.importing.comparing import Change
from web.services.importing.plan import Plan, RowPlan
from web.services.importing.row_words import FIELDS, SKIPPED, STATES, WHY, in_language, problem_in
from web.services.importing.tables import Table

_LONGEST = 60
_LISTED = 40  # rows that are just new
_NUMBERS = 8  # of rows, after a word
_WORDS = {
    "rows": ("{form}; wierszy: {n}", "{form}; {n} rows"),
    "columns": ("Kolumny:", "Columns:"),
    "left": ("Kolumny pominięte:", "Columns left out:"),
    "sheets": ("Nie czytamy innych arkuszy: {names}", "Other sheets are not read: {names}"),
    "row": ("wiersz {number}", "row {number}"),
    "of_row": ("jak wiersz {number}", "like row {number}"),
    "nothing": ("(nic)", "(nothing)"),
    "words": (
        "Słowa, których nie wzięliśmy, bo znaczą niejedno albo nic (wpiszcie w komórkę kod, a weźmiemy):",
        "Words that were not taken, since they may mean several things or nothing (put the code into the cell):",
    ),
    "unsure": ("„{text}” – nieznane", "“{text}”: not known"),
    "perhaps": ("„{text}” – może: {codes}", "“{text}”: perhaps {codes}"),
    "decide": (
        "to samo? --merge {number}={id}; ktoś inny? --apart {number}",
        "the same? --merge {number}={id}; somebody else? --apart {number}",
    ),
    "decide_in_file": (
        "to samo? --leave-out {number}; ktoś inny? --apart {number}",
        "the same? --leave-out {number}; somebody else? --apart {number}",
    ),
    "more": ("… i jeszcze {n} nowych (--all pokaże wszystkie)", "… and {n} more new ones (--all shows all)"),
    "dry": (
        "Nic jeszcze nie zapisano; zapisze to samo polecenie z --apply.",
        "Nothing was written yet; the same command with --apply writes it.",
    ),
    "no_news": ("Nie ma nic do zapisania.", "There is nothing to write."),
    "written": ("Zapisano. Cofnie to `ogniwo import undo`.", "Written. `ogniwo import undo` takes it back."),
    "undone": (
        "Cofnięto wczytanie pliku {file} z {day}; sieć jest taka jak przed nim.",
        "The import of {file} of {day} is undone; the network is as it was before.",
    ),
}


def report(table: Table, plan: Plan, language: str, *, written: bool, show_all: bool = False) -> Iterator[str]:
    """What was read, how columns were matched, what becomes of each row, and the counts."""

    def say(key: str, **facts: Any) -> str:
        return in_language(_WORDS, key, language).format(**facts)

    yield say("rows", form=table.form, n=len(table.rows)) + f" → {plan.columns.kind.name}"
    if table.other_sheets:
        yield say("sheets", names=", ".join(table.other_sheets))
    yield from _columns(plan, language)
    n_new = 0
    for row in plan.rows:
        n_new += row.state == "new"
        if show_all or not (row.state == "same" or (row.state == "new" and n_new > _LISTED)):
            yield from row_lines(row, language)
    if n_new > _LISTED and not show_all:
        yield say("more", n=n_new - _LISTED)
    yield from _unsure(plan, language)
    yield "; ".join(f"{in_language(STATES, state, language)}: {n}" for state, n in plan.counts.items() if n)
    yield say("no_news") if not plan.writes else say("written" if written else "dry")


def undone(run: Run, language: str) -> str:
    """That the import was undone."""
    return in_language(_WORDS, "undone", language).format(file=run.file_name, day=f"{run.at:%Y-%m-%d}")


def row_lines(row: RowPlan, language: str) -> Iterator[str]:
    """The row's number, state and title, and below it whatever there is to say."""

    def say(key: str, **facts: Any) -> str:
        return in_language(_WORDS, key, language).format(**facts)

    parts = [say("row", number=row.number), in_language(STATES, row.state, language), _cut(row.title)]
    yield "  ".join([*parts, *([row.actor_id] if row.actor_id and row.state != "new" else [])])
    if row.of_row:
        yield "    " + say("of_row", number=row.of_row)
    for problem in row.problems:
        column = f"{problem.column}: " if problem.column else ""
        yield f"    {column}{problem_in(language, problem.code, problem.facts)}"
    for change in row.changes:
        yield f"    {change_line(change, language)}"
    for suspect in row.suspects:
        why = in_language(WHY, suspect.why, language)
        where = suspect.actor_id or say("row", number=suspect.of_row)
        yield f"    {_cut(suspect.name)}, {_cut(suspect.locality) or '–'} ({where}): {why}"
        decide = "decide" if suspect.actor_id else "decide_in_file"
        yield "      " + say(decide, number=row.number, id=suspect.actor_id)


def _unsure(plan: Plan, language: str) -> Iterator[str]:
    """Words that were not resolved, each once, with the rows that have them."""
    rows_of: dict[tuple[str, str, str], list[int]] = {}
    for row in plan.rows:
        for unsure in row.unsure:
            codes = ", ".join(f"{one.label} [{one.code}]" for one in unsure.doubt.candidates)
            rows_of.setdefault((unsure.column, unsure.doubt.text, codes), []).append(row.number)
    if rows_of:
        yield in_language(_WORDS, "words", language)
    for (column, text, codes), numbers in rows_of.items():
        said = in_language(_WORDS, "perhaps" if codes else "unsure", language).format(text=_cut(text), codes=codes)
        more = "…" if len(numbers) > _NUMBERS else ""
        yield f"    {_cut(column)}: {said} ({', '.join(map(str, numbers[:_NUMBERS]))}{more})"


def change_line(change: Change, language: str) -> str:
    """The field, what is there, and what would be.

    >>> change_line(Change("n_staff", 2, 3), "en")
    'paid staff: 2 → 3'
    """
    nothing = in_language(_WORDS, "nothing", language)
    old, new = (_value(one) or nothing for one in (change.old, change.new))
    return f"{in_language(FIELDS, change.field, language)}: {old} → {new}"


def _columns(plan: Plan, language: str) -> Iterator[str]:
    columns = plan.columns
    yield in_language(_WORDS, "columns", language)
    for place, field in columns.fields.items():
        yield f"    {_cut(columns.headers[place])} → {in_language(FIELDS, field, language)} ({field})"
    if columns.skipped:
        yield in_language(_WORDS, "left", language)
    for one in columns.skipped:
        yield f"    {_cut(one.header)}: {in_language(SKIPPED, one.why, language)}"


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _cut(str(value))


def _cut(text: str) -> str:
    # A terminal would obey what a file may hold beside text.
    flat = "".join(one if one.isprintable() else "�" for one in " ".join(text.split()))
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
