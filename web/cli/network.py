"""`ogniwo network`: moving a network between stores without loss."""

from __future__ import annotations

from pathlib import Path

import click

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def network() -> None:
    """Move the network between stores: to a file, from a file, and compare the two."""
