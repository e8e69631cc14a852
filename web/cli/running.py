"""An Ogniwo opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.settings import Settings


def read_settings() -> Settings:
    """The settings of the environment; wrong ones end the command with the whole list."""
    from web.settings import Settings

    return Settings.from_environment()


@contextmanager
def reading() -> Iterator[Ogniwo]:
    """An open Ogniwo for a command that has nothing to do without a network; it makes none.

    Raises
    ------
    ClickException
        There is no network in the folder.
    """
    from web.folder import is_being_replaced

    settings = read_settings()
    here = settings.neo4j_uri is not None or settings.network_path.exists() or is_being_replaced(settings.folder)
    if not here:
        raise click.ClickException(no_network(settings))
    with running(settings) as ogniwo:
        yield ogniwo


def no_network(settings: Settings) -> str:
    """What to do where there is no network, or nobody in it."""
    where = settings.folder if settings.neo4j_uri is None else settings.neo4j_uri
    return (
        f"the network in {where} is empty; fill it with `ogniwo seed`, or name the folder of yours by OGNIWO_DATA "
        "(a server by NEO4J_URI)"
    )


@contextmanager
def running(settings: Settings | None = None) -> Iterator[Ogniwo]:
    """An open Ogniwo, closed at the end; says what it completed of earlier commands."""
    from web.logs import start_logging
    from web.ogniwo import Ogniwo

    chosen = settings or read_settings()
    start_logging("debug" if chosen.log_level == "debug" else "warning", chosen.log_format)
    with Ogniwo.open(chosen) as ogniwo:
        for one in ogniwo.completed:
            outcome = "completed" if one.error is None else f"given up, because {one.error}"
            click.echo(f"An earlier {one.action} of {one.subject} was {outcome}.", err=True)
        yield ogniwo


def n_of(count: int, singular: str, plural: str) -> str:
    """The count with its noun.

    >>> n_of(1, "node", "nodes"), n_of(12000, "node", "nodes")
    ('1 node', '12,000 nodes')
    """
    return f"{count:,} {singular if count == 1 else plural}"
