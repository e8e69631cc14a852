"""`ogniwo indicators`: what the programme reports."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli import options
from web.cli.csv_files import write_csv
from web.cli.running import reading
from web.cli.scope_options import scope_options, wrong_option

if TYPE_CHECKING:
    from web.services.growth.indicators import Target

# As `web.services.growth.indicators.words` has them, which takes long to load; a test compares.
WAYS = (
    *("legal_form", "informal", "region", "settlement", "size", "component", "mode", "relation", "same_region"),
    *("partner_type", "powiat_kind", "big_city", "kind", "small_large", "rural_urban", "new_old", "contact"),
)
_DAY = options.Day()


@click.command()
@click.option("--from", "first", metavar="DATE", type=_DAY, help="First day.  [default: when the first member joined]")
@click.option("--to", "last", metavar="DATE", type=_DAY, help="Last day.  [default: today]")
@click.option("--year", type=click.IntRange(1970, 9998), help="Instead of both, a year.")
@click.option(
    "--targets",
    "targets_file",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A CSV of targets: code, period, target.  [default: targets.csv in the network's folder, if there]",
)
@click.option("--by", type=click.Choice(WAYS), metavar="WAY", help=f"Also group by group, by one of {', '.join(WAYS)}.")
@scope_options
@options.as_json
@click.option("--csv", "csv_file", metavar="FILE", help="Write a spreadsheet as CSV into FILE, or print it for -.")
@options.lang
def indicators(
    first: date | None,
    last: date | None,
    year: int | None,
    targets_file: Path | None,
    by: str | None,
    as_json: bool,
    csv_file: str | None,
    lang: str | None,
    **scope: str | None,
) -> None:
    """Report the programme's indicators of a period, from the network and the suggestions shown.

    Groups of fewer than five are withheld, and so is what they could be worked out from. --json and --csv
    tell every grouping unless --by names one. docs/indicators.md says how each is counted.
    """
    if as_json and csv_file:
        raise click.UsageError("--json and --csv exclude each other; choose one of them")
    if year is not None and (first or last):
        raise click.UsageError("--year stands instead of --from and --to; give one or the other")
    with reading() as ogniwo:
        from matching.errors import InvalidOption
        from web.cli.indicator_table import show_report
        from web.services.growth.indicators import IndicatorQuestion, indicators_of
        from web.services.growth.indicators.answers import report_csv, report_json
        from web.services.growth.indicators.asked import year_of
        from web.services.growth.scope import scope_of

        language = lang or ogniwo.settings.language
        targets = _targets(targets_file or _file_in(ogniwo.settings.folder), language)
        days = year_of(year) if year is not None else (_day(first), _day(last))
        try:
            question = IndicatorQuestion(*days, scope_of(ogniwo.snapshot(), scope))
            report = indicators_of(ogniwo, question, targets)
        except InvalidOption as error:
            if year is not None and error.option in {"from", "to"}:
                error = InvalidOption("year", year, f"at most {ogniwo.snapshot().as_of.year}")
            raise wrong_option(error) from None
        if as_json:
            click.echo(json.dumps(report_json(report, language, by), ensure_ascii=False, indent=2))
        elif csv_file:
            write_csv(report_csv(report, language, by), csv_file)
        else:
            show_report(report, language, by)


def _file_in(folder: Path) -> Path | None:
    """The coordinator's file of targets in the folder of the network, if there is one."""
    from web.services.growth.indicators.targets import FILE

    return folder / FILE if (folder / FILE).is_file() else None


def _targets(file: Path | None, language: str) -> tuple[Target, ...]:
    if file is None:
        return ()
    from web.services.growth.indicators.targets import BadTargets, read_targets

    try:
        return read_targets(file.read_bytes())
    except BadTargets as error:
        raise click.ClickException(error.told(language)) from None


def _day(moment: date | None) -> date | None:
    return None if moment is None else date(moment.year, moment.month, moment.day)
