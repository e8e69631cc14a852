"""What people call their columns, in Polish and English, and which field each name means.

A name is compared folded, without signs and without words that say nothing (`_FILLERS`). One of a
single word must be all there is; one of several words may stand inside a longer header, as in
questions of forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from graph.folding import fold
from web.services.importing.row_words import FIELDS

NAMES: dict[str, str] = {
    "id": "id; identyfikator; ogniwo id; id ogniwo; actor id; organisation id; id organizacji; id w ogniwie",
    "krs": "ma krs; has krs; krs; numer krs; nr krs; krs number; krs no",
    "nip": "nip; numer nip; nr nip; tax number; tax id; vat id; nip number",
    "regon": "regon; regon9; regon14; numer regon; nr regon; regon number",
    "name": "jak nazywa sie wasza organizacja; jak nazywa sie wasza grupa; jak nazywa sie organizacja; "
    "wasza organizacja; organizacja lub grupa; nazwa organizacji lub grupy; "
    "nazwa spotkania; spotkanie; nazwa warsztatu; nazwa organizacji grupy; nazwa stowarzyszenia fundacji; "
    "nazwa; name; nazwa organizacji; nazwa podmiotu; organizacja; organisation; organization; podmiot; "
    "organisation name; organization name; nazwa grupy; nazwa wnioskodawcy; nazwa partnera; partner; partner name; "
    "nazwa instytucji; instytucja; institution; nazwa wydarzenia; wydarzenie; tytul; tytul wydarzenia; event; "
    "event name; title; temat; temat szkolenia; nazwa szkolenia; stowarzyszenie; fundacja; nazwa stowarzyszenia; "
    "nazwa fundacji; ngo; nazwa ngo; legal name; applicant name; wnioskodawca; applicant; "
    "promoter; lider; beneficjent; beneficiary",
    "legal_form": "typ podmiotu; rodzaj podmiotu; status prawny; typ; "
    "forma prawna; legal form; forma; typ organizacji; rodzaj organizacji; type of organisation; "
    "organisation type; organization type; forma organizacyjna",
    "founded": "data rejestracji; registered on; zarejestrowano; data zalozenia; rok zalozenia; founded; "
    "date founded; rok powstania; data powstania; data wpisu; data wpisu do krs; registration date; "
    "date of registration; established; year founded; kiedy powstala; rok rejestracji; registered",
    "region": "teryt; terc; kod terc; kod teryt; powiat terc; terc powiatu; region; siedziba kod; region code",
    "powiat": "powiat grodzki lub ziemski; "
    "powiat; powiat raw; county; poviat; nazwa powiatu; district; siedziba powiat",
    "voivodeship": "wojewodztwo; voivodeship; province; woj; nazwa wojewodztwa; siedziba wojewodztwo",
    "locality": "miejscowosc w ktorej dzialacie; miejscowosc i kod pocztowy; w jakiej miejscowosci; miejscowosc; "
    "locality; miasto; city; town; siedziba; miejsce; place; wies; "
    "siedziba miejscowosc; adres miejscowosc; miejsce wydarzenia; location; village; town or village",
    "settlement": "wielkosc miejscowosci; settlement; size of the place",
    "reach": "zasieg; zasieg dzialania; reach; scale of work; skala dzialania",
    "online": "pracowac online; dzialac online; spotkania online; praca online; meet online; work online; "
    "online; zdalnie; praca zdalna; works online; czy online; dziala online; wspolpraca online",
    "languages": "jezyki; languages; jezyk; language; jezyki pracy; working languages",
    "n_staff": "liczba etatow; ilu pracownikow; ile osob zatrudniacie; "
    "liczba pracownikow; pracownicy; staff; n staff; number of staff; employees; zatrudnieni; "
    "etaty; paid staff; liczba zatrudnionych",
    "n_volunteers": "ilu wolontariuszy; ilu macie wolontariuszy; "
    "liczba wolontariuszy; wolontariusze; volunteers; n volunteers; number of volunteers",
    "n_projects": "liczba projektow; projekty; projects; n projects; number of projects; zrealizowane projekty",
    "capacity": "liczba organizacji; maks liczba; maksymalna liczba; number of organisations; max number; ile grup; "
    "liczba miejsc; capacity; miejsca; pojemnosc; ile organizacji; ilu organizacjom; "
    "how many students; how many mentees; how many organisations; would you like to mentor; liczba podopiecznych; "
    "ile osob mozesz; ile osob mozecie; ile osob przyjmiesz; number of mentees; max mentees; "
    "ile organizacji mozesz wesprzec; limit",
    "about": "czym sie zajmujecie; opis grupy; o nas; krotki opis; opis projektu; short description; "
    "opis; about; description; opis dzialalnosci; cel; cele; cele statutowe; cel statutowy; goal; goals; "
    "goal first 300 chars; mission; misja; o organizacji; czym sie zajmuje; dzialalnosc; opis organizacji; "
    "opis wydarzenia; programme; program; summary; what it does",
    "website": "strona www; www; strona; website; strona internetowa; url; adres strony; adres www; web page; "
    "homepage; web; facebook",
    "spheres": "w jakich obszarach dzialacie; sfera dzialan; sfery dzialan; "
    "sfera pozytku publicznego; czym sie zajmujecie obszary; "
    "sfera; sfery; sfera dzialalnosci; sfery dzialalnosci; sphere; spheres; obszar dzialania; "
    "obszary dzialania; obszar; obszary; fields of work; field; dziedzina; dziedziny; own label statute points; "
    "sfery pozytku publicznego; punkty ustawy; statute points; tematyka; themes; theme; activity area; "
    "areas of activity; zakres dzialalnosci; branza",
    "needs": "w jakich obszarach potrzebujecie wsparcia; potrzebujemy; "
    "potrzebujecie wsparcia; potrzebujecie pomocy; potrzebuje wsparcia; obszary potrzeb; "
    "oczekiwane wsparcie; need help with; help do you need; support needed; "
    "potrzeby; potrzeba; needs; need; czego potrzebujecie; czego szukacie; szukamy; potrzebne wsparcie; "
    "w czym potrzebujecie pomocy; needed skills; skills needed; what do you need; looking for; help needed; "
    "potrzeby szkoleniowe; z czym potrzebujecie wsparcia; czego szuka; need skills; wsparcie w zakresie",
    "offers": "w jakich obszarach mozecie pomoc; oferujemy; "
    "mozecie podzielic sie z innymi; czym mozecie sie podzielic; "
    "mozecie zaoferowac; mozesz zaoferowac; obszary specjalizacji; mozecie sie podzielic; "
    "mozesz sie podzielic; can you share; able to offer; "
    "oferta; oferty; offers; offer; umiejetnosci; skills; kompetencje; specjalizacja; specjalizacje; "
    "co oferujecie; co mozecie dac; w czym mozesz pomoc; w czym mozecie pomoc; obszary wsparcia; zasoby; "
    "expertise; skills offered; ekspertyza; what can you offer; areas of expertise; profession; zawod; "
    "sub discipline; sub disciplines; discipline; specialisation; specialization; mentoruje w zakresie; "
    "dziedzina wsparcia",
    "works_in": "teren dzialania; works in; obszar geograficzny; regions; wojewodztwa dzialania; gdzie dziala; "
    "area of operation",
    "joined": "znacznik czasu; data i godzina zgloszenia; data wyslania; "
    "data zgloszenia; joined; timestamp; sygnatura czasowa; data przystapienia; w sieci od; "
    "data dolaczenia; joined on; member since; submitted at; completion time; data wypelnienia; godzina ukonczenia",
    "partner_type": "typ partnera; partner type; rodzaj partnera; rodzaj instytucji; typ instytucji; "
    "type of partner; type of institution; institution type",
    "experience_years": "lata doswiadczenia; experience years; years of experience; staz; doswiadczenie lata; "
    "doswiadczenie w latach; ile lat doswiadczenia",
    "full_name": "mentor ka; mentor mentorka; mentorka mentor; imie i nazwisko mentorki; prowadzacy; "
    "imie i nazwisko; full name; your name; name; nazwisko i imie; mentor; mentorka; mentor name; "
    "imie nazwisko; osoba; imie i nazwisko mentora; participant; uczestnik; uczestniczka; nazwa; mentee name; "
    "imie i nazwisko uczestnika",
    "first_name": "imie; first name; given name; forename; firstname; imiona",
    "last_name": "nazwisko; last name; surname; family name; lastname",
    "email": "email; e mail; adres email; adres e mail; email address; e mail address; mail; adres mailowy; "
    "your email; adres poczty elektronicznej",
    "phone": "nr tel; nr tel kontaktowego; telefon komorkowy; numer tel; "
    "telefon; phone; nr telefonu; numer telefonu; tel; phone number; telephone; mobile; komorka; "
    "telefon kontaktowy",
    "role": "rola; role; mentor or mentee; mentor czy podopieczny; mentor or a mentee; would you like to be a mentor; "
    "chce byc; jako kto; mentor mentee",
    "priority": "priorytet; priority; pilnosc; urgency; jak pilne; waznosc",
    "starts_at": "data spotkania; data warsztatu; data i miejsce; termin spotkania; termin szkolenia; "
    "data; date; data wydarzenia; starts at; start; poczatek; termin; kiedy; event date; data i godzina; "
    "date and time; data rozpoczecia; data szkolenia",
    "time": "godzina; time; godzina rozpoczecia; start time; hour",
    "kind": "rodzaj; kind; typ; type; rodzaj wydarzenia; typ wydarzenia; rodzaj wspolpracy; event type; "
    "typ wspolpracy; type of cooperation; what for",
    "mode": "forma; forma szkolenia; forma zajec; "
    "tryb; mode; forma spotkania; online czy stacjonarnie; online or on site; sposob prowadzenia; format",
    "component": "komponent; component; modul; czesc programu; module",
    "hours": "liczba godzin; hours; godziny; czas trwania; duration; czas trwania h; length in hours",
    "n_attendants": "liczba uczestnikow; attendants; n attendants; frekwencja; number of participants; "
    "liczba osob; number of attendants; ilu uczestnikow",
    "attendants": "kto byl; kto uczestniczyl; kto przyszedl; obecne grupy; "
    "uczestniczace organizacje; obecne organizacje; obecni; lista obecnosci; organizacje obecne; "
    "uczestnicy; organizacje; participants; organisations; organizations; organizacje uczestniczace; "
    "lista organizacji; attending organisations; who came; uczestniczyly",
    "first": "organizacja a; organizacja 1; first; organisation a; organisation 1; organization a; organization 1; "
    "podmiot a; podmiot 1; source; from; kto; strona a; strona 1; organizacja; organisation; partner 1; partner a; "
    "pierwsza organizacja; od; source id; promoter; lider; leader; beneficjent; beneficiary; "
    "wnioskodawca; applicant",
    "second": "organizacja b; organizacja 2; second; organisation b; organisation 2; organization b; organization 2; "
    "podmiot b; podmiot 2; target; to; z kim; strona b; strona 2; partner; partner 2; partner b; druga organizacja; "
    "do; target id",
    "since": "od kiedy; since; data; date; poczatek; od; data rozpoczecia; start; start date; wspolpraca od; from",
    "until": "do kiedy; until; koniec; data zakonczenia; end; end date; wspolpraca do; do; to",
    "strength": "sila; strength; intensywnosc; intensity; jak czesto",
}

_FILLERS = frozenset(
    ("prosze", "podac", "podaj", "wpisz", "wybierz", "twoj", "twoja", "twoje", "wasz", "wasza", "wasze", "swoj",
     "swoja", "pelna", "pelny", "your", "please", "enter", "the", "a", "an", "of", "o")
)  # fmt: skip
_READ_OF_HEADER = 300  # characters
_NUMBERING = re.compile(r"^\s*(?:[pq]?\d{1,2}[.):]\s*)+", re.IGNORECASE)  # of questions in a form
# Who stands for an organisation is not whom the row is about.
_FOR_OTHERS = ("kontakt", "contact", "prezes", "reprezent", "president", "osoby upowaznion", "koordynator")
_SIGNS = re.compile(r"[^a-z0-9]+")


def plain(header: str) -> str:
    """The header folded, without signs: what names are compared by.

    >>> plain("🏢 Nazwa organizacji (pełna)*"), plain("2. Województwo")
    ('nazwa organizacji pelna', 'wojewodztwo')
    """
    return _SIGNS.sub(" ", fold(_NUMBERING.sub("", header))).strip()


@lru_cache(maxsize=4096)
def strength(header: str, field: str) -> float:
    """How surely a header means the field: 1 where it is just one of its names, 0 where it is not meant.

    >>> strength("Numer KRS", "krs"), strength("Rok założenia (RRRR)", "founded"), strength("Kolor", "krs")
    (1.0, 0.7, 0.0)
    """
    words = plain(header[:_READ_OF_HEADER]).split()
    if not words or (field == "full_name" and any(word.startswith(_FOR_OTHERS) for word in words)):
        return 0.0
    names = _names_of(field)
    bare = tuple(word for word in words if word not in _FILLERS)
    if tuple(words) in names or bare in names:
        return 1.0
    inside = max((len(name) for name in names if len(name) > 1 and _stands_in(name, words)), default=0)
    return round(0.1 + 0.9 * inside / len(words), 2) if inside else 0.0


def n_known(cells: Sequence[str]) -> int:
    """How many of the cells are names that some field goes by."""
    return sum(any(strength(cell, field) == 1.0 for field in NAMES) for cell in cells if cell and len(cell) < 200)


@lru_cache(maxsize=128)
def _names_of(field: str) -> frozenset[tuple[str, ...]]:
    given = {tuple(plain(name).split()) for name in (*NAMES[field].split("; "), *FIELDS[field])}
    return frozenset(given | {tuple(field.split("_"))})


def _stands_in(name: tuple[str, ...], words: list[str]) -> bool:
    return any(tuple(words[start : start + len(name)]) == name for start in range(len(words) - len(name) + 1))
