"""Bringing in a file, step by step: send it, match columns, fix or skip rows, look, confirm, undo."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound, RequestEntityTooLarge
from werkzeug.wrappers import Response

from web.current import current_ogniwo
from web.language import current_language
from web.office import imports
from web.office.errors import RequestKeyTaken
from web.pages.blueprint import blueprint
from web.pages.forms import SignedForm, opened, status_of
from web.services.importing.drafts import Draft, change_draft, find_draft, forget_draft, keep_draft
from web.services.importing.errors import ImportRefused
from web.services.importing.guessing import guess_kind, telling_headers
from web.services.importing.importing import columns_of, plan_import, read_file, write_import
from web.services.importing.kinds import KINDS
from web.services.importing.matching_columns import Columns
from web.services.importing.meanings import Doubt, Meaning
from web.services.importing.plan import Plan
from web.services.importing.row_choices import with_row_choices
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
from web.services.importing.saying import by_field, change_in_words, how_surely, meaning_in_words
from web.services.importing.tables import MAX_BYTES
from web.services.importing.undoing import last_run, undo_last

Answer = str | tuple[str, int] | Response
N_SHOWN = 100  # rows of one state
N_SAMPLES = 3  # cells of a column
_AROUND_FILE = 100_000  # bytes of a form beside the file in it


@blueprint.app_context_processor
def import_words() -> dict[str, Any]:
    """What templates call to name fields, states and problems of an import."""
    language = current_language()
    tables = {"field": FIELDS, "state": STATES, "skipped": SKIPPED, "why": WHY, "kind": KINDS_IN_WORDS, "aside": ASIDE}
    return {
        "import_word": lambda table, code: in_language(tables[table], code, language),
        "import_problem": lambda one: problem_in(language, one.code, one.facts),
        "import_change": lambda named, one: change_in_words(named, one, language),
        "import_meaning": lambda one: meaning_in_words(one, language),
        "import_how_surely": lambda one: how_surely(one, language),
        "import_label": lambda candidate: candidate.label(language),
        "import_by_field": by_field,
    }


@blueprint.route("/wczytaj", methods=["GET", "POST"])
def import_upload() -> Answer:
    """The form that takes a file, and the last import with its undo."""
    request.max_content_length = MAX_BYTES + _AROUND_FILE
    if request.method != "POST":
        return _upload_page(FlaskForm())
    try:
        form = FlaskForm()
        return _to_columns(_sent_draft()) if form.validate() else (_upload_page(form), 400)
    except RequestEntityTooLarge:
        sent = (request.content_length or 0) / 1e6
        refused = ImportRefused("too_large", size=f"{sent:.0f}", most=MAX_BYTES // 1_000_000)
    except ImportRefused as error:
        refused = error
    return _upload_page(FlaskForm(formdata=None), refused.in_language(current_language())), 422


@blueprint.route("/wczytaj/<draft_id>/kolumny", methods=["GET", "POST"])
def import_columns(draft_id: str) -> Answer:
    """Which field each column is, as suggested, to be corrected."""
    ogniwo, draft, form, refused = current_ogniwo(), _draft(draft_id), FlaskForm(), None
    if request.method == "POST" and form.validate():
        changed = _with_columns(draft)
        try:
            columns = columns_of(ogniwo, changed.asked())
            change_draft(ogniwo, changed)
            if changed.kind == draft.kind and not columns.lacking:
                return redirect(url_for("pages.import_rows", draft_id=draft_id), code=303)
            return _to_columns(changed)
        except ImportRefused as error:
            refused = error.in_language(current_language())
    columns = columns_of(ogniwo, draft.asked())
    samples = [
        [cell for row in draft.table.rows if (cell := row.cells[place])][:N_SAMPLES]
        for place in range(len(columns.headers))
    ]
    page = render_template(
        "import_columns.html",
        draft=draft,
        columns=columns,
        why={one.header: one.why for one in columns.skipped},
        samples=samples,
        told=_told_by(draft, columns),
        form=form,
        refused=refused,
        kinds=[*KINDS],
    )
    return (page, 422) if refused else page


@blueprint.route("/wczytaj/<draft_id>", methods=["GET", "POST"])
def import_rows(draft_id: str) -> Answer:
    """What would become of each row; wrong ones can be corrected or left out, suspected ones decided."""
    request.max_content_length = request.max_form_memory_size = MAX_BYTES  # a form of many rows is longer than others
    ogniwo, draft = current_ogniwo(), _draft(draft_id)
    if request.method == "POST" and FlaskForm().validate():
        change_draft(ogniwo, with_row_choices(draft, request.form))
        return redirect(url_for("pages.import_rows", draft_id=draft_id), code=303)
    try:
        return _rows_page(draft, opened(SignedForm))
    except ImportRefused:
        return _to_columns(draft)


@blueprint.post("/wczytaj/<draft_id>/zapis")
def import_write(draft_id: str) -> Answer:
    """Write it, once, whoever sends the form again."""
    ogniwo, form = current_ogniwo(), opened(SignedForm)
    if _run_of(draft_id) is not None:
        return redirect(url_for("pages.import_done", draft_id=draft_id), code=303)
    draft = _draft(draft_id)
    if not form.validate():
        return _rows_page(draft, form), status_of(form)
    signed = form.signature
    try:
        plan = write_import(ogniwo, draft.asked(), by=signed["by"], reason=signed["reason"], request_key=draft_id)
    except RequestKeyTaken:
        return redirect(url_for("pages.import_done", draft_id=draft_id), code=303)
    except ImportRefused as error:
        return _rows_page(draft, form, error.in_language(current_language())), 409
    form.remember()
    if not plan.writes:
        return redirect(url_for("pages.import_rows", draft_id=draft_id), code=303)
    forget_draft(ogniwo, draft_id)
    return redirect(url_for("pages.import_done", draft_id=draft_id), code=303)


@blueprint.get("/wczytaj/<draft_id>/gotowe")
def import_done(draft_id: str) -> Answer:
    """What was written, with its undo."""
    run = _run_of(draft_id)
    if run is None:
        raise NotFound
    form = opened(SignedForm)
    last = _last()
    can_undo = last is not None and last.request_key == draft_id
    return render_template("import_done.html", run=run, form=form, refused=None, can_undo=can_undo)


@blueprint.post("/wczytaj/<draft_id>/cofniecie")
def import_undo(draft_id: str) -> Answer:
    """Take the import back, if it is the last one and nothing was built on it."""
    ogniwo, form, run = current_ogniwo(), opened(SignedForm), _run_of(draft_id)
    if run is None:
        raise NotFound
    if run.undone_at is not None:
        return redirect(url_for("pages.import_done", draft_id=draft_id), code=303)
    if not form.validate():
        page = render_template("import_done.html", run=run, form=form, refused=None, can_undo=True)
        return page, status_of(form)
    try:
        undo_last(ogniwo, by=form.signature["by"], reason=form.signature["reason"], request_key=draft_id)
    except ImportRefused as error:
        said = error.in_language(current_language())
        return render_template("import_done.html", run=run, form=form, refused=said, can_undo=True), 409
    form.remember()
    return redirect(url_for("pages.import_done", draft_id=draft_id), code=303)


def _upload_page(form: FlaskForm, refused: str | None = None) -> str:
    return render_template("import_upload.html", form=form, refused=refused, kinds=[*KINDS], last=_last())


def _sent_draft() -> Draft:
    """The draft of the file that was sent."""
    sent, kind = request.files.get("file"), request.form.get("kind", "")
    if sent is None or not sent.filename:
        raise ImportRefused("no_file")
    with closing(sent):
        content = sent.stream.read(MAX_BYTES + 1)
    table = read_file(content, sent.filename)
    sure = kind if kind in KINDS else guess_kind(table.headers, sent.filename)
    return keep_draft(current_ogniwo(), table, sent.filename, sure)


def _with_columns(draft: Draft) -> Draft:
    """The draft with the kind and the fields of the form; another kind begins with its own suggestions."""
    kind = request.form.get("kind", draft.kind)
    if kind in KINDS and kind != draft.kind:
        return replace(draft, kind=kind, fields={})
    headers = enumerate(draft.table.headers)
    chosen = {header: request.form.get(f"column-{place}", "") for place, header in headers if header}
    return replace(draft, fields={header: field or "-" for header, field in chosen.items()})


def _rows_page(draft: Draft, form: SignedForm, refused: str | None = None) -> str:
    plan = plan_import(current_ogniwo(), draft.asked())
    by_state = {state: [row for row in plan.rows if row.state == state] for state in STATES}
    cells = {row.number: row.cells for row in draft.asked().table.rows}
    form.reason.label.text = gettext("Where the file is from")
    return render_template(
        "import_rows.html",
        draft=draft,
        plan=plan,
        by_state=by_state,
        words=_words_in_doubt(plan),
        taken=_words_taken(plan),
        cells=cells,
        places={plan.columns.headers[place]: place for place in plan.columns.fields},
        n_shown=N_SHOWN,
        form=form,
        refused=refused,
    )


def _told_by(draft: Draft, columns: Columns) -> list[str]:
    """The headers that told which kind of file it is; none where a person chose another kind."""
    name = columns.kind.name
    guessed = guess_kind(columns.headers, draft.file_name)
    return telling_headers(name, columns.headers) if name == guessed else []


def _words_in_doubt(plan: Plan) -> dict[tuple[str, str], Doubt]:
    """By column and text, what nothing was taken of."""
    return {(one.column, one.doubt.text): one.doubt for row in plan.rows for one in row.unsure}


def _words_taken(plan: Plan) -> dict[tuple[str, str], Meaning]:
    """By column and text, what was taken for the likeliest entry, or for one that a person chose."""
    return {
        (one.column, one.meaning.text): one.meaning
        for row in plan.rows
        for one in row.understood
        if one.meaning.how != "exact"
    }


def _draft(draft_id: str) -> Draft:
    found = find_draft(current_ogniwo(), draft_id)
    if found is None:
        raise NotFound
    return found


def _to_columns(draft: Draft) -> Response:
    return redirect(url_for("pages.import_columns", draft_id=draft.draft_id), code=303)


def _last() -> Any:
    return last_run(current_ogniwo())


def _run_of(draft_id: str) -> Any:
    with current_ogniwo().office.reading() as connection:
        return imports.find_run(connection, draft_id)
