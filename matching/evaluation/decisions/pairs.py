"""Meetings as pairs, and pairs as decisions: what each side said of the other."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from matching.evaluation.decisions.files import Meeting, Side, Texts
from matching.evaluation.errors import InvalidFile


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that met, each unordered pair once, and what each said.

    Attributes
    ----------
    seeker, provider : Side
        In the roles of the one row that tells of them; where a second row tells of the same meeting the
        other way round, the seeker is the first of the two by id.
    first_order, last_order : float
        The smallest and the largest number that the meeting has in the rows of both sides; NaN if
        one of them has none.
    """

    seeker: Side
    provider: Side
    seeker_says: bool | None
    provider_says: bool | None
    group: str
    features: Texts
    first_order: float
    last_order: float

    @property
    def matched(self) -> bool | None:
        """Whether all whose decision is given said yes; None where nobody's is."""
        said = [says for says in (self.seeker_says, self.provider_says) if says is not None]
        return all(said) if said else None


@dataclass(frozen=True, slots=True)
class Decision:
    """What one side of a pair says of the other; None where it is not known."""

    pair: Pair
    decider: Side
    other: Side
    says: bool | None


def pairs_of(path: Path, meetings: Sequence[Meeting]) -> tuple[Pair, ...]:
    """Each unordered pair once, in an order that does not depend on that of the rows.

    Rows that name the same two of a group the other way round are the same meeting, unless their numbers
    differ in a file where most meetings have one row; rows that name them the same way again are further meetings.

    Raises
    ------
    InvalidFile
        Two rows say of the same meeting different things.
    """
    ways: dict[tuple[str, str, str], tuple[list[Meeting], list[Meeting]]] = defaultdict(lambda: ([], []))
    for one in sorted(meetings, key=_key):
        low, high = sorted((one.seeker.id, one.provider.id))
        ways[one.group, low, high][one.seeker.id == high].append(one)
    n_from_both = sum(bool(straight and mirrored) for straight, mirrored in ways.values())
    from_both_sides = 2 * n_from_both >= len(ways)  # who met whom says it, never what was said
    met = [
        _pair(path, rows)
        for straight, mirrored in ways.values()
        for both in zip_longest(straight, mirrored)
        for rows in _meetings_of([row for row in both if row is not None], from_both_sides=from_both_sides)
    ]
    return tuple(sorted(met, key=_place))


def apart(train: Sequence[Pair], test: Sequence[Pair]) -> tuple[Pair, ...]:
    """The training pairs without those that tell of a test pair itself.

    Those are of the same two and the same group; unless numbers say that they were over before.
    """
    begins: dict[tuple[str, frozenset[str]], list[float]] = defaultdict(list)
    for pair in test:
        begins[_who(pair)].append(pair.first_order)
    return tuple(pair for pair in train if all(pair.last_order < first for first in begins.get(_who(pair), ())))


def _who(pair: Pair) -> tuple[str, frozenset[str]]:
    return pair.group, frozenset({pair.seeker.id, pair.provider.id})


def decisions_by_seekers(pairs: Iterable[Pair]) -> list[Decision]:
    """What the seekers say, in the order of the pairs."""
    return [Decision(pair, pair.seeker, pair.provider, pair.seeker_says) for pair in pairs]


def decisions_by_providers(pairs: Iterable[Pair]) -> list[Decision]:
    """What the providers say, in the order of the pairs."""
    return [Decision(pair, pair.provider, pair.seeker, pair.provider_says) for pair in pairs]


def one_population(pairs: Sequence[Pair]) -> bool:
    """Whether anybody stands on both sides, so that one model is right for both."""
    return bool({pair.seeker.id for pair in pairs} & {pair.provider.id for pair in pairs})


def _key(one: Meeting) -> tuple[Any, ...]:
    """What a pair's meetings are sorted by, the same for both of its rows; then all that a row tells."""
    says = [str(one.seeker_says), str(one.provider_says)]
    if one.seeker.id > one.provider.id:
        says.reverse()
    return (_number(one.order), says, *_told(one))


def _place(pair: Pair) -> tuple[Any, ...]:
    """What pairs are sorted by: what they said comes last, so that it moves none that differs otherwise."""
    said = str(pair.seeker_says), str(pair.provider_says)
    return (pair.group, pair.seeker.id, pair.provider.id, _number(pair.first_order), *_told(pair), *said)


def _number(order: float) -> float:
    return math.inf if math.isnan(order) else order


def _told(one: Meeting | Pair) -> list[Any]:
    sides = (one.seeker, one.provider)
    parts = [part for side in sides for part in (side.need, side.offer, side.features)]
    return [one.seeker.id, *(sorted(part.items()) for part in (*parts, one.features))]


def _meetings_of(rows: list[Meeting], *, from_both_sides: bool) -> list[list[Meeting]]:
    """A row and its mirror image as one meeting; as two where the numbers differ in a file that tells from one side."""
    orders = {row.order for row in rows}
    apart = not from_both_sides and len(orders) == 2 and not any(math.isnan(order) for order in orders)
    return [[row] for row in rows] if apart else [rows]


def _pair(path: Path, rows: Sequence[Meeting]) -> Pair:
    one, *again = rows
    mirrored = [_turned(row) for row in again]
    told = [one, *mirrored]
    orders = [row.order for row in told]
    known = not any(math.isnan(order) for order in orders)
    return Pair(
        _merged([row.seeker for row in told]),
        _merged([row.provider for row in told]),
        _said(path, told, [row.seeker_says for row in told]),
        _said(path, told, [row.provider_says for row in told]),
        one.group,
        {name: text for row in reversed(told) for name, text in row.features.items()},
        min(orders) if known else math.nan,
        max(orders) if known else math.nan,
    )


def _turned(row: Meeting) -> Meeting:
    """The meeting with its sides exchanged; what each side is and said goes with it."""
    return Meeting(
        row.line, row.provider, row.seeker, row.provider_says, row.seeker_says, row.order, row.group, row.features
    )


def _said(path: Path, told: Sequence[Meeting], said: Sequence[bool | None]) -> bool | None:
    known = {says for says in said if says is not None}
    if len(known) > 1:
        first, other = sorted(row.line for row in told)
        ids = f"{told[0].seeker.id!r:.60} and {told[0].provider.id!r:.60}"
        what = f"it says of {ids} something else than line {first}, which tells of the same meeting"
        raise InvalidFile(path, f"{what}; correct one of the two (an id is the same one on both sides)", other)
    return known.pop() if known else None


def _merged(sides: Sequence[Side]) -> Side:
    """What all rows tell of one; where they differ, the first."""
    need: dict[str, tuple[str, ...]] = {}
    offer: dict[str, tuple[str, ...]] = {}
    features: dict[str, str] = {}
    for side in reversed(sides):
        need.update(side.need)
        offer.update(side.offer)
        features.update(side.features)
    return Side(sides[0].id, need, offer, features)
