"""Small rules of Polish that the templates need."""

from __future__ import annotations


def plural(count: int, one: str, few: str, many: str) -> str:
    """The count with the noun in the form that it asks for.

    >>> [plural(n, "rok", "lata", "lat") for n in (1, 2, 5, 12, 22, 25)]
    ['1 rok', '2 lata', '5 lat', '12 lat', '22 lata', '25 lat']
    """
    if count == 1:
        return f"1 {one}"
    units, tens = count % 10, count % 100
    return f"{count} {few if 2 <= units <= 4 and not 12 <= tens <= 14 else many}"


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop, unless it ends with one already.

    >>> sentence("szukamy pomocy"), sentence("Czekamy!")
    ('Szukamy pomocy.', 'Czekamy!')
    """
    stripped = text.strip()
    return stripped[:1].upper() + stripped[1:] + ("" if stripped[-1:] in ".!?" else ".")


def from_place(genitive: str) -> str:
    """The genitive with "z", or "ze" where "z" could not be said.

    >>> from_place("Sowiej Strugi"), from_place("Słonecznej Kępy")
    ('z Sowiej Strugi', 'ze Słonecznej Kępy')
    """
    hard = genitive[:1] in "SZŚŻ" and genitive[1:2] not in "aeiouóyąę"
    return f"{'ze' if hard and not genitive.startswith('Sz') else 'z'} {genitive}"
