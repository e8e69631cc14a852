"""Gaps as plain sentences, in Polish and in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from graph.snapshot import Snapshot
from matching.errors import InvalidOption
from matching.gaps.results import Nearest, Note, Proposal, Totals
from matching.wording.naming import Names
from matching.wording.plurals import polish_plural

V = TypeVar("V")

_NOT_FAR_KM = 1.0  # below this the nearest is said to be on the spot


def gap_sentence(proposal: Proposal, snapshot: Snapshot, language: str) -> str:
    """What the proposal is, why there is a gap, and who is nearest, as a few sentences.

    Parameters
    ----------
    proposal : Proposal
    snapshot : Snapshot
        Where names of skills, regions and actors are found; mentors have none there.
    language : {"pl", "en"}

    Raises
    ------
    InvalidOption
        There is no such language.
    """
    parts = _of(_PROPOSAL_PARTS, language)
    names = Names(snapshot, language, {})
    return " ".join(text for part in parts if (text := part(proposal, names)))


def gap_note(note: Note, totals: Totals, language: str) -> str:
    """Why there are no proposals, and the next step.

    Raises
    ------
    InvalidOption
        There is no such language.
    """
    return _of(_NOTES, language)[note].format(n=totals.n_needs, unmet=totals.n_unmet)


def _of(by_language: Mapping[str, V], language: str) -> V:
    if language not in by_language:
        raise InvalidOption("language", language, ", ".join(by_language))
    return by_language[language]


# Polish


def _what_pl(proposal: Proposal, names: Names) -> str:
    skill = names.skills([proposal.skill_id])
    needed = _needed_pl(proposal.n_would_come)
    if proposal.mode == "online":
        who = "która pracuje online" if proposal.n_would_come == 1 else "które pracują online"
        return f"Szkolenie online: {skill}. {needed}, {who}, więc wystarczy jedna osoba prowadząca online."
    where = names.region(proposal.region_id) if proposal.region_id else "miejsce do ustalenia"
    not_online = "Nie podaje" if proposal.n_would_come == 1 else "Nie podają"
    online = "pracuje" if proposal.n_would_come == 1 else "pracują"
    return (
        f"Szkolenie na miejscu ({where}): {skill}. {needed}. {not_online}, że {online} online, "
        "więc ktoś musi poprowadzić je na miejscu."
    )


def _needed_pl(count: int) -> str:
    organisations = polish_plural(count, "organizacja", "organizacje", "organizacji")
    few = count != 1 and organisations.endswith("organizacje")
    return f"{'Potrzebują' if few else 'Potrzebuje'} go {organisations}"


def _cause_pl(proposal: Proposal, _names: Names) -> str:
    if proposal.n_served >= 1 and proposal.cause == "too_few_places":
        n_served = int(proposal.n_served)
        return f"Wolnych miejsc w zasięgu wystarczy dziś dla {n_served} z {proposal.n_needing}, którym tego trzeba."
    return {
        "too_few_places": "Ktoś w zasięgu to oferuje, ale chętnych jest więcej niż wolnych miejsc.",
        "nobody_offers": "Nikt inny w sieci nie oferuje tego na wystarczającym poziomie.",
        "nobody_free": "Kto to oferuje, nie ma dziś wolnego miejsca.",
        "nobody_within_reach": "W zasięgu nie ma nikogo wolnego, kto to oferuje.",
    }[proposal.cause]


def _nearest_pl(proposal: Proposal, names: Names) -> str:
    nearest = proposal.nearest
    if nearest is None:
        return ""
    facts = _facts(nearest, "około {km} km", "na miejscu", "nie wiemy gdzie", "bez wolnych miejsc")
    return f"Najbliżej: {names.actor(nearest.actor_id)} ({facts})."


def _also_pl(proposal: Proposal, _names: Names) -> str:
    count = len(proposal.could_also_come)
    if not count:
        return ""
    if count == 1:
        return "Może też dołączyć 1 organizacja z okolicy, która pracuje online."
    organisations = polish_plural(count, "organizacja", "organizacje", "organizacji")
    verb = "Mogą" if organisations.endswith("organizacje") else "Może"
    return f"{verb} też dołączyć {organisations} z okolicy, które pracują online."


# English


def _what_en(proposal: Proposal, names: Names) -> str:
    skill, one = names.skills([proposal.skill_id]), proposal.n_would_come == 1
    needed = "1 organisation needs it" if one else f"{proposal.n_would_come} organisations need it"
    if proposal.mode == "online":
        works = "works" if one else "work"
        return f"Online training: {skill}. {needed} and {works} online, so one online trainer is enough."
    where = names.region(proposal.region_id) if proposal.region_id else "place to be agreed"
    online = "It does not say that it works" if one else "They do not say that they work"
    return f"Training on site ({where}): {skill}. {needed}. {online} online, so somebody has to be there."


def _cause_en(proposal: Proposal, _names: Names) -> str:
    if proposal.n_served >= 1 and proposal.cause == "too_few_places":
        n_served = int(proposal.n_served)
        return f"Free places within reach are enough today for {n_served} of the {proposal.n_needing} that need it."
    return {
        "too_few_places": "Somebody within reach offers it, but more organisations need it than there are free places.",
        "nobody_offers": "Nobody else in the network offers it at a sufficient level.",
        "nobody_free": "Those who offer it have no free place today.",
        "nobody_within_reach": "Nobody free within reach offers it.",
    }[proposal.cause]


def _nearest_en(proposal: Proposal, names: Names) -> str:
    nearest = proposal.nearest
    if nearest is None:
        return ""
    facts = _facts(nearest, "about {km} km", "on the spot", "we do not know where", "no free place")
    return f"Nearest: {names.actor(nearest.actor_id)} ({facts})."


def _also_en(proposal: Proposal, _names: Names) -> str:
    count = len(proposal.could_also_come)
    if not count:
        return ""
    organisations = "1 organisation nearby that works" if count == 1 else f"{count} organisations nearby that work"
    return f"{organisations} online could come too."


def _facts(nearest: Nearest, far: str, here: str, unknown: str, full: str) -> str:
    where = far.format(km=round(nearest.km or 0))
    if nearest.km is None or nearest.km < _NOT_FAR_KM:
        where = unknown if nearest.km is None else here
    online = ("online",) if nearest.online else ()
    return ", ".join((where, *online, *(() if nearest.n_places else (full,))))


_Part = Callable[[Proposal, Names], str]
_PROPOSAL_PARTS: Mapping[str, tuple[_Part, ...]] = {
    "pl": (_what_pl, _cause_pl, _nearest_pl, _also_pl),
    "en": (_what_en, _cause_en, _nearest_en, _also_en),
}
_NOTES: Mapping[str, Mapping[Note, str]] = {
    "pl": {
        "no_organisations": (
            "Nie ma tu jeszcze żadnej organizacji, więc nie ma czego liczyć. "
            "Dodajcie organizacje albo zapytajcie o inne miejsce."
        ),
        "no_needs": (
            "Żadna organizacja nie podała potrzeb, o które pytacie, więc nie wiadomo, czego brakuje. "
            "Poproście organizacje o uzupełnienie profili albo zapytajcie szerzej."
        ),
        "all_met": (
            "Niczego nie brakuje: na każdą podaną potrzebę (razem {n}) przypada w zasięgu dość wolnych miejsc "
            "albo ktoś już w niej pomaga. Zapytajcie o inne miejsce lub temat, jeśli planujecie dalej."
        ),
        "none_of_this_mode": (
            "W tej formie niczego nie brakuje; potrzeby bez wystarczającej pomocy w drugiej formie: {unmet}. "
            "Zapytajcie bez wyboru formy."
        ),
    },
    "en": {
        "no_organisations": (
            "There is no organisation here yet, so there is nothing to count. Add organisations, or ask about "
            "another place."
        ),
        "no_needs": (
            "No organisation has stated the needs you ask about, so nobody knows what is missing. "
            "Ask organisations to complete their profiles, or ask more widely."
        ),
        "all_met": (
            "Nothing is missing: for every need stated ({n} in all) there are enough free places within reach, "
            "or somebody helps with it already. Ask about another place or topic to plan on."
        ),
        "none_of_this_mode": (
            "Nothing is missing in this mode; in the other one, needs without enough help: {unmet}. "
            "Ask without choosing a mode."
        ),
    },
}
