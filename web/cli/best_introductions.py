"""`ogniwo introductions`: which two to bring together next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.csv_files import write_csv
from web.cli.running import reading
from web.cli.scope_options import scope_options, wrong_option
from web.cli.wording import count, number

if TYPE_CHECKING:
    from matching.introductions import RankedIntroduction
    from web.ogniwo import Ogniwo
    from web.services.growth.introductions import Best
    from web.services.wording import Wording

# As `matching.introductions` has them, which takes long to load; a test compares.
GOALS = ("mixed", "alone", "bridges", "closer", "points")
_N_REASONS = 2
_WORDS = {
    "pl": {
        "pair": "{rank}. {seeker} – {provider}: {value} pkt{served}",
        "points": "Punkty: {points}.",
        "why": "Powody tak, jak zobaczy je {seeker} ({band}):",
        "weighed": "Porównane pary: {n}.",
        "sequence": "Każda następna para liczona tak, jakby poprzednie już się poznały.",
        "alone": "Każda para liczona osobno; --by-sequence liczy następne tak, jakby poprzednie już się poznały.",
    },
    "en": {
        "pair": "{rank}. {seeker} – {provider}: {value} points{served}",
        "points": "Points: {points}.",
        "why": "Reasons as {seeker} would read them ({band}):",
        "weighed": "Pairs weighed: {n}.",
        "sequence": "Each pair is counted as if those before it had met already.",
        "alone": "Each pair is counted by itself; --by-sequence counts the next as if those before it had met.",
    },
}


@click.command()
@click.option(
    "--whom",
    type=click.Choice(["peer", "partner"]),
    default="peer",
    show_default=True,
    help="Whom organisations meet: other organisations, or partners of other sectors.",
)
@click.option(
    "--goal",
    type=click.Choice(GOALS),
    default="mixed",
    show_default=True,
    help="What they are to reach: those who stand alone, bridges between communities, shorter ways, a mix of the "
    "three in turn, or simply the most points.",
)
@click.option("--k", "n_shown", type=click.IntRange(1, 100), default=10, show_default=True, help="How many.")
@click.option(
    "--per-actor",
    type=click.IntRange(1, 100),
    default=2,
    show_default=True,
    help="In how many of them one may stand, so that not everything goes through one.",
)
@click.option("--by-sequence", is_flag=True, help="Weigh each as if those before it had been made.")
@click.option("--as-of", metavar="DATE", type=options.Day(), help="How it was on this day.  [default: today]")
@scope_options
@options.as_json
@click.option("--csv", "csv_file", metavar="FILE", help="Write a spreadsheet as CSV into FILE, or print it for -.")
@options.lang
def introductions(
    as_json: bool,
    csv_file: str | None,
    lang: str | None,
    **more: Any,
) -> None:
    """Name the introductions that would help the network and the two most, and what each would change.

    The list takes turns: a first contact for somebody who stands alone, a bridge between communities, a shorter
    way; --goal asks for one of them.
    The options from --component to --role narrow the organisations that ask (where none is meant, those who
    answer); effects are those on the whole network, or on contacts of one --kind. docs/matching.md says how
    points are counted. Nothing is asked for and nobody is told: `ogniwo introduce` does that.
    """
    if as_json and csv_file:
        raise click.UsageError("--json and --csv exclude each other; choose one of them")
    with reading() as ogniwo:
        from web.services.growth.introduction_words import introductions_csv, introductions_json
        from web.services.wording import Wording

        best = _found(ogniwo, more)
        wording = Wording.of(ogniwo, best.snapshot, lang or ogniwo.settings.language)
        if as_json:
            click.echo(json.dumps(introductions_json(best, wording), ensure_ascii=False, indent=2))
        elif csv_file:
            write_csv(introductions_csv(best, wording), csv_file)
        else:
            for line in _lines(best, wording):
                click.echo(line)


def _found(ogniwo: Ogniwo, given: dict[str, Any]) -> Best:
    """The answer to what the other options ask."""
    from matching.errors import InvalidOption
    from matching.introductions import IntroductionQuestion
    from web.services.growth.introductions import best_introductions
    from web.services.growth.question import GrowthQuestion, check_days
    from web.services.growth.scope import scope_of

    snapshot = ogniwo.snapshot()
    as_of = given["as_of"] and given["as_of"].date()
    try:
        check_days(snapshot, GrowthQuestion(as_of=as_of))
        scope = scope_of(snapshot, given)
    except InvalidOption as error:
        raise wrong_option(error) from None
    chosen = {name: given[name] for name in ("goal", "per_actor", "by_sequence")}
    question = IntroductionQuestion(kind=given["whom"], k=given["n_shown"], scope=scope, **chosen)
    return best_introductions(ogniwo, question, as_of)


def _lines(best: Best, wording: Wording) -> Iterator[str]:
    from web.services.growth.introduction_words import note_of, summary_of

    words = _WORDS[wording.language]
    if note := note_of(best, wording.language):
        yield note
        return
    for one in best.answer.introductions:
        yield from _introduction_lines(one, wording)
        yield ""
    yield summary_of(best, wording.language)
    yield words["sequence" if best.answer.question.by_sequence else "alone"]
    yield words["weighed"].format(n=count(best.answer.n_pairs, wording.language))


def _introduction_lines(one: RankedIntroduction, wording: Wording) -> Iterator[str]:
    from web.services.growth.introduction_words import effect_label, sentence_of, served_label, why_of

    words, language = _WORDS[wording.language], wording.language
    seeker = wording.name(one.suggestion.seeker_id)
    named = {"seeker": seeker, "provider": wording.name(one.suggestion.provider_id)}
    served = served_label(one.goal, language)
    named["served"] = f" ({served})" if served else ""
    yield words["pair"].format(rank=one.rank, value=number(one.value, language).lstrip("+"), **named)
    yield f"    {sentence_of(one, wording)}"
    yield f"    {words['why'].format(seeker=seeker, band=wording.band(one.suggestion.band))}"
    for reason in why_of(one, wording)[:_N_REASONS]:
        yield f"      {reason}"
    points = ", ".join(f"{effect_label(each.effect, language)} {number(each.points, language)}" for each in one.points)
    yield f"    {words['points'].format(points=points)}"
