"""Sets of places: what each actor's nearest region is worth, without a look at every actor."""

import numpy as np

from matching.place_sets import place_sets
from tests.networks import Network


def test_largest_value_of_a_sets_regions_is_found_and_missing_places_stay_unknown():
    network = Network().actor("a", region="1401").actor("b", region="1401", works_in=["1201", "1402"])
    network.actor("c", works_in=["1201"]).actor("d").actor("e", region="1401", works_in=["1402", "1201"])
    snapshot = network.snapshot()
    by_region = np.array([0.1 * row for row in range(len(snapshot.regions))])  # 12 1201 14 1401 1402 1403
    sets = place_sets(snapshot).set_of
    values = place_sets(snapshot).largest(by_region)
    np.testing.assert_allclose(values[sets], [0.3, 0.4, 0.1, np.nan, 0.4])
    assert sets[1] == sets[4]
    assert len(set(sets.tolist())) == 4


def test_network_without_actors_has_no_sets():
    assert place_sets(Network().snapshot()).largest(np.zeros(6)).tolist() == []
