"""`ogniwo network`: moving a network between stores without loss."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli import options
from web.cli.progress import progress_bar
from web.cli.running import n_of, reading, running
from web.cli.scope_options import scope_options, wrong_option

_WITHOUT_PERSONS = (
    "Names and addresses of mentors are in the office, not in the file; `ogniwo backup` moves everything."
)
# As `web.services.exporting.graphs` has them, which takes long to load; a test compares.
_GRAPHS = ("graphml", "gexf", "json", "csv")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def network() -> None:
    """Move the network between stores, or hand it to other programs."""


@network.command("export")
@click.argument("file", type=_FILE)
def export_file(file: Path) -> None:
    """Write the network into FILE, compressed if its name ends in .gz.

    Persons stay in the office: the file knows mentors by opaque ids.
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already; name another file, nothing was written")
    with reading() as ogniwo:
        from graph.transfer import export_network

        file.parent.mkdir(parents=True, exist_ok=True)

        with progress_bar("Export") as advance:
            manifest = export_network(ogniwo.store, file, advance)
        click.echo(f"Wrote {n_of(manifest.n_records, 'record', 'records')} to {file}.")
        click.echo(f"SHA-256 {manifest.sha256}")
        click.echo(_WITHOUT_PERSONS, err=True)


@network.command("import")
@click.argument("file", type=_FILE)
@click.option("--yes", is_flag=True, help="Also where the network has others already; those stay beside.")
@options.by
@options.reason
def import_from(file: Path, yes: bool, by: str, reason: str) -> None:
    """Read the network in FILE into the active store; again, it changes nothing.

    Interrupted, it leaves what was written so far; the same command completes it.
    """
    with running() as ogniwo:
        from web.services.moving import import_file

        with progress_bar("Import") as advance:
            manifest = import_file(ogniwo, file, by=by, reason=reason, overwrite=yes, progress=advance)
        click.echo(f"Read {n_of(manifest.n_records, 'record', 'records')} from {file}.")
        click.echo(_WITHOUT_PERSONS, err=True)


@network.command("verify")
@click.argument("file", type=_FILE)
def verify_file(file: Path) -> None:
    """Say whether the active store holds exactly the network in FILE; exit code 1 if not."""
    with reading() as ogniwo:
        from graph.transfer import verify

        with progress_bar("Verify") as advance:
            compared = verify(ogniwo.store, file, advance)
    if compared.same:
        click.echo(f"The store holds exactly the network in {file}.")
        return
    names = sorted(compared.file.counts.keys() | compared.store.counts.keys())
    pairs = [(name, compared.file.counts.get(name, 0), compared.store.counts.get(name, 0)) for name in names]
    differing = [
        f"  {name}: {in_file:,} in the file, {held:,} in the store" for name, in_file, held in pairs if in_file != held
    ]
    shown = differing or ["  The counts agree; the contents of some records do not."]
    raise click.ClickException("\n".join([f"the store does not hold the network in {file}:", *shown]))


@network.command("graph")
@click.argument("file", type=_FILE)
@scope_options
def graph_for_others(file: Path, **scope: str | None) -> None:
    """Write actors and contacts with their dates into FILE, for programs that draw and measure graphs.

    GraphML, GEXF (with a timeline for Gephi), node-link JSON or CSV, by the ending of its name. Mentors go by
    their ids.
    """
    form = file.suffix.lower().removeprefix(".")
    if form not in _GRAPHS:
        raise click.BadParameter(
            f"{file.name} must end in {', '.join(f'.{one}' for one in _GRAPHS)}", param_hint="FILE"
        )
    if file.exists():
        raise click.ClickException(f"{file} is there already; name another file, nothing was written")
    with reading() as ogniwo:
        from graph.whole_files import replacing
        from matching.errors import InvalidOption
        from web.services.exporting.graphs import graph_file
        from web.services.growth.scope import scope_of

        snapshot = ogniwo.snapshot()
        try:
            content = graph_file(snapshot, scope_of(snapshot, scope), form)
        except InvalidOption as error:
            raise wrong_option(error) from None
        with replacing(file) as write:
            write(content)
        click.echo(f"Wrote the network to {file}.")
