"""Names of invented organisations, by legal form, sphere and place."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from seeds.wording.facts import OrganisationFacts
from seeds.wording.polish import from_place
from seeds.wording.titles import sphere_title, title

KGW_NICKNAMES = (
    *("Jarzębinki", "Pod Kasztanem", "Babie Lato", "Zawilce", "Na Rozstajach", "Przepióreczki", "Lniane Nitki"),
    *("Sójki", "Kłos i Chaber", "Ogniste Korale", "Miedziany Rondel", "Pogodne Gospodynie", "Spod Lipy", "Trzy Źródła"),
    *("Haftowane Poranki", "Makowe Panienki", "Malwy", "Wianki", "Dzieża", "Skowronki"),
)
CLUB_NAMES = (
    *("Żwawi", "Młode Rysie", "Wiatr w Plecy", "Piąty Bieg", "Zwinne Czaple", "Twardy Start", "Ruchliwi", "Rozgrzani"),
    *("Gwizdek", "Koniec Rozgrzewki", "Szybkie Trampki", "Skakanka", "Sobotnie Lisy", "Czerwone Plecaki"),
    *("Drugi Oddech", "Kolorowe Koszulki", "Zielone Gwizdki", "Zakwasy po Treningu"),
)
REGION_NAMES = (
    *("Między Stawami", "Kraina Zawilca", "Dolina Trzech Młynów", "Szlak Bocianich Gniazd", "Pogórze Miodowe"),
    *("Kraina Starych Sadów", "Brzegi i Bory", "Wzgórza Żurawi", "Zielona Grobla", "Lniane Pola"),
)


def organisation_name(facts: OrganisationFacts, rng: random.Random) -> str:
    """A name that such an organisation could bear."""
    return _MAKERS.get(facts.form, _association)(facts, rng)


def _quoted(facts: OrganisationFacts, rng: random.Random) -> str:
    return sphere_title(facts.spheres[0], facts.theme, rng) if rng.random() < 0.5 else title(rng)


def _association(facts: OrganisationFacts, rng: random.Random) -> str:
    where, genitive = facts.place.where, facts.place.genitive
    patterns: list[tuple[float, str]] = [
        (5, f"Stowarzyszenie „{_quoted(facts, rng)}”"),
        (2, f"Stowarzyszenie „{_quoted(facts, rng)}” {where}"),
        (1, f"Towarzystwo „{title(rng)}” {where}"),
    ]
    if genitive:
        patterns += [
            (1.5, f"Stowarzyszenie Przyjaciół {genitive}"),
            (1, f"Stowarzyszenie „Razem dla {genitive}”"),
        ]
    if genitive and facts.spheres[0] in {"SP13", "SP11", "SP32A", "SP04"}:
        patterns.append((3, f"Stowarzyszenie Rozwoju Wsi {facts.place.name}"))
    if facts.spheres[0] in _SUBJECTS:
        subject = rng.choice(_SUBJECTS[facts.spheres[0]])
        # In a real town a subject and a place alone could be somebody's name.
        patterns.append((3, f"{subject} {where}" if genitive and rng.random() < 0.5 else f"{subject} „{title(rng)}”"))
    return _weighted(patterns, rng)


def _foundation(facts: OrganisationFacts, rng: random.Random) -> str:
    name = _quoted(facts, rng)
    return _weighted([(5, f"Fundacja {name}"), (3, f"Fundacja „{name}”"), (0.6, f"{name} – fundacja")], rng)


def _club(facts: OrganisationFacts, rng: random.Random) -> str:
    kinds = ("Klub Sportowy", "Klub Sportowy", "Towarzystwo Sportowe", "Klub Rekreacji i Sportu")
    return f"{rng.choice(kinds)} „{_club_name(facts, rng)}” {facts.place.where}"


def _school_club(facts: OrganisationFacts, rng: random.Random) -> str:
    kind = rng.choice(("Uczniowski Klub Sportowy", "Uczniowski Klub Sportowy", "UKS"))
    return f"{kind} „{_club_name(facts, rng)}” {facts.place.where}"


def _club_name(facts: OrganisationFacts, rng: random.Random) -> str:
    return sphere_title(facts.spheres[0], facts.theme, rng) if rng.random() < 0.4 else rng.choice(CLUB_NAMES)


def _circle(facts: OrganisationFacts, rng: random.Random) -> str:
    nickname = f" „{rng.choice(KGW_NICKNAMES)}”" if rng.random() < 0.5 else ""
    return f"Koło Gospodyń Wiejskich{nickname} {facts.place.where}"


def _brigade(facts: OrganisationFacts, rng: random.Random) -> str:
    # Two brigades of one village are told apart by its parts.
    part = rng.choice((" – Kolonia", " – Podlesie", " – Zarzecze")) if rng.random() < 0.1 else ""
    return f"{rng.choice(('Ochotnicza Straż Pożarna', 'Ochotnicza Straż Pożarna', 'OSP'))} {facts.place.where}{part}"


def _informal(facts: OrganisationFacts, rng: random.Random) -> str:
    where, genitive = facts.place.where, facts.place.genitive
    people = rng.choice(_PEOPLE.get(facts.spheres[0], ("Sąsiedzi", "Ekipa", "Aktywni")))
    streets = ("Zielonej", "Ogrodowej", "Kwiatowej", "Sadowej", "Polnej", "Cichej", "Młyńskiej", "Akacjowej", "Krętej")
    patterns = [
        (4, f"Grupa nieformalna „{title(rng)}”"),
        (2, f"Grupa nieformalna „{_quoted(facts, rng)}” {where}"),
        (1.5, f"Inicjatywa „{_quoted(facts, rng)}”"),
        (1, f"{title(rng)} {where}"),
    ]
    if genitive:
        patterns.append((4, f"Grupa nieformalna „{people} {from_place(genitive)}”"))
    else:
        patterns.append((3, f"Grupa nieformalna „{people} z {rng.choice(streets)}” {where}"))
    return _weighted(patterns, rng)


def _weighted(patterns: Sequence[tuple[float, str]], rng: random.Random) -> str:
    texts = [text for _, text in patterns]
    return rng.choices(texts, [weight for weight, _ in patterns])[0]


def _ordinary(facts: OrganisationFacts, rng: random.Random) -> str:
    return f"Stowarzyszenie zwykłe „{_quoted(facts, rng)}”"


def _action_group(facts: OrganisationFacts, rng: random.Random) -> str:
    return f"Lokalna Grupa Działania „{rng.choice(REGION_NAMES)}”"


def _union(facts: OrganisationFacts, rng: random.Random) -> str:
    return f"{rng.choice(('Federacja', 'Związek Stowarzyszeń', 'Forum Organizacji'))} „{title(rng)}”"


def _cooperative(facts: OrganisationFacts, rng: random.Random) -> str:
    return f"Spółdzielnia Socjalna „{title(rng)}” {facts.place.where}"


def _company(facts: OrganisationFacts, rng: random.Random) -> str:
    return f"{title(rng)} sp. z o.o. non-profit"


def _church(facts: OrganisationFacts, rng: random.Random) -> str:
    return f"{rng.choice(('Parafialny Zespół Pomocy', 'Wspólnota', 'Dom Pomocy'))} „{title(rng)}” {facts.place.where}"


def _farmers(facts: OrganisationFacts, rng: random.Random) -> str:
    return f"Kółko Rolnicze {facts.place.where}"


_MAKERS: Mapping[str, Callable[[OrganisationFacts, random.Random], str]] = {
    "ASSOC": _association,
    "ASSOC_ORD": _ordinary,
    "FOUND": _foundation,
    "UNION": _union,
    "KGW": _circle,
    "UKS": _school_club,
    "SPORT_ASSOC": _club,
    "OSP": _brigade,
    "LGD": _action_group,
    "SOC_COOP": _cooperative,
    "NONPROFIT_CO": _company,
    "CHURCH": _church,
    "RURAL_CIRCLE": _farmers,
    "INFORMAL": _informal,
}
# Who an informal group of the sphere can be.
_PEOPLE: Mapping[str, tuple[str, ...]] = {
    "SP10": ("Seniorzy", "Seniorki"),
    "SP15": ("Młodzi",),
    "SP31": ("Mamy", "Rodzice"),
    "SP07": ("Rodzice",),
}
# What an association can call itself by its sphere, to be followed by a title or a village.
_SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "SP04": ("Towarzystwo Miłośników Tradycji", "Towarzystwo Regionalne"),
    "SP06": ("Stowarzyszenie na rzecz Zdrowia",),
    "SP07": ("Stowarzyszenie Rodziców i Przyjaciół", "Stowarzyszenie na rzecz Osób z Niepełnosprawnościami"),
    "SP10": ("Klub Seniora", "Akademia Seniorów"),
    "SP13": ("Stowarzyszenie Mieszkańców", "Stowarzyszenie na rzecz Sąsiedztwa"),
    "SP15": ("Klub Młodzieżowy", "Stowarzyszenie na rzecz Dzieci i Młodzieży"),
    "SP16": ("Towarzystwo Kulturalne", "Grupa Twórcza"),
    "SP17": ("Towarzystwo Sportowe", "Ognisko Sportu i Rekreacji"),
    "SP18": ("Towarzystwo Przyrodnicze",),
    "SP19": ("Klub Wędrowców", "Towarzystwo Krajoznawcze"),
    "SP31": ("Klub Rodziców",),
}
