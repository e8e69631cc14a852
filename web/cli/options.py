"""Options that several commands share, with one meaning each."""

from __future__ import annotations

import getpass
import os

import click


def system_user() -> str:
    """Who runs the command, as the operating system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid-{os.getuid()}"  # a container may have no name for its user


by = click.option(
    "--by",
    metavar="WHO",
    default=system_user,
    show_default="the system's user",
    help="Who does it; the audit keeps it.",
)
reason = click.option("--reason", metavar="WHY", default="", help="Why; the audit keeps it.")
lang = click.option(
    "--lang", type=click.Choice(["pl", "en"]), help="Language of the answer.  [default: OGNIWO_LANGUAGE]"
)
kind = click.option(
    "--kind",
    type=click.Choice(["peer", "mentor", "partner"]),
    default="peer",
    show_default=True,
    help="Whom to suggest: organisations, mentors, or partners of other sectors.",
)
component = click.option(
    "--component",
    type=click.Choice(["training", "network", "strategy", "image"]),
    help="Only needs of one component of the programme.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
