"""Which numbers are not told, so that no group of fewer than five can be seen or worked out.

A table says that a whole is the sum of its groups. Whatever counts one to four is hidden; what
could then be worked out by subtraction is hidden by hiding one group more, the smallest that
is still told, until of every whole that is told at least two groups are hidden which together
count five or more, and more than one each. What counts the same carries the same key, so that
it is hidden everywhere or nowhere. A group of none is told: it is nobody.

References
----------
Hundepool et al., "Statistical Disclosure Control", Wiley 2012, chapter 4 (primary and
secondary cell suppression).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from web.services.growth.indicators.results import FEWEST


@dataclass(frozen=True, slots=True)
class Sum:
    """That a whole is the sum of its parts; all by key."""

    whole: Hashable
    parts: tuple[Hashable, ...]


def hidden_keys(counts: Mapping[Hashable, int], sums: Sequence[Sum]) -> set[Hashable]:
    """Keys of what is not told.

    Parameters
    ----------
    counts : mapping of key to int
        How many stand behind each.
    sums : sequence of Sum

    Examples
    --------
    Three are hidden, and the smallest of the others too, or they would be 20 − 10 − 7.

    >>> counts = {"all": 20, "a": 3, "b": 10, "c": 7}
    >>> sorted(hidden_keys(counts, [Sum("all", ("a", "b", "c"))]))
    ['a', 'c']
    """
    hidden = {key for key, count in counts.items() if 0 < count < FEWEST}
    while True:
        before = len(hidden)
        for one in sums:
            if (key := _one_more(counts, hidden, one)) is not None:
                hidden.add(key)
        if len(hidden) == before:
            return hidden


def _one_more(counts: Mapping[Hashable, int], hidden: set[Hashable], one: Sum) -> Hashable | None:
    """What else must be hidden so that nothing can be worked out from this sum; None where nothing must."""
    parts = [part for part in one.parts if part in hidden]
    if not parts and one.whole not in hidden:
        return None
    if parts and (one.whole in hidden or _is_safe(counts, parts)):
        return None
    told = [part for part in one.parts if part not in hidden and counts[part]]
    if told:
        return min(told, key=lambda part: (counts[part], one.parts.index(part)))
    return None if one.whole in hidden else one.whole


def _is_safe(counts: Mapping[Hashable, int], parts: Sequence[Hashable]) -> bool:
    """Whether the sum of hidden parts tells none of them."""
    together = sum(counts[part] for part in parts)
    return len(parts) > 1 and together >= FEWEST and together > len(parts)
