"""Which region a row means by its code, its powiat, its voivodeship or its town."""

from __future__ import annotations

from collections.abc import Mapping

from web.services.importing.references import Doubt, Vocabularies


def place_of(texts: Mapping[str, str], vocabularies: Vocabularies) -> str | Doubt:
    """Code of the region, nothing where the row says nothing, or the doubt.

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
            return inside.pop()
    return vocabularies.voivodeships.one(texts["voivodeship"]) if texts["voivodeship"] else ""


def _coded(text: str, vocabularies: Vocabularies) -> str | Doubt:
    """A TERYT code of any length is cut to its powiat; a leading zero that a spreadsheet took is put back."""
    coded = vocabularies.regions.many(text).codes if text.strip().endswith("]") else {}
    if len(coded) == 1:
        return next(iter(coded))
    digits = text.strip()
    if digits.isascii() and digits.isdigit():
        padded = digits.zfill(len(digits) + 1) if len(digits) in {1, 3, 5} else digits
        return vocabularies.regions.one(padded[:4])
    return vocabularies.regions.one(text)


def _powiat(text: str, voivodeship: str, vocabularies: Vocabularies) -> str | Doubt:
    found = vocabularies.regions.one(text)
    if isinstance(found, Doubt) and voivodeship:
        inside = [one for one in found.candidates if _is_inside(one.code, voivodeship, vocabularies)]
        if len(inside) == 1 and inside[0].similarity == 1.0:
            return inside[0].code
    return found


def _is_inside(code: str, voivodeship: str, vocabularies: Vocabularies) -> bool:
    if not voivodeship:
        return True
    around = vocabularies.voivodeships.one(voivodeship)
    return isinstance(around, str) and code.startswith(around)
