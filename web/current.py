"""What the current request is served by: the running Ogniwo, and the directory of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.services.directory import LiveDirectory
    from web.services.gaps import LiveGaps
    from web.services.growth.live import LiveAnswers
    from web.services.network_map.drawn import LiveMap


def current_ogniwo() -> Ogniwo:
    """The Ogniwo behind the application that serves this request."""
    return cast("Ogniwo", current_app.extensions["ogniwo"])


def directories() -> LiveDirectory:
    """The directory of names that all threads of the application share."""
    return cast("LiveDirectory", current_app.extensions["ogniwo_directories"])


def current_gaps() -> LiveGaps:
    """The gaps that all threads of the application share."""
    return cast("LiveGaps", current_app.extensions["ogniwo_gaps"])


def current_growth() -> LiveAnswers:
    """The answers on growth that all threads of the application share."""
    return cast("LiveAnswers", current_app.extensions["ogniwo_growth"])


def current_map() -> LiveMap:
    """The map of the network that all threads of the application share."""
    return cast("LiveMap", current_app.extensions["ogniwo_map"])
