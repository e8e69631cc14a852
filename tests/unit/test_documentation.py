"""What is written about the schema is what the schema says."""

from pathlib import Path

from graph import schema
from graph.documentation import schema_markdown

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "graph.md"


def test_schema_document_is_the_one_the_schema_makes():
    assert DOCUMENT.read_text(encoding="utf-8") == schema_markdown(), "run: make docs"


def test_schema_document_names_every_label_type_and_property():
    text = DOCUMENT.read_text(encoding="utf-8")
    for part in (*schema.NODE_LABELS, *schema.LINK_TYPES):
        assert part.name in text
        for prop in part.properties:
            assert f"`{prop.name}`" in text
