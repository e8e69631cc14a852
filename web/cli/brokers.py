"""`ogniwo brokers`: who holds the network together, and what breaks if somebody leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from web.cli.part_options import Asked, part_options
from web.cli.running import reading
from web.cli.scope_options import wrong_option

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo


@click.command()
@click.option("--leaves", metavar="MEMBER", help="What breaks if this one leaves: an id, a name or a part of it.")
@click.option(
    "--between",
    type=click.Choice(["region", "sector"]),
    help="Instead, how many contacts join two voivodeships or two sectors, and which pair alone does.",
)
@click.option(
    "--sources",
    type=click.IntRange(2),
    default=1000,
    show_default=True,
    help="From how many members ways are followed where the network has more than 5,000.",
)
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="Which members these are: another, others."
)
@part_options
def brokers(leaves: str | None, between: str | None, sources: int, seed: int, **given: Any) -> None:
    """Tell who holds the network together: who stands between others, and who cannot be spared.

    Up to 5,000 members ways are by distance and exact; above, they are by the number of contacts on
    them and from a sample, and the answer says how far off it may be. Options narrow the network to a
    part of it: a contact counts where both of its ends are within.
    """
    asked = Asked.of(given)
    if leaves is not None and asked.csv_file:
        raise click.UsageError("--leaves has no --csv; take --json")
    if leaves is not None and between is not None:
        raise click.UsageError("--leaves and --between exclude each other; choose one of them")
    with reading() as ogniwo:
        from matching.errors import InvalidOption

        try:
            if leaves is not None:
                _breaking(ogniwo, asked, leaves)
            elif between is not None:
                _crossing(ogniwo, asked, between)
            else:
                _brokers(ogniwo, asked, sources, seed)
        except InvalidOption as error:
            raise wrong_option(error) from None


def _brokers(ogniwo: Ogniwo, asked: Asked, sources: int, seed: int) -> None:
    from web.cli.broker_table import show_brokers
    from web.services.growth.brokers import COLUMNS, broker_rows, brokers_at, brokers_json
    from web.services.growth.scope import scope_of
    from web.services.growth.tables import csv_lines

    language, snapshot = asked.lang or ogniwo.settings.language, ogniwo.snapshot()
    found = brokers_at(snapshot, asked.as_of, scope_of(snapshot, asked.scope), n_sources=sources, seed=seed)
    asked.put(
        lambda: brokers_json(found, language, k=asked.k),
        lambda: csv_lines(COLUMNS, broker_rows(found, language, k=asked.k)),
        lambda: show_brokers(found, language, asked.k),
    )


def _breaking(ogniwo: Ogniwo, asked: Asked, leaves: str) -> None:
    from web.cli.broker_table import show_breaking
    from web.cli.finding import find_actor
    from web.services.growth.breaking import breaking_json, what_breaks
    from web.services.growth.scope import scope_of

    language, snapshot = asked.lang or ogniwo.settings.language, ogniwo.snapshot()
    scope = scope_of(snapshot, asked.scope)
    gone = what_breaks(snapshot, find_actor(ogniwo, leaves, language), asked.as_of, scope)
    asked.put(lambda: breaking_json(gone, language), lambda: (), lambda: show_breaking(gone, language))


def _crossing(ogniwo: Ogniwo, asked: Asked, between: str) -> None:
    from web.cli.broker_table import show_crossing
    from web.services.growth.crossing import COLUMNS, crossing_answer_json, crossing_at, crossing_rows
    from web.services.growth.scope import scope_of
    from web.services.growth.tables import csv_lines

    language, snapshot = asked.lang or ogniwo.settings.language, ogniwo.snapshot()
    found = crossing_at(snapshot, between, asked.as_of, scope_of(snapshot, asked.scope))
    asked.put(
        lambda: crossing_answer_json(found, language),
        lambda: csv_lines(COLUMNS, crossing_rows(found, language, k=asked.k)),
        lambda: show_crossing(found, language, asked.k),
    )
