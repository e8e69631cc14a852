"""`ogniwo asked`: introductions that were asked for, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.running import n_of, reading

if TYPE_CHECKING:
    from web.services.introduction_lists import Listed
    from web.services.introduction_states import Introduction
    from web.services.wording import Wording

STATES = ("asked", "accepted", "declined", "expired", "feedback")


@click.group()
def asked() -> None:
    """List introductions that were asked for; let those that nobody answered lapse."""


@asked.command("list")
@click.argument("organisation", metavar="[ORG]", required=False)
@click.option("--state", type=click.Choice(STATES), help="Only those in this state; `asked` waits for an answer.")
@click.option("--kind", type=click.Choice(options.KINDS), help="Only those of this kind.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many at most.")
@options.as_json
@options.lang
def list_asked(
    organisation: str | None, state: str | None, kind: str | None, limit: int, as_json: bool, lang: str | None
) -> None:
    """List introductions, the latest first: all, or those of ORG on either side.

    ORG is the id of an organisation, a mentor or a partner, its name, or a part of the name that no
    other has.
    """
    with reading() as ogniwo:
        from web.cli.finding import find_actor
        from web.cli.suggest import show
        from web.services.introduction_lists import introductions_listed
        from web.services.introductions import newest
        from web.services.wording import Wording

        language = lang or ogniwo.settings.language
        actor_id = find_actor(ogniwo, organisation, language) if organisation else None
        snapshot = newest(ogniwo)
        found = introductions_listed(snapshot, actor_id=actor_id, state=state, kind=kind, limit=limit)
        wording = Wording.of(ogniwo, snapshot, language)
        show(_as_json(found.introductions, found.total, wording) if as_json else _lines(found, wording))


@asked.command("expire")
@click.option(
    "--after",
    "after_days",
    metavar="DAYS",
    type=click.IntRange(1, 3650),
    default=30,
    show_default=True,
    help="Days without an answer.",
)
@options.by
@options.reason
@options.as_json
@options.lang
def expire(after_days: int, by: str, reason: str, as_json: bool, lang: str | None) -> None:
    """Let introductions lapse that nobody has answered in time; for a timer, once a day.

    Run again, it changes nothing more. Whoever lapsed may be suggested and asked for again.
    """
    with reading() as ogniwo:
        from web.cli.suggest import show, wording_for
        from web.services.introduction_words import done
        from web.services.introductions import expire_unanswered

        lapsed = expire_unanswered(ogniwo, after_days=after_days, by=by, reason=reason)
        wording = wording_for(ogniwo, lang or ogniwo.settings.language)
        if as_json:
            show(_as_json(lapsed, len(lapsed), wording))
            return
        show(done(one, wording) for one in lapsed)
        click.echo(f"{n_of(len(lapsed), 'introduction', 'introductions')} lapsed.", err=True)


def _as_json(introductions: Sequence[Introduction], total: int, wording: Wording) -> dict[str, Any]:
    from web.services.introduction_json import introduction_json

    return {"introductions": [introduction_json(one, wording) for one in introductions], "total": total}


def _lines(found: Listed, wording: Wording) -> Iterator[str]:
    """One line an introduction: the day it was asked for, the state with its day, the two."""
    from web.cli.wording import word
    from web.services.introduction_words import STATES, WORKED, in_language, pair_of

    if not found.introductions:
        yield word("no_introductions", wording.language)
    states = [in_language(STATES[one.state], wording) for one in found.introductions]
    width = max(map(len, states), default=0)
    for one, state in zip(found.introductions, states, strict=True):
        yield f"{one.since}  {state:{width}}  {one.state_since}  {pair_of(one, wording)}"
        yield f"{'':10}  {one.seeker_id} {one.provider_id}{_more(one, in_language(WORKED[one.worked], wording))}"
    shown = len(found.introductions)
    if shown < found.total:
        yield f"… {shown} / {found.total} (--limit)"


def _more(one: Introduction, worked: str) -> str:
    """What was said: why it was declined, whether it worked."""
    if one.feedback:
        return f": {worked}"
    return f": {one.reason}" if one.declined and one.reason else ""
