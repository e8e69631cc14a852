"""Steps told to whoever waits, and the time that is left for them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

STEPS = ("shortfall", "placed", "pairs", "floor", "total", "kept", "ties")

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Clock:
    """Tells the steps, and whether there is time for the next one.

    Attributes
    ----------
    time_limit : seconds, or None for no limit
    progress : called before each step with its name, its number and how many there are
    is_up : whether a step was cut short or left out
    """

    time_limit: float | None = None
    progress: Progress | None = None
    began: float = field(default_factory=time.monotonic)
    is_up: bool = False

    def begin(self, step: str) -> bool:
        """Whether the step may begin; once one may not, none may."""
        if self.progress:
            self.progress(step, STEPS.index(step), len(STEPS))
        left = self.left()
        self.is_up = self.is_up or (left is not None and left <= 0)
        return not self.is_up

    def left(self) -> float | None:
        """Seconds left, or None for no limit."""
        return None if self.time_limit is None else self.time_limit - (time.monotonic() - self.began)
