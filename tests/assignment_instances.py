"""Small random instances with every kind of rule, and the real ones where they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from matching.assignment import Instance, Rules, make_instance

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "assignment"


@st.composite
def instances(draw: st.DrawFn, most: int = 4, most_demand: int = 2) -> Instance:
    """Instances of up to `most` seekers and providers, with ties, minimum loads and scores of any sign."""
    n_seekers, n_providers = draw(st.integers(0, most)), draw(st.integers(0, most))
    cells = [(row, column) for row in range(n_seekers) for column in range(n_providers)]
    pairs = draw(st.lists(st.sampled_from(cells), unique=True)) if cells else []
    scores = st.integers(-3, 3) if draw(st.booleans()) else st.integers(-(2**33), 2**33)

    def column(values: st.SearchStrategy[int], n: int) -> list[int]:
        return draw(st.lists(values, min_size=n, max_size=n))

    return make_instance(
        column(st.integers(0, most_demand), n_seekers),
        column(st.integers(0, 3), n_providers),
        [row for row, _ in pairs],
        [row for _, row in pairs],
        column(scores, len(pairs)),
        column(scores, len(pairs)),
        minimum=column(st.integers(0, 2), n_providers),
    )


@st.composite
def seats_of(draw: st.DrawFn, instance: Instance) -> Rules:
    """Rules with seekers kept together or apart."""
    rules = draw(rules_of(instance))
    twos = st.lists(st.permutations(range(instance.n_seekers)).map(lambda rows: (rows[0], rows[1])), max_size=2)
    return replace(rules, together=tuple(draw(twos)), apart=tuple(draw(twos)))


@st.composite
def rules_of(draw: st.DrawFn, instance: Instance) -> Rules:
    """Rules that keep the shape of a flow, and may contradict each other."""
    n = instance.n_pairs
    kept = draw(st.none() | st.lists(st.booleans(), min_size=n, max_size=n))
    groups = draw(st.none() | st.lists(st.integers(-1, 1), min_size=instance.n_seekers, max_size=instance.n_seekers))
    return Rules(
        locked=np.array(draw(st.lists(st.integers(0, n - 1), max_size=2)) if n else [], np.int64),
        kept=None if kept is None else np.array(kept, np.bool_),
        keep_weight=draw(st.integers(0, 2)),
        group_of_seeker=None if groups is None else np.array(groups, np.int32),
        group_limit=None if groups is None else draw(st.integers(0, 2)),
    )


def shuffled(instance: Instance, rng: np.random.Generator) -> Instance:
    """The same instance from rows in another order."""
    order = rng.permutation(instance.n_pairs)
    return make_instance(
        instance.demand,
        instance.capacity,
        instance.seeker[order],
        instance.provider[order],
        instance.seeker_score[order],
        instance.provider_score[order],
        score=instance.score[order],
        minimum=instance.minimum,
    )


def relabelled(instance: Instance, seekers: np.ndarray, providers: np.ndarray) -> Instance:
    """The same instance in which row i is called `seekers[i]`, and column j `providers[j]`."""
    return make_instance(
        instance.demand[np.argsort(seekers)],
        instance.capacity[np.argsort(providers)],
        seekers[instance.seeker],
        providers[instance.provider],
        instance.seeker_score,
        instance.provider_score,
        minimum=instance.minimum[np.argsort(providers)],
    )
