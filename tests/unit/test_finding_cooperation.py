"""Smoke test, not evidence: what the generator planted for a reason is found again by the recommender.

The sample programme draws cooperation from reasons (place, sphere, need, event), and the signals
look at the same facts, so this says that the parts fit together and nothing about real networks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from graph.snapshot import snapshot_of
from matching import recommend
from matching.options import DEFAULTS
from seeds.programme import sample_programme
from tests.networks_of_seeds import Contents

CUT = date(2024, 1, 1)
K = 10
Pair = frozenset[str]


@pytest.fixture(scope="module")
def sample() -> Contents:
    return Contents(sample_programme())


@pytest.fixture(scope="module")
def known(sample: Contents) -> list[str]:
    """Organisations in the network on the day."""
    organisations = sample.with_label("Organisation").items()
    return sorted(key for key, node in organisations if node.properties["joined"] <= CUT < sample.leaves(key))


@pytest.fixture(scope="module")
def before(sample: Contents) -> set[Pair]:
    """Pairs with a tie by the day."""
    types = ("COOPERATES_WITH", "PAIRED_WITH", "MENTORS")
    links = [link for name in types for link in sample.by_type[name]]
    return {frozenset((link.source, link.target)) for link in links if link.properties["since"] <= CUT}


@pytest.fixture(scope="module")
def after(sample: Contents, known: list[str], before: set[Pair]) -> Mapping[str, set[str]]:
    """With whom each known organisation first cooperates after the day; both were known on it."""
    found: dict[str, set[str]] = {}
    for link in sample.by_type["COOPERATES_WITH"]:
        pair = frozenset((link.source, link.target))
        if link.properties["since"] > CUT and pair <= set(known) and pair not in before:
            found.setdefault(link.source, set()).add(link.target)
            found.setdefault(link.target, set()).add(link.source)
    return found


def test_cooperation_that_begins_later_is_found_far_more_often_than_by_popularity_or_chance(
    sample: Contents, known: list[str], before: set[Pair], after: Mapping[str, set[str]]
) -> None:
    snapshot = snapshot_of(sample.nodes, sample.links, as_of=CUT)
    # A pair is also counted where the rule that both must gain would keep it away.
    options = replace(DEFAULTS, gain_required=False)
    popularity = Counter(actor_id for pair in before for actor_id in pair)
    found = popular = 0
    by_chance = 0.0
    for seeker, partners in sorted(after.items()):
        strangers = [one for one in known if one != seeker and frozenset((seeker, one)) not in before]
        suggested = {s.provider_id for s in recommend(snapshot, seeker, "peer", K, options=options).suggestions}
        found += len(partners & suggested)
        popular += len(partners & set(sorted(strangers, key=lambda one: (-popularity[one], one))[:K]))
        by_chance += len(partners) * K / len(strangers)
    n = sum(map(len, after.values()))
    assert n >= 120
    # Measured when this was written: 170 (85 pairs, from both sides); 0.37 of them are found,
    # 0.02 by popularity, 0.04 by chance.
    assert found / n > 0.2
    assert found > 4 * max(popular, by_chance)
