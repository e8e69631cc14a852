"""`ogniwo alone`: who stands alone, who loses contacts, and who still waits for a first one."""

from __future__ import annotations

from typing import Any

import click

from web.cli.part_options import Asked, part_options
from web.cli.running import reading
from web.cli.scope_options import wrong_option


@click.command()
@click.option(
    "--months",
    type=click.IntRange(0, 1200),
    default=6,
    show_default=True,
    help="After how many months a newcomer ought to have a contact.",
)
@part_options
def alone(months: int, **given: Any) -> None:
    """Tell who stands alone: without contacts, losing them, or waiting for a first one since joining.

    Also which voivodeships and spheres nobody is in, whose members have no contacts, or none to others.
    Options narrow the network to a part of it: a contact counts where both of its ends are within, and
    who has others outside is told.
    """
    asked = Asked.of(given)
    with reading() as ogniwo:
        from matching.errors import InvalidOption
        from web.cli.alone_table import show_alone
        from web.services.growth.scope import scope_of
        from web.services.growth.standing_alone import COLUMNS, alone_at, alone_json, alone_rows
        from web.services.growth.tables import csv_lines

        language, snapshot = asked.lang or ogniwo.settings.language, ogniwo.snapshot()
        try:
            found = alone_at(snapshot, asked.as_of, scope_of(snapshot, asked.scope), months)
        except InvalidOption as error:
            raise wrong_option(error) from None
        asked.put(
            lambda: alone_json(found, language, k=asked.k),
            lambda: csv_lines(COLUMNS, alone_rows(found, language, k=asked.k)),
            lambda: show_alone(found, language, asked.k),
        )
