"""What words of a cell mean in the reference: surely, with how like they are, or in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["exact", "alike", "chosen"]
Labels = tuple[str, str]  # Polish, English


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a text may mean."""

    code: str
    labels: Labels
    similarity: float

    def label(self, language: str) -> str:
        """What the entry is called."""
        return in_language_of(self.labels, language)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text that was not resolved, with what it may mean, the likeliest first; nothing is taken.

    Attributes
    ----------
    left_out : bool
        Whether a person said so, rather than that nothing was sure.
    """

    text: str
    candidates: tuple[Candidate, ...] = ()
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """An entry that a text was taken for.

    Attributes
    ----------
    how : str
        ``exact`` where the text is a code, a label or a synonym; ``alike`` where it is most like the entry,
        `entry.similarity`; ``chosen`` where a person said so.
    others : tuple of Candidate
        What it might mean otherwise, the likeliest first.
    """

    text: str
    entry: Candidate
    how: How = "exact"
    others: tuple[Candidate, ...] = ()

    @property
    def code(self) -> str:
        """Code of the entry."""
        return self.entry.code


def in_language_of(labels: Labels, language: str) -> str:
    """One of the two labels.

    >>> in_language_of(("Strategia", "Strategy"), "en")
    'Strategy'
    """
    return labels[0] if language == "pl" else labels[1]
