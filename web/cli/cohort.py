"""`ogniwo cohort`: mentors matched for one round of the programme, from opening to the end."""

from __future__ import annotations

import click

from web.cli import cohort_drafts, cohort_life


@click.group()
def cohort() -> None:
    """Match mentors to the organisations of a cohort: open, join, close, match, review, publish.

    Every command is safe to repeat, and takes --json. What was settled holds in every re-run.
    """


for command in (
    cohort_life.open_one,
    cohort_life.join,
    cohort_life.places,
    cohort_life.close,
    cohort_drafts.match,
    cohort_drafts.rules,
    cohort_drafts.lock,
    cohort_drafts.veto,
    cohort_drafts.conflict,
    cohort_drafts.compare,
    cohort_life.review,
    cohort_life.publish,
    cohort_life.withdraw,
    cohort_life.end,
    cohort_life.status,
    cohort_drafts.export,
    cohort_life.waiting,
    cohort_life.due,
):
    cohort.add_command(command)
