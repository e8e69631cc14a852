"""What people call regions beside their labels: the town where a powiat has its office, and "Podkarpacie"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from seeds.reference.regions import powiats, voivodeships

_OF_VOIVODESHIPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "02": ("Dolny Śląsk",),
        "04": ("Kujawy",),
        "06": ("Lubelszczyzna",),
        "08": ("Ziemia Lubuska",),
        "10": ("Ziemia Łódzka",),
        "12": ("Małopolska",),
        "14": ("Mazowsze",),
        "16": ("Opolszczyzna", "Śląsk Opolski"),
        "18": ("Podkarpacie",),
        "20": ("Podlasie",),
        "22": ("Pomorze",),
        "24": ("Śląsk", "Górny Śląsk"),
        "26": ("Kielecczyzna", "Ziemia Świętokrzyska"),
        "28": ("Warmia", "Mazury"),
        "30": ("Wielkopolska",),
        "32": ("Pomorze Zachodnie",),
    }
)


def place_names() -> Iterator[tuple[str, str]]:
    """Each region's code with what it is called: its label, then what else it goes by.

    A town that is a powiat of its own means that one, also where it is the seat of the powiat around it.

    >>> names = set(place_names())
    >>> ("1861", "Krosno") in names, ("1807", "Krosno") in names, ("1821", "Lesko") in names
    (True, False, True)
    """
    cities = {powiat.name_pl for powiat in powiats() if powiat.city}
    for voivodeship in voivodeships():
        yield voivodeship.code, voivodeship.label_pl
        yield from ((voivodeship.code, name) for name in _OF_VOIVODESHIPS.get(voivodeship.code, ()))
    for powiat in powiats():
        yield powiat.code, powiat.label_pl
        if powiat.seat not in cities:
            yield powiat.code, powiat.seat
