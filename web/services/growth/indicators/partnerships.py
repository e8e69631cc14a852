"""I05, partnerships formed, and I06, those across sectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis import CONTACT_KINDS, traits_of
from graph.analysis.traits import CIVIL_SOCIETY, MENTOR_ONLY
from graph.snapshot.columns import Mask
from web.services.growth.indicators import groupings
from web.services.growth.indicators.asked import Asked
from web.services.growth.indicators.counted import Counted, Grouping, Number

Rows = NDArray[np.int64]
_WHAT = "partnerships"
CROSS_SECTOR = "cross_sector"


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of actors; rows of their ends."""

    one: Rows
    other: Rows

    def __len__(self) -> int:
        return len(self.one)


def partnerships_formed(asked: Asked) -> Pairs:
    """Pairs whose first cooperation began in the period."""
    history = asked.history
    n = np.int64(history.n_actors)
    cooperation = history.kind == CONTACT_KINDS.index("COOPERATES_WITH")
    pair = history.one[cooperation].astype(np.int64) * n + history.other[cooperation]
    # Spells are in order of the pair, then of their first day.
    pairs, first = np.unique(pair, return_index=True)
    begun = asked.is_in_period(history.start[cooperation][first])
    return Pairs(pairs[begun] // max(n, 1), pairs[begun] % max(n, 1))


def formed(asked: Asked, pairs: Pairs) -> Counted:
    """I05, by whether the two are of one sector, and whether of one voivodeship."""
    everything = np.arange(len(pairs))
    groups = {each.by: each.numbers(everything, _WHAT) for each in (_relations(asked, pairs), _distances(asked, pairs))}
    return Counted("partnerships", "count", Number.count(len(pairs), _WHAT), groups)


def across_sectors(asked: Asked, pairs: Pairs) -> Counted:
    """I06, by the partner's type and the organisation's voivodeship."""
    relations = _relations(asked, pairs)
    crossing = np.flatnonzero(relations.of == relations.codes.index(CROSS_SECTOR))
    key = (_WHAT, relations.by, CROSS_SECTOR)
    partners, organisations = _ends(asked, pairs)
    groups = {}
    for grouping, ends in (
        (groupings.partner_types(asked.snapshot), partners),
        (groupings.regions(asked.snapshot), organisations),
    ):
        of = np.append(grouping.of, -1)[ends]
        groups[grouping.by] = Grouping(grouping.by, grouping.codes, of).numbers(crossing, *key)
    return Counted("cross_sector_partnerships", "count", Number.count(len(crossing), *key), groups)


def _relations(asked: Asked, pairs: Pairs) -> Grouping:
    """Of different sectors where both are known to be; else within one: two organisations, as a rule."""
    sector = traits_of(asked.snapshot).sector
    one, other = sector.of[pairs.one], sector.of[pairs.other]
    crossing = (one != other) & _has_sector(one, sector.values) & _has_sector(other, sector.values)
    return Grouping("relation", (CROSS_SECTOR, "one_sector"), np.where(crossing, 0, 1).astype(np.int64))


def _has_sector(of: Rows, values: tuple[str, ...]) -> Mask:
    return np.asarray((of >= 0) & (of != values.index(MENTOR_ONLY)))


def _distances(asked: Asked, pairs: Pairs) -> Grouping:
    region = traits_of(asked.snapshot).region.of
    one, other = region[pairs.one], region[pairs.other]
    of = np.where((one < 0) | (other < 0), -1, np.where(one == other, 0, 1)).astype(np.int64)
    return Grouping("same_region", ("same", "other"), of)


def _ends(asked: Asked, pairs: Pairs) -> tuple[Rows, Rows]:
    """The partner's and the organisation's end of each pair of both; -1 where it is not such a pair."""
    sector = traits_of(asked.snapshot).sector
    ngo = sector.values.index(CIVIL_SOCIETY)
    one_is, other_is = sector.of[pairs.one] == ngo, sector.of[pairs.other] == ngo
    partner = np.select([one_is & ~other_is, other_is & ~one_is], [pairs.other, pairs.one], -1)
    organisation = np.select([one_is & ~other_is, other_is & ~one_is], [pairs.one, pairs.other], -1)
    return partner.astype(np.int64), organisation.astype(np.int64)
