"""Small groups cannot be worked out from what is told: every assignment that fits is tried."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from web.services.growth.indicators.hiding import Sum, hidden_keys
from web.services.growth.indicators.results import FEWEST

COUNTS = st.lists(st.integers(0, 9), min_size=1, max_size=4)


def possible(counts, sums, hidden):
    """What each hidden count may be, for somebody who knows the others, the sums, and that nobody is hidden for none.

    A whole that is hidden may be anything that its parts give; other hidden counts are tried up to 20.
    """
    wholes = [one.whole for one in sums if one.whole in hidden]
    tried = sorted(key for key in hidden if key not in wholes)
    fitting = {key: set() for key in hidden}
    for values in product(range(1, 21), repeat=len(tried)):
        known = {**{key: n for key, n in counts.items() if key not in hidden}, **dict(zip(tried, values, strict=True))}
        if _fits(known, sums, wholes):
            for key in hidden:
                fitting[key].add(known[key])
    return fitting


def _fits(known, sums, wholes):
    for one in sums:
        total = sum(known[part] for part in one.parts)
        if one.whole in wholes and one.whole not in known:
            known[one.whole] = total
        elif known[one.whole] != total:
            return False
    return True


@settings(max_examples=60, deadline=None)
@given(parts=COUNTS)
def test_no_hidden_group_has_one_possible_size(parts):
    counts = {"all": sum(parts), **{f"g{n}": count for n, count in enumerate(parts)}}
    sums = [Sum("all", tuple(f"g{n}" for n in range(len(parts))))]
    hidden = hidden_keys(counts, sums)
    assert {key for key, count in counts.items() if 0 < count < FEWEST} <= hidden
    if "all" in hidden:
        return  # then no group is told at all
    if len(hidden) <= 3:
        assert all(len(values) > 1 for values in possible(counts, sums, hidden).values())
    together = sum(counts[key] for key in hidden)
    assert not hidden or (len(hidden) > 1 and together > len(hidden))


@settings(max_examples=60, deadline=None)
@given(forms=st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_group_that_stands_in_two_tables_is_not_given_away_by_either(forms):
    informal, first, second = forms
    counts = {"all": sum(forms), "informal": informal, "first": first, "second": second, "registered": first + second}
    sums = [
        Sum("all", ("informal", "first", "second")),
        Sum("all", ("informal", "registered")),
        Sum("registered", ("first", "second")),
    ]
    hidden = hidden_keys(counts, sums)
    if "all" in hidden:
        return
    fitting = possible({**counts}, sums[::-1], hidden)
    assert all(len(values) > 1 for values in fitting.values())
