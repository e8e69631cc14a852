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
