"""`ogniwo growth`: whether the network grows, in figures by month, quarter, year or cohort."""

from __future__ import annotations

import json

import click

from web.cli import options
from web.cli.csv_files import write_csv
from web.cli.running import reading
from web.cli.scope_options import scope_options, wrong_option

PERIODS = ("month", "quarter", "year", "cohort")  # as `graph.analysis` has them; a test compares


@click.command()
@click.option(
    "--by", type=click.Choice(PERIODS), default="quarter", show_default=True, help="The periods told one by one."
)
@click.option("--since", metavar="DATE", help="Begin with the period that holds this day.  [default: all]")
@click.option("--as-of", metavar="DATE", help="How it was on this day.  [default: today]")
@scope_options
@options.as_json
@click.option("--csv", "csv_file", metavar="FILE", help="Write a spreadsheet as CSV into FILE, or print it for -.")
@options.lang
def growth(as_json: bool, csv_file: str | None, lang: str | None, **asked: str | None) -> None:
    """Tell whether the network grows: members, contacts, how it hangs together, introductions.

    Figures tell of a period's last day; docs/graph.md says how each is counted. Options narrow the
    network to a part of it: a contact counts where both of its ends are within.
    """
    if as_json and csv_file:
        raise click.UsageError("--json and --csv exclude each other; choose one of them")
    with reading() as ogniwo:
        from matching.errors import InvalidOption
        from web.cli.growth_table import show_growth
        from web.services.growth.answers import growth_csv, growth_json
        from web.services.growth.question import question_of
        from web.services.growth.series import growth_of

        language, snapshot = lang or ogniwo.settings.language, ogniwo.snapshot()
        try:
            found = growth_of(snapshot, question_of(snapshot, asked))
        except InvalidOption as error:
            raise wrong_option(error) from None
        if as_json:
            click.echo(json.dumps(growth_json(found, language), ensure_ascii=False, indent=2, default=str))
        elif csv_file:
            write_csv(growth_csv(found), csv_file)
        else:
            show_growth(found, language)
