"""People who care for other things than the published weights say are learned from; answers by coin are not."""

import os

import numpy as np
import pytest

from graph.snapshot import snapshot_of
from matching import Kind
from matching.learning.checks import guards_of_quality
from matching.learning.fitting import fit_weights
from matching.learning.holding_out import compared
from matching.learning.probabilities import auc
from matching.options import DEFAULTS
from seeds.programme import sample_programme
from tests.decided import drawn

N_SEEDS = 10 if os.environ.get("OGNIWO_FULL") == "1" else 2
PUBLISHED = np.array(list(DEFAULTS.weights[Kind.PEER].values()))
NEEDS = {"need_met": 1.0, "need_served": 1.0}
PLACE_AND_SPHERE = {"place": 2.0, "sphere": 1.0, "need_met": 0.3}


@pytest.fixture(scope="module")
def snapshot():
    programme = sample_programme()
    return snapshot_of(programme.nodes, [link for link in programme.links if link.type != "INTRODUCED_TO"])


@pytest.mark.parametrize("cares_for", [NEEDS, PLACE_AND_SPHERE], ids=["needs", "place and sphere"])
def test_the_order_of_later_decisions_gets_better(snapshot, cares_for):
    for seed in range(1, N_SEEDS + 1):
        rows, later = drawn(snapshot, cares_for, 300, seed), drawn(snapshot, cares_for, 300, 100 + seed)
        weights = fit_weights(rows.values, rows.said_yes, PUBLISHED)
        before, after = (auc(later.values @ one, later.said_yes) for one in (PUBLISHED, weights))
        assert after > before + 0.03, seed
        found = compared(rows, PUBLISHED, np.random.default_rng(0))
        guards = {guard.name: guard.passed for guard in guards_of_quality(found)}
        assert guards["foresight"], seed
        assert guards["ranking"], seed


def test_answers_by_coin_never_pass(snapshot):
    for seed in range(2 * N_SEEDS):
        rows = drawn(snapshot, {}, 150, seed, slope=0.0)
        found = compared(rows, PUBLISHED, np.random.default_rng(0))
        assert not all(guard.passed for guard in guards_of_quality(found)), seed


def test_the_same_decisions_teach_the_same(snapshot):
    rows = drawn(snapshot, NEEDS, 150, 1)
    one, other = (compared(rows, PUBLISHED, np.random.default_rng(0)) for _ in range(2))
    assert one == other
