"""`ogniwo introduce`, `accept`, `decline`, `feedback`: asking for an introduction, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.running import reading

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.services.introduction_states import Introduction

_one = click.argument("one", metavar="A")
_other = click.argument("other", metavar="B")
_kind_of_step = click.option(
    "--kind", type=click.Choice(options.KINDS), help="Which introduction is meant, where the two have several."
)
request_key = click.option(
    "--request-key",
    metavar="KEY",
    type=options.Line(100),
    help="A text of your own; the same command sent again under it changes nothing more.",
)


@click.command()
@_one
@_other
@click.option("--kind", type=click.Choice(options.KINDS), help="What for.  [default: by what B is]")
@click.option("--anyway", is_flag=True, help="Also where a rule speaks against it; then --reason is demanded.")
@options.by
@options.reason
@request_key
@options.as_json
@options.lang
def introduce(one: str, other: str, kind: str | None, anyway: bool, **more: Any) -> None:
    """Ask for an introduction of A to B, dated today.

    A is an organisation, B another one, a mentor or a partner; both are named by id, name, or
    a part of the name that no other has. What rules forbid (the two know each other, one of
    them declined, …) is refused with the reason, unless --anyway says why it is right.
    """
    given = click.get_current_context().get_parameter_source("reason")
    if anyway and given is not click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("--anyway needs a reason: say why by --reason WHY.")

    def ask(ogniwo: Ogniwo, seeker_id: str, provider_id: str, **signature: Any) -> Introduction:
        from web.services.introduction_lists import natural_kind
        from web.services.introductions import introduce, newest

        wanted = kind or natural_kind(newest(ogniwo), provider_id)
        return introduce(ogniwo, seeker_id, provider_id, wanted, anyway=anyway, **signature)

    _carry_out(one, other, ask, **more)


@click.command()
@_one
@_other
@_kind_of_step
@options.by
@options.reason
@request_key
@options.as_json
@options.lang
def accept(one: str, other: str, kind: str | None, **more: Any) -> None:
    """Record that both agreed to the introduction of A and B.

    An accepted introduction to a mentor takes one of the mentor's places, until their work in
    a cohort begins or feedback is given; where none is free, it is refused.
    """
    _take(one, other, "accept", kind, **more)


@click.command()
@_one
@_other
@_kind_of_step
@options.by
@click.option(
    "--reason", metavar="WHY", type=options.Line(500), required=True, help="Why; both sides may read it. No names."
)
@request_key
@options.as_json
@options.lang
def decline(one: str, other: str, kind: str | None, **more: Any) -> None:
    """Record that one of the two declined the introduction of A and B, and why.

    Whoever asked can decline too: that takes the request back. The pair is not suggested again
    until needs, offers, places or the like change on either side.
    """
    _take(one, other, "decline", kind, **more)


@click.command()
@_one
@_other
@click.option("--worked/--did-not", "worked", default=None, help="Whether something came of it.")
@_kind_of_step
@options.by
@options.reason
@request_key
@options.as_json
@options.lang
def feedback(one: str, other: str, worked: bool | None, kind: str | None, **more: Any) -> None:
    """Record whether the accepted introduction of A and B worked."""
    if worked is None:
        raise click.UsageError("say whether it worked: --worked or --did-not.")
    _take(one, other, "feedback", kind, worked=worked, **more)


Change = Callable[..., "Introduction"]


def _take(one: str, other: str, step: str, kind: str | None, *, worked: bool | None = None, **more: Any) -> None:
    """Take a step of the introduction that is meant."""

    def take(ogniwo: Ogniwo, one_id: str, other_id: str, **signature: Any) -> Introduction:
        from web.services import introductions
        from web.services.introduction_requests import written_under
        from web.services.introduction_states import Step

        before = written_under(ogniwo, signature["request_key"])
        key = before or introductions.meant(ogniwo.store, one_id, other_id, Step(step), kind).key
        if worked is not None:
            return introductions.give_feedback(ogniwo, key, worked=worked, **signature)
        return {"accept": introductions.accept, "decline": introductions.decline}[step](ogniwo, key, **signature)

    _carry_out(one, other, take, **more)


def _carry_out(
    one: str,
    other: str,
    change: Change,
    *,
    as_json: bool,
    lang: str | None,
    **signature: Any,
) -> None:
    """Find the two, make the change, and say what came of it."""
    with reading() as ogniwo:
        from web.cli.finding import find_actor
        from web.cli.suggest import show, wording_for
        from web.services.introduction_json import introduction_json
        from web.services.introduction_words import done

        language = lang or ogniwo.settings.language
        one_id, other_id = (find_actor(ogniwo, text, language) for text in (one, other))
        with refusals_in_words(ogniwo, language):
            introduction = change(ogniwo, one_id, other_id, **signature)
        wording = wording_for(ogniwo, language)
        show(introduction_json(introduction, wording) if as_json else [done(introduction, wording)])


@contextmanager
def refusals_in_words(ogniwo: Ogniwo, language: str) -> Iterator[None]:
    """Say why an introduction was refused in the reader's language."""
    from web.cli.suggest import wording_for
    from web.services.errors import ServiceError
    from web.services.introduction_words import is_refusal, refusal

    try:
        yield
    except ServiceError as error:
        if not is_refusal(error):
            raise
        how = " (--anyway --reason …)" if getattr(error, "can_be_waived", False) else ""
        raise click.ClickException(refusal(error, wording_for(ogniwo, language)) + how) from error
