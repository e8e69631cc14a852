"""Answers that take long and are asked again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """The last answers about something, by what was asked; others are not held up while one is worked out.

    Whoever asks the same at the same time waits for one answer. All are forgotten once
    somebody asks about something else.
    """

    def __init__(self, n_kept: int = 16) -> None:
        self._n_kept = n_kept
        self._lock = threading.Lock()
        self._about: object = None
        self._answers: OrderedDict[Hashable, V] = OrderedDict()
        self._at_work: dict[Hashable, threading.Lock] = {}

    def of(self, about: object, asked: Hashable, answer: Callable[[], V]) -> V:
        """The answer kept, or the one that `answer()` gives now."""
        with self._lock:
            if self._about is not about:
                self._about, self._answers, self._at_work = about, OrderedDict(), {}
            if asked in self._answers:
                self._answers.move_to_end(asked)
                return self._answers[asked]
            answers, all_at_work = self._answers, self._at_work
            at_work = all_at_work.setdefault(asked, threading.Lock())
        with at_work:
            with self._lock:
                if asked in answers:
                    return answers[asked]
            try:
                found = answer()
                with self._lock:  # into those about the same thing, though others may be kept by now
                    answers[asked] = found
                    while len(answers) > self._n_kept:
                        answers.popitem(last=False)
            finally:
                with self._lock:
                    all_at_work.pop(asked, None)
        return found
