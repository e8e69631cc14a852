"""Drafts of a cohort from the command line: matching, rules, locks and vetoes, comparing, exporting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from web.cli import options
from web.cli.cohort_life import cohort_id, member_id, signature_of, signed
from web.cli.cohort_opening import language_of, opened
from web.cli.cohort_showing import show, show_comparison, show_effects
from web.cli.cohort_words import said
from web.cli.progress import progress_bar

objective = click.option(
    "--objective",
    type=click.Choice(["best", "stable"]),
    default="best",
    show_default=True,
    help="Best for all together, or that no two would rather swap.",
)
keep = click.option(
    "--keep",
    type=click.FloatRange(0, 20),
    default=0.0,
    help="Log-odds that a pair of the last draft is worth more.  [default: 0]",
)
undo = click.option("--undo", is_flag=True, help="Take it back.")
_PAIR = click.Tuple([str, str])


@click.command()
@cohort_id
@objective
@keep
@click.option(
    "--time-limit",
    type=click.FloatRange(0.1, 86400),
    metavar="SECONDS",
    help="Then the best answer so far is kept, with its bound.",
)
@signed
def match(cohort_id: str, objective: str, keep: float, time_limit: float | None, **more: Any) -> None:
    """Match the mentors of a closed cohort, check the answer without the solver, and keep it as a draft.

    Ctrl-C is safe: then no draft is kept.
    """
    with opened(more) as ogniwo:
        from matching.assignment.solving import STEPS
        from matching.cohorts.drafting import Objective, Wanted
        from web.services.cohorts.drafting import match

        with progress_bar("Steps", len(STEPS)) as advance:
            match(
                ogniwo,
                cohort_id,
                Wanted(Objective(objective), keep, time_limit),
                progress=lambda *_: advance(1),
                **signature_of(more),
            )
        show(ogniwo, cohort_id, more, whole=True)


@click.command()
@cohort_id
@click.option(
    "--set", "settings", multiple=True, metavar="RULE=SETTING", help="off, must, should:COST; may be given again."
)
@click.option("--together", type=_PAIR, multiple=True, metavar="ORG ORG", help="Two that must share a mentor.")
@click.option("--apart", type=_PAIR, multiple=True, metavar="ORG ORG", help="Two that must not.")
@click.option("--free", type=_PAIR, multiple=True, metavar="ORG ORG", help="Two that may do as they like again.")
@click.option(
    "--waiting-bonus", type=click.FloatRange(0, 20), help="Log-odds for each cohort that somebody has waited."
)
@signed
def rules(
    cohort_id: str, settings: Any, together: Any, apart: Any, free: Any, waiting_bonus: float | None, **more: Any
) -> None:
    """Show the rules of a cohort, what each excludes and what switching it would change; or set some otherwise."""
    with opened(more) as ogniwo:
        from web.services.cohorts.settling import NewRules, set_rules

        wanted = dict(_split(one) for one in settings)
        if wanted or together or apart or free or waiting_bonus is not None:
            pairs = {"together": together, "apart": apart, "free": free}
            two: dict[str, Any] = {
                name: [(member_id(ogniwo, a, more), member_id(ogniwo, b, more)) for a, b in twos]
                for name, twos in pairs.items()
            }
            set_rules(ogniwo, cohort_id, NewRules(wanted, **two, waiting_bonus=waiting_bonus), **signature_of(more))
        show_effects(ogniwo, cohort_id, more)


def _split(text: str) -> tuple[str, str]:
    rule, equals, setting = text.partition("=")
    if not equals:
        from matching.cohorts.rule_book import HOW_WRITTEN

        raise click.BadParameter(f"{text!r:.60} is not understood; write {HOW_WRITTEN}", param_hint="'--set'")
    return rule.strip(), setting.strip()


def _settle(kind: str) -> Any:
    @cohort_id
    @click.argument("organisation", metavar="ORG")
    @click.argument("mentor", metavar="MENTOR")
    @undo
    @signed
    def settle(cohort_id: str, organisation: str, mentor: str, undo: bool, **more: Any) -> None:
        with opened(more) as ogniwo:
            from web.services.cohorts.settling import settle_pair

            pair = member_id(ogniwo, organisation, more), member_id(ogniwo, mentor, more)
            settle_pair(ogniwo, cohort_id, *pair, kind, undo=undo, **signature_of(more))
            show(ogniwo, cohort_id, more)

    return settle


lock = click.command("lock", help="Demand that a pair is in every draft; --undo takes it back.")(_settle("lock"))
veto = click.command("veto", help="Demand that a pair is in no draft; --undo takes it back.")(_settle("veto"))
conflict = click.command(
    "conflict", help="Name a conflict of interest of a pair; the rule no_conflict then counts it."
)(_settle("conflict"))


@click.command()
@cohort_id
@click.argument("drafts", nargs=-1, type=click.IntRange(1), metavar="[DRAFT [DRAFT]]")
@click.option(
    "--set", "settings", multiple=True, metavar="RULE=SETTING", help="Compare with these rules instead of a draft."
)
@click.option(
    "--against", multiple=True, metavar="RULE=SETTING", help="And what these rules would give, in place of the draft."
)
@objective
@options.as_json
@options.lang
def compare(cohort_id: str, drafts: tuple[int, ...], settings: Any, against: Any, objective: str, **more: Any) -> None:
    """Compare two drafts, the last draft with what other rules would give, or two sets of rules; nothing is kept."""
    if len(drafts) > 2:
        raise click.UsageError("compare two drafts at most")
    if (against and drafts) or (settings and len(drafts) == 2):
        raise click.UsageError("--set compares with one draft, --against with none; leave a draft or an option out")
    with opened(more) as ogniwo:
        from web.services.cohorts.comparing import compared

        show_comparison(ogniwo, compared(ogniwo, cohort_id, drafts, settings, objective, against=against), more)


@click.command()
@cohort_id
@click.option(
    "--out", "path", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A .csv, .xlsx or .json file."
)
@click.option("--draft", type=click.IntRange(1), help="Number of a draft.  [default: the one that is worked on]")
@options.as_json
@options.lang
def export(cohort_id: str, path: Path, draft: int | None, **more: Any) -> None:
    """Write the pairs with their reasons, and who is left and why, into a file for a spreadsheet."""
    with opened(more) as ogniwo:
        from web.services.cohorts.exporting import export

        language = language_of(ogniwo, more)
        n = export(ogniwo, cohort_id, path, language, draft=draft)
        if more["as_json"]:
            click.echo(json.dumps({"file": str(path), "rows": n}))
        else:
            click.echo(said("written", language, n=n, path=path), err=True)
