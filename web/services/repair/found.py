"""What a look at the databases and the folder found, in words that say what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from web.services.repair.found_words import KINDS

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Damage of one kind; `what` names each by its id, its link or its path, in order."""

    kind: str
    what: tuple[str, ...]

    @property
    def mendable(self) -> bool:
        """Whether it is mended without anybody deciding."""
        return bool(KINDS[self.kind].mending)

    def said(self, language: str) -> str:
        """How many there are, and which.

        >>> Found("link-without-end", ("NEEDS org-1–s-9",)).said("en")
        '1 link leads to nobody (NEEDS org-1–s-9)'
        >>> Found("link-without-end", ("NEEDS org-1–s-9",)).said("pl")
        'Powiązania, które prowadzą donikąd: 1 (NEEDS org-1–s-9)'
        """
        kind, n = KINDS[self.kind], len(self.what)
        named = ", ".join(self.what[:_NAMED]) + (", …" if n > _NAMED else "")
        if language == "pl":
            return f"{kind.polish}: {n} ({named})"
        return f"{n:,} {kind.one if n == 1 else kind.several} ({named})"

    def mended(self, language: str) -> str:
        """What became of them.

        >>> Found("lost-role", ("org-1 Mentor",)).mended("en")
        'was given the role back'
        """
        kind = KINDS[self.kind]
        if language == "pl":
            return kind.mended_polish
        return f"{'was' if len(self.what) == 1 else 'were'} {kind.mending}"

    def advised(self, language: str) -> str:
        """What is to be done about them.

        >>> Found("lost-person", ("men-1",)).advised("en")
        'is removed by `ogniwo doctor --repair`'
        >>> Found("lost-person", ("men-1",)).advised("pl")
        '`ogniwo doctor --repair` to usunie'
        """
        kind = KINDS[self.kind]
        if language == "pl":
            return kind.advice_polish or f"`ogniwo doctor --repair` {kind.mending_polish}"
        return kind.advice or f"{'is' if len(self.what) == 1 else 'are'} {kind.mending} by `ogniwo doctor --repair`"

    def as_json(self, language: str) -> dict[str, Any]:
        """The same for programs."""
        kind = KINDS[self.kind]
        advice = kind.advice_polish if language == "pl" else kind.advice
        mending = kind.mended_polish if language == "pl" else kind.mending
        return {"kind": self.kind, "what": list(self.what), "mending": mending, "advice": advice}
