"""A coordinator's targets: what each indicator should be in a year, in other days, or in all."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from seeds.reference import indicator_labels
from web.services.errors import ServiceError
from web.services.growth.indicators.asked import year_of
from web.services.growth.scope import Pair

COLUMNS = ("code", "period", "target")
FILE = "targets.csv"  # in the folder of the network
_PERIOD: Pair = (
    "rok, na przykład 2024, dwa dni, na przykład 2024-01-01/2024-06-30, albo nic – dla całego programu",
    "a year such as 2024, two days such as 2024-01-01/2024-06-30, or nothing for the whole programme",
)
_PLACE = {
    "pl": ("cele", "wiersz", "kolumna", "poprawcie plik i spróbujcie ponownie"),
    "en": ("targets", "row", "column", "correct the file and try again"),
}
_MAX_BYTES = 1_000_000


class BadTargets(ServiceError):
    """A file of targets cannot be read as it stands; as a text it is told in English.

    Attributes
    ----------
    row : int or None
        The line in the file, the header being 1; None where the whole file is meant.
    column : str or None
    problem : tuple of str
        In Polish and in English.
    """

    def __init__(self, row: int | None, column: str | None, problem: Pair) -> None:
        self.row = row
        self.column = column
        self.problem = problem
        super().__init__(self.told("en"))

    def told(self, language: str) -> str:
        """What is wrong, where, and the next step."""
        targets, row, column, step = _PLACE["pl" if language == "pl" else "en"]
        place = [
            targets,
            *([f"{row} {self.row}"] if self.row else []),
            *([f"{column} {self.column}"] * bool(self.column)),
        ]
        return f"{', '.join(place)}: {self.problem[language != 'pl']}; {step}"


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
        columns = ", ".join(COLUMNS)
        raise BadTargets(
            1, missing[0], (f"brakuje jej; kolumny to {columns}", f"is missing; the columns are {columns}")
        )
    found: dict[tuple[str, date | None, date | None], Target] = {}
    for number, target in _targets(rows):
        key = (target.code, target.first, target.last)
        if key in found:
            twice = (
                f"{target.code} ma już cel na ten okres",
                f"{target.code} has a target for this period already",
            )
            raise BadTargets(number, "code", twice)
        found[key] = target
    return tuple(found.values())


def targets_in(folder: Path) -> tuple[tuple[Target, ...], BadTargets | None]:
    """The targets of the file in the network's folder, none where there is no such file; and what is wrong with it."""
    try:
        return read_targets((folder / FILE).read_bytes()), None
    except FileNotFoundError:
        return (), None
    except BadTargets as error:
        return (), error
    except OSError as error:
        why = error.strerror or type(error).__name__
        return (), BadTargets(None, None, (f"nie da się otworzyć pliku ({why})", f"the file cannot be opened ({why})"))


def targets_for(targets: Sequence[Target], first: date | None, last: date | None) -> dict[str, float]:
    """The targets of exactly these days, by code; None and None for the whole programme."""
    return {one.code: one.value for one in targets if (one.first, one.last) == (first, last)}


def _text(content: bytes) -> str:
    if len(content) > _MAX_BYTES:
        raise BadTargets(
            None, None, (f"plik ma ponad {_MAX_BYTES} bajtów", f"the file has more than {_MAX_BYTES} bytes")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start
        no_text = (f"plik nie jest zapisany w UTF-8 (bajt {at})", f"the file is not UTF-8 (byte {at})")
        raise BadTargets(None, None, no_text) from None


def _delimiter(content: bytes) -> str:
    header = content.split(b"\n", 1)[0]
    return ";" if header.count(b";") > header.count(b",") else ","


def _targets(rows: csv.DictReader[str]) -> Iterator[tuple[int, Target]]:
    try:
        for cells in rows:
            if None in cells or None in cells.values():
                uneven = ("ma więcej lub mniej komórek niż nagłówek", "has more or fewer cells than the header")
                raise BadTargets(rows.line_num, None, uneven)
            yield rows.line_num, _target(rows.line_num, cells)
    except csv.Error as error:
        raise BadTargets(rows.line_num, None, (f"nie da się odczytać ({error})", f"cannot be read ({error})")) from None


def _target(number: int, cells: dict[str, str]) -> Target:
    code = cells["code"].strip()
    codes = [one.code for one in indicator_labels()]
    if code not in codes:
        unknown = (
            f"{code!r:.40} nie jest wskaźnikiem; są od {codes[0]} do {codes[-1]}",
            f"{code!r:.40} is no indicator; there are {codes[0]} to {codes[-1]}",
        )
        raise BadTargets(number, "code", unknown)
    return Target(code, *_period(number, cells["period"].strip()), _value(number, cells["target"].strip()))


def _period(number: int, text: str) -> tuple[date | None, date | None]:
    if not text:
        return None, None
    try:
        if text.isascii() and text.isdigit():
            return year_of(int(text))
        first, last = map(date.fromisoformat, text.split("/"))
    except (ValueError, OverflowError):
        no_period = (f"{text!r:.40} to nie {_PERIOD[0]}", f"{text!r:.40} is not {_PERIOD[1]}")
        raise BadTargets(number, "period", no_period) from None
    if last < first:
        turned = (f"{text!r:.40} kończy się, zanim się zacznie", f"{text!r:.40} ends before it begins")
        raise BadTargets(number, "period", turned)
    return first, last


def _value(number: int, text: str) -> float:
    try:
        value = float(text.removesuffix("%").strip().replace(",", ".")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0):
        no_number = (
            f"{text!r:.40} to nie liczba od 0 wzwyż, na przykład 120 albo 25%",
            f"{text!r:.40} is not a number of 0 or more, such as 120 or 25%",
        )
        raise BadTargets(number, "target", no_number)
    return value
