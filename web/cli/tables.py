"""`ogniwo tables`: who sits with whom in the rounds of an event, so that nobody meets twice while that is possible."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.running import read_settings
from web.cli.wording import count, word

if TYPE_CHECKING:
    from matching.seating import FullTables

_FROM_1 = click.IntRange(1)


@click.command()
@click.option(
    "--groups", "n_tables", metavar="G", type=_FROM_1, required=True, help="How many tables (or online rooms)."
)
@click.option("--size", metavar="K", type=_FROM_1, required=True, help="How many seats each table has.")
@click.option("--rounds", "n_rounds", metavar="R", type=_FROM_1, required=True, help="How many rounds.")
@click.option(
    "--seed", metavar="S", type=click.IntRange(0), default=0, show_default=True, help="Draws from this number."
)
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.FloatRange(0, min_open=True),
    default=20,
    show_default=True,
    help="Stop searching after so much time of the processor, with the best plan so far.",
)
@options.as_json
@options.lang
def tables(  # one for each option
    n_tables: int, size: int, n_rounds: int, seed: int, time_limit: float, as_json: bool, lang: str | None
) -> None:
    """Seat participants at G tables of K in R rounds, so that nobody meets twice while that is possible.

    Where it is not, or no such plan is found, as few meet again as could be found; how few there must be at
    least is stated.
    """
    import numpy as np

    from matching.seating import TooManySeats, full_tables

    language = lang or read_settings().language
    began = time.process_time()
    try:
        found = full_tables(n_tables, size, n_rounds, np.random.default_rng(seed), time_limit)
    except TooManySeats as error:
        numbers = {"seats": count(error.seats, language), "most": count(error.most, language)}
        raise click.UsageError(word("too_many_seats", language, **numbers)) from None
    event = _Event(n_tables, size, n_rounds, seed, found, time.process_time() - began)
    if as_json:
        click.echo(json.dumps(event.as_json()))
        return
    for line in _lines(event, language):
        click.echo(line)


@dataclass(frozen=True, slots=True)
class _Event:
    n_tables: int
    size: int
    n_rounds: int
    seed: int
    found: FullTables
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The plan and its counts as values of JSON; participants are numbered from 0."""
        repeats, fewest = self.found.repeats, self.found.fewest
        return {
            "groups": self.n_tables,
            "size": self.size,
            "rounds": self.n_rounds,
            "seed": self.seed,
            "participants": self.n_tables * self.size,
            "repeats": repeats.pairs,
            "lower_bound": fewest.pairs,
            "repeated_meetings": repeats.meetings,
            "lower_bound_of_meetings": fewest.meetings,
            "stopped": self.found.stopped,
            "seconds": round(self.seconds, 3),
            "seating": self.found.rounds,
        }


def _lines(event: _Event, language: str) -> Iterator[str]:
    for number, seated in enumerate(event.found.rounds, start=1):
        yield word("round", language, number=number)
        for table, people in enumerate(seated, start=1):
            who = ", ".join(str(one + 1) for one in people)
            yield f"  {word('table', language, number=table, who=who)}"
    repeats, fewest = event.found.repeats, event.found.fewest
    if repeats.pairs == 0:
        yield word("no_repeats", language)
        return
    yield word("repeats", language, pairs=count(repeats.pairs, language), more=count(repeats.meetings, language))
    if event.found.stopped == "proved":
        yield word("fewest_repeats", language)
    else:
        yield word("repeats_at_least", language, more=count(fewest.meetings, language))
