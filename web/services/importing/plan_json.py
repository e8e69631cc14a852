"""A plan as JSON, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from web.office.imports import Run
from web.services.importing.comparing import Change
from web.services.importing.meanings import Candidate
from web.services.importing.plan import Plan, RowPlan, Suspect
from web.services.importing.row_words import problem_in
from web.services.importing.tables import Table
from web.services.importing.wanted import Understood, Unsure


def plan_as_json(table: Table, plan: Plan, language: str, *, written: bool, guessed: bool) -> dict[str, Any]:
    """Everything that `report.report` tells, with labels and messages in that language."""
    columns = plan.columns
    return {
        "form": table.form,
        "other_sheets": [*table.other_sheets],
        "kind": columns.kind.name,
        "kind_guessed": guessed,
        "columns": [{"header": columns.headers[place], "field": field} for place, field in columns.fields.items()],
        "columns_left_out": [{"header": one.header, "why": one.why} for one in columns.skipped],
        "rows": [_row(row, language, written=written) for row in plan.rows],
        "counts": plan.counts,
        "written": written and plan.writes,
    }


def run_as_json(run: Run) -> dict[str, Any]:
    """An import that was undone."""
    return {"undone": run.file_name, "kind": run.kind, "at": run.at, "by": run.by, "counts": dict(run.counts)}


def _row(row: RowPlan, language: str, *, written: bool) -> dict[str, Any]:
    return {
        "row": row.number,
        "state": row.state,
        "title": row.title,
        # Before it is written, somebody new has no lasting id, nor has a row that repeats them.
        "id": row.actor_id if row.actor_id and (written or row.state not in {"new", "duplicate"}) else None,
        "like_row": row.of_row or None,
        "aside": row.aside or None,
        "problems": [
            {"column": one.column, "code": one.code, "message": problem_in(language, one.code, one.facts)}
            for one in row.problems
        ],
        "changes": _changes(row.changes),
        "understood": [_understood(one, language) for one in row.understood],
        "in_doubt": [_in_doubt(one, language) for one in row.unsure],
        "suspects": [_suspect(one) for one in row.suspects],
    }


def _changes(changes: Sequence[Change]) -> list[dict[str, Any]]:
    return [{"field": one.field, "old": one.old, "new": one.new} for one in changes]


def _understood(one: Understood, language: str) -> dict[str, Any]:
    meaning = one.meaning
    return {
        "column": one.column,
        "field": one.field,
        "text": meaning.text,
        "how": meaning.how,
        **_candidate(meaning.entry, language),
        "others": [_candidate(other, language) for other in meaning.others],
    }


def _in_doubt(one: Unsure, language: str) -> dict[str, Any]:
    candidates = [_candidate(candidate, language) for candidate in one.doubt.candidates]
    return {"column": one.column, "text": one.doubt.text, "candidates": candidates, "left_out": one.doubt.left_out}


def _candidate(one: Candidate, language: str) -> dict[str, Any]:
    return {"code": one.code, "label": one.label(language), "similarity": one.similarity}


def _suspect(one: Suspect) -> dict[str, Any]:
    return {
        "id": one.actor_id or None,
        "name": one.name,
        "locality": one.locality,
        "why": one.why,
        "row": one.of_row or None,
        "otherwise": _changes(one.changes),
    }
