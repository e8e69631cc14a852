"""Persons are in the office alone: nothing of them is in the network, nor in what is exported from it."""

import sqlalchemy as sa

from graph import schema
from graph.transfer import export_network
from web.office.tables import PERSON


def _persons(ogniwo):
    with ogniwo.office.reading() as connection:
        rows = connection.execute(sa.select(PERSON.c.display_name, PERSON.c.email, PERSON.c.phone)).all()
    return {value for row in rows for value in row if value}


def test_export_holds_no_name_and_no_address_of_a_person(shared_ogniwo, tmp_path):
    export_network(shared_ogniwo.store, tmp_path / "network.jsonl")
    exported = (tmp_path / "network.jsonl").read_text(encoding="utf-8")
    persons = _persons(shared_ogniwo)
    assert len(persons) > 27
    assert [told for told in persons if told in exported] == []
    assert "men-0001" in exported


def test_network_holds_no_name_and_no_address_of_a_person(shared_ogniwo):
    nodes = [repr(node) for base in schema.BASE_LABELS for node in shared_ogniwo.store.stream_nodes(base)]
    links = [repr(link) for kind in schema.LINK_TYPES for link in shared_ogniwo.store.stream_links(kind.name)]
    whole = "\n".join([*nodes, *links])
    assert [told for told in _persons(shared_ogniwo) if told in whole] == []
