"""Gradient boosting of scikit-learn on the product's own features, taught on rolling cuts of the past."""

from __future__ import annotations

from datetime import date

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from benchmarks.peers.past import Past, Scorer, Scores
from matching.candidates import candidates
from matching.evaluation.cases import Case, future_of
from matching.evaluation.looked_up import MOST_QUESTIONS
from matching.evaluation.metrics import K
from matching.evaluation.protocols import CASES, comparable
from matching.evaluation.training import rolling_cuts
from matching.evaluation.world import World
from matching.learning.choices import Choices, joined, one_question
from matching.learning.with_weights import with_weights
from matching.options import ACCURATE, SIGNALS, Options
from matching.results import Kind
from matching.scoring import score

SEED = 20110701
MOST_OTHERS = 300
SETTINGS = tuple(
    {"n_trees": n_trees, "n_leaves": n_leaves, "fewest_in_leaf": fewest}
    for n_trees, n_leaves in ((60, 4), (60, 15), (200, 4), (200, 15))
    for fewest in (20, 100)
)


def scorer(past: Past, n_trees: int, n_leaves: int, fewest_in_leaf: int) -> Scorer:
    """Log-odds of working together, from the values of all of the product's signals (Friedman 2001)."""
    choices: Choices = past.once("choices", lambda: _choices(past))
    if not choices.chosen.any():
        return lambda _: past.nothing()
    model = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=n_trees,
        max_leaf_nodes=n_leaves,
        min_samples_leaf=fewest_in_leaf,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=SEED,
    )
    with threadpool_limits(1):
        model.fit(choices.values, choices.chosen, sample_weight=choices.stands_for)

    def scores(case: Case) -> Scores:
        features = past.once(("features", case.query), lambda: features_of(past.world, case))
        with threadpool_limits(1):
            return np.asarray(model.decision_function(features))

    return scores


def features_of(world: World, case: Case) -> Scores:
    """The values of every signal for every known organisation; shape (n known, n signals)."""
    question = case.ask(world, K, _all_signals(case.kind))
    scored = score(question, candidates(question))
    orgs = [world.org_of[str(world.snapshot.actors.ids[row])] for row in scored.rows.tolist()]
    place_of = {org: place for place, org in enumerate(orgs)}
    return scored.values.T[[place_of[org] for org in world.known]]


def _all_signals(kind: Kind) -> Options:
    """Options under which no signal is left out, and nobody."""
    return with_weights(comparable(ACCURATE), kind, dict.fromkeys(SIGNALS, 1.0))


def _choices(past: Past) -> Choices:
    rng = np.random.default_rng(SEED)
    cuts = rolling_cuts(past.folder, past.world.cut)
    return joined([one for cut in cuts for one in _choices_at(past, cut, rng)], len(SIGNALS))


def _choices_at(past: Past, cut: date, rng: np.random.Generator) -> list[Choices]:
    """What was chosen after one cut, before the cut of the past as a whole."""
    earlier = Past.before(past.folder, cut, past.kind)
    cases = CASES[past.kind](earlier.world, future_of(past.folder, earlier.world))
    drawn = np.sort(rng.choice(len(cases), min(len(cases), MOST_QUESTIONS), replace=False))
    return [_choice(earlier, cases[number], rng) for number in drawn.tolist()]


def _choice(earlier: Past, case: Case, rng: np.random.Generator) -> Choices:
    allowed = earlier.candidates(case)
    chosen = np.array([org in case.truth for org in earlier.world.known])
    return one_question(features_of(earlier.world, case)[allowed], chosen[allowed], MOST_OTHERS, rng)
