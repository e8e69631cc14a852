"""`ogniwo learn`: what decisions teach, promoting it, and rolling it back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from web.cli import options
from web.cli.running import reading

if TYPE_CHECKING:
    from matching.results import Kind
    from web.ogniwo import Ogniwo
    from web.services.learning import Attempt, Found


@click.command()
@click.option("--kind", type=click.Choice(options.KINDS), help="Of which kind of suggestion.  [default: all]")
@click.option("--dry-run", is_flag=True, help="Say what decisions teach and whether it may be promoted; write nothing.")
@click.option("--status", is_flag=True, help="Say which weights are in force, since when and by whom; write nothing.")
@click.option("--rollback", is_flag=True, help="Go back to the former weights of one kind.")
@options.by
@options.reason
@options.as_json
@options.lang
def learn(
    kind: str | None,
    dry_run: bool,
    status: bool,
    rollback: bool,
    by: str,
    reason: str,
    as_json: bool,
    lang: str | None,
) -> None:
    """Learn what signals count for from introductions that were accepted, declined or lapsed.

    Learned weights stay near the published ones. They are put into force only where every guard
    holds; the guards are shown with their numbers. Suggestions follow within seconds.
    """
    if dry_run + status + rollback > 1:
        raise click.UsageError("give only one of --dry-run, --status and --rollback.")
    with reading() as ogniwo:
        from matching.results import Kind

        language = lang or ogniwo.settings.language
        kinds = [Kind(one) for one in ([kind] if kind else options.KINDS)]
        if status:
            _show_status(ogniwo, kinds, language, as_json=as_json)
        elif rollback:
            _roll_back(ogniwo, Kind(kind) if kind else None, language, by=by, reason=reason, as_json=as_json)
        else:
            _learn(ogniwo, kinds, language, dry_run=dry_run, by=by, reason=reason, as_json=as_json)


def _show_status(ogniwo: Ogniwo, kinds: list[Kind], language: str, *, as_json: bool) -> None:
    from web.cli.suggest import show
    from web.services.learning import active_models
    from web.services.learning_json import in_force_json
    from web.services.learning_words import in_force_in_words, kind_in_words

    active = active_models(ogniwo)
    if as_json:
        show({"kinds": [in_force_json(one, active.get(one)) for one in kinds]})
    else:
        show(f"{kind_in_words(one, language)}: {in_force_in_words(active.get(one), language)}" for one in kinds)


def _roll_back(ogniwo: Ogniwo, kind: Kind | None, language: str, *, by: str, reason: str, as_json: bool) -> None:
    from web.cli.suggest import show
    from web.services.learning import LearningRefused, roll_back
    from web.services.learning_json import in_force_json
    from web.services.learning_words import refusal, said

    try:
        left, model = roll_back(ogniwo, kind, by=by, reason=reason)
    except LearningRefused as error:
        raise click.ClickException(refusal(error, language)) from error
    if as_json:
        show(in_force_json(left.kind, model) | {"withdrawn": left.number})
        return
    words, number = ("back_to_model", model.number) if model else ("back_to_published", None)
    show([said(words, language, left=left.number, number=number)])


def _learn(
    ogniwo: Ogniwo, kinds: list[Kind], language: str, *, dry_run: bool, by: str, reason: str, as_json: bool
) -> None:
    from web.cli.suggest import show
    from web.services.learning import LearningRefused, attempts, promote
    from web.services.learning_json import attempt_json
    from web.services.learning_words import refusal, said

    try:
        found = attempts(ogniwo, kinds) if dry_run else promote(ogniwo, kinds, by=by, reason=reason)
    except LearningRefused as error:
        raise click.ClickException(refusal(error, language)) from error
    if as_json:
        show({"dry_run": dry_run, "kinds": [attempt_json(one) for one in found]})
        return
    for one in found:
        show(_attempt_lines(one, language))
    if dry_run:
        show([said("nothing_written", language)])


def _attempt_lines(attempt: Attempt, language: str) -> Iterator[str]:
    """What is in force, the weights beside each other, each guard with its numbers, then what came of it."""
    from web.services.learning_words import guard_in_words, in_force_in_words, kind_in_words, said, verdict_in_words

    found = attempt.found
    yield kind_in_words(found.learned.kind, language)
    yield f"  {in_force_in_words(found.active, language)}"
    if found.learned.quality:
        yield from _weight_lines(found, language)
    for guard in found.learned.guards:
        yield f"  {said('passed' if guard.passed else 'failed', language):<13}{guard_in_words(guard, language)}"
    yield f"  {verdict_in_words(attempt, language)}"
    yield ""


def _weight_lines(found: Found, language: str) -> Iterator[str]:
    from web.services.learning_words import number, said, signal_in_words

    learned = found.learned
    in_force = found.active.weights if found.active else learned.published
    name, *columns = said("columns", language).split("|")
    yield f"  {name:<30}" + "".join(f"{column:>14}" for column in columns)
    for signal, weight in learned.weights.items():
        published = learned.published[signal]
        values = (published, in_force.get(signal, published), weight)
        yield f"  {signal_in_words(signal, language):<30}" + "".join(f"{number(one, language):>14}" for one in values)
