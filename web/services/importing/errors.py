"""What can go wrong with a file that somebody brings; every message says what to do next."""

from __future__ import annotations

from typing import Any

from web.services.errors import ServiceError
from web.services.importing.words import said


class ImportRefused(ServiceError):
    """The import cannot go on; nothing was written.

    Attributes
    ----------
    code : str
        One word for what is wrong, the same in every language.
    facts :
        Values that the message needs.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(said(code, "en", **facts))
        self.code = code
        self.facts = facts

    def in_language(self, language: str) -> str:
        """The message in that language ("pl" or "en")."""
        return said(self.code, language, **self.facts)


class UnreadableFile(ImportRefused):
    """The file cannot be read as a table; the message says why and what to do."""
