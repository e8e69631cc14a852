"""The folder of joint projects: orgs.csv, events.csv and part.csv, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from matching.evaluation.errors import InvalidFile
from matching.evaluation.tables import Row, read_table

LARGEST_PROJECT = 20
CALLING_ROLES = frozenset({"lead", "coordinator", "programming"})

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?")


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation of the folder; what is not known is empty."""

    id: str
    name: str
    type: str = ""
    country: str = ""
    region: str = ""
    city: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A dated event with its members.

    Attributes
    ----------
    members : tuple of str
        Ids of organisations, each once, in the order of the file.
    callers : tuple of str
        Those of them that are marked as having called, in the order of the rows that mark them.
    """

    id: str
    day: date
    title: str
    text: str
    themes: tuple[str, ...]
    places: tuple[str, ...]
    end: date | None
    members: tuple[str, ...]
    callers: tuple[str, ...] = ()

    @property
    def caller(self) -> str:
        """Who called: the first that is marked, else the first member."""
        return (*self.callers, *self.members)[0]


@dataclass(frozen=True, slots=True)
class Folder:
    """What was read: organisations by id, and projects by day and id.

    Attributes
    ----------
    left_out : mapping of str to int
        How much was left out, by cause: "undated", "too_large", "without_members" are events,
        "unknown_organisation" and "unknown_event" rows of part.csv, "repeated" rows of the two other
        files that stand there again word for word.
    """

    orgs: Mapping[str, Org]
    projects: tuple[Project, ...]
    left_out: Mapping[str, int]


def read_folder(folder: Path) -> Folder:
    """The folder's organisations and projects.

    Events without a date, with more than 20 organisations or with none are left out and
    counted, and so are rows of part.csv that name what the other files do not list.

    Raises
    ------
    InvalidFile
        A file or a required column is missing, a row has a wrong value, or two rows say different things of one.
    """
    orgs, n_orgs_again = _orgs(folder / "orgs.csv")
    events, n_events_again = _rows_by_id(folder / "events.csv", "event", ("event", "date"))
    members, unknown_organisation, unknown_event = _members(folder / "part.csv", orgs, events)
    projects, left_out = [], {"undated": 0, "too_large": 0, "without_members": 0}
    for event_id, row in events.items():
        came = members.get(event_id, _Came())
        if cause := _why_left_out(row, len(came.members)):
            left_out[cause] += 1
        else:
            projects.append(_project(folder / "events.csv", row, came))
    left_out |= {"unknown_organisation": unknown_organisation, "unknown_event": unknown_event}
    left_out["repeated"] = n_orgs_again + n_events_again
    return Folder(orgs, tuple(sorted(projects, key=lambda one: (one.day, one.id))), left_out)


def parse_day(text: str) -> date:
    """The day that a date means; a year or a month counts as its first day.

    Raises
    ------
    ValueError
        It is none of YYYY, YYYY-MM, YYYY-MM-DD, perhaps with a time of day after it.

    Examples
    --------
    >>> parse_day("2011"), parse_day("2011-07"), parse_day("2011-07-16 10:00")
    (datetime.date(2011, 1, 1), datetime.date(2011, 7, 1), datetime.date(2011, 7, 16))
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r:.40} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{text!r:.40} is not a day of the calendar") from None


def _orgs(path: Path) -> tuple[dict[str, Org], int]:
    names = ("org", "name", "type", "country", "region", "city", "text")
    rows, n_repeated = _rows_by_id(path, "org", ("org", "name"))
    return {org: Org(*(row.text(name) for name in names)) for org, row in rows.items()}, n_repeated


def _rows_by_id(path: Path, column: str, required: tuple[str, ...]) -> tuple[dict[str, Row], int]:
    """The rows by what stands in a column, and how many say again, word for word, what one before said."""
    found: dict[str, Row] = {}
    n_repeated = 0
    for row in read_table(path, required, filled=(column,)):
        former = found.setdefault(row.text(column), row)
        if former.values != row.values:
            name = row.text(column)
            what = f"the {column} {name!r:.60} stands there twice, and line {former.line} says something else of it"
            raise InvalidFile(path, f"{what}; take one of the two out", row.line)
        n_repeated += former is not row
    return found, n_repeated


@dataclass(frozen=True, slots=True)
class _Came:
    """Who came to an event and who of them called, each once, in the order of the rows that say so."""

    members: dict[str, None] = field(default_factory=dict)
    callers: dict[str, None] = field(default_factory=dict)

    def note(self, org: str, calls: bool) -> None:
        self.members[org] = None
        if calls:
            self.callers[org] = None


def _members(path: Path, orgs: Mapping[str, Org], events: Mapping[str, Row]) -> tuple[dict[str, _Came], int, int]:
    """For each event who came and who called, and how many rows name unknown ends."""
    members: dict[str, _Came] = {}
    unknown_organisation = unknown_event = 0
    for row in read_table(path, ("event", "org"), filled=("event", "org")):
        event, org = row.text("event"), row.text("org")
        if org not in orgs:
            unknown_organisation += 1
        elif event not in events:
            unknown_event += 1
        else:
            members.setdefault(event, _Came()).note(org, row.text("role").lower() in CALLING_ROLES)
    return members, unknown_organisation, unknown_event


def _why_left_out(row: Row, n_members: int) -> str:
    if not row.text("date"):
        return "undated"
    if n_members > LARGEST_PROJECT:
        return "too_large"
    return "" if n_members else "without_members"


def _project(path: Path, row: Row, came: _Came) -> Project:
    day = _day(path, row, "date")
    return Project(
        id=row.text("event"),
        day=day,
        title=row.text("title"),
        text=row.text("text"),
        themes=row.listed("themes"),
        places=row.listed("places"),
        end=_day(path, row, "end") if row.text("end") else None,
        members=tuple(came.members),
        callers=tuple(came.callers),
    )


def _day(path: Path, row: Row, column: str) -> date:
    try:
        return parse_day(row.text(column))
    except ValueError as error:
        raise InvalidFile(path, f"{column}: {error}", row.line) from None
