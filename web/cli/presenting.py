"""Suggestions and explanations as lines of a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from graph.snapshot import Snapshot
from matching import band_label, sentence
from matching.results import Caveat, Explanation, Reason, Recommendation, Suggestion
from web.cli.wording import number, word

_MARGIN = "    "


@dataclass(frozen=True, slots=True)
class Wording:
    """What suggestions are worded with: the snapshot, names of mentors, a language."""

    snapshot: Snapshot
    mentor_names: Mapping[str, str]
    language: str

    def name(self, actor_id: str) -> str:
        """The actor's name; the role and the id of a mentor whom the office does not know."""
        actors = self.snapshot.actors
        known = self.mentor_names.get(actor_id) or actors.names[actors.row_of[actor_id]]
        return str(known) if known else f"{word('mentor_name', self.language)} {actor_id}"

    def place(self, actor_id: str) -> str:
        """The town and the region of the actor, as far as they are known."""
        actors, regions = self.snapshot.actors, self.snapshot.regions
        row = actors.row_of[actor_id]
        region = int(self.snapshot.region_of[row])
        labels = regions.labels_pl if self.language == "pl" else regions.labels_en
        parts = [actors.locality[row], labels[region] if region >= 0 else None]
        return ", ".join(dict.fromkeys(str(part) for part in parts if part))

    def say(self, fact: Reason | Caveat) -> str:
        """The sentence of a reason or a caveat."""
        return str(sentence(fact, self.snapshot, self.language))


def recommendation_lines(answer: Recommendation, wording: Wording) -> Iterator[str]:
    """The answer to a question, suggestion by suggestion, each with its reasons."""
    language = wording.language
    component = f" ({word(answer.component, language)})" if answer.component else ""
    yield f"{wording.name(answer.seeker_id)} – {wording.place(answer.seeker_id)}".rstrip(" –")
    yield f"{word(str(answer.kind), language)}{component}"
    yield ""
    for suggestion in answer.suggestions:
        yield from suggestion_lines(suggestion, wording, f"{suggestion.rank}. ")
        yield ""
    if not answer.suggestions:
        yield word("none", language)
    if answer.note:
        yield wording.say(answer.note)
    yield word("eligible", language, n=answer.n_eligible)


def suggestion_lines(suggestion: Suggestion, wording: Wording, lead: str = "") -> Iterator[str]:
    """One suggestion: who, how good, each reason with what it adds, and what speaks against it."""
    language = wording.language
    place = wording.place(suggestion.provider_id)
    band = band_label(suggestion.band, language)
    yield f"{lead}{wording.name(suggestion.provider_id)} – {band}"
    yield f"{_MARGIN}{suggestion.provider_id}{', ' if place else ''}{place}"
    for reason in suggestion.reasons:
        yield f"{_MARGIN}{number(reason.contribution, language):>6}  {wording.say(reason)}"
    yield f"{_MARGIN}{number(suggestion.score, language):>6}  {word('score', language)}: {_sides(suggestion, language)}"
    for caveat in suggestion.caveats:
        yield f"{_MARGIN}     !  {wording.say(caveat)}"


def explanation_lines(explanation: Explanation, wording: Wording) -> Iterator[str]:
    """Why a pair is, or is not, suggested."""
    language = wording.language
    yield from suggestion_lines(explanation.suggestion, wording)
    if explanation.excluded_by:
        yield word("excluded", language)
        yield from (f"{_MARGIN}{wording.say(rule)}" for rule in explanation.excluded_by)
    if explanation.rank is not None:
        shown = explanation.gap <= 0
        gap = number(explanation.gap, language).removeprefix("+")
        where = word("shown", language) if shown else word("gap", language, gap=gap)
        yield f"{word('rank', language, rank=explanation.rank, n=explanation.n_eligible)}; {where}".capitalize()


def recommendation_json(answer: Recommendation, wording: Wording) -> dict[str, Any]:
    """The answer in JSON values, sentences included."""
    return {
        "seeker": {"id": answer.seeker_id, "name": wording.name(answer.seeker_id)},
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
        "seeker": {"id": explanation.suggestion.seeker_id, "name": wording.name(explanation.suggestion.seeker_id)},
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
        "provider": {"id": suggestion.provider_id, "name": wording.name(suggestion.provider_id)},
        "band": str(suggestion.band),
        "score": suggestion.score,
        "seeker_score": suggestion.seeker_score,
        "provider_score": suggestion.provider_score,
        "reasons": [_fact_json(reason, wording) for reason in suggestion.reasons],
        "caveats": [_fact_json(caveat, wording) for caveat in suggestion.caveats],
    }


def _fact_json(fact: Reason | Caveat, wording: Wording) -> dict[str, Any]:
    return asdict(fact) | {"facts": dict(fact.facts), "sentence": wording.say(fact)}


def _sides(suggestion: Suggestion, language: str) -> str:
    seeker, provider = suggestion.seeker_score, suggestion.provider_score
    words = word("sides", language, seeker=number(seeker, language), provider=number(provider, language))
    reranked = suggestion.score - seeker - provider
    if abs(reranked) < 0.005:
        return words
    return f"{words}; {word('reranked', language, list=number(reranked, language))}"
