"""A plan in lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from web.office.imports import MERGE, Run
from web.services.importing.comparing import Change
from web.services.importing.guessing import telling_headers
from web.services.importing.kinds import KINDS
from web.services.importing.plan import Plan, RowPlan, Suspect
from web.services.importing.row_words import (
    ASIDE,
    FIELDS,
    KINDS_IN_WORDS,
    SKIPPED,
    STATES,
    WHY,
    in_language,
    problem_in,
)
from web.services.importing.saying import Named, by_field, change_in_words, meaning_in_words
from web.services.importing.tables import Table

_LONGEST, _LONGEST_VALUE = 60, 300
_LISTED = 40  # rows that are just new
_NUMBERS = 8  # of rows, after a word
_WORDS = {
    "rows": ("{form}; wierszy: {n}", "{form}; {n} rows"),
    "guessed": (
        "Tak mówią nagłówki ({headers}). Jeśli to co innego, wybierzcie sami: --as {others}",
        "So the headers say ({headers}). If it is something else, choose it: --as {others}",
    ),
    "guessed_at": (
        "Nagłówki nie mówią tego wprost. Jeśli to co innego, wybierzcie sami: --as {others}",
        "The headers do not say it outright. If it is something else, choose it: --as {others}",
    ),
    "columns": ("Kolumny:", "Columns:"),
    "otherwise": ("w pliku inaczej – {change}", "otherwise in the file: {change}"),
    "take_after_all": ("weźcie go mimo to przez --apart {number}", "take it after all by --apart {number}"),
    "left": ("Kolumny pominięte:", "Columns left out:"),
    "sheets": ("Nie czytamy innych arkuszy: {names}", "Other sheets are not read: {names}"),
    "row": ("wiersz {number}", "row {number}"),
    "of_row": ("jak wiersz {number}", "like row {number}"),
    "nothing": ("(nic)", "(nothing)"),
    "words": (
        "Słowa, których nie wzięliśmy, bo znaczą niejedno albo nic "
        "(wpiszcie w komórkę kod albo dodajcie --word SŁOWO=KOD):",
        "Words that were not taken, since they may mean several things or nothing "
        "(put the code into the cell, or add --word WORD=CODE):",
    ),
    "unsure": ("„{text}” – nieznane", "“{text}”: not known"),
    "left_out": ("„{text}” – pominięte na życzenie", "“{text}”: left out by choice"),
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
    "parted": (
        "Cofnięto połączenie z {day}; {file} jest znowu w sieci.",
        "The merge of {day} is undone; {file} is in the network again.",
    ),
    "undone": (
        "Cofnięto wczytanie pliku {file} z {day}; sieć jest taka jak przed nim.",
        "The import of {file} of {day} is undone; the network is as it was before.",
    ),
}


def report(
    table: Table, plan: Plan, language: str, *, written: bool, show_all: bool = False, guessed: bool = False
) -> Iterator[str]:
    """What was read, how columns were matched, what becomes of each row, and the counts."""

    def say(key: str, **facts: Any) -> str:
        return in_language(_WORDS, key, language).format(**facts)

    kind = plan.columns.kind.name
    yield say("rows", form=table.form, n=len(table.rows)) + f" → {in_language(KINDS_IN_WORDS, kind, language)} ({kind})"
    if guessed:
        yield _why_this_kind(kind, table, language)
    if table.other_sheets:
        yield say("sheets", names=", ".join(table.other_sheets))
    yield from _columns(plan, language)
    yield from _rows(plan, language, show_all=show_all)
    yield from _unsure(plan, language)
    yield "; ".join(f"{in_language(STATES, state, language)}: {n}" for state, n in plan.counts.items() if n)
    yield say("no_news") if not plan.writes else say("written" if written else "dry")


def _why_this_kind(kind: str, table: Table, language: str) -> str:
    others = ", ".join(name for name in KINDS if name != kind)
    told = ", ".join(_cut(header) for header in telling_headers(kind, table.headers))
    return in_language(_WORDS, "guessed" if told else "guessed_at", language).format(headers=told, others=others)


def _rows(plan: Plan, language: str, *, show_all: bool) -> Iterator[str]:
    n_new = 0
    for row in plan.rows:
        n_new += row.state == "new"
        if show_all or not (row.state == "same" or (row.state == "new" and n_new > _LISTED)):
            yield from row_lines(row, language, plan.named)
    if n_new > _LISTED and not show_all:
        yield in_language(_WORDS, "more", language).format(n=n_new - _LISTED)


def undone(run: Run, language: str) -> str:
    """That the import, or the merge, was undone."""
    words = in_language(_WORDS, "parted" if run.kind == MERGE else "undone", language)
    return words.format(file=run.file_name, day=f"{run.at:%Y-%m-%d}")


def row_lines(row: RowPlan, language: str, named: Named) -> Iterator[str]:
    """The row's number, state and title, and below it whatever there is to say."""

    def say(key: str, **facts: Any) -> str:
        return in_language(_WORDS, key, language).format(**facts)

    parts = [say("row", number=row.number), in_language(STATES, row.state, language), _cut(row.title)]
    yield "  ".join([*parts, *([row.actor_id] if row.actor_id and row.state not in {"new", "duplicate"} else [])])
    if row.of_row:
        yield "    " + say("of_row", number=row.of_row)
    if row.aside:
        yield f"    {in_language(ASIDE, row.aside, language)}; {say('take_after_all', number=row.number)}"
    for problem in row.problems:
        column = f"{problem.column}: " if problem.column else ""
        yield f"    {column}{problem_in(language, problem.code, problem.facts)}"
    yield from _meanings(row, language)
    for change in row.changes:
        yield f"    {change_line(change, language, named)}"
    for suspect in row.suspects:
        yield from _suspect(row, suspect, language, named)


def _meanings(row: RowPlan, language: str) -> Iterator[str]:
    """What the words of a row were taken for; of one that changes somebody only what is not the very name."""
    if row.state not in {"new", "changed"}:
        return
    for field, meanings in by_field(row.understood).items():
        shown = [one for one in meanings if row.state == "new" or one.how != "exact"]
        if shown:
            said = "; ".join(_flat(meaning_in_words(one, language)) for one in shown)
            yield f"    {in_language(FIELDS, field, language)}: {said}"


def _suspect(row: RowPlan, suspect: Suspect, language: str, named: Named) -> Iterator[str]:
    def say(key: str, **facts: Any) -> str:
        return in_language(_WORDS, key, language).format(**facts)

    where = suspect.actor_id or say("row", number=suspect.of_row)
    why = in_language(WHY, suspect.why, language)
    yield f"    {_cut(suspect.name)}, {_cut(suspect.locality) or '–'} ({where}): {why}"
    for change in suspect.changes:
        yield "      " + say("otherwise", change=change_line(change, language, named))
    decide = "decide" if suspect.actor_id else "decide_in_file"
    yield "      " + say(decide, number=row.number, id=suspect.actor_id)


def _unsure(plan: Plan, language: str) -> Iterator[str]:
    """Words that were not resolved, each once, with the rows that have them."""
    rows_of: dict[tuple[str, str], list[int]] = {}
    for row in plan.rows:
        for unsure in row.unsure:
            candidates = () if unsure.doubt.left_out else unsure.doubt.candidates
            codes = ", ".join(f"{one.label(language)} [{one.code}]" for one in candidates)
            how = "left_out" if unsure.doubt.left_out else "perhaps" if codes else "unsure"
            key = (unsure.column, in_language(_WORDS, how, language).format(text=_cut(unsure.doubt.text), codes=codes))
            rows_of.setdefault(key, []).append(row.number)
    if rows_of:
        yield in_language(_WORDS, "words", language)
    for (column, said), numbers in rows_of.items():
        more = "…" if len(numbers) > _NUMBERS else ""
        yield f"    {_cut(column)}: {said} ({', '.join(map(str, numbers[:_NUMBERS]))}{more})"


def change_line(change: Change, language: str, named: Named) -> str:
    """The field, what is there, and what would be.

    >>> change_line(Change("n_staff", 2, 3), "en", {})
    'paid staff: 2 → 3'
    """
    nothing = in_language(_WORDS, "nothing", language)
    old, new = (_cut(one, _LONGEST_VALUE) or nothing for one in change_in_words(named, change, language))
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


def _cut(text: str, longest: int = _LONGEST) -> str:
    flat = _flat(text)
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"


def _flat(text: str) -> str:
    # A terminal would obey what a file may hold beside text.
    return "".join(one if one.isprintable() else "�" for one in " ".join(text.split()))
