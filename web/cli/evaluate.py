"""`ogniwo evaluate`: how good advice is on records of what happened, by the functions that the page calls."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.writing import write_lines

if TYPE_CHECKING:
    from matching.evaluation.protocols import Evaluated

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


@evaluate.command()
@click.argument("file", type=FILE)
@options.as_json
def text(file: Path, as_json: bool) -> None:
    """Measure how well short texts in FILE (query_pl, gold_skill_code) are resolved to skills."""
    from matching.evaluation.texts import evaluate_texts, read_queries
    from seeds.reference.skills import skills
    from web.cli.evaluation_tables import text_json, text_lines

    entries = [(skill.code, [skill.label_pl, skill.label_en, *skill.synonyms_pl]) for skill in skills()]
    found = evaluate_texts(entries, read_queries(file))
    _print(text_json(found) if as_json else text_lines(found))


@evaluate.command()
@click.option("--train", type=FILE, required=True, help="Decisions to learn from, in the columns of decisions.csv.")
@click.option("--test", type=FILE, required=True, help="Decisions to foretell, in the same columns.")
@click.option("--scores", type=OUT, help="Write the probabilities of every test pair to this CSV file.")
@options.as_json
def decisions(train: Path, test: Path, scores: Path | None, as_json: bool) -> None:
    """Measure how well it is told who says yes to whom: learned from one file, judged on another."""
    from matching.evaluation.decisions.protocol import evaluate_decisions
    from web.cli.decision_tables import decided_json, decided_lines, scores_csv

    found = evaluate_decisions(train, test)
    if scores:
        write_lines(scores, scores_csv(found))
    _print(decided_json(found) if as_json else decided_lines(found))


def _show(found: Evaluated, rankings: Path | None, as_json: bool) -> None:
    from web.cli.evaluation_tables import advice_json, advice_lines, rankings_csv

    if rankings:
        write_lines(rankings, rankings_csv(found.rankings))
    _print(advice_json(found) if as_json else advice_lines(found))


def _print(found: Mapping[str, Any] | Iterable[str]) -> None:
    if isinstance(found, Mapping):
        click.echo(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False))
        return
    for line in found:
        click.echo(line)
