"""The command line: which commands there are. A command's module is loaded when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "demo": "web.cli.demo:demo",
    "suggest": "web.cli.suggest:suggest",
    "suggest-all": "web.cli.suggest_all:suggest_all",
    "gaps": "web.cli.gaps:gaps",
    "growth": "web.cli.growth:growth",
    "indicators": "web.cli.indicators:indicators",
    "introductions": "web.cli.best_introductions:introductions",
    "brokers": "web.cli.brokers:brokers",
    "communities": "web.cli.communities:communities",
    "alone": "web.cli.alone:alone",
    "introduce": "web.cli.introductions:introduce",
    "accept": "web.cli.introductions:accept",
    "decline": "web.cli.introductions:decline",
    "feedback": "web.cli.introductions:feedback",
    "asked": "web.cli.asked:asked",
    "learn": "web.cli.learn:learn",
    "call": "web.cli.call:call",
    "pairs": "web.cli.pairs:pairs",
    "cohort": "web.cli.cohort:cohort",
    "tables": "web.cli.tables:tables",
    "evaluate": "web.cli.evaluate:evaluate",
    "assign": "web.cli.assign:assign",
    "organisation": "web.cli.organisation:organisation",
    "import": "web.cli.importing:import_file",
    "merge": "web.cli.merging:merge",
    "export": "web.cli.exporting:export",
    "codes": "web.cli.codes:codes",
    "serve": "web.cli.serve:serve",
    "seed": "web.cli.seed:seed",
    "generate": "web.cli.generate:generate",
    "network": "web.cli.network:network",
    "backup": "web.cli.backup:backup",
    "restore": "web.cli.backup:restore",
    "doctor": "web.cli.doctor:doctor",
}

# Errors raised on purpose: their message is all a person needs. By name, to load nothing.
_EXPECTED = {
    "builtins.OSError",
    "graph.errors.GraphError",
    "matching.errors.MatchingError",
    "seeds.errors.SeedsError",
    "web.folder.FolderInUse",
    "web.office.errors.OfficeError",
    "web.services.errors.ServiceError",
    "web.settings.InvalidSettings",
}

INTERRUPTED = (
    "Interrupted. Whatever was reported as done is kept; the rest was not begun, so the command can be run again."
)


class LazyGroup(click.Group):
    """A group that loads a command when somebody asks for it, and reports errors in a line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(module), name)
        if not isinstance(found, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is not a command")
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit code 1 and a message for what can go wrong, 2 for wrong usage."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.ClickException(INTERRUPTED) from None
        except BrokenPipeError:
            raise  # whoever read the output has enough; click ends quietly
        except Exception as error:
            if isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort) or not _expected(error):
                raise
            raise click.ClickException(_said(error)) from error


def _said(error: Exception) -> str:
    if not isinstance(error, OSError):
        return str(error)
    from web.cli.troubles import system_trouble

    return system_trouble(error)


def _expected(error: Exception) -> bool:
    kinds = {f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__}
    return bool(kinds & _EXPECTED)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="ogniwo", message="Ogniwo %(version)s")
def main() -> None:
    """Tells a network of local organisations who should work with whom, and why."""
