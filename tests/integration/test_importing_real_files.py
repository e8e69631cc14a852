"""The real files beside the repository come in whole, come in again without a change, and go out again."""

import csv
from pathlib import Path

import pytest

from graph.model import NodeKey
from graph.transfer import network_hash
from web.office import persons
from web.services.importing.importing import Asked, read_file, write_import
from web.services.importing.undoing import undo_last

SHARED = Path(__file__).resolve().parents[3] / "shared"
SIGNED = {"by": "anna", "reason": "prawdziwy plik"}
# By path: the kind of the file, and how many rows it has.
FILES = {
    "reference/krs_podkarpackie_46.csv": ("organisations", 46),
    "data/assignment/mentor-match-small/small-mentors.csv": ("mentors", 50),
    "data/assignment/mentor-match-small/small-mentees.csv": ("needs", 50),
    "data/recommendation/mentorvt/signups.csv": ("mentors", 33),
}
pytestmark = pytest.mark.shared


@pytest.fixture(params=FILES)
def path(request):
    found = SHARED / request.param
    if not found.exists():
        pytest.skip(f"the real file {request.param} is not beside the repository")
    return found


def wish(path):
    return Asked(read_file(path.read_bytes(), path.name), path.name)


def test_a_real_file_comes_in_whole_and_goes_out_again(ogniwo, path):
    kind, n_rows = FILES[path.relative_to(SHARED).as_posix()]
    before = network_hash(ogniwo.store)
    plan = write_import(ogniwo, wish(path), **SIGNED)
    assert plan.columns.kind.name == kind
    assert plan.counts["new"] == n_rows
    assert not write_import(ogniwo, wish(path), **SIGNED).writes
    undo_last(ogniwo, **SIGNED)
    assert network_hash(ogniwo.store) == before
    with ogniwo.office.reading() as connection:
        assert persons.everybody(connection) == {}


def test_no_person_of_a_real_file_is_in_the_network(ogniwo, path):
    kind, _ = FILES[path.relative_to(SHARED).as_posix()]
    if kind == "organisations":
        return
    plan = write_import(ogniwo, wish(path), **SIGNED)
    assert all(one.why != "unknown" or "identity" not in one.header for one in plan.columns.skipped)
    with path.open(encoding="utf-8") as rows:
        told = {cell for row in csv.reader(rows) for cell in row if "@" in cell or cell.startswith("My name")}
    actors = " ".join(str(node) for node in ogniwo.store.stream_nodes("Actor"))
    with ogniwo.office.reading() as connection:
        known = persons.everybody(connection).values()
    assert len(known) == plan.counts["new"]
    for secret in {one.display_name for one in known} | told | {"Gay", "Department of"}:
        assert secret not in actors


def test_numbers_and_powiats_of_the_register_are_those_of_the_file(ogniwo):
    path = SHARED / "reference" / "krs_podkarpackie_46.csv"
    if not path.exists():
        pytest.skip(f"the register extract {path.name} is not beside the repository")
    plan = write_import(ogniwo, wish(path), **SIGNED)
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row, planned in zip(rows, plan.rows, strict=True):
        key = NodeKey("Actor", planned.actor_id)
        node = ogniwo.store.node(key)
        assert {name: node.properties.get(name, "") for name in ("krs", "nip", "regon")} == {
            "krs": row["krs"],
            "nip": row["nip"],
            "regon": row["regon9"],
        }
        assert [link.target for link in ogniwo.store.neighbours(key, "LOCATED_IN")] == [row["powiat_terc"]]
