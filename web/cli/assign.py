"""`ogniwo assign`: an instance from a file, solved and verified."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.writing import write_lines

if TYPE_CHECKING:
    from matching.assignment import Assignment
    from matching.verify import Verification

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)
NO_MINIMUM = "Minimum loads are not looked at by a stable assignment."


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--objective",
    type=click.Choice(("best", "stable")),
    default="best",
    show_default=True,
    help="Best for the cohort, or one that nobody would rather leave.",
)
@click.option("--out", type=OUT, help="Write the pairs to this CSV file: seeker, provider.")
@options.as_json
def assign(file: Path, objective: str, out: Path | None, as_json: bool) -> None:
    """Match seekers with providers in FILE (.npz), and verify the answer.

    Level by level: minimum loads, most seekers placed, most pairs, the highest worst pair, the highest total, then ties
    by lower index.
    """
    from matching.assignment import NO_RULES
    from matching.assignment.files import pair_lines, read_instance
    from matching.assignment.proposing import stable
    from matching.assignment.solving import best
    from matching.verify import verify

    instance = read_instance(file)
    began = time.perf_counter()
    found = stable(instance) if objective == "stable" else best(instance)
    solved = time.perf_counter()
    checked = verify(instance, NO_RULES, found)
    seconds = {"solve": solved - began, "verify": time.perf_counter() - solved}
    if checked.problems:
        raise click.ClickException(f"the answer failed its own check: {checked.problems[0]}; please report this file")
    if out:
        write_lines(out, pair_lines(instance, found.chosen))
    notes = [NO_MINIMUM] if objective == "stable" and instance.minimum.any() else []
    if as_json:
        click.echo(json.dumps(_as_json(objective, found, checked, seconds, notes), indent=2, allow_nan=False))
        return
    for line in _lines(objective, found, checked, seconds, notes):
        click.echo(line)


def _as_json(
    objective: str, found: Assignment, checked: Verification, seconds: dict[str, float], notes: list[str]
) -> dict[str, Any]:
    proof = {"bound": found.bound, "gap": checked.gap, "gaps": checked.gaps} if found.certificate else None
    return {
        "objective": objective,
        "status": found.status,
        "placed": checked.placed,
        "pairs": checked.pairs,
        "total": checked.total,
        "worst": checked.worst,
        "shortfall": checked.shortfall,
        "blocking_pairs": checked.blocking_pairs,
        "certificate": proof,
        "seconds": {name: round(value, 6) for name, value in seconds.items()},
        "notes": notes,
    }


def _lines(
    objective: str, found: Assignment, checked: Verification, seconds: dict[str, float], notes: list[str]
) -> Iterator[str]:
    yield f"{objective}: {checked.placed} seekers placed in {checked.pairs} pairs, total {checked.total}"
    worst = "none" if checked.worst is None else checked.worst
    yield f"worst pair {worst}, shortfall of minimum loads {checked.shortfall}"
    yield f"blocking pairs {checked.blocking_pairs}"
    if found.certificate:
        yield f"proved: no assignment is better on any level (bound {found.bound}, gap {checked.gap})"
    yield f"solved in {seconds['solve']:.3f} s, verified in {seconds['verify']:.3f} s"
    yield from notes
