"""XML that no spreadsheet program writes, found before anything is built from it."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from web.services.importing.errors import UnreadableFile
from web.services.importing.tables import MAX_CELLS, MAX_CHARACTERS

_MAX_ELEMENTS = 5 * MAX_CELLS
_MAX_IN_ROW = 100_000
_MAX_DEPTH = 100


def refuse_hostile_markup(pieces: Iterable[bytes]) -> None:
    """Refuse entities, endless text, and more elements than a table can have.

    Nothing is kept while reading, so that memory stays small whatever the part holds.

    Raises
    ------
    UnreadableFile
    """
    counting = _Counting()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = counting.refuse
    parser.EntityDeclHandler = counting.refuse
    parser.ExternalEntityRefHandler = counting.refuse
    parser.StartElementHandler = counting.start
    parser.EndElementHandler = counting.end
    parser.CharacterDataHandler = counting.text
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)


class _Counting:
    """What was met so far."""

    def __init__(self) -> None:
        self.n_elements = self.n_in_row = self.depth = self.n_characters = self.n_rows = 0

    def refuse(self, *_: object) -> int:
        raise UnreadableFile("entities")

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.n_elements += 1
        self.n_in_row += 1
        self.depth += 1
        self.n_characters = 0
        if name == "row":
            self.n_in_row, self.n_rows = 0, self.n_rows + 1
        if self.n_elements > _MAX_ELEMENTS or self.depth > _MAX_DEPTH:
            raise UnreadableFile("too_many_cells", most=MAX_CELLS)
        if self.n_rows and self.n_in_row > _MAX_IN_ROW:
            raise UnreadableFile("too_many_cells", most=MAX_CELLS)

    def end(self, _name: str) -> None:
        self.depth -= 1

    def text(self, piece: str) -> None:
        self.n_characters += len(piece)
        if self.n_characters > 2 * MAX_CHARACTERS:
            raise UnreadableFile("giant_cell", row=max(self.n_rows, 1), most=MAX_CHARACTERS)
