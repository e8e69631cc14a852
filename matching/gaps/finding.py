"""Gaps: needs that nobody within reach can meet, grouped into trainings and ranked by urgency."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask
from graph.snapshot.nodes import ORGANISATION
from matching.gaps.access import Access, Numbers, access_to
from matching.gaps.options import TRAVEL, GapOptions, GapQuestion, asked_homes, asked_members, asked_skills
from matching.gaps.proposing import NOWHERE, Gap, proposal
from matching.gaps.reach import Reach, free_places, reach_of
from matching.gaps.results import Mode, Note, Proposal, Totals
from matching.gaps.venues import venues


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """Who reaches whom in a network, and the access to each skill; the same for every question.

    Attributes
    ----------
    accesses : Mapping of int to Access
        By row of the skill.
    """

    snapshot: Snapshot
    options: GapOptions
    reach: Reach
    accesses: Mapping[int, Access]


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """The gaps of a network, most urgent first; ties go by skill, then by region, then on site first.

    `len` says how many proposals there are; each is put together only when it is asked for.

    Attributes
    ----------
    totals : Totals
    note : str or None
        Why there are none.
    """

    snapshot: Snapshot
    question: GapQuestion
    totals: Totals
    note: Note | None
    reach: Reach
    ranked: Sequence[Gap]

    def __len__(self) -> int:
        return len(self.ranked)

    def proposals(self, start: int = 0, stop: int | None = None) -> tuple[Proposal, ...]:
        """The proposals from `start` to before `stop`, all by default."""
        chosen = self.ranked[start:stop]
        return tuple(proposal(self.snapshot, self.reach, gap, rank) for rank, gap in enumerate(chosen, start=start + 1))


def find_gaps(snapshot: Snapshot, question: GapQuestion | None = None, options: GapOptions | None = None) -> Gaps:
    """The gaps that the question is about.

    Parameters
    ----------
    snapshot : Snapshot
    question : GapQuestion, optional
        All gaps by default.
    options : GapOptions, optional

    Raises
    ------
    InvalidOption
        A part of the question is not one there is; the message names the choices.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import snapshot_of
    >>> web = make_node("I2.02", "Skill", label_pl="Strona", label_en="Website", component="image")
    >>> ola = make_node("org-1", "Organisation", name="Koło Ola", joined=date(2024, 1, 1))
    >>> gaps = find_gaps(snapshot_of([web, ola], [make_link("NEEDS", "org-1", "I2.02", priority=3)]))
    >>> [(one.skill_id, one.mode, one.cause, one.urgency) for one in gaps.proposals()]
    [('I2.02', 'on_site', 'nobody_offers', 3.0)]
    """
    question = question or GapQuestion()
    asked_homes(snapshot, question), asked_members(snapshot, question)  # what is wrong is refused before the work
    return gaps_in(supply_of(snapshot, options, asked_skills(snapshot, question)), question)


def supply_of(snapshot: Snapshot, options: GapOptions | None = None, skills: Mask | None = None) -> Supply:
    """The supply of some skills, of all by default."""
    options = options or GapOptions()
    reach, places = reach_of(snapshot, options.near_km), free_places(snapshot, options.assumed_places)
    rows = np.arange(len(snapshot.skills)) if skills is None else np.flatnonzero(skills)
    accesses = {row: access_to(snapshot, reach, places, row, options.min_level) for row in rows.tolist()}
    return Supply(snapshot, options, reach, accesses)


def gaps_in(supply: Supply, question: GapQuestion) -> Gaps:
    """The gaps that the question is about, in a supply of at least the skills it is about.

    Raises
    ------
    InvalidOption
        As `find_gaps` raises it.
    """
    snapshot, reach, options = supply.snapshot, supply.reach, supply.options
    skills = asked_skills(snapshot, question)
    within = asked_homes(snapshot, question)[reach.home_of] & asked_members(snapshot, question)
    found: list[Gap] = []
    tally = np.zeros(5)
    for skill in np.flatnonzero(skills).tolist():
        access = supply.accesses[skill]
        here = within[access.needing]
        unmet = here & (access.access < options.enough_places)
        tally += _tally(access, reach, here, unmet, within)
        found += _gaps_of(snapshot, reach, access, here, unmet, TRAVEL[options.travel])
    totals = _totals(snapshot, within, tally)
    chosen = [gap for gap in found if question.mode in {None, gap.mode}]
    return Gaps(snapshot, question, totals, _note(totals, chosen), reach, sorted(chosen, key=_order(snapshot)))


def _gaps_of(snapshot: Snapshot, reach: Reach, access: Access, here: Mask, unmet: Mask, travel: float) -> Iterator[Gap]:
    """The gaps in one skill: one online, and one for each venue; every unmet need is in one of them."""
    online = reach.online[access.needing]
    urgent = access.priority * (1 - access.access)
    if (unmet & online).any():
        yield _gap(access, "online", NOWHERE, here & online, unmet & online, unmet & ~unmet)
    on_site, homes = unmet & ~online, reach.home_of[access.needing]
    if not on_site.any():
        return
    n_regions, is_powiat = len(snapshot.regions), snapshot.regions.level == "powiat"
    # A whole voivodeship is a venue only for those of whom no more than that is known.
    covers = (reach.closeness >= travel) & is_powiat[:, None] | np.eye(n_regions, dtype=bool)
    by_home = np.bincount(homes[on_site], urgent[on_site], n_regions + 1)[:n_regions].astype(np.float64)
    n_by_home = np.bincount(homes[on_site], minlength=n_regions + 1)[:n_regions].astype(np.float64)
    for venue, of_venue in venues(by_home, n_by_home, covers, snapshot.region_map.distance_km):
        inside = np.append(of_venue, False)[homes]
        also = unmet & online & np.append(covers[venue], False)[homes]
        yield _gap(access, "on_site", venue, here & inside & ~online, on_site & inside, also)
    nowhere = homes == n_regions
    if (on_site & nowhere).any():
        yield _gap(access, "on_site", NOWHERE, here & nowhere & ~online, on_site & nowhere, unmet & ~unmet)


def _gap(access: Access, mode: Mode, venue: int, here: Mask, coming: Mask, also: Mask) -> Gap:
    urgency = float((access.priority * (1 - access.access))[coming].sum())
    here_at, coming_at, also_at = (np.flatnonzero(mask).astype(np.int32) for mask in (here, coming, also))
    return Gap(access, mode, venue, here_at, coming_at, also_at, urgency)


def _tally(access: Access, reach: Reach, here: Mask, unmet: Mask, within: Mask) -> Numbers:
    """Needs, those being helped, those unmet, those of them online, and their urgency."""
    n_helped = int(within[access.being_helped].sum())
    n_online = int((unmet & reach.online[access.needing]).sum())
    urgency = (access.priority * (1 - access.access))[unmet].sum()
    return np.array([here.sum() + n_helped, n_helped, unmet.sum(), n_online, urgency], dtype=np.float64)


def _totals(snapshot: Snapshot, within: Mask, tally: Numbers) -> Totals:
    organisations = snapshot.present & ((snapshot.actors.roles & ORGANISATION) > 0) & within
    n_needs, n_helped, n_unmet, n_online = (int(number) for number in tally[:4])
    return Totals(
        n_organisations=int(organisations.sum()),
        n_needs=n_needs,
        n_being_helped=n_helped,
        n_met=n_needs - n_helped - n_unmet,
        n_unmet=n_unmet,
        n_unmet_online=n_online,
        urgency=float(tally[4]),
    )


def _note(totals: Totals, chosen: Sequence[Gap]) -> Note | None:
    if chosen:
        return None
    if not totals.n_organisations:
        return "no_organisations"
    if not totals.n_needs:
        return "no_needs"
    return "none_of_this_mode" if totals.n_unmet else "all_met"


def _order(snapshot: Snapshot) -> Callable[[Gap], tuple[float, str, str, str]]:
    skills, regions = snapshot.skills.ids, snapshot.regions.ids

    def key(gap: Gap) -> tuple[float, str, str, str]:
        region = "" if gap.venue == NOWHERE else str(regions[gap.venue])
        return -round(gap.urgency, 9), str(skills[gap.access.skill]), region, gap.mode

    return key
