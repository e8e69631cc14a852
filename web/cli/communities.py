"""`ogniwo communities`: the groups into which contacts divide the network."""

from __future__ import annotations

from typing import Any

import click

from web.cli.part_options import Asked, part_options
from web.cli.running import reading
from web.cli.scope_options import wrong_option


@click.command()
@click.option("--changes", is_flag=True, help="Also tell which were born, split, merged and ended, year by year.")
@part_options
def communities(changes: bool, **given: Any) -> None:
    """Tell the communities of the network: groups with many contacts among themselves and few to others.

    A community keeps its number over the years, and is called by what its members share: a region, a
    sphere or a sector. Options narrow the network to a part of it: a contact counts where both of its
    ends are within.
    """
    asked = Asked.of(given)
    with reading() as ogniwo:
        from matching.errors import InvalidOption
        from web.cli.community_table import show_communities
        from web.services.growth.communities import COLUMNS, communities_at, community_rows
        from web.services.growth.community_changes import communities_and_changes_json
        from web.services.growth.scope import scope_of
        from web.services.growth.tables import csv_lines

        language, snapshot = asked.lang or ogniwo.settings.language, ogniwo.snapshot()
        try:
            found = communities_at(snapshot, asked.as_of, scope_of(snapshot, asked.scope))
        except InvalidOption as error:
            raise wrong_option(error) from None
        asked.put(
            lambda: communities_and_changes_json(found, language, k=asked.k),
            lambda: csv_lines(COLUMNS, community_rows(found, language, k=asked.k)),
            lambda: show_communities(found, language, asked.k, changes=changes),
        )
