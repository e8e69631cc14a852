"""CSV files as rows of text, with the line that each stands on."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO, cast

from matching.evaluation.errors import InvalidFile

_LONGEST_FIELD = 10_000_000


class Row(NamedTuple):
    """One row: its line and its values by column; a column that the file has not is missing."""

    line: int
    values: dict[str, str]

    def text(self, column: str) -> str:
        """The value without the spaces around it; empty where the column is absent.

        >>> Row(2, {"name": " Koło "}).text("name"), Row(2, {}).text("city")
        ('Koło', '')
        """
        return (self.values.get(column) or "").strip()

    def listed(self, column: str) -> tuple[str, ...]:
        """The values between bars, without empty ones, each once, in their order.

        >>> Row(2, {"themes": "a| b|a|"}).listed("themes")
        ('a', 'b')
        """
        return tuple(dict.fromkeys(part for one in self.text(column).split("|") if (part := one.strip())))


def read_table(path: Path, required: Sequence[str], filled: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of a CSV file in UTF-8, gzipped if its name ends so; further columns are kept.

    Parameters
    ----------
    path : Path
    required : column names that must stand in the first line
    filled : of these, the ones that must not be empty in any row

    Raises
    ------
    InvalidFile
        The file is not there, is not CSV in UTF-8, lacks a required column, or a row lacks a value.
    """
    try:
        with _opened(path) as file:
            yield from _rows(path, file, required, filled)
    except FileNotFoundError:
        raise InvalidFile(path, "there is no such file; name a folder or file in the format of docs/cli.md") from None
    except UnicodeDecodeError as error:
        raise InvalidFile(path, f"is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from None
    except (csv.Error, gzip.BadGzipFile) as error:
        raise InvalidFile(path, f"cannot be read as CSV: {error}") from None


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return cast(TextIO, gzip.open(path, "rt", encoding="utf-8-sig", newline=""))
    return path.open(encoding="utf-8-sig", newline="")


def _rows(path: Path, file: TextIO, required: Sequence[str], filled: Sequence[str]) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.DictReader(file)
    columns = [name.strip() for name in reader.fieldnames or ()]
    if missing := [name for name in required if name not in columns]:
        raise InvalidFile(path, f"the column {missing[0]} is missing; there are: {', '.join(columns) or 'none'}")
    if repeated := [name for name in columns if name and columns.count(name) > 1]:
        raise InvalidFile(path, f"the column {repeated[0]} stands there twice")
    reader.fieldnames = columns
    for values in reader:
        row = Row(reader.line_num, {name: value for name, value in values.items() if name and value is not None})
        if empty := [name for name in filled if not row.text(name)]:
            raise InvalidFile(path, f"{empty[0]} is empty", row.line)
        yield row
