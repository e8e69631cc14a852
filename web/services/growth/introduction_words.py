"""Introductions worth making in words, for programs and for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from graph.analysis.scope import SECTOR_CHOICES
from matching.introductions import Bridge, End, RankedIntroduction, Shape
from matching.wording.introductions import introduction_note, introduction_sentence
from web.services.growth.introductions import Best
from web.services.growth.scope import Pair, scope_given, scope_label
from web.services.growth.tables import csv_lines
from web.services.suggestion_json import suggestion_json
from web.services.wording import Wording

EFFECT_LABELS: dict[str, Pair] = {
    "fit": ("dopasowanie", "fit"),
    "joined": ("połączenie rozdzielonych grup", "separate groups joined"),
    "isolates": ("pierwszy kontakt", "first contact"),
    "distance": ("krótsza droga", "shorter way"),
    "communities": ("most między społecznościami", "communities bridged"),
    "regions": ("most między województwami", "voivodeships bridged"),
    "sectors": ("most między sektorami", "sectors bridged"),
    "joined_lately": ("od niedawna w sieci", "joined lately"),
}
GOAL_LABELS: dict[str, Pair] = {
    "mixed": ("wszystko po trochu", "a little of everything"),
    "alone": ("pierwsze kontakty", "first contacts"),
    "bridges": ("mosty między społecznościami", "bridges between communities"),
    "closer": ("krótsze drogi w sieci", "shorter ways in the network"),
    "points": ("po prostu najwięcej punktów", "simply the most points"),
}
# What an introduction is on the list for; whoever has the most points needs no other reason.
SERVED: dict[str, Pair] = {
    "alone": ("pierwszy kontakt", "first contact"),
    "bridges": ("most między społecznościami", "bridge between communities"),
    "closer": ("krótsza droga", "shorter way"),
}
_IN_TURN: Pair = (
    "Na zmianę: pierwszy kontakt dla kogoś bez kontaktów, most między społecznościami, krótsza droga.",
    "In turn: a first contact for somebody without any, a bridge between communities, a shorter way.",
)
_NOBODY_THEN: Pair = (
    "Do tego dnia nikt nie dołączył do sieci. Wybierzcie późniejszy dzień.",
    "Nobody had joined the network by that day. Choose a later one.",
)
_AFTER: Pair = (
    "Gdyby wszystkie te znajomości się udały: bez kontaktów {isolates}, rozdzielonych grup {components}, "
    "w największej grupie {largest}.",
    "If all of these worked: without contacts {isolates}, separate groups {components}, in the largest group "
    "{largest}.",
)
_LOOKED_AT: Pair = (
    "Sieć jest duża: sprawdziliśmy {n} z {all} organizacji, te, którym nowy kontakt dałby najwięcej.",
    "The network is large: {n} of {all} organisations were looked at, those whom a new contact would help most.",
)
_COLUMNS = (
    *("rank", "goal", "seeker_id", "seeker", "provider_id", "provider", "kind", "value", "score", "band"),
    *("hops_before", "n_newly_connected", "isolates", "n_pairs_nearer", "n_hops_saved", "efficiency_gain"),
    "standard_error",
    *("communities_contacts", "regions_contacts", "sectors_contacts", *(f"points_{name}" for name in EFFECT_LABELS)),
    "sentence",
)


def effect_label(effect: str, language: str) -> str:
    """What people call one of the effects that introductions are ranked by."""
    return EFFECT_LABELS[effect][language != "pl"]


def goal_label(goal: str, language: str) -> str:
    """What people call what a list is to reach."""
    return GOAL_LABELS[goal][language != "pl"]


def served_label(goal: str, language: str) -> str | None:
    """What an introduction is on the list for; None where it is for its points alone."""
    return SERVED[goal][language != "pl"] if goal in SERVED else None


def sentence_of(one: RankedIntroduction, wording: Wording) -> str:
    """What would change if the two met."""
    sectors = {code: scope_label(wording.snapshot, "sector", code, wording.language) for code in SECTOR_CHOICES}
    return introduction_sentence(one.effect, wording.snapshot, wording.language, wording.names, sectors)


def why_of(one: RankedIntroduction, wording: Wording) -> tuple[str, ...]:
    """The strongest reasons why the two fit, said to the one who asks."""
    return tuple(reason.sentence for reason in wording.suggestion(one.suggestion).strongest)


def note_of(best: Best, language: str) -> str | None:
    """Why there are no introductions; None where there are some."""
    if best.answer.note == "no_actors" and not best.is_of_today:
        return _NOBODY_THEN[language != "pl"]
    return introduction_note(best.answer.note, language) if best.answer.note else None


def summary_of(best: Best, language: str) -> str:
    """What all of them together would change, with numbers before and after; empty where there are none."""
    before, after = best.answer.before, best.answer.after
    if not best.answer.introductions:
        return ""
    numbers = {
        name: _change(getattr(before, field), getattr(after, field))
        for name, field in (("isolates", "n_isolates"), ("components", "n_components"), ("largest", "largest"))
    }
    in_turn = [_IN_TURN[language != "pl"]] if best.answer.question.goal == "mixed" else []
    told = [*in_turn, _AFTER[language != "pl"].format(**numbers)]
    if not best.answer.is_complete:
        told.append(_LOOKED_AT[language != "pl"].format(n=best.answer.n_looked_at, all=best.answer.n_seekers))
    return " ".join(told)


def _change(before: int, after: int) -> str:
    """A number before and after.

    >>> _change(83, 79), _change(5, 5)
    ('83 → 79', '5')
    """
    return f"{before} → {after}" if before != after else f"{before}"


def introductions_json(best: Best, wording: Wording) -> dict[str, Any]:
    """The answer with names, labels and sentences."""
    answer, question = best.answer, best.answer.question
    return {
        "as_of": best.snapshot.as_of.isoformat(),
        "revision": best.snapshot.revision,
        "whom": str(question.kind),
        "goal": question.goal,
        "by_sequence": question.by_sequence,
        "per_actor": question.per_actor,
        "scope": scope_given(question.scope),
        "n_pairs": answer.n_pairs,
        "n_looked_at": answer.n_looked_at,
        "n_seekers": answer.n_seekers,
        "before": _shape(answer.before),
        "after": _shape(answer.after),
        "summary": summary_of(best, wording.language),
        "note": answer.note,
        "note_sentence": note_of(best, wording.language),
        "introductions": [_introduction(one, wording) for one in answer.introductions],
    }


def _shape(shape: Shape) -> dict[str, int]:
    return asdict(shape)


def _introduction(one: RankedIntroduction, wording: Wording) -> dict[str, Any]:
    effect, shortening = one.effect, one.effect.shortening
    return {
        "rank": one.rank,
        "goal": one.goal,
        "goal_label": served_label(one.goal, wording.language),
        "seeker_id": one.suggestion.seeker_id,
        "seeker_name": wording.name(one.suggestion.seeker_id),
        "provider_id": one.suggestion.provider_id,
        "provider_name": wording.name(one.suggestion.provider_id),
        "value": one.value,
        "points": [{**asdict(points), "label": effect_label(points.effect, wording.language)} for points in one.points],
        "sentence": sentence_of(one, wording),
        "effect": {
            "hops_before": effect.hops_before,
            "n_newly_connected": effect.n_newly_connected,
            "isolates": list(effect.isolates),
            "n_pairs_nearer": shortening.n_pairs,
            "n_hops_saved": shortening.n_hops,
            "efficiency_gain": shortening.efficiency,
            "standard_error": shortening.standard_error,
            "bridges": [_bridge(bridge) for bridge in effect.bridges],
            "seeker": _end(effect.seeker),
            "provider": _end(effect.provider),
        },
        "suggestion": suggestion_json(one.suggestion, wording),
    }


def _bridge(bridge: Bridge) -> dict[str, Any]:
    return asdict(bridge)


def _end(end: End) -> dict[str, Any]:
    return asdict(end)


def introductions_csv(best: Best, wording: Wording) -> Iterator[str]:
    """The introductions as CSV, one a line."""
    return csv_lines(_COLUMNS, (_row(one, wording) for one in best.answer.introductions))


def _row(one: RankedIntroduction, wording: Wording) -> tuple[object, ...]:
    suggestion, effect = one.suggestion, one.effect
    bridges = {bridge.of: bridge.n_contacts for bridge in effect.bridges}
    points = {each.effect: each.points for each in one.points}
    shortening = effect.shortening
    return (
        *(one.rank, one.goal, suggestion.seeker_id, wording.name(suggestion.seeker_id)),
        *(suggestion.provider_id, wording.name(suggestion.provider_id), str(suggestion.kind)),
        *(one.value, suggestion.score, suggestion.band.value, effect.hops_before),
        *(effect.n_newly_connected, " ".join(effect.isolates), shortening.n_pairs, shortening.n_hops),
        *(shortening.efficiency, shortening.standard_error),
        *(bridges.get(of) for of in ("community", "region", "sector")),
        *(points.get(name, 0.0) for name in EFFECT_LABELS),
        sentence_of(one, wording),
    )
