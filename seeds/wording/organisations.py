"""Descriptions of invented organisations: what they do, who they are, what they look for."""

from __future__ import annotations

import random
import re
from functools import cache

from seeds.wording.facts import OrganisationFacts
from seeds.wording.organisation_names import organisation_name
from seeds.wording.phrases import activities, sentences, skill_phrases
from seeds.wording.polish import plural, sentence
from seeds.wording.requests import asking, offering

_FEW_YEARS = 2
# Who an informal group of the sphere often is; only then do the sentences on them suit.
_GROUPS = {"SP15": "mlodzi", "SP31": "rodzice", "SP07": "rodzice"}
# After these verbs "poza tym" would not be natural.
_NOT_BESIDE = ("Jesteśmy", "Mamy", "Chcemy", "Zaczęliśmy", "Staramy")
_SPOKEN_BY_US = re.compile(r"\b(nam|nas|nami|nasz\w*|\w+byśmy)\b")


def organisation_texts(facts: OrganisationFacts, rng: random.Random) -> tuple[str, str]:
    """A name and a description of one to four sentences, both on one theme."""
    return organisation_name(facts, rng), organisation_about(facts, rng)


def organisation_about(facts: OrganisationFacts, rng: random.Random) -> str:
    """A description that says nothing the facts do not."""
    style = rng.choices((_told_by_us, _told_of_it, _terse), (7, 0 if facts.informal else 2, 1))[0]
    return " ".join(style(facts, rng))


def _told_by_us(facts: OrganisationFacts, rng: random.Random) -> list[str]:
    does = _activity(facts, "we", rng)
    parts = [does]
    if facts.informal and rng.random() < 0.5:
        parts.insert(0, rng.choice(sentences("INFORMAL", _GROUPS.get(facts.spheres[0], ""), "we")))
    elif rng.random() < 0.6:
        parts.insert(rng.choice((0, 0, 1)), _who_we_are(facts, rng, with_place=facts.place.where not in does))
    elif len(facts.spheres) > 1 and rng.random() < 0.5:
        parts.append(_beside(facts, rng))
    asks = rng.random() < 0.8
    if asks:
        parts.append(asking(facts.needs, rng))
    if facts.offers and rng.random() < (0.6 if facts.experienced else 0.3):
        parts.append(offering(facts.offers[0], rng, after_asking=asks))
    return list(dict.fromkeys(parts))[:4]


def _told_of_it(facts: OrganisationFacts, rng: random.Random) -> list[str]:
    parts = [_activity(facts, "it", rng)]
    if rng.random() < 0.6 and facts.years >= _FEW_YEARS:
        since = (f"działa od {facts.founded_year} roku", f"istnieje od {facts.founded_year} roku")
        parts.append(sentence(rng.choice(since)))
    if rng.random() < 0.65:
        verb = rng.choice(("szuka", "potrzebuje", "w tym roku szuka"))
        needs = [skill_phrases()[code].need for code in facts.needs]
        told = [need for need in needs if not _SPOKEN_BY_US.search(need)]
        parts += [sentence(f"{verb} {need}") for need in told[:1]]
    return parts


def _terse(facts: OrganisationFacts, rng: random.Random) -> list[str]:
    return [_activity(facts, rng.choice(("we", "we", "it")), rng)]


def _activity(facts: OrganisationFacts, voice: str, rng: random.Random) -> str:
    own = () if facts.informal else sentences(facts.form, "", voice)
    return _placed(rng.choice(own or _on_sphere(facts.spheres[0], facts.theme, voice)), facts)


def _beside(facts: OrganisationFacts, rng: random.Random) -> str:
    """What is done in the second sphere."""
    does = _placed(rng.choice(_on_sphere(facts.spheres[1], "", "we")), facts)
    verb = does.split(maxsplit=1)[0]
    if not verb.endswith("my") or verb in _NOT_BESIDE:
        return does
    return f"{rng.choice(('Poza tym', 'Oprócz tego'))} {does[:1].lower()}{does[1:]}"


@cache
def _on_sphere(sphere: str, theme: str, voice: str) -> tuple[str, ...]:
    """Sentences on the sphere: on the theme in that voice, else on any of its themes."""
    every = tuple(text.text for text in activities()[sphere] if text.voice == voice)
    return sentences(sphere, theme, voice) or every


def _who_we_are(facts: OrganisationFacts, rng: random.Random, *, with_place: bool) -> str:
    """A sentence on place, age, people or projects; on age or people alone without the place."""
    choices = [*_on_age(facts), *_on_people(facts)]
    if with_place or not choices:
        choices += _on_place(facts)
    return sentence(rng.choice(choices))


def _on_place(facts: OrganisationFacts) -> list[str]:
    where = facts.place.where
    by_reach = {
        "neighbourhood": [f"Działamy {where}, właściwie na jednej ulicy", f"Nasz świat to kilka ulic {where}"],
        "gmina_or_powiat": [f"Działamy {where} i w sąsiednich miejscowościach", f"Spotkać nas można {where}"],
        "voivodeship": [f"Siedzibę mamy {where}, ale jeździmy po całym województwie"],
        "national": [f"Biuro mamy {where}, a działamy w całej Polsce"],
        "international": [f"Pracujemy {where}, mamy też partnerów za granicą"],
    }
    choices = by_reach[facts.reach]
    if facts.village and facts.reach == "neighbourhood":
        choices = [f"Działamy {where}, tu każdy zna każdego"]
    if facts.years >= _FEW_YEARS and facts.form != "OSP" and not facts.informal:
        choices = [*choices, f"Działamy {where} od {facts.founded_year} roku"]
    return choices


def _on_age(facts: OrganisationFacts) -> list[str]:
    if facts.form == "OSP":
        since = f"od {facts.founded_year} roku"
        return [f"Nasza jednostka działa {since}", f"Straż jest u nas {since}"]
    if facts.informal:
        return [
            "Nie mamy jeszcze osobowości prawnej i na razie dobrze nam z tym",
            f"Spotykamy się od {facts.founded_year} roku, na razie bez rejestracji",
            "Jesteśmy grupą znajomych",
        ]
    if facts.years < _FEW_YEARS:
        return [f"Dopiero zaczynamy, istniejemy od {facts.founded_year} roku", "Jesteśmy młodą organizacją"]
    years = plural(facts.years, "rok", "lata", "lat")
    projects = plural(facts.n_projects, "projekt", "projekty", "projektów")
    some = [f"Działamy już {years}", f"Istniejemy od {facts.founded_year} roku"]
    return [*some, f"Mamy za sobą {projects}"] if facts.n_projects > 2 else some


def _on_people(facts: OrganisationFacts) -> list[str]:
    choices = []
    people = plural(facts.n_volunteers, "osoba", "osoby", "osób")
    if facts.informal and people.endswith("osób") and facts.n_volunteers >= 5:
        choices.append(f"Jest nas {people}")
    if facts.n_volunteers >= 8 and not facts.informal:
        choices.append(f"Mamy {facts.n_volunteers} wolontariuszy")
    if facts.n_staff == 0 and not facts.informal:
        choices += ["Wszyscy działamy społecznie", "Nikogo nie zatrudniamy, robimy to po pracy"]
    if facts.n_staff >= 2:
        choices.append(f"Zatrudniamy {plural(facts.n_staff, 'osobę', 'osoby', 'osób')}")
    return choices


def _placed(text: str, facts: OrganisationFacts) -> str:
    return text.format(where=facts.place.where)
