"""The commands that make the smallest change which would give an organisation a mentor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from web.services.cohorts.reading import Standing

_PAIRWISE = ("together", "apart")


def commands_for(now: Standing, seeker: str, change: Mapping[str, Any] | None) -> list[str]:
    """What to type, in this order, before the mentors are matched again; nothing where no change would help.

    Parameters
    ----------
    change : mapping, optional
        A `matching.cohorts.unplaced.Step` as a draft keeps it.
    """
    return list(_commands(now, seeker, change)) if change else []


def _commands(now: Standing, seeker: str, change: Mapping[str, Any]) -> Iterator[str]:
    cohort_id, mentor = now.cohort.id, change["mentor"]
    switched = [f"--set {rule}=off" for rule in change["rules_off"] if rule not in _PAIRWISE]
    freed = [
        f"--free {one} {other}"
        for rule in _PAIRWISE
        if rule in change["rules_off"]
        for one, other in getattr(now.book, rule)
        if seeker in (one, other)
    ]
    if switched or freed:
        yield " ".join([f"ogniwo cohort rules {cohort_id}", *switched, *freed])
    if change["without_veto"]:
        yield f"ogniwo cohort veto {cohort_id} {seeker} {mentor} --undo"
    if change["more_places"]:
        there = next((one.places for one in now.members if one.actor_id == mentor), 0)
        yield f"ogniwo cohort places {cohort_id} {mentor} {there + change['more_places']}"
    if change["lock"]:
        yield f"ogniwo cohort lock {cohort_id} {seeker} {mentor}"
