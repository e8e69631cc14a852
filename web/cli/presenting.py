"""Suggestions and explanations as lines of a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from matching.results import Caveat, Explanation, Reason, Recommendation, Suggestion
from web.cli.wording import count, number, word
from web.services.cards import Card
from web.services.wording import Wording

_MARGIN = "    "


def place(card: Card) -> str:
    """The town and the region of an actor, as far as they are known."""
    return ", ".join(dict.fromkeys(part for part in (card.locality, card.region) if part))


def recommendation_lines(answer: Recommendation, wording: Wording) -> Iterator[str]:
    """The answer to a question, suggestion by suggestion, each with its reasons."""
    language = wording.language
    component = f" ({word(answer.component, language)})" if answer.component else ""
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


def suggestion_lines(suggestion: Suggestion, wording: Wording, lead: str = "") -> Iterator[str]:
    """One suggestion: who, how good, each reason with what it adds, and what speaks against it."""
    language = wording.language
    provider = wording.card(suggestion.provider_id)
    yield f"{lead}{provider.name} – {wording.band(suggestion.band)}"
    yield _MARGIN + ", ".join(part for part in (provider.actor_id, place(provider)) if part)
    for reason in suggestion.reasons:
        yield f"{_MARGIN}{number(reason.contribution, language):>6}  {wording.sentence(reason)}"
    yield f"{_MARGIN}{number(suggestion.score, language):>6}  {word('score', language)}: {_sides(suggestion, language)}"
    for caveat in suggestion.caveats:
        yield f"{_MARGIN}     !  {wording.sentence(caveat)}"


def explanation_lines(explanation: Explanation, wording: Wording) -> Iterator[str]:
    """Why a pair is, or is not, suggested."""
    language = wording.language
    yield from suggestion_lines(explanation.suggestion, wording)
    if explanation.excluded_by:
        yield word("excluded", language)
        yield from (f"{_MARGIN}{wording.sentence(rule)}" for rule in explanation.excluded_by)
    if explanation.rank is not None:
        gap = number(explanation.gap, language).removeprefix("+")
        where = word("shown", language) if explanation.gap <= 0 else word("gap", language, gap=gap)
        rank, n_eligible = count(explanation.rank, language), count(explanation.n_eligible, language)
        yield f"{word('rank', language, rank=rank, n=n_eligible)}; {where}".capitalize()


def recommendation_json(answer: Recommendation, wording: Wording) -> dict[str, Any]:
    """The answer in JSON values, sentences included."""
    return {
        "seeker": {"id": answer.seeker_id, "name": wording.card(answer.seeker_id).name},
        "kind": str(answer.kind),
        "component": answer.component,
        "revision": wording.snapshot.revision,
        "n_eligible": answer.n_eligible,
        "note": _fact_json(answer.note, wording) if answer.note else None,
        "suggestions": [suggestion_json(one, wording) for one in answer.suggestions],
    }


def explanation_json(explanation: Explanation, wording: Wording) -> dict[str, Any]:
    """The explanation in JSON values, sentences included."""
    return {
        "seeker": {"id": explanation.suggestion.seeker_id, "name": wording.card(explanation.suggestion.seeker_id).name},
        "rank": explanation.rank,
        "n_eligible": explanation.n_eligible,
        "gap": explanation.gap,
        "excluded_by": [_fact_json(rule, wording) for rule in explanation.excluded_by],
        "suggestion": suggestion_json(explanation.suggestion, wording),
    }


def suggestion_json(suggestion: Suggestion, wording: Wording) -> dict[str, Any]:
    """The suggestion in JSON values, sentences included."""
    return {
        "rank": suggestion.rank,
        "provider": {"id": suggestion.provider_id, "name": wording.card(suggestion.provider_id).name},
        "band": str(suggestion.band),
        "score": suggestion.score,
        "seeker_score": suggestion.seeker_score,
        "provider_score": suggestion.provider_score,
        "reasons": [_fact_json(reason, wording) for reason in suggestion.reasons],
        "caveats": [_fact_json(caveat, wording) for caveat in suggestion.caveats],
    }


def _fact_json(fact: Reason | Caveat, wording: Wording) -> dict[str, Any]:
    return asdict(fact) | {"facts": dict(fact.facts), "sentence": wording.sentence(fact)}


def _sides(suggestion: Suggestion, language: str) -> str:
    seeker, provider = suggestion.seeker_score, suggestion.provider_score
    words = word("sides", language, seeker=number(seeker, language), provider=number(provider, language))
    reranked = suggestion.score - seeker - provider
    if abs(reranked) < 0.005:
        return words
    return f"{words}; {word('reranked', language, list=number(reranked, language))}"
