"""`ogniwo evaluate`: how good advice is on records of what happened, by the functions that the page calls."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli import options

if TYPE_CHECKING:
    from matching.evaluation.protocols import Evaluated
    from matching.evaluation.rankings import Rankings
    from matching.evaluation.report import Measures

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


class Day(click.ParamType[date]):
    """A day; a year or a month counts as its first day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a failure that says how to write one."""
        from matching.evaluation.formats import parse_day

        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


folder = click.argument("folder", type=FOLDER)
cut = click.option("--cut", type=Day(), required=True, help="First day of the future: YYYY, YYYY-MM or YYYY-MM-DD.")
rankings_file = click.option("--rankings", type=OUT, help="Write the first ten of every query to this CSV file.")


@click.group()
def evaluate() -> None:
    """Measure how good advice is on records of what happened.

    Whatever is learned is learned from before the cut alone.
    """


@evaluate.command()
@folder
@cut
@click.option(
    "--mode",
    type=click.Choice(("fair", "accurate")),
    default="fair",
    show_default=True,
    help="As the product lists, or by score alone.",
)
@rankings_file
@options.as_json
def partners(folder: Path, cut: date, mode: str, rankings: Path | None, as_json: bool) -> None:
    """Measure how well new partners are found in FOLDER (orgs.csv, events.csv, part.csv)."""
    from matching.evaluation.formats import read_folder
    from matching.evaluation.protocols import evaluate_partners

    _show(evaluate_partners(read_folder(folder), cut, mode), rankings, as_json)


@evaluate.command()
@folder
@cut
@click.option("--untrained", is_flag=True, help="Use the published weights; learn nothing.")
@rankings_file
@options.as_json
def calls(folder: Path, cut: date, untrained: bool, rankings: Path | None, as_json: bool) -> None:
    """Measure how well those who answer a call are found in FOLDER."""
    from matching.evaluation.formats import read_folder
    from matching.evaluation.protocols import evaluate_calls

    _show(evaluate_calls(read_folder(folder), cut, untrained=untrained), rankings, as_json)


def _show(found: Evaluated, rankings: Path | None, as_json: bool) -> None:
    if rankings:
        _write_rankings(rankings, found.rankings)
    if as_json:
        click.echo(json.dumps(_record(found), ensure_ascii=False, indent=2))
        return
    for line in _lines(found):
        click.echo(line)


def _write_rankings(path: Path, rankings: Rankings) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("query", "rank", "candidate", "score"))
        for query, ranked in rankings.items():
            for rank, (candidate, score) in enumerate(ranked, start=1):
                writer.writerow((query, rank, candidate, repr(score)))


def _record(found: Evaluated) -> dict[str, Any]:
    kind = "partners" if "peer" in found.kind else "calls"
    weights = {name: weight for name, weight in found.trained.options.weights[found.kind].items() if weight}
    return {
        "protocol": kind,
        "n_known": found.n_known,
        "n_past": found.n_past,
        "n_future": found.n_future,
        "left_out": dict(found.left_out),
        "weights": {"chosen": found.trained.name, "judged": dict(found.trained.judged), "values": weights},
        "ogniwo": _measures(found.measures),
        "popularity": _measures(found.popularity),
        "ndcg_ahead_of_popularity": found.ahead._asdict(),
    }


def _measures(measures: Measures) -> dict[str, Any]:
    return {name: _plain(value) for name, value in _fields(measures)}


def _fields(measures: Measures) -> Iterator[tuple[str, Any]]:
    for name in measures.__slots__:
        yield name, getattr(measures, name)


def _plain(value: Any) -> Any:
    """Intervals as mappings; what is not a number as null."""
    if isinstance(value, tuple):
        return {name: _plain(part) for name, part in value._asdict().items()}
    return None if value != value else value
