"""The options of commands that tell of the network, or a part of it, on a day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import click

from web.cli import options
from web.cli.csv_files import write_csv
from web.cli.scope_options import scope_options

Command = TypeVar("Command", bound=Callable[..., Any])
N_SHOWN = 10

_OPTIONS = (
    click.option("--as-of", type=options.Day(), metavar="DATE", help="How it was on this day.  [default: today]"),
    scope_options,
    click.option(
        "--k",
        "n_shown",
        type=click.IntRange(1),
        help=f"How many of each list.  [default: {N_SHOWN} in the table, else all]",
    ),
    options.as_json,
    click.option("--csv", "csv_file", metavar="FILE", help="Write a spreadsheet as CSV into FILE, or print it for -."),
    options.lang,
)


def part_options(command: Command) -> Command:
    """The command with --as-of, those of a scope, --k, --json, --csv and --lang; it takes them for `Asked.of`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Asked:
    """What such a command was given.

    Attributes
    ----------
    as_of : date, optional
    scope : dict of str to str or None
        By the names of `graph.analysis.Scope`.
    k : int, optional
        How many of each list; all, if not given.
    """

    as_of: date | None
    scope: dict[str, str | None]
    k: int | None
    as_json: bool
    csv_file: str | None
    lang: str | None

    @classmethod
    def of(cls, given: dict[str, Any]) -> Asked:
        """What the options of `part_options` gave, taken out of `given`.

        Raises
        ------
        UsageError
            Both --json and --csv.
        """
        as_of: datetime | None = given.pop("as_of")
        n_shown, as_json, csv_file, lang = (given.pop(name) for name in ("n_shown", "as_json", "csv_file", "lang"))
        if as_json and csv_file:
            raise click.UsageError("--json and --csv exclude each other; choose one of them")
        k = n_shown or (None if as_json or csv_file else N_SHOWN)
        return cls(as_of and as_of.date(), given, k, as_json, csv_file, lang)

    def put(
        self, as_json: Callable[[], dict[str, Any]], as_csv: Callable[[], Iterable[str]], show: Callable[[], None]
    ) -> None:
        """Print or write the answer in the form that was asked for."""
        if self.as_json:
            click.echo(json.dumps(as_json(), ensure_ascii=False, indent=2, default=str))
        elif self.csv_file:
            write_csv(as_csv(), self.csv_file)
        else:
            show()
