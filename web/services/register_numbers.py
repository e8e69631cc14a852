"""Numbers under which public registers know an organisation: KRS, NIP, REGON."""

from __future__ import annotations

from collections.abc import Callable

from stdnum.pl import nip as _nip
from stdnum.pl import regon as _regon

_LOCAL_UNIT_OF_NONE = "00000"


def krs(text: str) -> str:
    """The KRS number as 10 digits; leading zeros may be left out.

    Raises
    ------
    ValueError
        It is not 1 to 10 digits, or is all zeros. It has no check digit.

    >>> krs("96794")
    '0000096794'
    """
    digits = _digits(text)
    if len(digits) > 10 or not digits.strip("0"):
        raise ValueError("must be up to 10 digits, not all zeros")
    return digits.zfill(10)


def nip(text: str) -> str:
    """The tax number as 10 digits, its check digit verified.

    >>> nip("689-117-80-90")
    '6891178090'
    """
    digits = _digits(text.strip().upper().removeprefix("PL"))
    if not _nip.is_valid(digits):
        raise ValueError("must be 10 digits with a matching check digit")
    return digits


def regon(text: str) -> str:
    """The REGON number as 9 digits, or 14 for a local unit, its check digit verified.

    Registers also print 9 digits with 00000 after them, which name the body itself.

    >>> regon("371091972"), regon("37109197200000")
    ('371091972', '371091972')
    """
    digits = _digits(text)
    if len(digits) == 14 and digits.endswith(_LOCAL_UNIT_OF_NONE):
        digits = digits[:9]
    if len(digits) not in {9, 14} or not _regon.is_valid(digits):
        raise ValueError("must be 9 or 14 digits with a matching check digit")
    return digits


NUMBERS: dict[str, Callable[[str], str]] = {"krs": krs, "nip": nip, "regon": regon}


def _digits(text: str) -> str:
    digits = text.strip().replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("must be digits")
    return digits
