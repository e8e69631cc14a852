"""Proper names that could stand between quotation marks: an adjective and a noun, or a saying."""

from __future__ import annotations

import random
from collections.abc import Mapping

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
_BY_SPHERE: Mapping[str, tuple[str, ...]] = {
    "SP01": ("Pomocna Dłoń Sąsiada", "Ciepły Kąt", "Druga Zmiana", "Pełny Talerz", "Bez Kolejki"),
    "SP02": ("Własny Kąt", "Drugi Start", "Powroty", "Klucze do Domu"),
    "SP03": ("Szafa Dobra", "Pełna Spiżarnia", "Grosz do Grosza", "Odwiedziny"),
    "SP04": ("Stara Skrzynia", "Pamięć i Nitka", "Kołowrotek", "Zapisane w Kamieniu", "Dawne Ścieżki"),
    "SP05A": ("Sąsiedzi bez Granic", "Wspólna Kolacja", "Dzień Dobry po Polsku"),
    "SP06": ("Pełny Oddech", "Dobry Puls", "Zdrowa Przerwa", "Tętno", "Drugie Płuco"),
    "SP07": ("Bez Progów", "Widzę Inaczej", "Na Równych Kołach", "Sprawni Inaczej Obecni", "Winda"),
    "SP08": ("Pierwszy Dzień", "Praca na Miarę", "Nowy Fach"),
    "SP10": ("Srebrna Herbata", "Drugie Półwiecze", "Nie Tylko Wnuki", "Złote Kalosze"),
    "SP11": ("Lokalny Stragan", "Dobry Fach", "Targ pod Lipą"),
    "SP13": ("Sąsiedzka Ławka", "Podwórko na Nowo", "Razem na Rynku", "Zza Płotu", "Nasza Świetlica"),
    "SP14": ("Ciekawska Sowa", "Szkoła za Rogiem", "Tablica i Kreda", "Zeszyt w Kratkę", "Laboratorium Pytań"),
    "SP15": ("Latawiec", "Szałas", "Gumowe Kalosze", "Młodzi przy Głosie", "Po Dzwonku", "Dzikie Poziomki"),
    "SP16": ("Scena za Stodołą", "Kurtyna w Górę", "Trzecia Nuta", "Kolorowe Płótno", "Teatr z Walizki", "Glina"),
    "SP17": ("Szybkie Nogi", "Rozgrzewka", "Dogrywka", "Sportowa Sobota", "Ruch po Pracy", "Bieg przez Pole"),
    "SP18": ("Żabi Chór", "Korzenie", "Czysty Brzeg", "Cztery Łapy i Ogon", "Łąka na Dachu", "Drzewo za Oknem"),
    "SP19": ("Plecak", "Niebieski Szlak", "Rowerem do Młyna", "Wędrowne Buty"),
    "SP22": ("Jawna Gmina", "Prawo do Pytania", "Głos z Sali", "Otwarta Sesja"),
    "SP23": ("Czujni", "Ratownicza Przystań"),
    "SP27": ("Godzina dla Innych", "Wolne Popołudnie", "Chętni"),
    "SP31": ("Wózkownia", "Małe Kroki", "Rodzinna Ławka"),
    "SP32": ("Trzeźwy Poranek", "Wyjście Ewakuacyjne", "Drugi Brzeg"),
    "SP33": ("Zaplecze", "Wspólny Namiot", "Dobre Początki"),
}


def title(rng: random.Random) -> str:
    """An adjective and a noun that agree, or a saying."""
    if rng.random() < 0.2:
        return rng.choice(_SAYINGS)
    gender = rng.choice(("f", "f", "m", "m", "n"))
    stem = rng.choice(_STEMS)
    ending = (_AFTER_K if stem.endswith("k") else _ENDINGS)[gender]
    return f"{stem}{ending} {rng.choice(_NOUNS[gender])}"


def sphere_title(sphere: str, rng: random.Random) -> str:
    """A title that hints at the sphere, where there are some for it."""
    return rng.choice(_BY_SPHERE[sphere]) if sphere in _BY_SPHERE else title(rng)
