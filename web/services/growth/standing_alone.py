"""Who stands alone: isolates, those who lose contacts, newcomers still waiting, regions and spheres without links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.analysis import Scope
from graph.analysis.linkage import Linkage, linkage_of_powiats, linkage_of_spheres, linkage_of_voivodeships
from graph.analysis.standing_alone import (
    N_MONTHS,
    Losses,
    is_mentor_only,
    isolates_of,
    last_contacts,
    losses_of,
    still_waiting,
)
from graph.snapshot import Snapshot, date_of
from graph.snapshot.nodes import Labelled
from matching.errors import InvalidOption
from web.services.cards import label_of, name_of
from web.services.growth.kept import Kept
from web.services.growth.moments import NO_NAMES, Names, Part, actor_json, part_json, part_of
from web.services.growth.question import EVERYTHING

MOST_MONTHS = 1200
COLUMNS = (
    *("why", "actor_id", "name", "roles", "region", "joined", "last_contact"),
    *("n_then", "n_now", "n_outside", "ended_with"),
)


@dataclass(frozen=True, slots=True, eq=False)
class AloneAnswer:
    """Who stands alone in a part of the network on a day.

    Attributes
    ----------
    part : Part
    n_months : int
        After how many a newcomer ought to have a contact.
    isolates : int array
        Rows of organisations and partners in contact with nobody in the part: first those with
        none outside either, then who joined first, ties by id.
    free_mentors : int array
        The same of those who are mentors and nothing else, who have no organisation just now.
    waiting : int array
        Rows of newcomers who joined at least `n_months` ago and never had a contact, the longest
        first; mentors wait for a cohort and are not among them.
    losses : Losses
        Who is in contact with fewer others than a year before, who lost the most first; not
        mentors, whose contacts end with each cohort.
    n_outside : int64 array, shape (n actors,)
        With how many others outside the part each is in contact.
    last_contact : int32 array, shape (n actors,)
        Day number of each actor's last contact; `NO_DAY` for none so far.
    regions, spheres : Linkage
        By row of the snapshot's regions and spheres; of voivodeships, or of powiats where the
        part is narrowed to a region.
    """

    part: Part
    n_months: int
    isolates: NDArray[np.intp]
    free_mentors: NDArray[np.intp]
    waiting: NDArray[np.intp]
    losses: Losses
    n_outside: NDArray[np.int64]
    last_contact: NDArray[np.int32]
    regions: Linkage
    spheres: Linkage


def alone_at(
    snapshot: Snapshot, as_of: date | None = None, scope: Scope = EVERYTHING, n_months: int = N_MONTHS
) -> AloneAnswer:
    """Who stands alone in the network, or a part of it, on a day.

    Raises
    ------
    InvalidOption
        The day is after the snapshot's, or the months are not from 0 to 1200.
    UnknownName
        There is no such scope.
    """
    if not 0 <= n_months <= MOST_MONTHS:
        raise InvalidOption("months", n_months, f"0–{MOST_MONTHS}")
    part = part_of(snapshot, as_of, scope)
    n_outside = part.contacts_outside()
    isolates = isolates_of(part.moment)
    isolates = isolates[np.lexsort((snapshot.actors.joined[isolates], n_outside[isolates] > 0))]
    mentors = is_mentor_only(snapshot.actors)
    waiting = still_waiting(part.history, part.day, n_months)
    return AloneAnswer(
        part,
        n_months,
        isolates[~mentors[isolates]],
        isolates[mentors[isolates]],
        waiting[~mentors[waiting]],
        losses_of(part.history, part.day).only(~mentors),
        n_outside,
        last_contacts(part.history, part.day),
        (linkage_of_powiats if scope.region else linkage_of_voivodeships)(snapshot, part.moment),
        linkage_of_spheres(snapshot, part.moment),
    )


class LiveAlone:
    """Answers for pages, kept until the network changes."""

    def __init__(self) -> None:
        self._answers: Kept[AloneAnswer] = Kept()

    def of(
        self, snapshot: Snapshot, as_of: date | None = None, scope: Scope = EVERYTHING, n_months: int = N_MONTHS
    ) -> AloneAnswer:
        """As `alone_at`.

        Raises
        ------
        InvalidOption, UnknownName
            As `alone_at` raises them.
        """
        asked = (as_of, scope, n_months)
        return self._answers.of(snapshot, asked, lambda: alone_at(snapshot, *asked))


def alone_json(answer: AloneAnswer, language: str, names: Names = NO_NAMES, k: int | None = None) -> dict[str, Any]:
    """The k first of each list, with how many there are, and regions and spheres."""
    losses = answer.losses
    return {
        **part_json(answer.part),
        "n_months": answer.n_months,
        "n_isolates": len(answer.isolates),
        "isolates": [_actor_json(answer, row, language, names) for row in answer.isolates[:k].tolist()],
        "n_free_mentors": len(answer.free_mentors),
        "free_mentors": [_actor_json(answer, row, language, names) for row in answer.free_mentors[:k].tolist()],
        "n_waiting": len(answer.waiting),
        "waiting": [_actor_json(answer, row, language, names) for row in answer.waiting[:k].tolist()],
        "losing_since": date_of(losses.since),
        "n_losing": len(losses.rows),
        "losing": [_loss_json(answer, at, language, names) for at in range(len(losses.rows[:k]))],
        "n_ended": len(losses.one),
        "regions": regions_json(answer, language),
        "spheres": spheres_json(answer, language),
    }


def _actor_json(answer: AloneAnswer, row: int, language: str, names: Names) -> dict[str, Any]:
    snapshot = answer.part.snapshot
    return {
        **actor_json(snapshot, row, names, language),
        "joined": date_of(int(snapshot.actors.joined[row])),
        "last_contact": date_of(int(answer.last_contact[row])),
        "n_outside": int(answer.n_outside[row]),
    }


def _loss_json(answer: AloneAnswer, at: int, language: str, names: Names) -> dict[str, Any]:
    losses, snapshot = answer.losses, answer.part.snapshot
    row = int(losses.rows[at])
    return {
        **_actor_json(answer, row, language, names),
        "n_then": int(losses.n_then[at]),
        "n_now": int(losses.n_now[at]),
        "ended_with": [
            {"actor_id": str(snapshot.actors.ids[other]), "name": name_of(snapshot, other, names, language)}
            for other in losses.ended_with(row).tolist()
        ],
    }


def regions_json(answer: AloneAnswer, language: str) -> list[dict[str, Any]]:
    """How regions are linked, in order of code: voivodeships, or the powiats of the part's region."""
    snapshot, region = answer.part.snapshot, answer.part.scope.region
    if region is None:
        shown = snapshot.regions.level == "voivodeship"
    else:
        row = snapshot.regions.row_of[region]
        within = (snapshot.region_map.voivodeship_of == row) | (np.arange(len(snapshot.regions)) == row)
        shown = within & (snapshot.regions.level == "powiat")
    return _groups_json(snapshot.regions, answer.regions, np.flatnonzero(shown), language)


def spheres_json(answer: AloneAnswer, language: str) -> list[dict[str, Any]]:
    """How spheres are linked, in order of code; only its own where the part is narrowed to one."""
    spheres, sphere = answer.part.snapshot.spheres, answer.part.scope.sphere
    shown = np.arange(len(spheres)) if sphere is None else np.array([spheres.row_of[sphere]])
    return _groups_json(spheres, answer.spheres, shown, language)


def _groups_json(table: Labelled, linkage: Linkage, shown: NDArray[np.intp], language: str) -> list[dict[str, Any]]:
    return [
        {
            "code": str(table.ids[row]),
            "label": label_of(table, row, language),
            "n_actors": int(linkage.n_actors[row]),
            "n_isolates": int(linkage.n_isolates[row]),
            "n_inside": int(linkage.n_inside[row]),
            "n_across": int(linkage.n_across[row]),
            "standing": standing_of(linkage, row),
        }
        for row in shown.tolist()
    ]


def standing_of(linkage: Linkage, row: int) -> str:
    """``empty``, ``unlinked`` (nobody has a contact), ``closed`` (none to the rest) or ``linked``."""
    if linkage.is_empty[row]:
        return "empty"
    if linkage.is_unlinked[row]:
        return "unlinked"
    return "closed" if linkage.is_closed[row] else "linked"


def alone_rows(
    answer: AloneAnswer, language: str, names: Names = NO_NAMES, k: int | None = None
) -> Iterator[list[object]]:
    """The k first of each list as rows with `COLUMNS`: ``isolate``, ``free_mentor``, ``waiting`` or ``losing``."""
    lists = {"isolate": answer.isolates, "free_mentor": answer.free_mentors, "waiting": answer.waiting}
    for why, rows in lists.items():
        for row in rows[:k].tolist():
            yield _row(why, _actor_json(answer, row, language, names))
    for at in range(len(answer.losses.rows[:k])):
        loss = _loss_json(answer, at, language, names)
        yield _row("losing", loss | {"ended_with": " ".join(one["actor_id"] for one in loss["ended_with"])})


def _row(why: str, told: dict[str, Any]) -> list[object]:
    told = told | {"why": why, "roles": " ".join(told["roles"])}
    return [told.get(column) for column in COLUMNS]
