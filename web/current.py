"""The running Ogniwo that the current request is served by."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo


def current_ogniwo() -> Ogniwo:
    """The Ogniwo behind the application that serves this request."""
    return cast("Ogniwo", current_app.extensions["ogniwo"])
