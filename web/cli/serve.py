"""`ogniwo serve`: the pages and the API, on this machine."""

from __future__ import annotations

import signal
import socket
import time
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING

import click

from web.cli.running import read_settings, running
from web.cli.wording import word

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.settings import Settings

_THREADS = 8
_PAUSE_SECONDS = 2.0


@click.command()
@click.option("--host", help="Address to listen on, of this machine only.  [default: OGNIWO_HOST]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 takes any free one.  [default: OGNIWO_PORT]")
def serve(host: str | None, port: int | None) -> None:
    """Serve the pages and the API to this machine, until Ctrl-C or SIGTERM.

    There are no accounts yet, so an address that other machines reach is refused.
    """
    settings = read_settings()
    settings = replace(
        settings,
        host=settings.host if host is None else host,
        port=settings.port if port is None else port,
    )
    refuse_other_machines(settings)
    signal.signal(signal.SIGTERM, _stop)
    try:
        _wait_for_network(settings)
    except KeyboardInterrupt:
        return
    with running(settings) as ogniwo:
        serve_until_stopped(ogniwo)


def _wait_for_network(settings: Settings) -> None:
    """Return once a network on a server answers; what keeps it away is said once, Ctrl-C and SIGTERM end.

    What waiting does not put right, such as a wrong password, is an error at once.
    """
    from graph.errors import StoreAway
    from web.logs import start_logging
    from web.ogniwo import open_network

    start_logging("warning", settings.log_format)
    said = False
    while settings.neo4j_uri is not None:
        try:
            open_network(settings).close()
        except StoreAway as error:
            if not said:
                click.echo(f"{error}\nServing begins when it answers; Ctrl-C ends.", err=True)
                said = True
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def refuse_other_machines(settings: Settings) -> None:
    """End the command where other machines could reach the server.

    Raises
    ------
    ClickException
        Says why, and what to do instead.
    """
    from web.settings import is_loopback

    if not is_loopback(settings.host):
        raise click.ClickException(
            f"{settings.host} can be reached from other machines, and there are no accounts yet that would say who "
            "may see and change what; serve on 127.0.0.1, and reach it from afar by an SSH tunnel"
        )


def serve_until_stopped(ogniwo: Ogniwo) -> None:
    """Listen, print the address, and serve until Ctrl-C or SIGTERM; requests under way are answered."""
    from waitress.server import create_server

    from web.app import create_app
    from web.logs import start_logging

    settings = ogniwo.settings
    start_logging(settings.log_level, settings.log_format)
    app = create_app(ogniwo)
    ogniwo.snapshot()  # so that the first visitor does not wait for it
    try:
        address = _one_address(settings.host)
        server = create_server(app, host=address, port=settings.port, threads=_THREADS, ident="ogniwo")
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {settings.host}:{settings.port} ({error.strerror}); "
            "stop what listens there, or choose another port by --port or OGNIWO_PORT"
        ) from error
    host = f"[{address}]" if ":" in address else address
    click.echo(f"{word('open', settings.language)} http://{host}:{server.effective_port}")
    click.echo(f"{word('loopback', settings.language)} {word('stop', settings.language)}")
    signal.signal(signal.SIGTERM, _stop)
    server.run()


def _one_address(host: str) -> str:
    """The address to listen on; a name with several has IPv4 first, since browsers try that too.

    >>> _one_address("127.0.0.1")
    '127.0.0.1'
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return str(min(found, key=lambda one: one[0] != socket.AF_INET)[4][0])


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)  # waitress then finishes the requests under way
