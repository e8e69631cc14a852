"""Spreadsheets that commands write."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click


def write_csv(lines: Iterable[str], csv_file: str) -> None:
    """Write lines of CSV into a new file, or print them for ``-``; the file appears once it is whole.

    Raises
    ------
    ClickException
        The file is there already.
    """
    if csv_file == "-":
        for line in lines:
            click.echo(line.replace("\r\n", ""))
        return
    path = Path(csv_file)
    if path.exists():
        raise click.ClickException(f"{path} is there already; name another file, nothing was written")
    from graph.whole_files import replacing

    with replacing(path) as write:
        write("\N{BYTE ORDER MARK}".encode())  # by which spreadsheets know that it is UTF-8
        for line in lines:
            write(line.encode())
    click.echo(f"Wrote {path}.", err=True)
