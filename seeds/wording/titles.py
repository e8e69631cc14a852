"""Proper names that could stand between quotation marks: an adjective and a noun, or a saying."""

from __future__ import annotations

import random

from seeds.wording.phrases import titles

# Adjective stems: dobr-a, -y, -e; after k: niebiesk-a, -i, -ie.
_STEMS = (
    *("Otwart", "Wspóln", "Dobr", "Ciepł", "Jasn", "Życzliw", "Zielon", "Czwart", "Cich", "Wesoł", "Kolorow"),
    *("Wędrown", "Żyw", "Równ", "Mądr", "Drewnian", "Bursztynow", "Cał", "Prost", "Łagodn", "Pogodn", "Niebiesk"),
)
_NOUNS = {
    "f": (
        *("Przystań", "Pracownia", "Droga", "Strona", "Kładka", "Ławka", "Latarnia", "Furtka", "Ścieżka", "Sień"),
        *("Altana", "Fala", "Iskra", "Łódka", "Huśtawka", "Brama", "Kuchnia", "Mapa", "Nuta", "Orbita"),
    ),
    "m": (
        *("Dom", "Most", "Ogród", "Warsztat", "Kompas", "Parasol", "Ganek", "Klucz", "Krąg", "Zaułek", "Plac", "Stół"),
        *("Sad", "Port", "Strych", "Guzik", "Kamyk", "Kasztan", "Zegar", "Balkon"),
    ),
    "n": (
        *("Podwórko", "Okno", "Piętro", "Słowo", "Gniazdo", "Źródło", "Skrzydło", "Wiosło", "Pudełko", "Światło"),
        *("Jutro", "Ziarno", "Krzesło", "Echo"),
    ),
}
_ENDINGS = {"f": "a", "m": "y", "n": "e"}
_AFTER_K = {"f": "a", "m": "i", "n": "ie"}
_SAYINGS = (
    *("Krok po Kroku", "Od Ziarenka", "Tu i Teraz", "Za Miedzą", "Po Sąsiedzku", "Spod Kasztana", "Na Ganku"),
    *("Da się!", "Przy Stole", "Z Drugiej Ręki", "Pod Jednym Dachem", "Wszystkie Ręce", "Blisko", "Zawsze Obok"),
    *("Nasza Sprawa", "Między Nami", "Co Dalej?", "Mosty i Kładki", "Ramię w Ramię", "Po Godzinach", "O Krok Dalej"),
)


def title(rng: random.Random) -> str:
    """An adjective and a noun that agree, or a saying."""
    if rng.random() < 0.2:
        return rng.choice(_SAYINGS)
    gender = rng.choice(("f", "f", "m", "m", "n"))
    stem = rng.choice(_STEMS)
    ending = (_AFTER_K if stem.endswith("k") else _ENDINGS)[gender]
    return f"{stem}{ending} {rng.choice(_NOUNS[gender])}"


def sphere_title(sphere: str, theme: str, rng: random.Random) -> str:
    """A title that hints at the sphere and theme, where there are some for it."""
    suitable = titles(sphere, theme)
    return rng.choice(suitable) if suitable else title(rng)
