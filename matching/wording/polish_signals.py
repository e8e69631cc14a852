"""Polish sentences of what past projects, events, words and kinds tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matching.wording.plurals import polish_plural
from matching.wording.said import Said


def _projects(said: Said) -> str:
    return polish_plural(
        said.number("n_projects"), "projekt z partnerami", "projekty z partnerami", "projektów z partnerami"
    )


def _experience_gap(said: Said) -> str:
    mine, theirs = (
        polish_plural(said.number(side), "projekt", "projekty", "projektów") for side in ("seeker", "provider")
    )
    if said.similar_experience:
        return f"Macie podobne doświadczenie (wy: {mine}, druga strona: {theirs})."
    return f"Macie różne doświadczenie (wy: {mine}, druga strona: {theirs}), więc możecie uczyć się od siebie."


def _events(said: Said) -> str:
    where = "wydarzeniu" if len(said.ids("events")) == 1 else "wydarzeniach"
    return f"Spotkaliście się już na {where}: {said.names.quoted(said.ids('events'))}."


def _text(said: Said) -> str:
    listed = said.names.quoted(said.ids("words"))
    if listed and said.facts.get("asked"):
        return f"Opis lub projekty wspominają o tym, o co pytacie: {listed}."
    same = "jest to samo słowo" if len(said.ids("words")) == 1 else "są te same słowa"
    return f"W opisach {same}: {listed}." if listed else "Opisy są do siebie podobne."


def _contacts(said: Said) -> str:
    listed = said.names.actors(said.ids("contacts"))
    return f"{'Macie wspólny kontakt' if len(said.ids('contacts')) == 1 else 'Macie wspólne kontakty'}: {listed}."


def _walk(said: Said) -> str:
    steps = said.number("steps")
    if steps == 2:  # by a common contact
        return _contacts(said)
    return {
        1: "Pracowaliście już razem.",
        3: "Jesteście w sieci blisko: wasze kontakty znają się nawzajem.",
    }.get(steps, "W sieci łączą was dalsze kontakty.")


def _sector(said: Said) -> str:
    often = "częściej" if said.contribution > 0 else "rzadziej"
    return f"Takie dwa rodzaje organizacji realizują razem projekty {often}, niż wynikałoby to z przypadku."


def _kind_activity(said: Said) -> str:
    often = "częściej" if said.contribution > 0 else "rzadziej"
    return f"Organizacje tego rodzaju biorą udział we wspólnych projektach {often} niż inne."


def _regions(said: Said) -> str:
    mine, theirs = (said.names.voivodeship(said.text(side)) for side in ("seeker_region", "provider_region"))
    often = "częściej" if said.contribution > 0 else "rzadziej"
    where = "jednego województwa" if mine == theirs else "waszych dwóch województw"
    named = mine if mine == theirs else f"{mine}, {theirs}"
    return f"Organizacje z {where} ({named}) realizują razem projekty {often}, niż wynikałoby to z przypadku."


SENTENCES: Mapping[str, Callable[[Said], str]] = {
    "contacts": _contacts,
    "events": _events,
    "experience_gap": _experience_gap,
    "text": _text,
    "names": lambda s: f"W obu nazwach jest to samo: {s.names.quoted(s.ids('words'))}.",
    "mention": lambda s: f"Wymieniacie tę nazwę w opisie: {s.names.quoted(s.ids('words'))}.",
    "walk": _walk,
    "similar_projects": lambda s: f"{s.provider_first} zna podobne projekty: {s.names.quoted(s.ids('projects'))}.",
    "theme": lambda s: f"Ma za sobą projekty na te same tematy: {s.names.spheres(s.ids('spheres'))}.",
    "activity": lambda s: f"{s.provider_first} ma za sobą {_projects(s)}.",
    "lead": lambda s: f"{s.provider_first} ma za sobą {_projects(s)} w roli lidera.",
    "recency": lambda s: f"{s.provider_first}: ostatni projekt z partnerami ruszył {s.day('began')}.",
    "sector": _sector,
    "kind_activity": _kind_activity,
    "regions": _regions,
}
