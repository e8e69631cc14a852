"""Options that several commands share, with one meaning each."""

from __future__ import annotations

import getpass
import os
from typing import Any
from unicodedata import category

import click

from graph.schema import COMPONENTS
from web.languages import LANGUAGES


def system_user() -> str:
    """Who runs the command, as the operating system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid-{os.getuid()}"  # a container may have no name for its user


class Line(click.ParamType[str]):
    """Text of one line that is not blank, without the spaces around it."""

    name = "text"

    def __init__(self, n_most: int) -> None:
        self.n_most = n_most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text; refused where it is blank, too long, or has characters that do not print."""
        text = str(value).strip()
        if not text:
            self.fail("must not be blank.", param, ctx)
        if len(text) > self.n_most:
            self.fail(f"has {len(text)} characters; at most {self.n_most} are kept.", param, ctx)
        if any(category(one) in {"Cc", "Cs"} for one in text):
            self.fail("must be one line of text in UTF-8.", param, ctx)
        return text


class Day(click.DateTime):
    """A day such as 2024-03-31."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The day, at midnight; what is none is refused as `ogniwo growth` refuses it."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{str(value)!r:.60} is not possible. Allowed: a day such as 2024-03-31.", param, ctx)


def _command_line() -> str:
    _, _, command = click.get_current_context().command_path.partition(" ")
    return f"ogniwo {command}"


by = click.option(
    "--by",
    metavar="WHO",
    type=Line(100),
    default=system_user,
    show_default="the system's user",
    help="Who does it; the audit keeps it.",
)
reason = click.option(
    "--reason",
    metavar="WHY",
    type=Line(500),
    default=_command_line,
    show_default="the command",
    help="Why; the audit keeps it.",
)
reason_required = click.option(
    "--reason", metavar="WHY", type=Line(500), required=True, help="Why; the audit keeps it."
)
lang = click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the answer.  [default: OGNIWO_LANGUAGE]")
KINDS = ("peer", "mentor", "partner")


class Kinds(click.Choice[str]):
    """The kinds that a profile can ask for; whoever means a call is told its command."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The kind."""
        if value == "call":
            self.fail("a need in your own words has a command of its own: ogniwo call TEXT.", param, ctx)
        return super().convert(value, param, ctx)


kind = click.option(
    "--kind",
    type=Kinds(KINDS),
    default="peer",
    show_default=True,
    help="Whom to suggest: organisations, mentors, or partners of other sectors.",
)
component = click.option(
    "--component",
    type=click.Choice(COMPONENTS),
    help="Only needs of one component of the programme.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
