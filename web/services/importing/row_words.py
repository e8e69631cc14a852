"""What is said about one row, in Polish and English: what is wrong and what to do, and what each field is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# By code: what is wrong, and what to do.
PROBLEMS: dict[str, tuple[str, str]] = {
    "missing": ("brakuje wartości; wpiszcie ją", "is missing; fill it in"),
    "formula": ("to formuła; wklejcie samą wartość", "is a formula; paste its value"),
    "ragged": (
        "wiersz ma {n_cells} komórek, a nagłówków jest {n_headers}; sprawdźcie, czy tekst z przecinkiem albo "
        "średnikiem stoi w cudzysłowie",
        "the row has {n_cells} cells for {n_headers} headers; see that text with a comma or semicolon is in quotes",
    ),
    "not_number": (
        "to nie jest liczba całkowita: „{text}”; wpiszcie samą liczbę",
        "is no whole number: “{text}”; give the number alone",
    ),
    "not_decimal": (
        "to nie jest liczba: „{text}”; wpiszcie na przykład 1,5",
        "is no number: “{text}”; write it like 1.5",
    ),
    "not_date": (
        "to nie jest data: „{text}”; wpiszcie ją na przykład tak: 2024-03-31 albo 31.03.2024",
        "is no date: “{text}”; write it like 2024-03-31 or 31.03.2024",
    ),
    "not_time": ("to nie jest godzina; wpiszcie na przykład 17:30", "is no time; write it like 17:30"),
    "not_yes_or_no": ("tu może stać „tak” albo „nie”, a jest „{text}”", "must be yes or no, not “{text}”"),
    "not_web_address": (
        "to nie jest adres strony: „{text}”; zacznijcie od https://",
        "is no web address: “{text}”; begin with https://",
    ),
    "not_language": (
        "nieznany język: „{text}”; wpiszcie kody, na przykład pl, en, uk",
        "unknown language: “{text}”; give codes such as pl, en, uk",
    ),
    "not_krs": (
        "to nie jest numer KRS: „{text}”; ma 10 cyfr i nie są to same zera",
        "is no KRS number: “{text}”; it has 10 digits, not all zeros",
    ),
    "not_nip": (
        "numer NIP „{text}” jest błędny; poszukajcie pomylonej cyfry",
        "the NIP number “{text}” is wrong; look for a mistyped digit",
    ),
    "not_regon": (
        "numer REGON „{text}” jest błędny; poszukajcie pomylonej cyfry",
        "the REGON number “{text}” is wrong; look for a mistyped digit",
    ),
    "unprintable": (
        "są tu znaki, których nie widać; wpiszcie tekst jeszcze raz",
        "has unprintable characters; type it again",
    ),
    "many_lines": ("ma kilka wierszy, a może mieć jeden", "has several lines; make it one"),
    "too_long": (
        "tekst jest za długi; skróćcie go do {maximum} znaków",
        "is too long; shorten it to {maximum} characters",
    ),
    "in_future": ("to data z przyszłości: „{text}”; poprawcie ją", "lies in the future: “{text}”; correct it"),
    "not_a_choice": ("„{text}” nie jest jedną z możliwości: {choices}", "“{text}” is none of: {choices}"),
    "informal": (
        "grupa nieformalna nie ma numerów w rejestrach; usuńcie numer albo poprawcie formę prawną",
        "an informal group has no register numbers; remove the number, or correct the legal form",
    ),
    "merge_unknown": (
        "nie ma w sieci nikogo o identyfikatorze {actor_id}",
        "there is nobody with the id {actor_id} in the network",
    ),
    "gone": (
        "{actor_id} właśnie zniknęło z sieci; spróbujcie jeszcze raz",
        "{actor_id} has just gone from the network; try again",
    ),
    "nobody": (
        "nie ma w sieci nikogo o nazwie „{text}”; najpierw wczytajcie organizacje albo podajcie identyfikator",
        "there is nobody called “{text}” in the network; import organisations first, or give the id",
    ),
    "several": (
        "„{text}” pasuje do kilku ({ids}); podajcie identyfikator",
        "“{text}” may be any of {ids}; give the id",
    ),
    "above_one": ("siła jest od 0 do 1, a jest „{text}”", "strength is from 0 to 1, not “{text}”"),
    "itself": ("obie strony to ten sam podmiot", "both sides are the same"),
    "disorder": ("koniec jest wcześniej niż początek", "the end is before the beginning"),
}

FIELDS: dict[str, tuple[str, str]] = {
    "id": ("identyfikator", "id"),
    "name": ("nazwa", "name"),
    "krs": ("KRS", "KRS"),
    "nip": ("NIP", "NIP"),
    "regon": ("REGON", "REGON"),
    "joined": ("w sieci od", "joined"),
    "founded": ("data założenia", "founded"),
    "legal_form": ("forma prawna", "legal form"),
    "locality": ("miejscowość", "town or village"),
    "settlement": ("wielkość miejscowości", "size of the place"),
    "reach": ("zasięg", "reach"),
    "online": ("działa online", "works online"),
    "languages": ("języki", "languages"),
    "n_staff": ("liczba zatrudnionych", "paid staff"),
    "n_volunteers": ("liczba wolontariuszy", "volunteers"),
    "n_projects": ("liczba projektów", "projects"),
    "capacity": ("liczba miejsc", "capacity"),
    "about": ("opis", "description"),
    "website": ("strona internetowa", "website"),
    "region": ("siedziba: powiat lub województwo", "seat: powiat or voivodeship"),
    "powiat": ("powiat", "powiat"),
    "voivodeship": ("województwo", "voivodeship"),
    "works_in": ("teren działania", "works in"),
    "spheres": ("sfery", "spheres"),
    "needs": ("potrzeby", "needs"),
    "offers": ("oferta", "offers"),
    "partner_type": ("typ partnera", "partner type"),
    "sector": ("sektor", "sector"),
    "experience_years": ("lata doświadczenia", "years of experience"),
    "full_name": ("imię i nazwisko", "full name"),
    "first_name": ("imię", "first name"),
    "last_name": ("nazwisko", "last name"),
    "email": ("e-mail", "e-mail"),
    "phone": ("telefon", "phone"),
    "role": ("rola", "role"),
    "priority": ("pilność", "priority"),
    "starts_at": ("początek", "beginning"),
    "time": ("godzina", "time"),
    "kind": ("rodzaj", "kind"),
    "mode": ("tryb", "mode"),
    "component": ("komponent", "component"),
    "hours": ("liczba godzin", "hours"),
    "n_attendants": ("liczba uczestników", "number who came"),
    "attendants": ("uczestniczące organizacje", "organisations that came"),
    "first": ("pierwsza strona", "first side"),
    "second": ("druga strona", "second side"),
    "since": ("od kiedy", "since"),
    "until": ("do kiedy", "until"),
    "strength": ("siła", "strength"),
    "LOCATED_IN": ("siedziba", "seat"),
    "WORKS_IN": ("teren działania", "works in"),
    "ACTIVE_IN": ("sfery", "spheres"),
    "NEEDS": ("potrzeby", "needs"),
    "OFFERS": ("oferta", "offers"),
    "ABOUT": ("sfery", "spheres"),
    "HELD_IN": ("miejsce", "place"),
    "ATTENDED": ("uczestniczące organizacje", "organisations that came"),
    "COOPERATES_WITH": ("współpraca", "cooperation"),
    "PAIRED_WITH": ("w parze z", "paired with"),
    "MENTORS": ("mentoring", "mentoring"),
    "TAKES_PART_IN": ("cykle", "cohorts"),
    "INTRODUCED_TO": ("prośby o kontakt", "introductions"),
}

KINDS_IN_WORDS: dict[str, tuple[str, str]] = {
    "organisations": ("organizacje i grupy", "organisations and groups"),
    "partners": ("partnerzy z innych sektorów", "partners of other sectors"),
    "mentors": ("mentorki i mentorzy, zgłoszenia", "mentors and sign-ups"),
    "needs": ("potrzeby", "needs"),
    "events": ("wydarzenia", "events"),
    "cooperation": ("współpraca", "cooperation"),
    "merge": ("połączenie dwóch wpisów", "a merge of two"),
}

STATES: dict[str, tuple[str, str]] = {
    "new": ("nowe", "new"),
    "changed": ("zmienione", "changed"),
    "same": ("bez zmian", "same"),
    "duplicate": ("powtórzone w pliku", "repeated in the file"),
    "suspected": ("do rozstrzygnięcia", "to be decided"),
    "failed": ("z błędem", "failed"),
    "skipped": ("pominięte", "left out"),
    "merged": ("połączone", "merged"),
}

SKIPPED: dict[str, tuple[str, str]] = {
    "sensitive": (
        "mówi o tożsamości, zdrowiu albo przekonaniach; takich danych nie przyjmujemy",
        "is on identity, health or belief, which is not taken",
    ),
    "personal": (
        "mogłaby zdradzić, kim jest osoba; sieć nie zna osób",
        "may say who a person is; the network knows no persons",
    ),
    "unknown": ("nie wiadomo, które to pole", "is not known to be any field"),
    "double": ("inna kolumna podaje to samo pole", "another column gives the same field"),
    "chosen": ("pominięta na życzenie", "is left out by choice"),
}

ASIDE: dict[str, tuple[str, str]] = {
    "total": ("to wiersz podsumowania", "this is a line of totals"),
    "headers": ("to jeszcze raz nagłówki", "these are the headers once more"),
    "note": ("to przypis pod tabelą", "this is a note below the table"),
}

WHY: dict[str, tuple[str, str]] = {
    "id": ("ten sam identyfikator", "the same id"),
    "krs": ("ten sam KRS", "the same KRS"),
    "regon": ("ten sam REGON, inny KRS", "the same REGON, another KRS"),
    "nip": ("ten sam NIP", "the same NIP"),
    "name": ("ta sama nazwa i miejscowość", "the same name and place"),
    "place": ("ta sama nazwa, miejscowość nieznana", "the same name, the place is not known"),
    "similar": ("podobna nazwa", "a similar name"),
    "role": ("ta sama nazwa i miejscowość, w innej roli", "the same name and place, in another role"),
    "person": ("to samo imię i nazwisko", "the same name"),
}


def problem_in(language: str, code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong and what to do, in that language.

    >>> problem_in("en", "too_long", {"maximum": 300})
    'is too long; shorten it to 300 characters'
    """
    return in_language(PROBLEMS, code, language).format(**{"text": "", **facts_in(language, facts)})


def facts_in(language: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, of each pair of words the one in that language."""
    return {name: fact[language != "pl"] if isinstance(fact, tuple) else fact for name, fact in facts.items()}


def in_language(words: Mapping[str, tuple[str, str]], code: str, language: str) -> str:
    """The words for the code, or the code itself where it has none."""
    polish, english = words.get(code, (code, code))
    return polish if language == "pl" else english
