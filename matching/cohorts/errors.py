"""What can go wrong with the answer for a cohort."""

from __future__ import annotations

from matching.errors import MatchingError


class Unverified(MatchingError):
    """An answer did not pass the checks that know no solver."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(f"the answer failed its checks and was not kept: {'; '.join(problems)}")
        self.problems = problems
