"""The options by which commands about growth narrow the network to a part of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from graph import schema

# As `graph.analysis` has them, which takes long to load; a test compares.
SECTORS = ("ngo", *schema.SECTORS, "mentor")
CONTACT_KINDS = ("COOPERATES_WITH", "PAIRED_WITH", "MENTORS")
_NEXT_STEP = {
    "region": "`ogniwo codes regions` lists them all",
    "sphere": "`ogniwo codes spheres` names them",
}

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--component",
        type=click.Choice(schema.COMPONENTS),
        help="Only actors who need or offer a skill of this component.",
    ),
    click.option("--region", metavar="CODE", help="Only actors with their seat in this voivodeship or powiat."),
    click.option("--sphere", metavar="CODE", help="Only actors who work in this sphere."),
    click.option("--sector", type=click.Choice(SECTORS), metavar="SECTOR", help=f"Only one of {', '.join(SECTORS)}."),
    click.option(
        "--role", type=click.Choice(schema.ROLES, case_sensitive=False), help="Only actors who hold this role."
    ),
    click.option("--kind", type=click.Choice(CONTACT_KINDS, case_sensitive=False), help="Only contacts of this kind."),
)


def scope_options(command: Command) -> Command:
    """The command with --component, --region, --sphere, --sector, --role and --kind.

    Its function takes the six by these names, or all together as keyword arguments for
    `web.services.growth.scope.scope_of`.
    """
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def wrong_option(error: Exception) -> click.BadParameter:
    """What `matching.errors.InvalidOption` says of an option, with the next step."""
    option, value, allowed = (getattr(error, name) for name in ("option", "value", "allowed"))
    step = f"; {_NEXT_STEP[option]}" if option in _NEXT_STEP else ""
    name = option.replace("_", "-")
    return click.BadParameter(f"{value!r:.60} is not possible. Allowed: {allowed}{step}.", param_hint=f"'--{name}'")
