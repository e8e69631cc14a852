"""For any pairs: the total of trying all choices and of another library, a proof, and no trace of the order of rows."""

from itertools import combinations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairing import pair_up, prove
from matching.pairing.possible import possible_pairs
from tests.naive_pairs import best_total


@st.composite
def _populations(draw, largest):
    n = draw(st.integers(0, largest))
    highest = draw(st.sampled_from([1, 2, 5, 100, 2**31]))
    score = st.integers(draw(st.sampled_from([-highest, 0, highest - highest // 8])), highest)
    ends = draw(st.lists(st.sampled_from(list(combinations(range(n), 2))), unique=True)) if n > 1 else []
    return n, [(a, b, draw(score)) for a, b in ends]


def _columns(rows):
    return [[row[column] for row in rows] for column in range(3)]


@given(_populations(8))
def test_no_choice_has_a_higher_total(population):
    n, rows = population
    found = pair_up(n, *_columns(rows))
    assert found.total == best_total(n, rows)
    assert found.gap == 0


@given(_populations(9))
def test_with_a_trio_the_best_total_lies_between_total_and_bound(population):
    n, rows = population
    found = pair_up(n, *_columns(rows), trio=True)
    best = best_total(n, rows, trio=n % 2 == 1)
    assert found.total <= best <= found.bound
    together = [*found.pairs, *combinations(found.trio or (), 2)]
    assert len({one for pair in found.pairs for one in pair} | set(found.trio or ())) == (
        2 * len(found.pairs) + (3 if found.trio else 0)
    )
    scores = {(a, b): score for a, b, score in rows}
    assert found.total == sum(scores[pair] for pair in together)


@settings(deadline=None)
@given(
    st.integers(2, 40),
    st.sampled_from([0.1, 0.3, 1.0]),
    st.sampled_from([1, 3, 50, 2**31]),
    st.integers(0, 2**32 - 1),
)
def test_total_is_that_of_networkx_and_the_recount_proves_it(n, share, highest, seed):
    rng = np.random.default_rng(seed)
    rows = [(a, b, int(rng.integers(1, highest + 1))) for a, b in combinations(range(n), 2) if rng.random() < share]
    found = pair_up(n, *_columns(rows))
    graph = nx.Graph()
    graph.add_weighted_edges_from(rows)
    assert found.total == sum(graph[a][b]["weight"] for a, b in nx.max_weight_matching(graph))
    proof = prove(possible_pairs(n, *_columns(rows)), found.pairs, found.certificate)
    assert (proof.problems, proof.total, proof.gap) == ((), found.total, 0)
    shuffled = [rows[at] for at in rng.permutation(len(rows))]
    assert pair_up(n, *_columns([(b, a, score) for a, b, score in shuffled])) == found
