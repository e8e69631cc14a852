"""Debian's Chromium and the application over the sample programme, served on loopback."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from tests.web_sample import app, ids, own_ogniwo, sample_folder, shared_ogniwo
from web.app import create_app

__all__ = ["app", "ids", "own_ogniwo", "sample_folder", "shared_ogniwo"]

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the system's Chromium; where it is absent, skip with the reason, or fail if it is demanded."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is absent; install it (apt install chromium) to try the pages in a browser"
        if "chromium" in os.environ.get("OGNIWO_REQUIRE", "").split(","):
            pytest.fail(reason)
        pytest.skip(reason)
    return browser_type_launch_args | {"executable_path": str(CHROMIUM), "args": list(ARGUMENTS)}


@pytest.fixture(scope="session")
def site(app: Any) -> Any:
    """The address of the running site, for tests that only read."""
    with served(app) as address:
        yield address


@pytest.fixture
def own_site(own_ogniwo: Any) -> Any:
    """The address of a site that may be written to."""
    with served(create_app(own_ogniwo)) as address:
        yield address


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve the application while the block lasts."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
