"""Names of invented mentors: common first names, made-up surnames, forms that agree."""

from __future__ import annotations

from graph.folding import fold
from seeds.streams import Person

_WOMEN = (
    *("Agata", "Aleksandra", "Anna", "Barbara", "Beata", "Dorota", "Elżbieta", "Ewa", "Halina", "Hanna"),
    *("Iwona", "Joanna", "Justyna", "Kamila", "Karolina", "Katarzyna", "Magdalena", "Małgorzata", "Marta", "Monika"),
    *("Natalia", "Olga", "Paulina", "Renata", "Sylwia", "Teresa", "Urszula", "Weronika", "Zofia"),
)
_MEN = (
    *("Adam", "Andrzej", "Bartosz", "Dariusz", "Filip", "Grzegorz", "Jacek", "Jakub", "Jan", "Kamil"),
    *("Krzysztof", "Łukasz", "Maciej", "Marcin", "Marek", "Michał", "Paweł", "Piotr", "Rafał", "Robert"),
    *("Sebastian", "Stanisław", "Szymon", "Tomasz"),
)
_STEMS = (
    *("Modrzeniec", "Jarzębnic", "Lipnogór", "Zawilec", "Olszyniec", "Wrzosiń", "Świerkotow", "Dębosz", "Strugow"),
    *("Miodniew", "Trawniec", "Sójczyń", "Pliszczyń", "Kępolas", "Rosnow", "Tarniń", "Chabrzyń", "Sasanow"),
    *("Żurawiec", "Brzeziogór", "Jodliniec", "Szuwarow", "Perkozow", "Derkaczew", "Remizow", "Krzewiń", "Pogodniec"),
    *("Wiciokrzew", "Łąkoń"),
)


def mentor_person(actor_id: str, number: int) -> Person:
    """The person of the mentor with that number; no two numbers share an address.

    >>> mentor_person("men-0001", 0)
    Person(actor_id='men-0001', display_name='Agata Modrzeniecka', email='agata.modrzeniecka@example.org')
    """
    first_names = (*_WOMEN, *_MEN)
    # The two lists have 53 and 29 names, two primes, so that pairs repeat only after 1,537.
    first, stem = first_names[number * 17 % len(first_names)], _STEMS[number % len(_STEMS)]
    surname = f"{stem}{'ka' if stem[-1] in 'cń' else 'ska'}" if first in _WOMEN else _male(stem)
    again = number // (len(first_names) * len(_STEMS))
    address = f"{fold(first)}.{fold(surname)}{again + 1 if again else ''}@example.org"
    return Person(actor_id, f"{first} {surname}", address)


def _male(stem: str) -> str:
    return f"{stem}{'ki' if stem[-1] in 'cń' else 'ski'}"
