"""Tables for spreadsheets."""

from __future__ import annotations

from flask import Response, request

from matching.results import Kind
from web.current import current_ogniwo
from web.language import current_language
from web.pages.blueprint import blueprint
from web.services.exporting.sheets import Sheet, pieces
from web.services.exporting.suggestions import suggestions
from web.services.exporting.tables import SHEETS
from web.services.growth.scope import scope_of

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_GRAPH_TYPES = {
    "graphml": "application/xml",
    "gexf": "application/xml",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
_FORM = "<any(csv, xlsx):form>"
_N_SUGGESTIONS = 10


@blueprint.get(f"/tabele/<any({', '.join(SHEETS)}):what>.{_FORM}")
def export_table(what: str, form: str) -> Response:
    """All organisations, partners, events, or who worked with whom."""
    return _file(SHEETS[what](current_ogniwo(), current_language()), form, what)


@blueprint.get("/tabele/graph.<any(graphml, gexf, json, csv):form>")
def export_graph(form: str) -> Response:
    """Actors and contacts with their dates, for programs that draw and measure graphs; narrowed by the address."""
    from web.services.exporting.graphs import graph_file  # noqa: PLC0415  # networkx is slow to load

    snapshot = current_ogniwo().snapshot()
    content = graph_file(snapshot, scope_of(snapshot, request.args), form)
    headers = {"Content-Disposition": f'attachment; filename="ogniwo.{form}"'}
    return Response(content, content_type=_GRAPH_TYPES[form], headers=headers)


@blueprint.get(f"/organizacje/<actor_id>/propozycje.{_FORM}")
def export_suggestions(actor_id: str, form: str) -> Response:
    """Suggestions of every kind for one organisation, with the reasons."""
    sheets = [
        suggestions(current_ogniwo(), current_language(), kind=kind, k=_N_SUGGESTIONS, seekers=[actor_id])
        for kind in (Kind.PEER, Kind.MENTOR, Kind.PARTNER)
    ]
    rows = [row for sheet in sheets for row in sheet.rows]
    return _file(Sheet(sheets[0].title, sheets[0].headers, rows), form, "suggestions")


def _file(sheet: Sheet, form: str, name: str) -> Response:
    content = b"".join(pieces(sheet, form))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, content_type=_TYPES[form], headers=headers)
