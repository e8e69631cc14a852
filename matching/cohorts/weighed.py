"""Every pair of a cohort that can be weighed: its scores, signal by signal, and what its rules go by.

This is made from a snapshot once, when the cohort closes, and kept. What a coordinator tries
afterwards (other rules, locks, vetoes) is answered from it, so two drafts differ by what was changed
and not by what happened in the network meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from matching.cohorts.grounds import GROUNDS, Grounds, experience_gaps, groups_of
from matching.cohorts.members import Members, Mentor, Seeker
from matching.errors import UnknownActor
from matching.options import DEFAULTS, Options
from matching.questions import Question, ask
from matching.results import Kind
from matching.scoring import ALL_SIGNALS, score

# Beyond these each organisation is weighed with its best mentors only, and each mentor with its best organisations.
N_WEIGHED = 50

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Advance = Callable[[int], None]

# A cohort has places of its own; how many a mentor has besides is no reason for a pair of it.
_NOT_WEIGHED = ("free_places",)

SIGNALS = tuple(signal.name for signal in ALL_SIGNALS)
_SIDES = np.array([signal.side for signal in ALL_SIGNALS])


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Pairs of a cohort, in order of seeker and mentor.

    Attributes
    ----------
    seeker, mentor : int32 arrays, shape (m,)
        Rows in `members`.
    contributions : float64 array, shape (m, n signals)
        What each signal adds, in log-odds, in the order of `SIGNALS`.
    broken : dict of str to bool array, shape (m,)
        Which pairs break each rule that needs no number; conflicts that somebody has named stand in `members`.
    experience_gap : float64 array, shape (m,)
        Years of the mentor's work less years since the organisation was founded; NaN if unknown.
    groups : dict of str to tuple of str
        For each seeker its ``region`` and ``kind``, which `limit_per_mentor` may count by, and its ``size``; empty if
        unknown.
    revision : int
        Of the snapshot that the pairs were weighed in.
    weights : dict of str to float
        What one unit of each signal counted for.
    """

    members: Members
    seeker: Ints
    mentor: Ints
    contributions: Floats
    broken: dict[str, NDArray[np.bool_]]
    experience_gap: Floats
    groups: dict[str, tuple[str, ...]]
    revision: int
    weights: dict[str, float]

    def __len__(self) -> int:
        return len(self.seeker)

    @property
    def seeker_score(self) -> Floats:
        """What the organisation gains from each pair, in log-odds; shape (m,)."""
        return self._of_side("seeker")

    @property
    def mentor_score(self) -> Floats:
        """What the mentor's side adds, in log-odds; shape (m,)."""
        return self._of_side("provider")

    def pairs(self) -> Iterator[tuple[str, str]]:
        """(seeker id, mentor id) of each pair, in order."""
        seekers = [one.actor_id for one in self.members.seekers]
        mentors = [one.actor_id for one in self.members.mentors]
        return ((seekers[s], mentors[m]) for s, m in zip(self.seeker.tolist(), self.mentor.tolist(), strict=True))

    def without(self, actor_ids: Collection[str]) -> Weighed:
        """The pairs that are left when these members have withdrawn."""
        gone = set(actor_ids)
        seekers = np.array([one.actor_id not in gone for one in self.members.seekers], dtype=bool)
        mentors = np.array([one.actor_id not in gone for one in self.members.mentors], dtype=bool)
        kept = seekers[self.seeker] & mentors[self.mentor]
        return Weighed(
            members=Members(
                tuple(one for one in self.members.seekers if one.actor_id not in gone),
                tuple(one for one in self.members.mentors if one.actor_id not in gone),
                self.members.excluded,
            ),
            seeker=(np.cumsum(seekers) - 1)[self.seeker[kept]].astype(np.int32),
            mentor=(np.cumsum(mentors) - 1)[self.mentor[kept]].astype(np.int32),
            contributions=self.contributions[kept],
            broken={name: mask[kept] for name, mask in self.broken.items()},
            experience_gap=self.experience_gap[kept],
            groups={
                name: tuple(value for value, here in zip(values, seekers, strict=True) if here)
                for name, values in self.groups.items()
            },
            revision=self.revision,
            weights=self.weights,
        )

    def with_places(self, mentor_id: str, n_more: int) -> Weighed:
        """The same pairs, with more places for one mentor."""
        mentors = tuple(
            replace(one, capacity=one.capacity + n_more) if one.actor_id == mentor_id else one
            for one in self.members.mentors
        )
        return replace(self, members=replace(self.members, mentors=mentors))

    def with_places_of(self, members: Members) -> Weighed:
        """The same pairs, with as many places as these members ask for and have now."""
        asked = {one.actor_id: one.demand for one in members.seekers}
        had = {one.actor_id: (one.capacity, one.minimum) for one in members.mentors}
        seekers = [replace(one, demand=asked.get(one.actor_id, one.demand)) for one in self.members.seekers]
        mentors = []
        for one in self.members.mentors:
            capacity, minimum = had.get(one.actor_id, (one.capacity, one.minimum))
            mentors.append(replace(one, capacity=capacity, minimum=minimum))
        return replace(self, members=replace(self.members, seekers=tuple(seekers), mentors=tuple(mentors)))

    def excluding(self, excluded: Collection[tuple[str, str]]) -> Weighed:
        """The same pairs, with these conflicts of interest named."""
        return replace(self, members=replace(self.members, excluded=frozenset(excluded)))

    def _of_side(self, side: str) -> Floats:
        own, both = self.contributions[:, side == _SIDES], self.contributions[:, _SIDES == "both"]
        return np.asarray(own.sum(axis=1) + both.sum(axis=1) / 2)


def weigh(
    snapshot: Snapshot, members: Members, *, options: Options = DEFAULTS, advance: Advance = lambda _: None
) -> Weighed:
    """The pairs of a cohort, weighed by the recommender's own signals.

    Parameters
    ----------
    advance : callable
        Told after each organisation that one more is done.

    Raises
    ------
    UnknownActor
        A member is not in the snapshot.
    """
    mentor_rows = np.array([_row(snapshot, one) for one in members.mentors], dtype=np.int32)
    order = np.argsort(mentor_rows)  # rows of a snapshot are asked in order
    weighed = np.zeros((len(members.seekers), len(mentor_rows), len(SIGNALS)))
    grounds: list[dict[str, NDArray[np.bool_]]] = []
    for number, seeker in enumerate(members.seekers):
        question = ask(snapshot, seeker.actor_id, Kind.MENTOR, 1, None, options)
        weighed[number, order] = _contributions(question, mentor_rows[order])
        asked = Grounds(question, seeker, members.mentors, mentor_rows)
        grounds.append({name: broken(asked) for name, broken in GROUNDS.items()})
        advance(1)
    broken = {name: _stacked([one[name] for one in grounds], weighed.shape[:2]) for name in GROUNDS}
    kept = _kept(weighed.sum(axis=2), broken)
    return Weighed(
        members=members,
        seeker=np.nonzero(kept)[0].astype(np.int32),
        mentor=np.nonzero(kept)[1].astype(np.int32),
        contributions=weighed[kept],
        broken={name: mask[kept] for name, mask in broken.items()},
        experience_gap=experience_gaps(snapshot, members)[kept],
        groups=groups_of(snapshot, members),
        revision=snapshot.revision,
        weights={name: options.weight(Kind.MENTOR, name) for name in SIGNALS},
    )


def _row(snapshot: Snapshot, member: Seeker | Mentor) -> int:
    row = snapshot.actors.row_of.get(member.actor_id)
    if row is None:
        raise UnknownActor(member.actor_id)
    return row


def _contributions(question: Question, rows: Ints) -> Floats:
    """Shape (n mentors, n signals)."""
    scored = score(question, rows)
    found = np.zeros((len(rows), len(SIGNALS)))
    for number, signal in enumerate(scored.signals):
        if signal.name in _NOT_WEIGHED:
            continue
        found[:, SIGNALS.index(signal.name)] = scored.weights[number] * scored.values[number]
    return found


def _stacked(masks: list[NDArray[np.bool_]], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    return np.array(masks, dtype=bool).reshape(shape)


def _kept(scores: Floats, broken: dict[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Which pairs are kept: all of a small cohort, and of a large one the best of each side.

    What breaks a rule that usually is a must comes after what does not.
    """
    n_seekers, n_mentors = scores.shape
    worth = np.where(broken["no_conflict"] | broken["shared_language"], scores - 1e6, scores)
    kept = np.zeros(scores.shape, dtype=bool)
    if n_seekers and n_mentors:
        best_mentors = np.argsort(-worth, axis=1, kind="stable")[:, :N_WEIGHED]
        best_seekers = np.argsort(-worth, axis=0, kind="stable")[:N_WEIGHED]
        np.put_along_axis(kept, best_mentors, True, axis=1)
        np.put_along_axis(kept, best_seekers, True, axis=0)
    return kept
