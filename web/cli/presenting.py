"""Suggestions and explanations as lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from matching.results import Explanation, Recommendation, Suggestion
from seeds.reference import label
from web.cli.wording import count, number, word
from web.services.calling import Answered
from web.services.cards import Card
from web.services.wording import NEXT_TO_NOTHING, Wording, rules_to_say

_MARGIN = "    "
SHOWN_AS_NOTHING = 0.005  # a smaller contribution would stand there as 0.00, and read like a reason all the same


def place(card: Card) -> str:
    """The town and the region of an actor, as far as they are known."""
    return ", ".join(dict.fromkeys(part for part in (card.locality, card.region) if part))


def recommendation_lines(answer: Recommendation, wording: Wording) -> Iterator[str]:
    """The answer to a question, suggestion by suggestion, each with its reasons."""
    language = wording.language
    component = f" ({label('component', answer.component, language)})" if answer.component else ""
    seeker = wording.card(answer.seeker_id)
    yield f"{seeker.name} – {place(seeker)}".rstrip(" –")
    yield f"{word(str(answer.kind), language)}{component}"
    yield ""
    for suggestion in answer.suggestions:
        yield from suggestion_lines(suggestion, wording, f"{suggestion.rank}. ")
        yield ""
    if not answer.suggestions:
        yield word("none", language)
    if answer.note:
        yield wording.sentence(answer.note)
    yield word("eligible", language, n=count(answer.n_eligible, language))


def called_lines(found: Answered, wording: Wording) -> Iterator[str]:
    """The answer to a call: what was understood, then who could help."""
    language = wording.language
    called = wording.called(found)
    for skill in called.recognised:
        yield word("understood", language, skill=skill.label, words=skill.words)
    if not called.recognised:
        yield word("not_understood", language)
    for place in called.places:
        yield word("understood_place", language, place=place.label, words=place.words)
    yield ""
    for suggestion in found.answer.suggestions:
        yield from suggestion_lines(suggestion, wording, f"{suggestion.rank}. ")
        yield ""
    if found.answer.note:
        yield wording.sentence(found.answer.note)
    yield word("eligible", language, n=count(found.answer.n_eligible, language))


def suggestion_lines(suggestion: Suggestion, wording: Wording, lead: str = "", *, every: bool = False) -> Iterator[str]:
    """One suggestion: who, how good, each reason with what it adds, and what speaks against it.

    Unless `every` reason is asked for, those that add next to nothing are one line together.
    """
    provider = wording.card(suggestion.provider_id)
    yield f"{lead}{provider.name} – {wording.band(suggestion.band)}"
    yield _MARGIN + _where(provider)
    yield from _reason_lines(suggestion, wording, every=every)


def explanation_lines(explanation: Explanation, wording: Wording) -> Iterator[str]:
    """Why a pair is, or is not, suggested."""
    language = wording.language
    if explanation.excluded_by:
        yield from _excluded_lines(explanation, wording)
    else:
        yield from suggestion_lines(explanation.suggestion, wording, every=True)
    if explanation.rank is not None:
        gap = number(explanation.gap, language).removeprefix("+")
        where = word("shown", language) if explanation.suggestion.rank else word("gap", language, gap=gap)
        rank, n_eligible = count(explanation.rank, language), count(explanation.n_eligible, language)
        yield f"{word('rank', language, rank=rank, n=n_eligible)}; {where}".capitalize()
    if explanation.held_back:
        yield wording.sentence(explanation.held_back)
    if explanation.changes:
        yield word("changes", language)
        yield from (f"{_MARGIN}{wording.sentence(change)}" for change in explanation.changes)
    elif explanation.changes_tried:
        yield word("no_changes", language)


def _excluded_lines(explanation: Explanation, wording: Wording) -> Iterator[str]:
    """A pair that is not suggested: the rules first, and no word on how good it is."""
    provider = wording.card(explanation.suggestion.provider_id)
    yield provider.name
    yield _MARGIN + _where(provider)
    yield word("excluded", wording.language)
    yield from (f"{_MARGIN}{wording.sentence(rule)}" for rule in rules_to_say(explanation))
    if explanation.suggestion.seeker_id != provider.actor_id:
        yield word("otherwise", wording.language)
        yield from _reason_lines(explanation.suggestion, wording, every=True)


def _reason_lines(suggestion: Suggestion, wording: Wording, *, every: bool) -> Iterator[str]:
    language = wording.language
    small = [reason for reason in suggestion.reasons if abs(reason.contribution) < NEXT_TO_NOTHING]
    rounds_to_nothing = any(abs(reason.contribution) < SHOWN_AS_NOTHING for reason in small)
    together = (len(small) > 1 or rounds_to_nothing) and not every
    for reason in suggestion.reasons:
        if not together or reason not in small:
            yield f"{_MARGIN}{number(reason.contribution, language):>6}  {wording.sentence(reason)}"
    if together:
        total = number(sum(reason.contribution for reason in small), language)
        yield f"{_MARGIN}{total:>6}  {word('small', language, n=len(small))}"
    yield f"{_MARGIN}{number(suggestion.score, language):>6}  {word('score', language)}: {_sides(suggestion, language)}"
    for caveat in suggestion.caveats:
        yield f"{_MARGIN}     !  {wording.sentence(caveat)}"


def _where(provider: Card) -> str:
    return ", ".join(part for part in (provider.actor_id, place(provider)) if part)


def _sides(suggestion: Suggestion, language: str) -> str:
    seeker, provider = suggestion.seeker_score, suggestion.provider_score
    words = word("sides", language, seeker=number(seeker, language), provider=number(provider, language))
    reranked = suggestion.score - seeker - provider
    if abs(reranked) < 0.005:
        return words
    return f"{words}; {word('reranked', language, list=number(reranked, language))}"
