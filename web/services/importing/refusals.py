"""Columns that are not taken whatever anybody wants, and such as concern a person too closely."""

from __future__ import annotations

import re

from web.services.importing.column_words import plain

# Beginnings of words, folded. Nothing of this may weigh in a suggestion, so it does not come in at all.
_SENSITIVE = re.compile(
    r"\b(?:identity|identities|tozsamosc|characteristic|cechy chronione|gender|plec|sex|sexual|seksual|orientation"
    r"|orientacja seks|lgbt|transgend|transpl|pronoun|zaimk|race|racial|rasa|rasow|ethnic|etniczn|pochodzen"
    r"|narodowosc|nationality|obywatelstw|religi|wyznan|wiara\b|faith|belief|swiatopoglad|philosoph|politic|polityczn|poglad"
    r"|health|zdrow|illness|chorob|medical|medyczn|disab|niepelnospr|neurodiv|orzeczen|pregnan|ciaz"
    r"|age\b|wiek\w{0,2}\b|birth|urodzen|pesel|biometr|genetic|trade union|zwiazk\w* zawod)",
)
# What a person wrote about themselves: it may say who they are, and the network knows no persons.
_ABOUT_PERSON = re.compile(
    r"\b(?:bio|biography|biografia|biogram|o sobie|about you|about me|describe your|opisz|career|motywac|motivation"
    r"|linkedin|facebook|adres|address|advisor|promotor|supervisor|pracodawc|employer|job title|stanowisko|grade"
    r"|kontakt|contact|imie|nazwisk|name|telefon|phone|e?mail)"
)


def is_sensitive(header: str) -> bool:
    """Whether the column is on somebody's identity, health or belief, by its name.

    >>> is_sensitive("identity to match"), is_sensitive("Stopień niepełnosprawności"), is_sensitive("Umiejętności")
    (True, True, False)
    """
    return bool(_SENSITIVE.search(plain(header)))


def is_of_person(header: str) -> bool:
    """Whether the column says who a person is, other than by the fields that go to the office.

    >>> is_of_person("Biography"), is_of_person("Osoba do kontaktu – telefon"), is_of_person("Powiat")
    (True, True, False)
    """
    return bool(_ABOUT_PERSON.search(plain(header)))
