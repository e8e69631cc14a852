"""Writes ``docs/graph.md`` from the schema: ``python -m graph.documentation docs/graph.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph import schema
from graph.schema import LinkType, NodeLabel, Property

_HEAD = """# The network's schema

Made from `graph/schema.py` by `make docs`; a test keeps the two alike. Both stores, the import and the export read the
same table, and in Neo4j Browser the graph looks just like this.

Every organisation, partner and mentor is an `Actor`, and its `id` is unique among actors; the three labels are roles,
and one actor may hold several. Other ids are unique under their own label. A property marked * is required. Dates are
days, times are in UTC. Links between actors are dated: `since`, and `until` once they are over; where the first day is
not known, `since` is the day of import and `since_known` is false.
"""


def schema_markdown() -> str:
    """The schema as a Markdown document."""
    lines = [_HEAD, "## Nodes", ""]
    for label in schema.NODE_LABELS:
        lines += [*_node_section(label), ""]
    lines += ["## Links", ""]
    for link_type in schema.LINK_TYPES:
        lines += [*_link_section(link_type), ""]
    return "\n".join(lines).rstrip() + "\n"


def _node_section(label: NodeLabel) -> Iterator[str]:
    shown = label.name if label.base == label.name else f"{label.base}:{label.name}"
    yield f"### (:{shown})"
    yield ""
    yield f"{label.meaning[0].upper()}{label.meaning[1:]}."
    yield ""
    yield from _table(label.properties)


def _link_section(link_type: LinkType) -> Iterator[str]:
    arrow = "—" if link_type.symmetric else "→"
    yield f"### {link_type.name}"
    yield ""
    yield f"(:{link_type.source}) {arrow} (:{link_type.target}): {link_type.meaning}. {_identity(link_type)}"
    if link_type.properties:
        yield ""
        yield from _table(link_type.properties)


def _identity(link_type: LinkType) -> str:
    ends = "its two ends, whichever comes first" if link_type.symmetric else "its two ends"
    return f"Identity: {', '.join([ends, *(f'`{name}`' for name in link_type.key)])}."


def _table(properties: Iterable[Property]) -> Iterator[str]:
    yield "| property | type | meaning |"
    yield "|---|---|---|"
    for prop in properties:
        yield f"| `{prop.name}`{'*' if prop.required else ''} | {prop.kind} | {prop.meaning}{_limits(prop)} |"


def _limits(prop: Property) -> str:
    if prop.choices:
        return f": {', '.join(f'`{choice}`' for choice in prop.choices)}"
    if prop.minimum is None:
        return ""
    return f" (at least {prop.minimum:g})" if prop.maximum is None else f" ({prop.minimum:g} to {prop.maximum:g})"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema_markdown(), encoding="utf-8")
