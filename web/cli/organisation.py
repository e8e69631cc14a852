"""`ogniwo organisation`: adding an organisation to the network."""

from __future__ import annotations

from typing import Any

import click

from web.cli import options
from web.cli.running import running


@click.group()
def organisation() -> None:
    """Add organisations to the network."""


@organisation.command("add")
@click.option("--name", required=True, help="Registered or usual name.")
@click.option("--region", metavar="TERC", help="Its seat: 4 digits of a powiat, or 2 of a voivodeship.")
@click.option("--need", "needs", metavar="CODE[:1-3]", multiple=True, help="A skill it looks for, with how urgently.")
@click.option("--offer", "offers", metavar="CODE[:1-3]", multiple=True, help="A skill it can give, with how well.")
@click.option("--sphere", "spheres", metavar="CODE", multiple=True, help="A sphere it works in.")
@click.option("--krs", help="KRS number.")
@click.option("--nip", help="Tax number.")
@click.option("--regon", help="REGON number.")
@click.option("--legal-form", metavar="CODE", help="Code of the legal form; INFORMAL for a group without one.")
@click.option("--founded", metavar="DATE", help="Day of registration, or when the group began.")
@click.option("--locality", help="Town or village.")
@click.option("--about", help="What it does, in its own words.")
@click.option("--website", help="Address of its page.")
@options.by
@options.reason_required
def add(needs: tuple[str, ...], offers: tuple[str, ...], by: str, reason: str, **given: Any) -> None:
    """Add an organisation or an informal group; prints its id."""
    given |= {
        "spheres": list(given["spheres"]),
        "needs": [_rated(text, "priority") for text in needs],
        "offers": [_rated(text, "level") for text in offers],
    }
    fields = {name: value for name, value in given.items() if value}
    with running() as ogniwo:
        from web.services.errors import WrongFields
        from web.services.recording import add_organisation

        try:
            node = add_organisation(ogniwo, fields, by=by, reason=reason)
        except WrongFields as error:
            lines = [f"  {_option(one.field)}: {one.message}" for one in error.problems]
            raise click.ClickException("\n".join(["nothing was written; correct these options:", *lines])) from error
        click.echo(f"Added {node.properties['name']} as {node.id}.")


def _option(field: str) -> str:
    """The option that gives a field, with its place where it may be given several times.

    >>> _option("needs.1.priority"), _option("legal_form")
    ('--need (number 2) priority', '--legal-form')
    """
    name, *place = field.split(".")
    option = "--" + {"needs": "need", "offers": "offer", "spheres": "sphere"}.get(name, name).replace("_", "-")
    return " ".join([option, *(f"(number {int(one) + 1})" if one.isdigit() else one for one in place)])


def _rated(text: str, scale: str) -> dict[str, Any]:
    """The skill and its priority or level.

    >>> _rated("T3.01:2", "level"), _rated("T3.01", "level")
    ({'skill': 'T3.01', 'level': 2}, {'skill': 'T3.01'})
    """
    code, separator, rating = text.partition(":")
    if not separator:
        return {"skill": code}
    return {"skill": code, scale: int(rating) if rating.isascii() and rating.isdigit() else rating}
