"""Answers that take longer than anybody waits for a page: worked out beside, and asked for again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")

PATIENCE = 3.0  # seconds that a page waits before it says how far the answer is


@dataclass(slots=True)
class AtWork:
    """An answer that is being worked out: `done` of `all_of` steps, none known before it begins."""

    done: int = 0
    all_of: int = 0

    def tell(self, done: int, all_of: int) -> None:
        """How far it is now."""
        self.done, self.all_of = done, all_of


class Soon(Generic[V]):
    """Answers worked out one at a time in threads that end with the program.

    An answer is handed over once, or forgotten when something else is asked; whoever works it out keeps it for those
    who ask again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()
        self._asked: dict[Hashable, tuple[Future[V], AtWork]] = {}

    def of(
        self,
        asked: Hashable,
        answer: Callable[[Callable[[int, int], None]], V],
        patience: float | None = None,
    ) -> V | AtWork:
        """What `answer(tell)` gives, or how far it is after some seconds of waiting; what it raises is raised here.

        Parameters
        ----------
        asked : hashable
            The same for the same answer.
        answer : callable
            Is called once, with a function that it tells how many of how many steps are done.
        patience : float, optional
            Seconds; `PATIENCE` unless given.
        """
        with self._lock:
            if asked not in self._asked:
                self._forget_finished()
                self._asked[asked] = Future(), AtWork()
                threading.Thread(target=self._work, args=(*self._asked[asked], answer), daemon=True).start()
            future, at_work = self._asked[asked]
        try:
            found = future.result(PATIENCE if patience is None else patience)
        except TimeoutError:
            if not future.done():
                return at_work
            found = future.result()
        finally:
            with self._lock:
                if future.done() and self._asked.get(asked, (None,))[0] is future:
                    del self._asked[asked]
        return found

    def _forget_finished(self) -> None:
        """Let go of answers that nobody came back for."""
        for asked in [asked for asked, (future, _) in self._asked.items() if future.done()]:
            del self._asked[asked]

    def _work(self, future: Future[V], at_work: AtWork, answer: Callable[[Callable[[int, int], None]], V]) -> None:
        with self._one_at_a_time:
            try:
                future.set_result(answer(at_work.tell))
            except BaseException as error:  # whoever asked is told
                future.set_exception(error)
