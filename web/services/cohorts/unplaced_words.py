"""Why an organisation has no mentor, who competes for too few places, what a mended plan changes, as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matching.wording.plurals import polish_plural
from web.services.cohorts.words import RULES, number, said
from web.services.introduction_words import Pair, in_language
from web.services.wording import Wording

_CAUSES: Mapping[str, Pair] = {
    "rule": ("Zasady wykluczają każdego mentora, który ma miejsce.", "Rules exclude every mentor with a place."),
    "capacity": (
        "Wszyscy mentorzy, z którymi może pracować, mają komplet.",
        "Every mentor that it can work with is full.",
    ),
    "competition": (
        "Miejsce dałoby się znaleźć, przesuwając innych, ale pierwszeństwo mają lepiej dopasowane organizacje.",
        "A place could be made by moving others, but organisations that fit better come first.",
    ),
}
_NO_MENTOR: Pair = (
    "Nie bierze udziału żaden mentor, z którym mogłaby pracować. Trzeba pozyskać kogoś do następnego cyklu.",
    "No mentor takes part whom it could work with. Win somebody over for the next cohort.",
)
_WOULD: Pair = ("Zmieniłoby to: {changes} ({mentor}).", "What would change it: {changes} ({mentor}).")
_CHANGES: Mapping[str, Pair] = {
    "rules_off": ("wyłączenie zasad: {rules}", "switching off: {rules}"),
    "without_veto": ("cofnięcie weta", "taking the veto back"),
    "more_places": ("jedno miejsce więcej", "one more place"),
    "lock": ("ustalenie tej pary z góry", "locking this pair"),
}
_AND: Pair = (" i ", " and ")
_MORE_RULES: dict[str, Pair] = {
    "together": ("dwie organizacje razem", "two organisations together"),
    "apart": ("dwie organizacje osobno", "two organisations apart"),
}
_CROWDED: Pair = (
    "{seekers_n} ({seekers}) – pomóc mogą tylko: {mentors}; razem to {mentors_n} i {places}. Policzono to niezależnie: "
    "jakkolwiek dobierać, mentora zabraknie dla co najmniej {without} z nich.",
    "{seekers_n} ({seekers}) can only be helped by {mentors_n} ({mentors}) with {places}. Counted independently: "
    "however they are matched, at least {without} of them will have no mentor.",
)
_ALL_CROWDED: Pair = (
    "W całym cyklu: {seekers_n}, a po drugiej stronie: {mentors_n} i {places}. Policzono to niezależnie: jakkolwiek "
    "dobierać, mentora zabraknie dla co najmniej {without} z tych organizacji.",
    "The whole cohort has {seekers_n}, and on the other side {mentors_n} with {places}. Counted independently: "
    "however they are matched, at least {without} of these organisations will have no mentor.",
)
_BESIDE_LOCKS: Pair = (
    "{places} (poza parami, które ustalono z góry albo które zostają)",
    "{places} (beside pairs that are locked or stay)",
)
_AND_MORE: Pair = ("{names} i jeszcze {n}", "{names} and {n} more")
_MOST_NAMED = 6
_COUNTED: Mapping[str, tuple[tuple[str, str, str], tuple[str, str]]] = {
    "seekers_n": (("organizacja", "organizacje", "organizacji"), ("organisation", "organisations")),
    "mentors_n": (("mentor", "mentorzy", "mentorów"), ("mentor", "mentors")),
    "places": (("miejsce", "miejsca", "miejsc"), ("place", "places")),
}
_AMENDED: Pair = (
    "Z {n_published} ogłoszonych par zostaje {n_kept}.",
    "Of {n_published} published pairs {n_kept} stay.",
)
_PROVED: Pair = (
    "Więcej zostać nie może, jeśli mentora ma mieć tyle organizacji, ile się da.",
    "No more can stay, if as many organisations as possible are to have a mentor.",
)
_LOSS: Pair = (
    "Gdyby dobierać od nowa, suma ocen byłaby wyższa o {loss}.",
    "Matched anew, the sum of scores would be higher by {loss}.",
)
_FREED: Pair = (
    "{left_by} zwalnia miejsce: {mentor}. Kto może je zająć, po kolei: {alternates}.",
    "{left_by} frees a place with {mentor}. It can go, in this order, to: {alternates}.",
)
_FORWARDED: Pair = ("{seeker}: zamiast {before} – {after}.", "{seeker}: {after} instead of {before}.")
_LEFT_ALONE: Pair = (
    "{seeker}: bez mentora; wcześniej {before}.",
    "{seeker}: without a mentor; before, {before}.",
)
_NOBODY: Pair = ("nikt nie czeka", "nobody is waiting")


def amended_sentence(amended: Mapping[str, Any], wording: Wording) -> str:
    """What a mended plan keeps, and what that costs."""
    told = [said(_AMENDED, wording, **amended)]
    if amended["most_kept"] is not None:
        told.append(in_language(_PROVED, wording))
    if amended["loss"] > 0:
        told.append(said(_LOSS, wording, loss=number(round(amended["loss"], 2), wording.language)))
    return " ".join(told)


def freed_sentence(freed: Mapping[str, Any], wording: Wording) -> str:
    """Which place was freed, and who may have it, in order."""
    names = ", ".join(wording.name(one) for one in freed["alternates"]) or in_language(_NOBODY, wording)
    return said(
        _FREED, wording, left_by=wording.name(freed["left_by"]), mentor=wording.name(freed["mentor"]), alternates=names
    )


def forwarded_sentence(changed: Mapping[str, Any], wording: Wording) -> str:
    """Whom an organisation has in place of the mentor that it had in the published plan."""
    names = {name: wording.name(changed[name]) for name in ("seeker", "before", "after") if changed[name]}
    return said(_FORWARDED if changed["after"] else _LEFT_ALONE, wording, **names)


def cause_sentence(one: Mapping[str, Any], wording: Wording) -> str:
    """Why the organisation has no mentor, and the smallest change that would give it one."""
    change = one["change"]
    if change is None:
        return in_language(_NO_MENTOR, wording)
    rules = ", ".join(in_language((RULES | _MORE_RULES)[rule], wording) for rule in change["rules_off"])
    changes = [said(words, wording, rules=rules) for name, words in _CHANGES.items() if change[name]]
    listed = in_language(_AND, wording).join(filter(None, [", ".join(changes[:-1]), changes[-1]]))
    would = said(_WOULD, wording, changes=listed, mentor=wording.name(change["mentor"]))
    return f"{in_language(_CAUSES[one['cause']], wording)} {would}"


def crowded_sentence(one: Mapping[str, Any], wording: Wording, n_seekers: int, places_of: Mapping[str, int]) -> str:
    """Who competes for which places; of many only the first are named.

    Parameters
    ----------
    n_seekers : organisations in the whole cohort
    places_of : mapping of mentor id to places, those of locked pairs included
    """
    counts = {"seekers_n": len(one["seekers"]), "mentors_n": len(one["mentors"]), "places": one["places"]}
    told = {name: _counted(name, n, wording) for name, n in counts.items()}
    if one["places"] < sum(places_of.get(mentor, 0) for mentor in one["mentors"]):
        told["places"] = said(_BESIDE_LOCKS, wording, places=told["places"])
    return said(
        _ALL_CROWDED if len(one["seekers"]) == n_seekers else _CROWDED,
        wording,
        **told,
        **{side: _named(one[side], wording) for side in ("mentors", "seekers")},
        without=len(one["seekers"]) - one["places"],
    )


def _named(ids: Sequence[str], wording: Wording) -> str:
    names = ", ".join(wording.name(one) for one in ids[:_MOST_NAMED])
    n_more = len(ids) - _MOST_NAMED
    return said(_AND_MORE, wording, names=names, n=n_more) if n_more > 0 else names


def _counted(name: str, n: int, wording: Wording) -> str:
    polish, (one, many) = _COUNTED[name]
    return polish_plural(n, *polish) if wording.language == "pl" else f"{n} {one if n == 1 else many}"
