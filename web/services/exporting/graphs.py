"""The network as a file for programs that draw and measure graphs: Gephi, Cytoscape, networkx, R."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graph.analysis import Scope
from graph.analysis.exchange import as_networkx
from graph.snapshot import Snapshot
from web.services.safe_cells import safe_cell

Forms = dict[str, Callable[[nx.MultiGraph], bytes]]
# Characters that XML 1.0 cannot hold, however they are written.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEADERS = ("Source", "Target", "Type", "Kind", "Strength", "Start", "End")


def graph_file(snapshot: Snapshot, scope: Scope, form: str) -> bytes:
    """The network within the scope as GraphML, GEXF, node-link JSON or CSV.

    Raises
    ------
    UnknownName
        The scope names something that there is not.
    """
    return FORMS[form](as_networkx(snapshot, scope))


def _graphml(graph: nx.MultiGraph) -> bytes:
    out = io.BytesIO()
    nx.write_graphml(_plain(graph, _one_text), out, named_key_ids=True)
    return out.getvalue()


def _gexf(graph: nx.MultiGraph) -> bytes:
    out, writer = io.BytesIO(), GEXFWriter(version="1.2draft")
    writer.add_graph(_plain(graph, lambda spells: spells))
    for element in writer.xml.iter("graph"):
        element.attrib.pop("name", None)  # networkx names the graph, which the format's schema does not allow
    writer.write(out)
    return out.getvalue()


def _node_link(graph: nx.MultiGraph) -> bytes:
    return json.dumps(nx.node_link_data(graph, edges="links"), ensure_ascii=False).encode()


def _csv(graph: nx.MultiGraph) -> bytes:
    """One line for each spell of each contact, under the headers that Gephi knows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADERS)
    writer.writerows(_lines(graph))
    return out.getvalue().encode()


def _lines(graph: nx.MultiGraph) -> Iterator[tuple[object, ...]]:
    for one, other, known in graph.edges(data=True):
        for first, last in known["spells"]:
            ends = (safe_cell(one), safe_cell(other))
            yield (*ends, "Undirected", known["kind"], known.get("strength", ""), first, last or "")


FORMS: Forms = {"graphml": _graphml, "gexf": _gexf, "json": _node_link, "csv": _csv}


def _plain(graph: nx.MultiGraph, spells: Callable[[list[tuple[str, str | None]]], Any]) -> nx.MultiGraph:
    """The graph with texts that XML can hold and with spells as the format has them."""
    plain = nx.MultiGraph(**graph.graph)
    plain.add_nodes_from((node, _values(known, spells)) for node, known in graph.nodes(data=True))
    for one, other, key, known in graph.edges(keys=True, data=True):
        plain.add_edge(one, other, key=key, **_values(known, spells))
    return plain


def _values(known: dict[str, Any], spells: Callable[[list[tuple[str, str | None]]], Any]) -> dict[str, Any]:
    texts = {name: _NOT_IN_XML.sub("", value) if isinstance(value, str) else value for name, value in known.items()}
    return texts | {"spells": spells(known["spells"])}


def _one_text(spells: list[tuple[str, str | None]]) -> str:
    """Spells as ISO 8601 intervals, ``..`` where one is not over."""
    return " ".join(f"{first}/{last or '..'}" for first, last in spells)
