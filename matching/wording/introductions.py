"""Introductions as plain sentences, in Polish and in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from graph.snapshot import Snapshot
from matching.errors import InvalidOption
from matching.introductions.results import Bridge, Effect, End, Note, Partition
from matching.wording.naming import Names
from matching.wording.plurals import polish_plural

V = TypeVar("V")


def introduction_sentence(
    effect: Effect,
    snapshot: Snapshot,
    language: str,
    names: Mapping[str, str] | None = None,
    sectors: Mapping[str, str] | None = None,
) -> str:
    """What would change if the two met, as one to three sentences.

    Parameters
    ----------
    effect : Effect
    snapshot : Snapshot
        Where names of actors and regions are found.
    language : {"pl", "en"}
    names : mapping of actor id to name, optional
        Names that the network does not hold; they go first.
    sectors : mapping of sector to what it is called, optional
        Else it goes by its code.

    Raises
    ------
    InvalidOption
        There is no such language.
    """
    parts = _of(_PARTS, language)
    named = Names(snapshot, language, names or {})
    return " ".join(text for part in parts if (text := part(effect, named, sectors or {})))


def introduction_note(note: Note, language: str) -> str:
    """Why there is nobody to introduce, and the next step.

    Raises
    ------
    InvalidOption
        There is no such language.
    """
    return _of(_NOTES, language)[note]


def _of(by_language: Mapping[str, V], language: str) -> V:
    if language not in by_language:
        raise InvalidOption("language", language, ", ".join(by_language))
    return by_language[language]


def _first_contacts(effect: Effect) -> Sequence[Bridge]:
    """The parts between which it would be the first contact."""
    return [bridge for bridge in effect.bridges if bridge.n_contacts == 0]


def _about(value: float, exact: bool, about: str) -> str:
    return f"{round(value)}" if exact else f"{about} {round(value)}"


def _part_labels(bridge: Bridge, names: Names, sectors: Mapping[str, str]) -> list[str]:
    parts = (bridge.seeker_part, bridge.provider_part)
    if bridge.of == "region":
        return [names.voivodeship(part) for part in parts]
    return [sectors.get(part, part) for part in parts]


def _kinds_of_parts(
    effect: Effect, names: Names, sectors: Mapping[str, str], words: Mapping[Partition, str], conjunction: str
) -> str:
    """The kinds of parts that are bridged for the first time, each with its two."""
    told = []
    for bridge in _first_contacts(effect):
        labels = "" if bridge.of == "community" else f" ({conjunction.join(_part_labels(bridge, names, sectors))})"
        told.append(words[bridge.of] + labels)
    return conjunction.join(part for part in (", ".join(told[:-1]), *told[-1:]) if part)


# Polish

_PARTS_PL: Mapping[Partition, str] = {
    "community": "ich społecznościami",
    "region": "województwami",
    "sector": "sektorami",
}


def _ways_pl(effect: Effect, names: Names, _sectors: Mapping[str, str]) -> str:
    seeker, provider = (names.actor(end.actor_id) for end in (effect.seeker, effect.provider))
    if len(effect.isolates) == 2:
        return f"{seeker} i {provider} nie mają jeszcze żadnych kontaktów; dla obu stron byłby to pierwszy."
    if effect.isolates:
        end = effect.seeker if effect.seeker.is_isolate else effect.provider
        near = "1 innego uczestnika" if end.n_near_after == 1 else f"{end.n_near_after} innych uczestników"
        return (
            f"{names.actor(end.actor_id)} nie ma jeszcze żadnego kontaktu; po tym pierwszym "
            f"znajdzie się najwyżej trzy kroki od {near} sieci."
        )
    if effect.hops_before is None:
        sizes = (effect.seeker.component_size, effect.provider.component_size)
        return (
            f"Dziś nie łączy ich żaden łańcuch kontaktów: {seeker} należy do grupy {sizes[0]} połączonych "
            f"uczestników, {provider} do grupy {sizes[1]}. Powstałaby jedna, licząca {sum(sizes)}."
        )
    return _nearer_pl(effect)


def _nearer_pl(effect: Effect) -> str:
    steps = polish_plural(effect.hops_before or 0, "krok", "kroki", "kroków")
    verb = "dzielą" if steps.endswith("kroki") else "dzieli"
    others = _about(effect.shortening.n_pairs - 1, effect.shortening.is_exact, "około")
    also = "" if effect.shortening.n_pairs < 1.5 else f" Droga skróci się też innym parom: {others}."
    return f"Dziś {verb} ich {steps}, po poznaniu – jeden.{also}"


def _bridges_pl(effect: Effect, names: Names, sectors: Mapping[str, str]) -> str:
    parts = _kinds_of_parts(effect, names, sectors, _PARTS_PL, " i ")
    return f"Byłby to pierwszy kontakt między {parts}." if parts else ""


def _lately_pl(effect: Effect, names: Names, _sectors: Mapping[str, str]) -> str:
    new = [names.actor(end.actor_id) for end in _newly_joined(effect)]
    if len(new) == 2:
        return f"{new[0]} i {new[1]} są w sieci od niedawna."
    return f"{new[0]} jest w sieci od niedawna." if new else ""


def _newly_joined(effect: Effect) -> Iterator[End]:
    yield from (end for end in (effect.seeker, effect.provider) if end.joined_lately)


# English

_PARTS_EN: Mapping[Partition, str] = {
    "community": "their communities",
    "region": "voivodeships",
    "sector": "sectors",
}


def _ways_en(effect: Effect, names: Names, _sectors: Mapping[str, str]) -> str:
    seeker, provider = (names.actor(end.actor_id) for end in (effect.seeker, effect.provider))
    if len(effect.isolates) == 2:
        return f"Neither {seeker} nor {provider} has any contact yet; it would be the first for both."
    if effect.isolates:
        end = effect.seeker if effect.seeker.is_isolate else effect.provider
        others = "1 other" if end.n_near_after == 1 else f"{end.n_near_after} others"
        return (
            f"{names.actor(end.actor_id)} has no contact yet; this first one would bring it within three steps "
            f"of {others} in the network."
        )
    if effect.hops_before is None:
        sizes = (effect.seeker.component_size, effect.provider.component_size)
        return (
            f"No chain of contacts connects the two today: {seeker} belongs to a group of {sizes[0]}, "
            f"{provider} to one of {sizes[1]}. They would become one group of {sum(sizes)}."
        )
    others = _about(effect.shortening.n_pairs - 1, effect.shortening.is_exact, "about")
    pairs = "pair" if others == "1" else "pairs"
    also = "" if effect.shortening.n_pairs < 1.5 else f" The way gets shorter for {others} other {pairs}, too."
    return f"They are {effect.hops_before} steps apart today, and would be one.{also}"


def _bridges_en(effect: Effect, names: Names, sectors: Mapping[str, str]) -> str:
    parts = _kinds_of_parts(effect, names, sectors, _PARTS_EN, " and ")
    return f"It would be the first contact between {parts}." if parts else ""


def _lately_en(effect: Effect, names: Names, _sectors: Mapping[str, str]) -> str:
    new = [names.actor(end.actor_id) for end in _newly_joined(effect)]
    if not new:
        return ""
    return f"{' and '.join(new)} joined the network lately."


_Part = Callable[[Effect, Names, Mapping[str, str]], str]
_PARTS: Mapping[str, tuple[_Part, ...]] = {
    "pl": (_ways_pl, _bridges_pl, _lately_pl),
    "en": (_ways_en, _bridges_en, _lately_en),
}
_NOTES: Mapping[str, Mapping[Note, str]] = {
    "pl": {
        "no_actors": "W sieci nie ma jeszcze nikogo, więc nie ma kogo poznawać. Dodajcie organizacje.",
        "one_actor": "W sieci jest dopiero jeden uczestnik, więc nie ma go z kim poznać. Dodajcie następnych.",
        "no_organisations": "W sieci nie ma jeszcze żadnej organizacji. Dodajcie organizacje.",
        "nobody_in_scope": "W tej części sieci nie ma nikogo, kogo można by z kimś poznać. Zapytajcie szerzej.",
        "nobody_to_meet": "Nie ma tu nikogo, z kim można by poznać organizacje. Zapytajcie o inny rodzaj kontaktów "
        "albo szerzej.",
        "all_in_contact": "Nie ma nic do zrobienia: wszyscy, o których pytacie, już się znają.",
        "no_pair_fits": "Żadna para nie pasuje do siebie na tyle, by ją poznać: nikt nie ma drugiemu czegoś do "
        "zaoferowania, albo pytania o poznanie już padły. Poproście organizacje o uzupełnienie potrzeb i ofert.",
        "none_for_goal": "Żadna para, którą można by poznać, nie służy temu celowi. Wybierzcie inny cel.",
    },
    "en": {
        "no_actors": "There is nobody in the network yet, so nobody can be introduced. Add organisations.",
        "one_actor": "There is only one member of the network yet, and nobody to introduce it to. Add others.",
        "no_organisations": "There is no organisation in the network yet. Add organisations.",
        "nobody_in_scope": "Nobody in this part of the network could be introduced to anybody. Ask more widely.",
        "nobody_to_meet": "There is nobody here whom organisations could be introduced to. Ask about another kind "
        "of contact, or more widely.",
        "all_in_contact": "Nothing is left to do: all those you ask about know each other already.",
        "no_pair_fits": "No two fit each other well enough to be introduced: none has something for the other, or "
        "they were asked already. Ask organisations to complete their needs and offers.",
        "none_for_goal": "No two who could be introduced serve this goal. Choose another goal.",
    },
}
