"""How brokerage was counted, and what breaks without somebody, in plain sentences."""

from __future__ import annotations

from math import isnan

from graph.analysis.breaking import Breaking
from graph.analysis.brokers import N_BY_DISTANCE, Brokers
from matching.wording.plurals import polish_plural
from web.services.growth.numbers import count_text

_COUNTED = {
    "pl": {
        "distance": "Policzono dokładnie, ze wszystkich najkrótszych dróg; im silniejszy kontakt, tym krótsza droga.",
        "all": "Policzono dokładnie, ze wszystkich najkrótszych dróg, licząc kontakty po drodze: powyżej {limit} "
        "uczestników siła kontaktów nie jest brana pod uwagę.",
        "hops": "To szacunek: w sieci jest ponad {limit} uczestników, więc policzono drogi od {n} z nich, wybranych "
        "losowo, licząc kontakty po drodze, bez względu na ich siłę. Błąd standardowy wynosi najwyżej {error}; "
        "w obu połowach próby wśród {first} pierwszych jest {agreement} tych samych.",
        "none": "Nikt nie pośredniczy między innymi: za mało tu kontaktów.",
    },
    "en": {
        "distance": "Counted exactly, over all shortest ways; the stronger a contact, the shorter the way.",
        "all": "Counted exactly, over all shortest ways by the number of contacts on them: above {limit} members the "
        "strength of contacts is left out.",
        "hops": "An estimate: the network has more than {limit} members, so ways were followed from {n} of them, drawn "
        "at random, by the number of contacts on them, whatever their strength. The standard error is at most {error}; "
        "of the {first} first, {agreement} are the same by both halves of the sample.",
        "none": "Nobody stands between others: there are too few contacts.",
    },
}


def how_counted(brokers: Brokers, language: str) -> str:
    """Whether betweenness is exact, how ways were measured, and how far off it may be."""
    words, found = _COUNTED[language], brokers.betweenness
    if not (found.share > 0).any():
        return words["none"]
    key = "distance" if brokers.by == "distance" else "all" if found.is_exact else "hops"
    return words[key].format(
        limit=count_text(N_BY_DISTANCE, language),
        n=count_text(found.n_sources, language),
        error=percent(float(found.error.max(initial=0.0)), language),
        first=found.n_compared,
        agreement=round(found.agreement * found.n_compared),
    )


def breaking_sentences(name: str, found: Breaking, language: str) -> list[str]:
    """What breaks if somebody leaves, as sentences.

    `name` is the name of whoever leaves.
    """
    return _breaking_pl(name, found) if language == "pl" else _breaking_en(name, found)


def _breaking_pl(name: str, found: Breaking) -> list[str]:
    if not found.n_contacts:
        return [f"{name}: nie ma żadnych kontaktów, więc bez tego uczestnika sieć trzyma się tak samo."]
    said = [f"{name}: {polish_plural(found.n_contacts, 'kontakt', 'kontakty', 'kontaktów')}."]
    if len(found.parts) > 1:
        parts = polish_plural(len(found.parts), "część", "części", "części")
        cut_off = polish_plural(len(found.cut_off), "uczestnika", "uczestników", "uczestników")
        said.append(f"Bez tego uczestnika sieć wokół rozpada się na {parts}; od największej odpada {cut_off}.")
        if len(found.left_alone):
            alone = polish_plural(len(found.left_alone), "uczestnik", "uczestników", "uczestników")
            said.append(f"Bez żadnego kontaktu zostaje {alone}.")
    else:
        said.append("Bez tego uczestnika nikt nie zostaje odcięty.")
    if not isnan(found.hops_then):
        now, then = (decimal(value, 1, "pl") for value in (found.hops_now, found.hops_then))
        said.append(f"Droga między tymi, których łączy, ma dziś średnio {now} kroku, a miałaby {then}.")
    return said


def _breaking_en(name: str, found: Breaking) -> list[str]:
    if not found.n_contacts:
        return [f"{name} has no contacts, so without them the network holds together just the same."]
    said = [f"{name} has {_n(found.n_contacts, 'contact', 'contacts')}."]
    if len(found.parts) > 1:
        cut_off = _n(len(found.cut_off), "member is", "members are")
        said.append(f"Without them the network around falls into {len(found.parts)} parts; {cut_off} cut off.")
        if len(found.left_alone):
            said.append(f"{_n(len(found.left_alone), 'member is', 'members are')} left without any contact.")
    else:
        said.append("Without them nobody is cut off.")
    if not isnan(found.hops_then):
        now, then = (decimal(value, 1, "en") for value in (found.hops_now, found.hops_then))
        said.append(f"The way between those whom they join takes {now} steps on average, and would take {then}.")
    return said


def percent(share: float, language: str) -> str:
    """A share in percent, with as many decimals as a small one needs.

    >>> percent(0.0803, "pl"), percent(0.00042, "en"), percent(0.0, "en")
    ('8,0%', '0.042%', '0.0%')
    """
    places = 1
    while 0 < share * 100 < 10 ** (1 - places) and places < 6:
        places += 1
    return f"{decimal(share * 100, places, language)}%"


def decimal(value: float, places: int, language: str) -> str:
    """A number with its decimals, as the language writes it.

    >>> decimal(2.0, 1, "pl"), decimal(2.0, 1, "en")
    ('2,0', '2.0')
    """
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if language == "pl" else text


def _n(count: int, one: str, many: str) -> str:
    return f"{count_text(count, 'en')} {one if count == 1 else many}"
