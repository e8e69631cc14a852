"""What one side needs and the other offers, as features.

The first is the product's own `need_met` (docs/matching.md, Signals): ln(1 + Σ rarity · priority/3 ·
level/3) over the terms met, with the priority and level of 2 that count where none is given.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from matching.evaluation.decisions.files import Lists
from matching.grades import SHARE_OF_GRADE

Rarity = Mapping[tuple[str, str], float]
Named = Iterator[tuple[str, float]]

_SHARE = float(SHARE_OF_GRADE[-1]) ** 2  # of a priority and a level that are not given
ANY = "any list"
MOST_COUNTED = 12  # so many terms or more are told apart no further


def overlaps(side: str, need: Lists, offer: Lists, rarity: Rarity) -> Named:
    """The features of all needs of one side and offers of the other, then list by list.

    Parameters
    ----------
    side : str
        What the features are called by: whose needs are met.
    rarity : mapping of (list, term) to rarity
    """
    if not need or not offer:
        return
    yield from _overlap(f"{side} {ANY}", ANY, _all_of(need), _all_of(offer), rarity)
    both = sorted(need.keys() & offer.keys())
    shared = [name for name in both if set(need[name]) & set(offer[name])]
    yield f"{side} shared in={'+'.join(shared)}", 1.0
    for name in both:
        yield from _overlap(f"{side} {name}", name, need[name], offer[name], rarity)
        yield from _terms(f"{side} {name}", need[name], offer[name])


def met(need: Iterable[str], offer: Iterable[str], name: str, rarity: Rarity) -> float:
    """The value of `need_met` for two lists of that name.

    >>> round(met(["a", "b"], ["b"], "skills", {("skills", "b"): 2.25}), 4) == round(math.log(1 + 2.25 * 4 / 9), 4)
    True
    """
    return math.log1p(_SHARE * sum(rarity.get((name, term), 0.0) for term in set(need) & set(offer)))


def _overlap(label: str, name: str, need: tuple[str, ...], offer: tuple[str, ...], rarity: Rarity) -> Named:
    shared = set(need) & set(offer)
    yield f"{label} met", met(need, offer, name, rarity)
    length = _length(name, need, rarity) * _length(name, offer, rarity)
    yield f"{label} cosine", _length(name, shared, rarity) ** 2 / length if length else 0.0
    yield f"{label} share of needs", len(shared) / max(len(need), 1)
    yield f"{label} share of offers", len(shared) / max(len(offer), 1)
    for what, terms in (("shared", shared), ("needed", need), ("offered", offer)):
        yield f"{label} number {what}", math.log1p(len(terms))
        yield f"{label} number {what}={min(len(terms), MOST_COUNTED)}", 1.0


def _terms(label: str, need: tuple[str, ...], offer: tuple[str, ...]) -> Named:
    yield from ((f"{label} met={term}", 1.0) for term in set(need) & set(offer))
    yield from ((f"{label} needed={term}", 1.0) for term in need)
    yield from ((f"{label} offered={term}", 1.0) for term in offer)


def _all_of(lists: Lists) -> tuple[str, ...]:
    return tuple(sorted({term for terms in lists.values() for term in terms}))


def _length(name: str, terms: Iterable[str], rarity: Rarity) -> float:
    return math.sqrt(sum(rarity.get((name, term), 0.0) ** 2 for term in terms))
