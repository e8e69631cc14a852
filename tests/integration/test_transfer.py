"""A network moves through a file from store to store without loss, or not at all."""

import gzip
import json
import os
from datetime import UTC, date, datetime

import pytest

from graph.errors import BadTransferFile, MissingEnd, StoreUnavailable
from graph.model import Node, Unit, make_link, make_node
from graph.opening import open_store
from graph.transfer import export_network, import_network, manifest_of, network_hash, verify
from seeds.generator import generate

DAY = date(2023, 5, 1)
N_ORGANISATIONS = 10_000 if os.environ.get("OGNIWO_FULL") == "1" else 1_000


@pytest.fixture
def open_file(tmp_path):
    """Opens embedded stores by name and closes them afterwards."""
    opened = []

    def open_named(name):
        opened.append(open_store(sqlite_path=tmp_path / f"{name}.sqlite3"))
        return opened[-1]

    yield open_named
    for store in opened:
        store.close()


@pytest.fixture
def small(open_file):
    """A store with one record of every kind of value."""
    store = open_file("small")
    store.apply(Unit(nodes=tuple(NODES), links=tuple(LINKS)))
    return store


NODES = (
    make_node("org-1", "Organisation", name="Koło „Łąka”\n🌻", joined=DAY, online=False, languages=["pl", "uk"]),
    make_node("osp-1", "Organisation", "Partner", name="OSP", joined=DAY, left=date(2024, 1, 1), languages=[]),
    make_node("men-1", "Mentor", joined=DAY, capacity=3, experience_years=0),
    make_node("s-1", "Skill", label_pl="Księgowość", label_en="Accounting", component="training"),
    make_node("1465", "Region", label_pl="Warszawa", label_en="Warsaw", level="powiat", lat=52.2297, lon=21.0),
    make_node("ev-1", "Event", name="Forum", starts_at=datetime(2023, 5, 1, 9, 30, 0, 250, tzinfo=UTC), hours=1.5),
)
LINKS = (
    make_link("OFFERS", "org-1", "s-1", level=3),
    make_link("LOCATED_IN", "org-1", "1465"),
    make_link("MENTORS", "men-1", "org-1", since=DAY, since_known=False, cohort="c-1"),
    make_link("COOPERATES_WITH", "org-1", "osp-1", since=DAY, kind="project", strength=0.1),
    make_link("COOPERATES_WITH", "org-1", "osp-1", since=date(2024, 2, 1), kind="event", until=date(2024, 2, 2)),
    make_link("INTRODUCED_TO", "osp-1", "org-1", since=DAY, kind="peer", declined=DAY, reason=""),
)


def contents(store):
    nodes = [node for base in ("Actor", "Skill", "Region", "Event") for node in store.stream_nodes(base)]
    kinds = ("OFFERS", "LOCATED_IN", "MENTORS", "COOPERATES_WITH", "INTRODUCED_TO")
    return nodes, [link for kind in kinds for link in store.stream_links(kind)]


@pytest.mark.parametrize("name", ["network.jsonl", "network.jsonl.gz"])
def test_every_record_comes_back_as_it_was(small, open_file, tmp_path, name):
    exported = export_network(small, tmp_path / name)
    other = open_file("other")
    assert import_network(other, tmp_path / name) == exported
    nodes, links = contents(other)
    assert {node.key: node for node in nodes} == {node.key: node for node in NODES}
    assert {link.key: link for link in links} == {link.key: link for link in LINKS}
    assert exported.n_records == len(NODES) + len(LINKS)
    assert exported.counts["Organisation"] == 2
    assert exported.counts["COOPERATES_WITH"] == 2


def test_importing_twice_changes_nothing_more(small, open_file, tmp_path):
    path = tmp_path / "network.jsonl"
    exported = export_network(small, path)
    other = open_file("other")
    for _ in range(2):
        import_network(other, path)
        assert network_hash(other) == exported.sha256


def test_verify_tells_a_store_that_holds_something_else(small, tmp_path):
    path = tmp_path / "network.jsonl"
    export_network(small, path)
    assert verify(small, path).same
    small.apply(Unit(nodes=(Node("org-1", frozenset({"Organisation"}), {"n_staff": 1}),)))
    compared = verify(small, path)
    assert not compared.same
    assert compared.file.counts == compared.store.counts


def test_the_same_network_gives_the_same_bytes_in_whatever_order_it_was_written(small, open_file, tmp_path):
    other = open_file("other")
    other.load(reversed(NODES), reversed(LINKS))
    for name in ("one.jsonl.gz", "one.jsonl"):
        export_network(small, tmp_path / name)
        export_network(other, tmp_path / f"other-{name}")
        assert (tmp_path / name).read_bytes() == (tmp_path / f"other-{name}").read_bytes()


def test_an_empty_network_can_be_moved(open_file, tmp_path):
    exported = export_network(open_file("one"), tmp_path / "empty.jsonl")
    assert (exported.counts, exported.n_records) == ({}, 0)
    assert import_network(open_file("other"), tmp_path / "empty.jsonl") == exported


def test_progress_adds_up_to_all_records(small, tmp_path):
    steps = []
    exported = export_network(small, tmp_path / "network.jsonl", steps.append)
    assert sum(steps) == exported.n_records


def test_progress_adds_up_although_the_network_had_to_be_read_again(small, tmp_path, monkeypatch):
    steps = []
    stream = small.stream_nodes

    def stream_while_somebody_writes_once(base):
        if not steps:
            small.apply(Unit())
        return stream(base)

    monkeypatch.setattr("graph.transfer._STEP", 1)
    monkeypatch.setattr(small, "stream_nodes", stream_while_somebody_writes_once)
    assert export_network(small, tmp_path / "network.jsonl", steps.append).n_records == sum(steps)
    del steps[:]
    assert manifest_of(small, steps.append).n_records == sum(steps)


@pytest.mark.parametrize("name", ["network.jsonl", "network.jsonl.gz"])
def test_a_file_cut_short_anywhere_is_refused_and_nothing_is_written(small, open_file, tmp_path, name):
    path = tmp_path / name
    export_network(small, path)
    whole = path.read_bytes()
    other = open_file("other")
    for length in range(0, len(whole) - 1, 97):
        path.write_bytes(whole[:length])
        with pytest.raises(BadTransferFile, match=r"again|ogniwo network export"):
            import_network(other, path)
    assert other.revision() == 0


def test_a_changed_character_a_lost_line_and_lines_that_changed_places_are_refused(small, open_file, tmp_path):
    path = tmp_path / "network.jsonl"
    export_network(small, path)
    lines = path.read_bytes().splitlines(keepends=True)
    other = open_file("other")
    changed = [
        [*lines[:2], lines[2].replace(b"2023", b"2022"), *lines[3:]],
        lines[:1] + lines[2:],
        [lines[0], lines[2], lines[1], *lines[3:]],
        [*lines, lines[1]],
        [*lines[:-1], lines[-1].replace(b'"n_records":12', b'"n_records":13')],
    ]
    assert all(b"".join(variant) != b"".join(lines) for variant in changed)
    for variant in changed:
        path.write_bytes(b"".join(variant))
        with pytest.raises(BadTransferFile, match=r"again"):
            import_network(other, path)
    assert other.revision() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not an exported network"),
        (b"name;krs\nKolo;1\n", "not an exported network"),
        (b'{"format":"ogniwo network","version":2}\n', "newer Ogniwo"),
        (b'{"format":"ogniwo network","version":1}\n{"node":"x","labels":["Dragon"],"properties":{}}\n', "Dragon"),
    ],
)
def test_another_file_is_refused_with_the_reason(open_file, tmp_path, content, said):
    path = tmp_path / "network.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadTransferFile, match=said):
        import_network(open_file("one"), path)


def test_a_file_that_is_not_there_is_named(open_file, tmp_path):
    with pytest.raises(BadTransferFile, match=r"nowhere\.jsonl cannot be read"):
        verify(open_file("one"), tmp_path / "nowhere.jsonl")


def test_a_compressed_file_that_is_damaged_is_refused(small, open_file, tmp_path):
    path = tmp_path / "network.jsonl.gz"
    export_network(small, path)
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    path.write_bytes(damaged)
    with pytest.raises(BadTransferFile, match="again"):
        import_network(open_file("other"), path)


def test_an_export_that_fails_leaves_the_earlier_file_and_nothing_beside_it(small, tmp_path, monkeypatch):
    path = tmp_path / "exports" / "network.jsonl"
    path.parent.mkdir()
    export_network(small, path)
    before = path.read_bytes()

    def broken(link_type):
        raise StoreUnavailable("the store went away; try again")
        yield

    monkeypatch.setattr(small, "stream_links", broken)
    with pytest.raises(StoreUnavailable):
        export_network(small, path)
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == ["network.jsonl"]


def test_an_export_into_a_folder_that_is_not_there_says_so(small, tmp_path):
    with pytest.raises(BadTransferFile, match="choose a folder that exists"):
        export_network(small, tmp_path / "nowhere" / "network.jsonl")


def test_a_network_that_is_written_to_all_the_while_is_not_exported_half_old_half_new(small, tmp_path, monkeypatch):
    stream = small.stream_nodes

    def stream_while_somebody_writes(base):
        small.apply(Unit(nodes=(Node("org-1", frozenset({"Organisation"}), {"n_staff": small.revision()}),)))
        return stream(base)

    monkeypatch.setattr(small, "stream_nodes", stream_while_somebody_writes)
    with pytest.raises(StoreUnavailable, match="written to all the while"):
        export_network(small, tmp_path / "network.jsonl")
    assert not (tmp_path / "network.jsonl").exists()


def test_a_record_whose_end_is_missing_is_refused_by_name(small, open_file, tmp_path):
    path = tmp_path / "network.jsonl"
    small.apply(Unit())
    export_network(small, path)
    lines = [line for line in path.read_bytes().splitlines(keepends=True)[:-1] if b'"node":"s-1"' not in line]
    path.write_bytes(b"".join(lines) + _manifest_line(lines[1:]))
    with pytest.raises(MissingEnd, match="s-1"):
        import_network(open_file("other"), path)


def _manifest_line(lines):
    """A manifest as the format's description has it, made apart from the code that writes it."""
    import hashlib

    counts = {}
    for record in map(json.loads, lines):
        for name in record.get("labels", [record.get("link")]):
            counts[name] = counts.get(name, 0) + 1
    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    manifest = {"counts": dict(sorted(counts.items())), "n_records": len(lines), "sha256": digest}
    return json.dumps({"manifest": manifest}, separators=(",", ":")).encode() + b"\n"


def test_the_compressed_file_holds_the_same_lines(small, tmp_path):
    export_network(small, tmp_path / "network.jsonl")
    export_network(small, tmp_path / "network.jsonl.gz")
    plain = (tmp_path / "network.jsonl").read_bytes()
    assert gzip.decompress((tmp_path / "network.jsonl.gz").read_bytes()) == plain


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_generated_network_keeps_its_hash_from_sqlite_through_neo4j_and_back(open_file, empty_neo4j, tmp_path):
    first, last = open_file("first"), open_file("last")
    programme = generate(N_ORGANISATIONS, 7)
    first.load(programme.nodes, programme.links)
    out, back = tmp_path / "out.jsonl.gz", tmp_path / "back.jsonl.gz"
    exported = export_network(first, out)
    import_network(empty_neo4j, out)
    assert verify(empty_neo4j, out).same
    assert export_network(empty_neo4j, back) == exported
    import_network(last, back)
    assert network_hash(last) == exported.sha256
    assert exported.counts["Organisation"] >= N_ORGANISATIONS
    assert out.read_bytes() == back.read_bytes()
