"""Generated networks load into the embedded store whole, and twice is the same as once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from graph.opening import open_store
from seeds.generator import generate
from seeds.programme import sample_programme


def test_the_sample_loads_whole_and_again_without_change(tmp_path: Path) -> None:
    programme = sample_programme()
    store = open_store(sqlite_path=tmp_path / "network.sqlite3")
    written: list[int] = []
    store.load(programme.nodes, programme.links, progress=written.append)
    counts = store.counts()
    labels = Counter(label for node in programme.nodes for label in node.labels)
    types = Counter(link.type for link in programme.links)
    assert {name: count for name, count in counts.items() if count} == {**labels, **types}
    assert sum(written) == programme.n_nodes + programme.n_links
    store.load(programme.nodes, programme.links)
    assert store.counts() == counts
    store.close()


def test_a_generated_network_reads_back_as_it_was_made(tmp_path: Path) -> None:
    programme = generate(150, 4)
    store = open_store(sqlite_path=tmp_path / "network.sqlite3")
    store.load(programme.nodes, programme.links)
    made = sorted(programme.links, key=lambda link: link.key)
    read = [link for name in sorted({link.type for link in made}) for link in store.stream_links(name)]
    assert sorted(read, key=lambda link: link.key) == made
    for node in programme.nodes:
        assert store.node(node.key) == node
    store.close()
