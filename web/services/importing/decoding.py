"""Which characters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
import re

from web.services.importing.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like the next one
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8", "cp1250": "Windows-1250", "iso-8859-2": "ISO-8859-2"}
_HALF_PAIR = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
# ą ś ź Ą Ś Ź, which are the letters that the two tables of Central Europe place differently.
_AS_WINDOWS = re.compile(rb"[\x80-\x9f\xb9\xa5]")
_AS_ISO = re.compile(rb"[\xb1\xb6\xbc\xa1\xa6\xac]")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding that it was in.

    A byte-order mark decides; without one, UTF-8 where the bytes are valid in it, UTF-16 where
    every other byte is zero, else Windows-1250 or ISO-8859-2 by the letters that they place
    differently.

    Raises
    ------
    UnreadableFile
        The bytes are not text.

    >>> decoded("Łódź".encode("cp1250")), decoded("Łódź".encode("iso-8859-2"))
    (('Łódź', 'Windows-1250'), ('Łódź', 'ISO-8859-2'))
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _by(content[len(mark) :], encoding), _NAMES.get(encoding, encoding[:6].upper())
    if (wide := _wide(content)) is not None:
        return _by(content, wide), "UTF-16"
    try:
        return _plain(content.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError:
        if half := _HALF_PAIR.search(content):
            raise UnreadableFile("surrogate", row=_row_of(content, half.start())) from None
    encoding = "iso-8859-2" if _AS_ISO.search(content) and not _AS_WINDOWS.search(content) else "cp1250"
    return _by(content, encoding), _NAMES[encoding]


def _by(content: bytes, encoding: str) -> str:
    try:
        return _plain(content.decode(encoding))
    except UnicodeDecodeError as error:
        if error.reason == "illegal UTF-16 surrogate" or _HALF_PAIR.match(content, error.start):
            raise UnreadableFile("surrogate", row=_row_of(content, error.start)) from None
        raise UnreadableFile("not_text") from None


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: the text is mostly of characters whose upper byte is zero or one."""
    sample = content[:2000]
    if len(sample) < 4 or len(content) % 2:
        return None
    for name, upper in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        other = sample[::2] if name == "utf-16-le" else sample[1::2]
        if upper.count(0) > 0.6 * len(upper) and other.count(0) < 0.1 * len(other):
            return name
    return None


def _plain(text: str) -> str:
    if "\0" in text:
        raise UnreadableFile("nul", row=text.count("\n", 0, text.index("\0")) + 1)
    if len(_CONTROL.findall(text[:100_000])) > max(2, len(text[:100_000]) // 200):
        raise UnreadableFile("not_text")
    return text


def _row_of(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1
