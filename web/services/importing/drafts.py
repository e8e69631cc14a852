"""An import step by step: the file and every decision are in the office, so that a step survives a reload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from web.office import import_drafts
from web.office.import_drafts import DraftRow
from web.ogniwo import Ogniwo
from web.services.importing.importing import Asked, shown_name
from web.services.importing.planning import Choices
from web.services.importing.tables import Row, Table


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was sent, and what was decided about it so far.

    Attributes
    ----------
    fields : dict
        Field by header.
    cells : dict
        By row, cells typed anew, by place of the column.
    merged, apart, left_out, words :
        As in `planning.Choices`.
    """

    draft_id: str
    kind: str
    file_name: str
    table: Table
    fields: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    merged: Mapping[int, str] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)

    def asked(self) -> Asked:
        """What the draft asks for."""
        rows = tuple(self._row(row) for row in self.table.rows)
        choices = Choices(self.merged, self.apart, self.left_out, words=self.words)
        return Asked(replace(self.table, rows=rows), self.file_name, self.kind, self.fields, choices)

    def _row(self, row: Row) -> Row:
        typed = self.cells.get(row.number)
        if not typed:
            return row
        return replace(row, cells=tuple(typed.get(place, cell) for place, cell in enumerate(row.cells)))


def keep_draft(ogniwo: Ogniwo, table: Table, file_name: str, kind: str) -> Draft:
    """A new draft of the file."""
    draft = Draft(uuid4().hex, kind, shown_name(file_name), table)
    file = {
        "headers": list(table.headers),
        "rows": [[row.number, list(row.cells), row.n_cells] for row in table.rows],
        "form": table.form,
        "others": list(table.other_sheets),
    }
    with ogniwo.office.writing() as connection:
        import_drafts.add(connection, DraftRow(draft.draft_id, kind, draft.file_name, "", file, _as_json(draft)))
    return draft


def find_draft(ogniwo: Ogniwo, draft_id: str) -> Draft | None:
    """The draft with what was decided so far, or None."""
    with ogniwo.office.reading() as connection:
        found = import_drafts.find(connection, draft_id)
    return None if found is None else _from_row(found)


def change_draft(ogniwo: Ogniwo, draft: Draft) -> None:
    """Keep what was decided."""
    with ogniwo.office.writing() as connection:
        import_drafts.change(connection, draft.draft_id, kind=draft.kind, choices=_as_json(draft))


def forget_draft(ogniwo: Ogniwo, draft_id: str) -> None:
    """Forget the draft and the file in it."""
    with ogniwo.office.writing() as connection:
        import_drafts.remove(connection, draft_id)


def _as_json(draft: Draft) -> dict[str, Any]:
    return {
        "fields": dict(draft.fields),
        "cells": {str(row): {str(place): text for place, text in cells.items()} for row, cells in draft.cells.items()},
        "merged": {str(row): actor_id for row, actor_id in draft.merged.items()},
        "apart": sorted(draft.apart),
        "left_out": sorted(draft.left_out),
        "words": dict(draft.words),
    }


def _from_row(row: DraftRow) -> Draft:
    file, said = row.file, row.choices
    rows = tuple(Row(number, tuple(cells), n_cells) for number, cells, n_cells in file["rows"])
    return Draft(
        row.draft_id,
        row.kind,
        row.file_name,
        Table(tuple(file["headers"]), rows, file["form"], tuple(file["others"])),
        fields=said["fields"],
        cells={int(at): {int(place): text for place, text in cells.items()} for at, cells in said["cells"].items()},
        merged={int(at): actor_id for at, actor_id in said["merged"].items()},
        apart=frozenset(said["apart"]),
        left_out=frozenset(said["left_out"]),
        words=said["words"],
    )
