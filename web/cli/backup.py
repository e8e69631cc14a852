"""`ogniwo backup` and `ogniwo restore`: the embedded network and the office in one archive."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from web.cli import options
from web.cli.running import n_of, read_settings, reading


def _dated_name() -> Path:
    return Path(f"ogniwo-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.zip")


@click.command()
@click.argument("archive", metavar="[ARCHIVE]", type=click.Path(path_type=Path, dir_okay=False), default=_dated_name)
@options.by
@options.reason
def backup(archive: Path, by: str, reason: str) -> None:
    """Write network and office into ARCHIVE, while others may go on working.

    Without ARCHIVE the file is named after the moment, in the current folder.
    """
    with reading() as ogniwo:
        from web.services.backup import take_backup

        taken = take_backup(ogniwo, archive, by=by, reason=reason)
        click.echo(f"Wrote {taken.path} ({taken.n_bytes:,} bytes).")
        for load in taken.unfinished:
            click.echo(
                f"Note: {load} began and has not ended, so what it has still to write is not in the backup.", err=True
            )


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Also where the folder is not empty; what is there is set aside.")
@options.by
@options.reason
def restore(archive: Path, yes: bool, by: str, reason: str) -> None:
    """Put network and office back from ARCHIVE, into the folder named by OGNIWO_DATA.

    Interrupted before the end, it leaves everything as it was.
    """
    from web.services.restore import restore_backup

    settings = read_settings()
    restored = restore_backup(archive, settings, overwrite=yes, by=by, reason=reason)
    click.echo(f"Restored {settings.folder} as of {restored.taken_at.astimezone():%Y-%m-%d %H:%M:%S %Z}.")
    if restored.n_replayed:
        click.echo(f"Brought in {n_of(restored.n_replayed, 'change', 'changes')} made while the backup was taken.")
    if restored.completed:
        click.echo(f"Completed {n_of(len(restored.completed), 'change', 'changes')} then under way.")
    if restored.set_aside:
        click.echo(f"What was there before is in {restored.set_aside}.")
