"""The life of a cohort from the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.cohort_opening import language_of, opened
from web.cli.cohort_showing import show
from web.cli.cohort_words import said
from web.cli.progress import progress_bar

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo

cohort_id = click.argument("cohort_id", metavar="COHORT", type=options.Line(40))
day = options.Day()


def signed(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every change of a cohort takes."""
    for option in (options.lang, options.as_json, options.reason, options.by):
        command = option(command)
    return command


@click.command("open")
@cohort_id
@click.option("--name", type=options.Line(200), required=True, help="What people call it.")
@click.option("--starts", type=day, required=True, metavar="DATE", help="First day of the work with mentors.")
@click.option("--ends", type=day, metavar="DATE", help="Last day.")
@click.option(
    "--closes-on", type=day, metavar="DATE", help="Day on which `cohort due` closes and matches it by itself."
)
@signed
def open_one(cohort_id: str, name: str, starts: Any, ends: Any, closes_on: Any, **more: Any) -> None:
    """Open a cohort that organisations and mentors can join. COHORT is a short id of your own."""
    with opened(more) as ogniwo:
        from web.services.cohorts.life import open_cohort

        dates: dict[str, Any] = {"starts": _day(starts), "ends": _day(ends), "closes_on": _day(closes_on)}
        open_cohort(ogniwo, cohort_id, name, **dates, by=more["by"], reason=more["reason"])
        show(ogniwo, cohort_id, more)


@click.command()
@cohort_id
@click.argument("actors", metavar="WHO...", nargs=-1, required=True)
@click.option(
    "--places",
    type=click.IntRange(0, 1000),
    help="Mentors wanted, or organisations that can be taken.  [default: 1, or the mentor's capacity]",
)
@click.option("--minimum", type=click.IntRange(0, 1000), default=0, show_default=True, help="Organisations at least.")
@click.option("--when", "availability", multiple=True, metavar="TIME", help="A time that suits; may be given again.")
@click.option("--affiliation", metavar="ID", help="Organisation or partner that the mentor belongs to.")
@signed
def join(
    cohort_id: str,
    actors: tuple[str, ...],
    places: int | None,
    minimum: int,
    availability: Any,
    affiliation: str | None,
    **more: Any,
) -> None:
    """Let organisations or mentors take part, all or none; said again, it changes what was said before.

    WHO is an id, a name, or a part of the name that no other has; the options hold for everyone who is named.
    """
    with opened(more) as ogniwo:
        from web.services.cohorts.life import Part, join_all

        part: dict[str, Any] = {"minimum": minimum, "availability": availability, "affiliation": affiliation}
        who = [member_id(ogniwo, one, more) for one in actors]
        join_all(ogniwo, cohort_id, who, Part(places, **part), **signature_of(more))
        show(ogniwo, cohort_id, more)


@click.command()
@cohort_id
@click.argument("actor", metavar="WHO")
@click.argument("places", type=click.IntRange(0, 1000))
@click.option("--minimum", type=click.IntRange(0, 1000), help="Organisations at least.  [default: as before]")
@signed
def places(cohort_id: str, actor: str, places: int, minimum: int | None, **more: Any) -> None:
    """Set how many organisations a mentor can take, or how many mentors an organisation asks for.

    Also once the cohort is closed; then it is matched again.
    """
    with opened(more) as ogniwo:
        from web.services.cohorts.places import set_places

        set_places(ogniwo, cohort_id, member_id(ogniwo, actor, more), places, minimum, **signature_of(more))
        show(ogniwo, cohort_id, more)


@click.command()
@cohort_id
@signed
def close(cohort_id: str, **more: Any) -> None:
    """Close a cohort: every pair is weighed in the network as it is now, and kept."""
    with opened(more) as ogniwo:
        from web.services.cohorts.life import close
        from web.services.cohorts.reading import read_standing

        n = len(read_standing(ogniwo, cohort_id).members)
        with progress_bar("Members", n) as advance:
            close(ogniwo, cohort_id, advance=advance, **signature_of(more))
        show(ogniwo, cohort_id, more)


@click.command()
@cohort_id
@signed
def review(cohort_id: str, **more: Any) -> None:
    """Confirm that a person has looked the draft over."""
    with opened(more) as ogniwo:
        from web.services.cohorts.publishing import review

        review(ogniwo, cohort_id, **signature_of(more))
        show(ogniwo, cohort_id, more)


@click.command()
@cohort_id
@signed
def publish(cohort_id: str, **more: Any) -> None:
    """Write the reviewed draft into the network: who mentors whom, from when to when."""
    with opened(more) as ogniwo:
        from web.services.cohorts.publishing import publish

        done = publish(ogniwo, cohort_id, **signature_of(more))
        if done.repeated:
            language = language_of(ogniwo, more)
            click.echo(said("published_before", language, id=cohort_id, by=done.by), err=True)
        show(ogniwo, cohort_id, more)


@click.command()
@cohort_id
@click.option(
    "--cancel", is_flag=True, help="Before its first day: it does not take place, and its pairs are forgotten."
)
@signed
def end(cohort_id: str, cancel: bool, **more: Any) -> None:
    """End a published cohort: its pairs work together until today at the latest."""
    with opened(more) as ogniwo:
        from web.services.cohorts.publishing import end

        done = end(ogniwo, cohort_id, cancel=cancel, **signature_of(more))
        if done.repeated:
            click.echo(said("ended_before", language_of(ogniwo, more), id=cohort_id, by=done.by), err=True)
        show(ogniwo, cohort_id, more)


@click.command()
@cohort_id
@click.argument("actor", metavar="WHO")
@signed
def withdraw(cohort_id: str, actor: str, **more: Any) -> None:
    """Take an organisation or a mentor out of a cohort.

    Of a published cohort the next draft changes as few pairs as can be; readers see the old plan until it is
    reviewed and published.
    """
    with opened(more) as ogniwo:
        from web.services.cohorts.settling import withdraw

        withdraw(ogniwo, cohort_id, member_id(ogniwo, actor, more), **signature_of(more))
        show(ogniwo, cohort_id, more)


@click.command()
@click.argument("cohort_id", metavar="[COHORT]", required=False)
@click.option("--draft", type=click.IntRange(1), help="Number of a draft.  [default: the one that is worked on]")
@options.as_json
@options.lang
def status(cohort_id: str | None, draft: int | None, **more: Any) -> None:
    """Show a cohort: state, who takes part, pairs with reasons, who is left and why. Without COHORT, list all."""
    with opened(more) as ogniwo:
        show(ogniwo, cohort_id, more, draft=draft, whole=True)


@click.command()
@options.by
@options.reason
@options.as_json
@options.lang
def due(**more: Any) -> None:
    """Close and match every cohort whose closing day has come, for a timer; a person reviews and publishes.

    Run again, it changes nothing more.
    """
    with opened(more) as ogniwo:
        from web.cli.cohort_showing import show_due
        from web.services.cohorts.due import close_and_match_due

        show_due(ogniwo, close_and_match_due(ogniwo, **signature_of(more)), more)


@click.command()
@options.as_json
@options.lang
def waiting(**more: Any) -> None:
    """List the organisations that took part in published cohorts and got no mentor, who waited most often first.

    In the next cohort that they join, each cohort waited adds to the score of their pairs.
    """
    with opened(more) as ogniwo:
        from web.cli.cohort_showing import show_waiting

        show_waiting(ogniwo, more)


def member_id(ogniwo: Ogniwo, actor: str, more: dict[str, Any]) -> str:
    """The id of whom a person names, in the language of the command."""
    from web.cli.finding import find_actor

    return find_actor(ogniwo, actor, language_of(ogniwo, more))


def signature_of(more: dict[str, Any]) -> dict[str, str]:
    """Who does it, and why, among the options of a command."""
    return {"by": more["by"], "reason": more["reason"]}


def _day(moment: Any) -> date | None:
    return moment.date() if moment else None
