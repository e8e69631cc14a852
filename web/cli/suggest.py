"""`ogniwo suggest`: who an organisation should work with, or why not with somebody."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.running import reading

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.services.wording import Wording


@click.command()
@click.argument("organisation", metavar="ORG")
@options.kind
@options.component
@click.option("--k", "n_shown", type=click.IntRange(1, 100), default=3, show_default=True, help="How many.")
@click.option("--why", "other", metavar="OTHER", help="Instead, why this one is or is not suggested.")
@options.as_json
@options.lang
@options.by
def suggest(
    organisation: str,
    kind: str,
    component: str | None,
    n_shown: int,
    other: str | None,
    as_json: bool,
    lang: str | None,
    by: str,
) -> None:
    """Suggest who ORG should work with, and say why.

    ORG is the id of an organisation, its name, or a part of the name that no other has. The
    numbers are log-odds that add up to the score; they are not probabilities.
    """
    from matching.results import Kind

    with reading() as ogniwo:
        from web.cli.finding import find_actor, find_organisation
        from web.cli.presenting import explanation_lines, recommendation_lines
        from web.services import suggesting
        from web.services.suggestion_json import explanation_json, recommendation_json

        language = lang or ogniwo.settings.language
        seeker_id = find_organisation(ogniwo, organisation, language)
        if other is None:
            answer = suggesting.suggest(
                ogniwo, seeker_id, Kind(kind), k=n_shown, component=component, by=by, channel="cli"
            )
            wording = wording_for(ogniwo, language)
            show(recommendation_json(answer, wording) if as_json else recommendation_lines(answer, wording))
            return
        explanation = suggesting.explain(
            ogniwo, seeker_id, find_actor(ogniwo, other, language), Kind(kind), component=component, k=n_shown
        )
        wording = wording_for(ogniwo, language)
        if as_json:
            show(explanation_json(explanation, wording, component))
        else:
            show(explanation_lines(explanation, wording))


def wording_for(ogniwo: Ogniwo, language: str) -> Wording:
    """What to word an answer with, now."""
    from web.services.wording import Wording

    return Wording.of(ogniwo, ogniwo.snapshot(), language)


def show(answer: dict[str, Any] | Iterable[str]) -> None:
    """Print JSON values as JSON, and lines as lines."""
    if isinstance(answer, dict):
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for line in answer:
            click.echo(line)
