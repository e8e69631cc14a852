"""How figures of growth are written in the reader's language."""

from __future__ import annotations

from graph.analysis.figures import Unit, figure

MINUS = "−"
NO_VALUE = "–"
_NOTHING = 1e-9  # what rounding leaves of no change
_NO_BREAK = "\N{NO-BREAK SPACE}"
_NUMERALS = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def count_text(value: int, language: str) -> str:
    """A count with its thousands apart.

    >>> count_text(45780, "pl"), count_text(45780, "en")
    ('45\\xa0780', '45,780')
    """
    text = f"{value:,}"
    return text.replace(",", _NO_BREAK) if language == "pl" else text


def period_text(name: str, language: str) -> str:
    """A period by its name, as people write quarters.

    >>> period_text("2025-Q4", "pl"), period_text("2025-Q4", "en"), period_text("2025", "pl")
    ('IV kw. 2025', 'Q4 2025', '2025')
    """
    year, _, quarter = name.partition("-Q")
    if not (year.isdigit() and quarter in _NUMERALS):
        return name
    return f"{_NUMERALS[quarter]} kw. {year}" if language == "pl" else f"Q{quarter} {year}"


def value_text(code: str, value: float | None, language: str) -> str:
    """A figure's value; a dash where there is none.

    >>> value_text("largest_share", 0.89, "pl"), value_text("density", 0.00012, "en")
    ('89,0%', '0.012%')
    >>> value_text("mean_degree", 4.75, "pl"), value_text("region_assortativity", -0.5, "en")
    ('4,75', '−0.50')
    >>> value_text("density", None, "pl")
    '–'
    """
    if value is None:
        return NO_VALUE
    unit = figure(code).unit
    if unit is Unit.COUNT:
        return count_text(int(value), language)
    return (
        _decimals(value * 100, _places(value), language) + "%" if unit is Unit.SHARE else _decimals(value, 2, language)
    )


def change_text(code: str, change: float | None, language: str) -> str:
    """A change with its sign, in points for shares; a dash where there is none.

    >>> change_text("n_actors", 12, "pl"), change_text("largest_share", -0.031, "pl")
    ('+12', '−3,1\\xa0p.p.')
    >>> change_text("n_actors", 0, "en"), change_text("mean_degree", 0.25, "en"), change_text("n_actors", None, "en")
    ('0', '+0.25', '–')
    """
    if change is None:
        return NO_VALUE
    if abs(change) < _NOTHING:
        return "0"
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    if figure(code).unit is not Unit.SHARE:
        return sign + value_text(code, abs(change), language)
    points = _decimals(abs(change) * 100, _places(abs(change)), language)
    return f"{sign}{points}{_NO_BREAK}{'p.p.' if language == 'pl' else 'pp'}"


def _places(share: float) -> int:
    """How many decimals a share needs in percent: one, more where it is very small.

    >>> [_places(share) for share in (0.5, 0.01, 0.0012, 0.00003, 0.0)]
    [1, 1, 2, 4, 1]
    """
    places = 1
    while 0 < share * 100 < 10 ** (1 - places) and places < 6:
        places += 1
    return places


def _decimals(value: float, places: int, language: str) -> str:
    text = f"{value:,.{places}f}".replace("-", MINUS)
    return text.translate(str.maketrans(",.", f"{_NO_BREAK},")) if language == "pl" else text
