"""`ogniwo gaps`: needs that nobody within reach can meet, as proposals of trainings."""

from __future__ import annotations

import json

import click

from web.cli import options
from web.cli.csv_files import write_csv
from web.cli.running import reading

_N_SHOWN = 20
_NEXT_STEP = {
    "region": "`ogniwo codes regions` lists them all",
    "sphere": "`ogniwo codes spheres` names them",
    "skill": "`ogniwo codes skills` lists them all",
}


@click.command()
@options.component
@click.option("--region", metavar="CODE", help="Only organisations at home in this voivodeship or powiat.")
@click.option("--sphere", metavar="CODE", help="Only organisations that work in this sphere.")
@click.option("--skill", metavar="CODE", help="Only this skill.")
@click.option("--mode", type=click.Choice(["online", "on_site"]), help="Only trainings held so.")
@click.option(
    "--travel",
    type=click.Choice(["voivodeship", "near"]),
    default="voivodeship",
    show_default=True,
    help="How far people come to a training on site: within a voivodeship, or from neighbouring powiats.",
)
@click.option("--k", "n_shown", type=click.IntRange(1), help="How many.  [default: 20 in the table, else all]")
@click.option("--who", is_flag=True, help="Also list who would come; with --csv, one line for each.")
@options.as_json
@click.option("--csv", "csv_file", metavar="FILE", help="Write a spreadsheet as CSV into FILE, or print it for -.")
@options.lang
def gaps(  # noqa: PLR0913, PLR0917  # one for each option
    component: str | None,
    region: str | None,
    sphere: str | None,
    skill: str | None,
    mode: str | None,
    travel: str,
    n_shown: int | None,
    who: bool,
    as_json: bool,
    csv_file: str | None,
    lang: str | None,
) -> None:
    """Propose trainings for needs that nobody within reach can meet, most urgent first.

    Urgency adds up the priorities (1 some day, 2 this year, 3 now) of those who would come, less the
    share of a free place that each has within reach; docs/matching.md says how it is counted.
    """
    if as_json and csv_file:
        raise click.UsageError("--json and --csv exclude each other; choose one of them")
    with reading() as ogniwo:
        from matching.errors import InvalidOption
        from matching.gaps import GapOptions, GapQuestion
        from web.cli.gap_table import show_table
        from web.services.gaps import csv_lines, gaps_json, gaps_of

        language = lang or ogniwo.settings.language
        question = GapQuestion(component=component, region=region, sphere=sphere, skill=skill, mode=mode)
        try:
            found = gaps_of(ogniwo, question, GapOptions(travel=travel))
        except InvalidOption as error:
            raise _wrong(error) from None
        table = not (as_json or csv_file)
        proposals = found.proposals(0, n_shown or (_N_SHOWN if table else None))
        if as_json:
            click.echo(json.dumps(gaps_json(found, proposals, language), ensure_ascii=False, indent=2, default=str))
        elif csv_file:
            write_csv(csv_lines(found, proposals, language, who=who), csv_file)
        else:
            show_table(found, proposals, language, who=who)


def _wrong(error: Exception) -> click.BadParameter:
    option, value, allowed = (getattr(error, name) for name in ("option", "value", "allowed"))
    step = f"; {_NEXT_STEP[option]}" if option in _NEXT_STEP else ""
    return click.BadParameter(
        f"there is no {option} {value!r:.60}. Allowed: {allowed}{step}.", param_hint=f"'--{option}'"
    )
