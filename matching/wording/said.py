"""What a sentence is made from: facts, the sign of a contribution, and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.results import Fact
from matching.wording.days import day_in_words
from matching.wording.naming import Names

NEAR_KM = 60  # about an hour's way


@dataclass(frozen=True, slots=True)
class Said:
    """The facts of a reason or caveat with the names to say them by."""

    facts: Mapping[str, Fact]
    contribution: float
    names: Names

    def text(self, fact: str) -> str:
        """A fact as text; empty where it was not given."""
        return str(self.facts.get(fact, ""))

    def number(self, fact: str) -> int:
        """A whole number."""
        return int(str(self.facts[fact]))

    def day(self, fact: str) -> str:
        """A day as people write it."""
        return day_in_words(self.text(fact), self.names.language)

    def ids(self, fact: str) -> Sequence[str]:
        """A list of ids or codes."""
        value = self.facts[fact]
        return value if isinstance(value, tuple) else (str(value),)

    @property
    def provider(self) -> str:
        """The provider's name."""
        return self.names.actor(self.text("provider_id"))

    @property
    def provider_first(self) -> str:
        """The provider's name at the beginning of a sentence."""
        return self.provider[:1].upper() + self.provider[1:]

    @property
    def similar_experience(self) -> bool:
        """Whether the one side has at most a quarter fewer projects behind it than the other, or one fewer."""
        few, many = sorted((self.number("seeker"), self.number("provider")))
        return 4 * (many - few) <= max(many, 4)

    @property
    def about_person(self) -> bool:
        """Whether the provider is a person, who has no seat."""
        return self.names.is_person(self.text("provider_id"))

    @property
    def seeker(self) -> str:
        """The seeker's name."""
        return self.names.actor(self.text("seeker_id"))
