"""A piece of work in a thread of its own, so that nobody waits forever for a server that fell silent."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Abandoned(Exception):
    """The work goes on although nobody waits for it any more; it must not write."""


class Call(Generic[T]):
    """Work that has been started; `wait` for it, then ask for its `outcome`.

    The driver has no way to interrupt a read, so a call that is given up is left to itself: the driver's own read
    timeout ends it later. Its thread keeps nothing alive, and `work` sees `abandoned` and stops before it writes.
    """

    def __init__(self, work: Callable[[Call[T]], T]) -> None:
        self.abandoned = False
        self._work = work
        self._ended = threading.Event()
        self._value: list[T] = []
        self._error: BaseException | None = None
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._run,), name="neo4j-call", daemon=True).start()

    def _run(self) -> None:
        try:
            self._value.append(self._work(self))
        except BaseException as error:  # it is raised again where the outcome is asked for
            self._error = error
        finally:
            self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Whether the work ended, within this time at the latest."""
        return self._ended.wait(seconds)

    def abandon(self) -> None:
        """Give the work up; it stops at its next step."""
        self.abandoned = True

    def check(self) -> None:
        """Stop here if nobody waits any more."""
        if self.abandoned:
            raise Abandoned

    def outcome(self) -> T:
        """What the work returned, or what it raised; only after it ended."""
        if self._error is not None:
            raise self._error
        return self._value[0]
