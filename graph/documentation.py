"""Writes ``docs/graph.md`` from the schema and the figures: ``python -m graph.documentation docs/graph.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill

from graph import schema
from graph.analysis.figures import FIGURES, LETTERS, RANGES, REASONS, Figure
from graph.analysis.figures_of_actors import FIGURES_OF_ACTORS
from graph.schema import LinkType, NodeLabel, Property

_HEAD = """# The network's schema

Made from `graph/schema.py` by `make docs`; a test keeps the two alike. Both stores, the import and the export read the
same table, and in Neo4j Browser the graph looks just like this. How growth is counted stands [below](#growth).

Every organisation, partner and mentor is an `Actor`, and its `id` is unique among actors; the three labels are roles,
and one actor may hold several. Other ids are unique under their own label. A property marked * is required. Dates are
days, times are in UTC. Links between actors are dated: `since`, and `until` once they are over; where the first day is
not known, `since` is the day of import and `since_known` is false.
"""

_GROWTH = f"""## Growth

{fill(f"Made from `graph/analysis/figures.py` and `figures_of_actors.py`. {LETTERS}", 120)}

A contact lasts from the first to the last day of its link (COOPERATES_WITH, PAIRED_WITH or MENTORS, whichever way it
points) while both ends belong to the network: whoever leaves takes the contacts along. So links that end and members
who leave change every figure of a day, and each is what it would be in the network rebuilt from membership and links
up to that day, though nothing is rebuilt; tests compare them with networkx on networks built anew.

Narrowed to a part (a component of the programme, region, sphere, sector or role), only its actors count, and contacts
and introductions with both ends among them; narrowed to a kind of contact, only contacts of that kind. Figures marked
† count what happened within the period, however long it is; all others tell of its last day, or of the last day told
of where the period is not over. Changes are against the period before. Sector, region and size are those of today:
history covers membership and links.
"""


def document_markdown() -> str:
    """The whole document: the schema, then the figures of growth."""
    return f"{schema_markdown()}\n{growth_markdown()}"


def growth_markdown() -> str:
    """The figures of growth as a section of a Markdown document."""
    lines = [_GROWTH]
    figures = (*FIGURES, *FIGURES_OF_ACTORS)
    for group in dict.fromkeys(figure.group for figure in figures):
        lines += [*_figure_table(group, [one for one in figures if one.group == group]), ""]
    lines += ["Why a figure has no value:", "", "| code | reason |", "|---|---|"]
    lines += [f"| `{code}` | {meaning} |" for code, meaning in REASONS.items()]
    return "\n".join(lines).rstrip() + "\n"


def _figure_table(group: str, figures: Iterable[Figure]) -> Iterator[str]:
    yield f"### Figures: {group}"
    yield ""
    yield "| code | figure | how it is counted | range | source | no value |"
    yield "|---|---|---|---|---|---|"
    for one in figures:
        mark = " †" if one.of_period else ""
        reasons = ", ".join(f"`{code}`" for code in one.reasons)
        cells = (f"`{one.code}`", one.name + mark, one.formula, RANGES[one.unit], one.source, reasons)
        yield f"| {' | '.join(cells)} |".replace("  ", " ")


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
    Path(sys.argv[1]).write_text(document_markdown(), encoding="utf-8")
