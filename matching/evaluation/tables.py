"""CSV files as rows of text, with the line that each stands on."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
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
    with _read(path) as file:
        yield from _rows(path, file, required, filled)


def read_columns(path: Path, required: Sequence[str]) -> tuple[list[int], list[tuple[str, ...]]]:
    """The lines that rows stand on, and of each required column all values without the spaces around them.

    Much quicker than rows one by one, for files of hundreds of thousands. Rows without any value are passed over.

    Raises
    ------
    InvalidFile
        The file is not there, is not CSV in UTF-8, lacks a required column, or a row lacks a value.
    """
    with _read(path) as file:
        csv.field_size_limit(_LONGEST_FIELD)
        reader = csv.reader(*_with_delimiter(file))
        columns = _checked_columns(path, next(reader, ()), required)
        places = [columns.index(name) for name in required]
        lines, rows = [], []
        for row in reader:
            values = [row[place].strip() if place < len(row) else "" for place in places]
            if not all(values):
                if not any(row):
                    continue
                raise _empty(path, required[values.index("")], reader.line_num)
            if any(row[len(columns) :]):
                raise _too_long(path, len(columns), reader.line_num)
            lines.append(reader.line_num)
            rows.append(values)
    return lines, list(zip(*rows, strict=True)) if rows else [() for _ in required]


@contextmanager
def _read(path: Path) -> Iterator[TextIO]:
    try:
        with _opened(path) as file:
            yield file
    except FileNotFoundError:
        raise InvalidFile(
            path,
            "there is no such file; name a folder or file in the format of docs/cli.md",
            polish="nie ma takiego pliku; podajcie folder albo plik w formacie opisanym w docs/cli.md",
        ) from None
    except UnicodeDecodeError as error:
        raise InvalidFile(
            path,
            f"is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8",
            polish=f"to nie jest UTF-8 (bajt {error.start}); zapiszcie plik w kodowaniu UTF-8",
        ) from None
    except (csv.Error, gzip.BadGzipFile, EOFError) as error:
        raise InvalidFile(
            path,
            f"cannot be read as CSV: {error}; save it anew as CSV in UTF-8",
            polish=f"nie daje się odczytać jako CSV ({error}); zapiszcie go na nowo jako CSV w UTF-8",
        ) from None


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return cast(TextIO, gzip.open(path, "rt", encoding="utf-8-sig", newline=""))
    return path.open(encoding="utf-8-sig", newline="")


def _with_delimiter(file: TextIO) -> tuple[Iterator[str], type[csv.Dialect]]:
    """The lines of a file, and whether commas or, as Polish spreadsheets write them, semicolons part its values."""
    first = file.readline()
    semicolons = ";" in first and "," not in first
    return chain([first] if first else [], file), _Semicolons if semicolons else csv.excel


class _Semicolons(csv.excel):
    delimiter = ";"


def _rows(path: Path, file: TextIO, required: Sequence[str], filled: Sequence[str]) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_FIELD)
    lines, dialect = _with_delimiter(file)
    reader = csv.DictReader(lines, dialect=dialect)
    reader.fieldnames = _checked_columns(path, reader.fieldnames or (), required)
    for values in reader:
        row = Row(reader.line_num, {name: value for name, value in values.items() if name and value is not None})
        if empty := [name for name in filled if not row.text(name)]:
            raise _empty(path, empty[0], row.line)
        yield row


def _empty(path: Path, column: str, line: int) -> InvalidFile:
    return InvalidFile(
        path,
        f"{column} is empty; fill it in or take the row out",
        line,
        polish=f"brak wartości w kolumnie {column}; uzupełnijcie ją albo usuńcie wiersz",
    )


def _too_long(path: Path, n_columns: int, line: int) -> InvalidFile:
    return InvalidFile(
        path,
        f"there are more values than the {n_columns} columns of the first line; put quotes around a value with a comma",
        line,
        polish=f"wartości jest więcej niż kolumn w pierwszym wierszu ({n_columns}); wartość z przecinkiem ujmijcie "
        "w cudzysłów",
    )


def _checked_columns(path: Path, first: Sequence[str], required: Sequence[str]) -> list[str]:
    columns = [name.strip() for name in first]
    if missing := [name for name in required if name not in columns]:
        raise InvalidFile(
            path,
            f"the column {missing[0]} is missing; there are: {', '.join(columns) or 'none'}. "
            f"Write {','.join(required)} into the first line",
            polish=f"brakuje kolumny {missing[0]}; są: {', '.join(columns) or 'żadne'}. "
            f"Wpiszcie {','.join(required)} w pierwszym wierszu",
        )
    if repeated := [name for name in columns if name and columns.count(name) > 1]:
        raise InvalidFile(
            path,
            f"the column {repeated[0]} stands there twice; keep one of them",
            polish=f"kolumna {repeated[0]} występuje dwa razy; zostawcie jedną",
        )
    return columns
