"""What is written about the schema and the figures is what their tables say."""

from pathlib import Path

from graph import schema
from graph.analysis.figures import FIGURES, REASONS
from graph.analysis.figures_of_actors import FIGURES_OF_ACTORS
from graph.documentation import document_markdown

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "graph.md"


def test_schema_document_is_the_one_the_schema_makes():
    assert DOCUMENT.read_text(encoding="utf-8") == document_markdown(), "run: make docs"


def test_schema_document_names_every_label_type_and_property():
    text = DOCUMENT.read_text(encoding="utf-8")
    for part in (*schema.NODE_LABELS, *schema.LINK_TYPES):
        assert part.name in text
        for prop in part.properties:
            assert f"`{prop.name}`" in text


def test_schema_document_defines_every_figure_of_growth_and_every_reason():
    text = DOCUMENT.read_text(encoding="utf-8")
    for figure in (*FIGURES, *FIGURES_OF_ACTORS):
        assert f"| `{figure.code}` |" in text
        assert set(figure.reasons) <= set(REASONS)
    for code, meaning in REASONS.items():
        assert f"| `{code}` | {meaning} |" in text
