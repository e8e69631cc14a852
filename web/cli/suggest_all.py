"""`ogniwo suggest-all`: suggestions with reasons for every organisation, into a file."""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.progress import progress_bar
from web.cli.running import n_of, reading
from web.languages import LANGUAGES

if TYPE_CHECKING:
    from graph.snapshot import Snapshot
    from web.ogniwo import Ogniwo
    from web.services.unfinished_file import UnfinishedFile


def _known_backend(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The name of a backend that joblib can use here."""
    if value is not None:
        import joblib

        try:
            with joblib.parallel_config(backend=value):
                return value
        except (ValueError, ImportError) as error:
            raise click.BadParameter(str(error), ctx, param) from error
    return value


@click.command("suggest-all")
@click.option("--out", "path", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file.")
@options.kind
@options.component
@click.option("--k", type=click.IntRange(1, 100), default=10, show_default=True, help="How many for each.")
@click.option(
    "--lang",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help="Reasons as sentences, too; may be given for both.  [default: codes and facts only]",
)
@click.option("--jobs", "n_jobs", type=click.IntRange(1), help="How many processes.  [default: one for each core]")
@click.option(
    "--backend",
    metavar="NAME",
    callback=_known_backend,
    help="What carries the processes, by its name in joblib.  [default: forked processes]",
)
@click.option("--resume", is_flag=True, help="Go on where an interrupted run stopped.")
@click.option("--force", is_flag=True, help="Begin anew; the file that is there is replaced at the end.")
def suggest_all(  # noqa: PLR0913  # one for each option
    *,
    path: Path,
    kind: str,
    component: str | None,
    k: int,
    languages: tuple[str, ...],
    n_jobs: int | None,
    backend: str | None,
    resume: bool,
    force: bool,
) -> None:
    """Write who each organisation should work with, and why, into a file of JSON lines.

    One line for each organisation in the network, in order of id; compressed if the name ends
    in .gz. Reasons are codes with facts and numbers that add up to the score, and sentences
    for each --lang. The office does not count this as shown to anybody.

    The file appears once it is whole. Until then FILE.part holds what is done: interrupted or
    killed, the same command with --resume goes on from there, and the file is the same as
    if nothing had happened.
    """
    if resume and force:
        raise click.UsageError("--resume goes on, --force begins anew; give one of them.")
    wanted: dict[str, Any] = {
        "k": k,
        "component": component,
        "languages": tuple(sorted(set(languages), key=LANGUAGES.index)),
    }
    with reading() as ogniwo:
        from web.services.unfinished_file import UnfinishedFile

        _refuse_what_is_there(path, resume=resume, force=force)
        wanted["compressed"] = path.suffix == ".gz"
        with ExitStack() as opened:
            file = UnfinishedFile.resume(path) if resume else None
            if file is not None:
                opened.enter_context(file)
            snapshot, of = _question(ogniwo, kind, wanted, file)
            unfinished = file or opened.enter_context(UnfinishedFile.begin(path, of))
            n = _fill(ogniwo, snapshot, unfinished, n_jobs or os.cpu_count() or 1, backend)
            unfinished.finish()
        click.echo(f"Wrote suggestions for {n_of(n, 'organisation', 'organisations')} to {path}.")


def _refuse_what_is_there(path: Path, *, resume: bool, force: bool) -> None:
    from web.services.unfinished_file import part_of

    if force or (resume and part_of(path).exists()):
        return
    if path.exists():
        raise click.ClickException(f"{path} is there already; name another file, or replace it with --force")
    if part_of(path).exists():
        raise click.ClickException(
            f"{part_of(path)} is what an interrupted run has done; go on with --resume, or begin anew with --force"
        )


def _question(
    ogniwo: Ogniwo, kind: str, wanted: dict[str, Any], file: UnfinishedFile | None
) -> tuple[Snapshot, dict[str, Any]]:
    """The snapshot to ask and what the file is of; of a file to go on with, these must be the same."""
    from graph.snapshot import today
    from matching.results import Kind
    from web.services.suggesting_all import Asked, refuse_changed, snapshot_as_of

    day = today() if file is None else date.fromisoformat(file.of["as_of"])
    snapshot = snapshot_as_of(ogniwo, day)
    asked = Asked.of(ogniwo, snapshot, Kind(kind), **wanted).as_json()
    if file is not None:
        differing = [name for name in asked if name != "revision" and asked[name] != file.of.get(name)]
        if differing:
            named = ", ".join(f"{name} {file.of.get(name)!r}" for name in differing)
            raise click.ClickException(
                f"the interrupted run was another one ({named}); ask the same, or begin anew with --force"
            )
        refuse_changed(snapshot, file.of["revision"])
    return snapshot, asked


def _fill(ogniwo: Ogniwo, snapshot: Snapshot, file: UnfinishedFile, n_jobs: int, backend: str | None) -> int:
    """Append the blocks that are missing; returns how many organisations the whole file has."""
    from web.services.suggesting_all import BLOCK_ROWS, Asked, seekers_of, suggest_all

    asked = Asked(**{**file.of, "languages": tuple(file.of["languages"])})
    n = len(seekers_of(snapshot))
    blocks = suggest_all(ogniwo, snapshot, asked, n_done=file.n_blocks, n_jobs=n_jobs, backend=backend)
    try:
        with progress_bar("Organisations", n) as advance:
            advance(min(n, file.n_blocks * BLOCK_ROWS))
            for block in blocks:
                file.append(block)
                advance(min(BLOCK_ROWS, n - (file.n_blocks - 1) * BLOCK_ROWS))
    except KeyboardInterrupt:
        done = min(n, file.n_blocks * BLOCK_ROWS)
        raise click.ClickException(f"interrupted after {done:,} of {n:,} organisations; go on with --resume") from None
    return n
