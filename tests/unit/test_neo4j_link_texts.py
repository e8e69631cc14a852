"""The texts in which Neo4j hands over links are read alike, whether or not they came before."""

import pytest

from graph.neo4j_store import streaming
from graph.schema import link_type

KIND = link_type("COOPERATES_WITH")
# Those of the key come first in the text, the columns in order of the schema.
PLAIN = "\0".join(["1970-01-02", "project", "-", "-", "0.30000000000000004"])
OVER = "\0".join(["1969-12-31", "event", "false", "1970-01-03", "-"])
COLUMNS_OF_PLAIN = [1, None, None, "project", 0.30000000000000004]
COLUMNS_OF_OVER = [-1, False, 2, "event", None]


def rows(columns):
    return [list(row) for row in zip(*columns.values(), strict=True)]


@pytest.mark.parametrize("texts", [[PLAIN, OVER], [PLAIN, OVER, OVER, PLAIN, PLAIN]], ids=["all new", "repeated"])
def test_columns_come_in_order_of_the_schema_each_time_they_are_read(texts):
    reader = streaming._Reader(KIND)
    expected = [COLUMNS_OF_PLAIN if text == PLAIN else COLUMNS_OF_OVER for text in texts]
    for _ in range(2):
        columns = reader.columns(texts)
        assert list(columns) == ["since", "since_known", "until", "kind", "strength"]
        assert rows(columns) == expected


def test_what_was_read_is_forgotten_when_it_grows_too_much(monkeypatch):
    monkeypatch.setattr(streaming, "_MAX_REMEMBERED", 1)
    reader = streaming._Reader(KIND)
    for _ in range(3):
        assert rows(reader.columns([PLAIN, OVER, OVER, PLAIN])) == [
            COLUMNS_OF_PLAIN,
            COLUMNS_OF_OVER,
            COLUMNS_OF_OVER,
            COLUMNS_OF_PLAIN,
        ]


def test_links_of_a_page_are_sorted_by_target_and_key():
    later = PLAIN.replace("project", "service")
    page = "\0\0\0".join(["c\0\0" + PLAIN, "b\0\0" + later, "b\0\0" + PLAIN, "ba\0\0" + OVER, ""])
    batch = streaming._columns(KIND, streaming._Reader(KIND), ["a"], [page])
    assert (batch.sources, batch.targets) == (["a"] * 4, ["b", "b", "ba", "c"])
    assert batch.columns["kind"] == ["project", "service", "event", "project"]
