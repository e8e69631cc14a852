"""What the form under the rows says: cells typed anew, rows left out, who is whom, what a word means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from web.services.importing.drafts import Draft
from web.services.importing.tables import MAX_CHARACTERS

_LONGEST_ID = 100
APART, LEAVE_OUT, UNDECIDED = "apart", "leave-out", ""


def with_row_choices(draft: Draft, sent: Mapping[str, str]) -> Draft:
    """The draft with what the form says; rows and words that the form does not name stay as they were.

    Names of fields: ``cell-ROW-COLUMN``, ``row-ROW`` (empty, ``apart``, ``leave-out``, or the id of whom the
    row is about), ``word-TEXT``.
    """
    cells = {row: dict(typed) for row, typed in draft.cells.items()}
    rows = {row.number for row in draft.table.rows}
    for (row, place), text in _cells(sent):
        if row in rows and place < len(draft.table.headers):
            cells.setdefault(row, {})[place] = text.strip()[:MAX_CHARACTERS]
    said = {int(name[4:]): value for name, value in sent.items() if name.startswith("row-") and name[4:].isdigit()}
    named = said.keys() & rows
    kept = {row: actor_id for row, actor_id in draft.merged.items() if row not in named}
    about = {row: said[row][:_LONGEST_ID] for row in named if said[row] not in {APART, LEAVE_OUT, UNDECIDED}}
    words = {name[5:]: code.strip() for name, code in sent.items() if name.startswith("word-") and code.strip()}
    return replace(
        draft,
        cells=cells,
        merged=kept | about,
        apart=(draft.apart - named) | {row for row in named if said[row] == APART},
        left_out=(draft.left_out - named) | {row for row in named if said[row] == LEAVE_OUT},
        words={**draft.words, **words},
    )


def _cells(sent: Mapping[str, str]) -> Iterator[tuple[tuple[int, int], str]]:
    for name, text in sent.items():
        parts = name.split("-")
        if len(parts) == 3 and parts[0] == "cell" and parts[1].isdigit() and parts[2].isdigit():
            yield (int(parts[1]), int(parts[2])), text
