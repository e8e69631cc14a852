"""Which region a row means by its code, its powiat, its voivodeship or its town."""

from __future__ import annotations

from collections.abc import Mapping

from web.services.importing.meanings import Doubt, Meaning
from web.services.importing.references import Vocabularies


def place_of(texts: Mapping[str, str], vocabularies: Vocabularies) -> Meaning | Doubt | None:
    """The region, None where the row says nothing, or the doubt.

    The code counts first, then the powiat (in its voivodeship, since several powiats share a name),
    then the voivodeship; a town alone only where it is a city that is a powiat of its own.
    """
    if texts["region"]:
        return _coded(texts["region"], vocabularies)
    if texts["powiat"]:
        return _powiat(texts["powiat"], texts["voivodeship"], vocabularies)
    if texts["locality"]:
        city = vocabularies.regions.exact(texts["locality"]) & vocabularies.cities
        inside = {code for code in city if _is_inside(code, texts["voivodeship"], vocabularies)}
        if len(inside) == 1:
            return vocabularies.regions.entry(inside.pop(), texts["locality"])
    return vocabularies.voivodeships.one(texts["voivodeship"]) if texts["voivodeship"] else None


def _coded(text: str, vocabularies: Vocabularies) -> Meaning | Doubt:
    """A TERYT code of any length is cut to its powiat; a leading zero that a spreadsheet took is put back."""
    coded = vocabularies.regions.many(text).codes if text.strip().endswith("]") else {}
    if len(coded) == 1:
        return vocabularies.regions.entry(next(iter(coded)), text)
    digits = text.strip()
    if digits.isascii() and digits.isdigit():
        padded = digits.zfill(len(digits) + 1) if len(digits) in {1, 3, 5} else digits
        return vocabularies.regions.one(padded[:4])
    return vocabularies.regions.one(text)


def _powiat(text: str, voivodeship: str, vocabularies: Vocabularies) -> Meaning | Doubt:
    found = vocabularies.regions.one(text)
    if isinstance(found, Doubt) and voivodeship:
        inside = [one for one in found.candidates if _is_inside(one.code, voivodeship, vocabularies)]
        if len(inside) == 1 and inside[0].similarity == 1.0:
            return vocabularies.regions.entry(inside[0].code, text)
    return found


def _is_inside(code: str, voivodeship: str, vocabularies: Vocabularies) -> bool:
    if not voivodeship:
        return True
    around = vocabularies.voivodeships.one(voivodeship)
    return isinstance(around, Meaning) and code.startswith(around.code)
