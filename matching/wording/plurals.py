"""Polish plural forms."""

from __future__ import annotations


def polish_plural(number: int, one: str, few: str, many: str) -> str:
    """The number with the form it takes.

    >>> [polish_plural(n, "miejsce", "miejsca", "miejsc") for n in (1, 3, 5, 12, 22, 25)]
    ['1 miejsce', '3 miejsca', '5 miejsc', '12 miejsc', '22 miejsca', '25 miejsc']
    """
    if number == 1:
        form = one
    elif number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        form = few
    else:
        form = many
    return f"{number} {form}"
