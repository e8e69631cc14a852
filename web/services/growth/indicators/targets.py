"""A coordinator's targets: what each indicator should be in a year, in other days, or in all."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from seeds.reference import indicator_labels
from web.services.errors import ServiceError
from web.services.growth.indicators.asked import year_of

COLUMNS = ("code", "period", "target")
_PERIOD = "a year such as 2024, two days such as 2024-01-01/2024-06-30, or nothing for the whole programme"
_MAX_BYTES = 1_000_000


class BadTargets(ServiceError):
    """A file of targets cannot be read as it stands.

    Attributes
    ----------
    row : int or None
        The line in the file, the header being 1; None where the whole file is meant.
    column : str or None
    """

    def __init__(self, row: int | None, column: str | None, problem: str) -> None:
        place = ["targets", *([f"row {row}"] if row else []), *([f"column {column}"] if column else [])]
        super().__init__(f"{', '.join(place)}: {problem}; correct the file and try again")
        self.row = row
        self.column = column
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator should be in a period; `first` and `last` are None for the whole programme."""

    code: str
    first: date | None
    last: date | None
    value: float


def read_targets(content: bytes) -> tuple[Target, ...]:
    """The targets of a CSV with the columns code, period and target, cells parted by commas or semicolons.

    A period is a year, two days with a slash between, or nothing for the whole programme. A
    target may be a percentage.

    Raises
    ------
    BadTargets
        The file is no such CSV, or a cell is wrong; it names the row and the column.

    Examples
    --------
    >>> [(one.code, str(one.last), one.value) for one in read_targets(b"code,period,target\\nI10,2024,25%\\n")]
    [('I10', '2024-12-31', 0.25)]
    """
    rows = csv.DictReader(io.StringIO(_text(content), newline=""), delimiter=_delimiter(content))
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise BadTargets(1, missing[0], f"is missing; the columns are {', '.join(COLUMNS)}")
    found: dict[tuple[str, date | None, date | None], Target] = {}
    for number, target in _targets(rows):
        key = (target.code, target.first, target.last)
        if key in found:
            raise BadTargets(number, "code", f"{target.code} has a target for this period already")
        found[key] = target
    return tuple(found.values())


def targets_for(targets: Sequence[Target], first: date | None, last: date | None) -> dict[str, float]:
    """The targets of exactly these days, by code; None and None for the whole programme."""
    return {one.code: one.value for one in targets if (one.first, one.last) == (first, last)}


def _text(content: bytes) -> str:
    if len(content) > _MAX_BYTES:
        raise BadTargets(None, None, f"the file has more than {_MAX_BYTES} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTargets(None, None, f"the file is not UTF-8 (byte {error.start})") from None


def _delimiter(content: bytes) -> str:
    header = content.split(b"\n", 1)[0]
    return ";" if header.count(b";") > header.count(b",") else ","


def _targets(rows: csv.DictReader[str]) -> Iterator[tuple[int, Target]]:
    try:
        for cells in rows:
            if None in cells or None in cells.values():
                raise BadTargets(rows.line_num, None, "has more or fewer cells than the header")
            yield rows.line_num, _target(rows.line_num, cells)
    except csv.Error as error:
        raise BadTargets(rows.line_num, None, f"cannot be read ({error})") from None


def _target(number: int, cells: dict[str, str]) -> Target:
    code = cells["code"].strip()
    codes = [one.code for one in indicator_labels()]
    if code not in codes:
        raise BadTargets(number, "code", f"{code!r:.40} is no indicator; there are {codes[0]} to {codes[-1]}")
    return Target(code, *_period(number, cells["period"].strip()), _value(number, cells["target"].strip()))


def _period(number: int, text: str) -> tuple[date | None, date | None]:
    if not text:
        return None, None
    try:
        if text.isascii() and text.isdigit():
            return year_of(int(text))
        first, last = map(date.fromisoformat, text.split("/"))
    except (ValueError, OverflowError):
        raise BadTargets(number, "period", f"{text!r:.40} is not {_PERIOD}") from None
    if last < first:
        raise BadTargets(number, "period", f"{text!r:.40} ends before it begins")
    return first, last


def _value(number: int, text: str) -> float:
    try:
        value = float(text.removesuffix("%").strip().replace(",", ".")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0):
        raise BadTargets(number, "target", f"{text!r:.40} is not a number of 0 or more, such as 120 or 25%")
    return value
