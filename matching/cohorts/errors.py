"""What can go wrong with the answer for a cohort."""

from __future__ import annotations

from matching.errors import InvalidOption, MatchingError


class Unverified(MatchingError):
    """An answer did not pass the checks that know no solver."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(f"the answer failed its checks and was not kept: {'; '.join(problems)}")
        self.problems = problems


class InvalidRule(InvalidOption):
    """A rule of a cohort cannot be set so.

    Attributes
    ----------
    code : str
        ``written``, ``unknown``, ``level``, ``cost``, ``bounds``, ``bonus``, ``same`` or ``stable``: what is wrong.
    rule : str
        The rule that a stable matching does not know; else empty.
    """

    def __init__(self, code: str, option: str, value: object, allowed: str, *, rule: str = "") -> None:
        super().__init__(option, value, allowed)
        self.code = code
        self.rule = rule
