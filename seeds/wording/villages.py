"""Invented villages: an adjective and a noun, declined together.

Real villages may by chance bear such a name; none of these stands for one of them.
"""

from __future__ import annotations

# Endings of nominative, genitive and locative by gender.
_HARD = {"f": ("a", "ej", "ej"), "m": ("y", "ego", "ym"), "n": ("e", "ego", "ym"), "pl": ("e", "ych", "ych")}
_SOFT = {"f": ("ia", "iej", "iej"), "m": ("i", "iego", "im"), "n": ("ie", "iego", "im"), "pl": ("ie", "ich", "ich")}

_HARD_STEMS = (
    *("Lipow", "Jarzębinow", "Zawilcow", "Olchow", "Borsucz", "Jałowcow", "Miodow", "Słoneczn", "Modr", "Mglist"),
    *("Wrzosow", "Paprotn", "Klonow", "Jodłow", "Jesionow", "Malinow", "Jagodn", "Poziomkow", "Lnian", "Gryczan"),
    *("Krucz", "Wilcz", "Bobrow", "Rumiankow", "Sasankow", "Tarninow", "Chabrow", "Szyszkow", "Bursztynow", "Wierzbow"),
)
_SOFT_STEMS = ("Sow", "Żuraw", "Bocian", "Łabędz", "Lis", "Gawron", "Jelen", "Gęs", "Łos", "Kun")
_NOUNS = (
    ("f", "Struga", "Strugi", "Strudze"),
    ("f", "Kępa", "Kępy", "Kępie"),
    ("f", "Dolina", "Doliny", "Dolinie"),
    ("f", "Polana", "Polany", "Polanie"),
    ("f", "Wola", "Woli", "Woli"),
    ("f", "Huta", "Huty", "Hucie"),
    ("f", "Grobla", "Grobli", "Grobli"),
    ("f", "Łąka", "Łąki", "Łące"),
    ("f", "Wólka", "Wólki", "Wólce"),
    ("f", "Osada", "Osady", "Osadzie"),
    ("m", "Bród", "Brodu", "Brodzie"),
    ("m", "Młyn", "Młyna", "Młynie"),
    ("m", "Bór", "Boru", "Borze"),
    ("m", "Staw", "Stawu", "Stawie"),
    ("m", "Gaj", "Gaju", "Gaju"),
    ("m", "Potok", "Potoku", "Potoku"),
    ("m", "Kąt", "Kąta", "Kącie"),
    ("m", "Dwór", "Dworu", "Dworze"),
    ("n", "Pole", "Pola", "Polu"),
    ("n", "Wzgórze", "Wzgórza", "Wzgórzu"),
    ("n", "Siedlisko", "Siedliska", "Siedlisku"),
    ("n", "Jezioro", "Jeziora", "Jeziorze"),
    ("pl", "Łąki", "Łąk", "Łąkach"),
    ("pl", "Rozłogi", "Rozłogów", "Rozłogach"),
    ("pl", "Brzegi", "Brzegów", "Brzegach"),
    ("pl", "Doły", "Dołów", "Dołach"),
    ("pl", "Sady", "Sadów", "Sadach"),
    ("pl", "Kopce", "Kopców", "Kopcach"),
    ("pl", "Stawy", "Stawów", "Stawach"),
)


def n_villages() -> int:
    """How many different villages there are."""
    return (len(_HARD_STEMS) + len(_SOFT_STEMS)) * len(_NOUNS)


def village(number: int) -> tuple[str, str, str]:
    """Name, genitive, and where things happen, of the village with that number.

    >>> village(0), village(10)
    (('Lipowa Struga', 'Lipowej Strugi', 'w Lipowej Strudze'), ('Lipowy Bród', 'Lipowego Brodu', 'w Lipowym Brodzie'))

    Raises
    ------
    IndexError
        Not from 0 to `n_villages` - 1.
    """
    adjective, noun = divmod(number, len(_NOUNS))
    stem = (*_HARD_STEMS, *_SOFT_STEMS)[adjective]
    gender, *cases = _NOUNS[noun]
    endings = (_HARD if adjective < len(_HARD_STEMS) else _SOFT)[gender]
    name, genitive, locative = (f"{stem}{ending} {case}" for ending, case in zip(endings, cases, strict=True))
    return name, genitive, f"{'we' if locative.startswith('Wrz') else 'w'} {locative}"
