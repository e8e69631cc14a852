"""Which trainings would close gaps, and how proposals are written for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graph.folding import fold
from graph.snapshot import Snapshot
from matching.errors import InvalidOption
from matching.gaps import GapOptions, GapQuestion, Gaps, Proposal, Supply, find_gaps, gaps_in, supply_of
from matching.wording.gaps import gap_note, gap_sentence
from web.services.cards import label_of, name_of
from web.services.safe_cells import safe_cell

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo

_COLUMNS = (
    *("rank", "skill_id", "skill", "component", "mode", "region_id", "region", "cause", "urgency"),
    *("n_needing", "n_served", "n_would_come", "would_come", "could_also_come", "providers"),
    *("nearest_id", "nearest", "nearest_km", "sentence"),
)
_WHO_COLUMNS = ("rank", "skill_id", "mode", "region_id", "organisation_id", "organisation", "priority", "km", "access")
# A cell that begins so would be taken for a formula by a spreadsheet.


class LiveGaps:
    """The supply of the current snapshot, worked out once until the network changes.

    It is most of the work, and the same for every question.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: Supply | None = None

    def of(self, ogniwo: Ogniwo, question: GapQuestion) -> Gaps:
        """The answer to the question.

        Raises
        ------
        InvalidOption
            As `matching.gaps.find_gaps` raises it.
        """
        return gaps_in(self._supply(ogniwo.snapshot()), question)

    def _supply(self, snapshot: Snapshot) -> Supply:
        with self._lock:
            if self._latest is None or self._latest.snapshot is not snapshot:
                self._latest = supply_of(snapshot)
            return self._latest


def gaps_of(ogniwo: Ogniwo, question: GapQuestion, options: GapOptions | None = None) -> Gaps:
    """The gaps of the network as it is now.

    Raises
    ------
    InvalidOption
        As `matching.gaps.find_gaps` raises it.
    """
    return find_gaps(ogniwo.snapshot(), question, options)


@dataclass(frozen=True, slots=True)
class GapsPage:
    """One page of the proposals."""

    gaps: Gaps
    proposals: tuple[Proposal, ...]
    page: int
    n_pages: int
    size: int


def page_of(gaps: Gaps, page: int, size: int) -> GapsPage:
    """A page of the proposals, from 1.

    Raises
    ------
    InvalidOption
        The page lies outside the list.
    """
    n_pages = max(1, -(-len(gaps) // size))
    if not 1 <= page <= n_pages:
        raise InvalidOption("page", page, f"1–{n_pages}")
    return GapsPage(gaps, gaps.proposals((page - 1) * size, page * size), page, n_pages, size)


def gaps_json(gaps: Gaps, shown: Iterable[Proposal], language: str, *, n_who: int | None = None) -> dict[str, Any]:
    """The proposals shown, with totals and the note; at most `n_who` of those who would come to each."""
    snapshot = gaps.snapshot
    return {
        "as_of": snapshot.as_of,
        "revision": snapshot.revision,
        "totals": asdict(gaps.totals),
        "n_proposals": len(gaps),
        "note": gaps.note,
        "note_sentence": note_of(gaps, language),
        "proposals": [proposal_json(one, snapshot, language, n_who) for one in shown],
    }


def note_of(gaps: Gaps, language: str) -> str | None:
    """Why there are no proposals, as sentences; None where there are some."""
    return gap_note(gaps.note, gaps.totals, language) if gaps.note else None


def proposal_json(one: Proposal, snapshot: Snapshot, language: str, n_who: int | None) -> dict[str, Any]:
    """One proposal with its labels and its sentence."""
    return {
        **asdict(one),
        "skill": skill_label(snapshot, one.skill_id, language),
        "region": region_label(snapshot, one.region_id, language),
        "attendees": [asdict(each) for each in one.attendees[:n_who]],
        "could_also_come": list(one.could_also_come[:n_who]),
        "n_could_also_come": len(one.could_also_come),
        "providers": [asdict(each) for each in one.providers[:n_who]],
        "n_providers": len(one.providers),
        "sentence": gap_sentence(one, snapshot, language),
    }


def csv_lines(gaps: Gaps, shown: Iterable[Proposal], language: str, *, who: bool = False) -> Iterator[str]:
    """The proposals as CSV, one a line; with `who`, one line for each organisation that would come."""
    rows = _who_rows if who else _rows
    yield _csv_line(_WHO_COLUMNS if who else _COLUMNS)
    for one in shown:
        for row in rows(one, gaps.snapshot, language):
            yield _csv_line(row)


def _rows(one: Proposal, snapshot: Snapshot, language: str) -> Iterator[tuple[object, ...]]:
    nearest = one.nearest
    km = "" if nearest is None or nearest.km is None else round(nearest.km, 1)
    yield (
        *(one.rank, one.skill_id, skill_label(snapshot, one.skill_id, language), one.component, one.mode),
        *(one.region_id, region_label(snapshot, one.region_id, language), one.cause, one.urgency),
        *(one.n_needing, one.n_served, one.n_would_come),
        *(_listed(each.organisation_id for each in one.attendees), _listed(one.could_also_come)),
        _listed(each.actor_id for each in one.providers),
        *((nearest.actor_id, actor_name(snapshot, nearest.actor_id, language), km) if nearest else ("", "", "")),
        gap_sentence(one, snapshot, language),
    )


def _who_rows(one: Proposal, snapshot: Snapshot, language: str) -> Iterator[tuple[object, ...]]:
    for each in one.attendees:
        km = "" if each.km is None else round(each.km, 1)
        name = actor_name(snapshot, each.organisation_id, language)
        yield (
            *(one.rank, one.skill_id, one.mode, one.region_id),
            *(each.organisation_id, name, each.priority, km, each.access),
        )


def _listed(ids: Iterable[str]) -> str:
    return " ".join(ids)


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return line.getvalue()


def skill_label(snapshot: Snapshot, skill_id: str, language: str) -> str:
    """The label of a skill."""
    return label_of(snapshot.skills, snapshot.skills.row_of[skill_id], language)


def region_label(snapshot: Snapshot, region_id: str, language: str) -> str:
    """The label of a region, or nothing for none."""
    return label_of(snapshot.regions, snapshot.regions.row_of[region_id], language) if region_id else ""


def actor_name(snapshot: Snapshot, actor_id: str, language: str) -> str:
    """The name of an actor; a mentor goes by the id, since persons stay in the office."""
    return name_of(snapshot, snapshot.actors.row_of[actor_id], {}, language)


def skill_choices(snapshot: Snapshot, language: str) -> tuple[tuple[str, str], ...]:
    """Codes and labels of all skills, by label."""
    skills = snapshot.skills
    named = [(str(skills.ids[row]), label_of(skills, row, language)) for row in range(len(skills))]
    return tuple(sorted(named, key=lambda pair: (fold(pair[1]), pair[0])))
