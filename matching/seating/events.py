"""Tables of an event with its wishes: who sits together or apart, who is useful to whom, who did not come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.seating.annealing import Costs, improved, n_visits_for
from matching.seating.asked import Asked, Rounds, asked
from matching.seating.counting import Repeats, meetings_of, repeats_of
from matching.seating.errors import NoSeating
from matching.seating.relabelling import relabelled
from matching.seating.rounds import full_tables

Tables = NDArray[np.int64]
Numbers = NDArray[np.float64]
REPEATS_HEAT = (0.25, 0.08)
SCORES_HEAT = (0.5, 0.01)
SEED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Seating:
    """Who sits where in the rounds that were asked for.

    Attributes
    ----------
    rounds : list of rounds, each a list of tables, each a list of people
        Tables and people in order. Tables differ by one seat at most, unless people who sit together leave no choice.
    repeats : Repeats
        Who meets again, past rounds included, without those who are to sit together.
    usefulness : int
        Sum of the scores of all pairs who meet in these rounds, each once, without those who met in past rounds or are
        to sit together.
    bound : int
        No plan of these rounds has a higher usefulness; not every bound can be reached.
    """

    rounds: list[list[list[int]]]
    repeats: Repeats
    usefulness: int
    bound: int


def seat(  # noqa: PLR0913
    n: int,
    size: int,
    n_rounds: int,
    rng: np.random.Generator,
    *,
    n_tables: int | None = None,
    score: ArrayLike | None = None,
    together: Iterable[Sequence[int]] = (),
    apart: Iterable[Sequence[int]] = (),
    absent: Iterable[int] = (),
    past: Rounds = (),
    time_limit: float = 20.0,
) -> Seating:
    """Rounds in which wishes are kept, then as few as can be found meet again, then the useful ones meet.

    Parameters
    ----------
    n : int
        How many people there are, numbered from 0.
    size : int
        Seats at a table, or places in an online room, at most.
    n_rounds : int
        Rounds to be seated.
    rng : Generator
    n_tables : int or None
        How many tables; as few as are needed where it is not given.
    score : array_like of int, shape (n, n), or None
        How useful it is that two meet; symmetric, between −2^31 and 2^31.
    together : groups of people
        Who sits together in every round, such as those of one organisation and the partner it brought. Groups that
        share somebody are one.
    apart : pairs of people
        Who never shares a table.
    absent : people
        Who did not come; they get no seats.
    past : rounds
        Rounds that are over. They stay as they are, and whoever met in them should not meet again.
    time_limit : float
        Seconds of processor time after which the best plan so far is returned.

    Raises
    ------
    InvalidTables
        The question is not possible; the message names who or what.
    NoSeating
        No plan was found that keeps all wishes.

    Examples
    --------
    Twelve people, three rounds; 0 brings its partner 1, and 2 is not to sit with 3.

    >>> found = seat(12, 3, 3, np.random.default_rng(0), together=[(0, 1)], apart=[(2, 3)])
    >>> found.repeats.pairs, [next(table for table in tables if 0 in table)[:2] for tables in found.rounds]
    (0, [[0, 1], [0, 1], [0, 1]])

    The last one leaves after the first round; the others are seated anew.

    >>> later = seat(12, 3, 2, np.random.default_rng(0), absent=[11], past=found.rounds[:1])
    >>> later.repeats.pairs, sorted(len(table) for table in later.rounds[0])
    (0, [2, 3, 3, 3])
    """
    question = asked(
        n, size, n_rounds, n_tables=n_tables, score=score, together=together, apart=apart, absent=absent, past=past
    )
    until = time.process_time() + time_limit
    tables = _Seats(question, rng, time_limit, lambda: time.process_time() >= until).found()
    seating = _seating(question, tables)
    _check_wishes(question, seating)
    return seating


class _Seats:
    """The search for tables; people are counted by their place among those who are there."""

    def __init__(
        self, question: Asked, rng: np.random.Generator, time_limit: float, is_late: Callable[[], bool]
    ) -> None:
        self.question, self.rng, self.time_limit, self.is_late = question, rng, time_limit, is_late
        self.n = len(question.people)
        place = {one: at for at, one in enumerate(question.people.tolist())}
        self.units = [[place[one] for one in unit] for unit in question.units]
        self.together = [(place[a], place[b]) for a, b in question.together]
        self.apart = [(place[a], place[b]) for a, b in question.apart]
        self.met = np.zeros((self.n, self.n))
        for (a, b), often in meetings_of(question.past).items():
            if a in place and b in place:
                self.met[place[a], place[b]] = self.met[place[b], place[a]] = often
        self.score = question.score[np.ix_(question.people, question.people)].astype(np.float64)
        self.largest = float(np.abs(self.score).max(initial=0))

    def found(self) -> Tables:
        """For each round the table of each who is there: wishes first, then repeats, then usefulness."""
        if self.n == 0:
            return np.zeros((self.question.n_rounds, 0), dtype=np.int64)
        n_visits = n_visits_for(self.n, 1 / 2)
        plain, useful = self._costs(useful=False), self._costs(useful=True)
        tables = self._taken(self._seed(), useful)
        if plain.total(tables) > self._least():
            tables = improved(tables, plain, REPEATS_HEAT, n_visits, self.rng, self._is_enough, self.units)
        if self.largest:
            heats = (SCORES_HEAT[0] * self.largest, SCORES_HEAT[1] * self.largest)
            better = improved(tables, useful, heats, n_visits, self.rng, lambda _: self.is_late(), self.units)
            if plain.total(better) <= plain.total(tables):
                return better
        return tables

    def _costs(self, *, useful: bool) -> Costs:
        """What two cost who share a table. No change of seats makes up for a repeat by scores, or for a wish at all."""
        score = self.score if useful else np.zeros_like(self.score)
        repeat = 1 + 4 * self.question.size * self.largest if useful else 1.0
        wish = 4 * self.question.size * (repeat + self.largest if useful else repeat)
        pairs, again = -score.copy(), repeat + score
        for a, b in self.together:
            pairs[a, b] = pairs[b, a] = -wish
            again[a, b] = again[b, a] = 0
        for a, b in self.apart:
            pairs[a, b] = pairs[b, a] = wish
        np.fill_diagonal(again, 0)
        return Costs(pairs, again, self.met)

    def _least(self) -> float:
        """What a plan costs in which all wishes are kept and nobody meets again, without usefulness."""
        return -4.0 * self.question.size * len(self.together) * self.question.n_rounds

    def _is_enough(self, cost: float) -> bool:
        return cost <= self._least() or self.is_late()

    def _seed(self) -> Tables:
        """Tables to begin with: of a plan without wishes where nobody sits together, else drawn."""
        if not self.units and (planned := self._planned()) is not None:
            return planned
        return np.array([self._drawn() for _ in range(self.question.n_rounds)])

    def _planned(self) -> Tables | None:
        """A plan of full tables without those who never meet each other, as many as there are seats too many."""
        question = self.question
        size = -(-self.n // question.n_tables)
        n_seats = question.n_tables * size
        full = full_tables(question.n_tables, size, question.n_rounds, self.rng, SEED_SHARE * self.time_limit).rounds
        met = set(meetings_of(full))
        empty: list[int] = []
        for one in range(n_seats):
            if len(empty) < n_seats - self.n and all((other, one) not in met for other in empty):
                empty.append(one)
        if len(empty) < n_seats - self.n:
            return None
        table_of = np.zeros((question.n_rounds, n_seats), dtype=np.int64)
        for at, tables in enumerate(full):
            for number, people in enumerate(tables):
                table_of[at, people] = number
        return np.delete(table_of, empty, axis=1)

    def _drawn(self) -> Tables:
        """One round: those who sit together first, large groups before small ones, each at the emptiest table."""
        seated = np.full(self.n, -1)
        free = np.full(self.question.n_tables, self.question.size)
        in_units = {one for unit in self.units for one in unit}
        alone = [[one] for one in self.rng.permutation(self.n).tolist() if one not in in_units]
        for unit in [*sorted(self.units, key=len, reverse=True), *alone]:
            table = int(np.argmax(free))
            if free[table] < len(unit):
                who = ", ".join(str(self.question.people[one]) for one in unit)
                raise NoSeating(f"no table has room for {who} together beside the other groups; add a table")
            seated[unit] = table
            free[table] -= len(unit)
        return seated

    def _taken(self, tables: Tables, costs: Costs) -> Tables:
        """The same plan with people at the places where it costs least; nobody moves where groups sit together."""
        if self.units or not (self.largest or self.apart or self.met.any()):
            return tables
        meetings = sum((row[:, None] == row).astype(np.float64) for row in tables) - len(tables) * np.eye(self.n)
        pair_cost = costs.together + costs.again * (self.met > 0)
        largest = float(np.abs(pair_cost).max())
        heats = (0.2 * largest, 0.01 * (self.largest or largest))
        n_steps = n_visits_for(self.n, 1 / 2) * self.n
        person = relabelled(
            np.asarray(meetings),
            pair_cost,
            heats,
            n_steps,
            self.rng,
            lambda cost: self.is_late() or (cost <= 0 and not self.largest),
        )
        return tables[:, np.argsort(person)]


def _seating(question: Asked, tables: Tables) -> Seating:
    people = question.people
    rounds = [
        sorted(people[row == table].tolist() for table in range(question.n_tables) if (row == table).any())
        for row in tables
    ]
    together = set(question.together)
    before = set(meetings_of(question.past))
    new = [pair for pair in meetings_of(rounds) if pair not in together and pair not in before]
    usefulness = sum(int(question.score[pair]) for pair in new)
    repeats = repeats_of([*question.past, *rounds], question.together)
    return Seating(rounds, repeats, usefulness, _bound(question, before | together))


def _bound(question: Asked, left_out: set[tuple[int, int]]) -> int:
    """Half the sum, over people, of the highest positive scores with as many others as they can meet in all."""
    gain = np.maximum(question.score[np.ix_(question.people, question.people)], 0)
    place = {one: at for at, one in enumerate(question.people.tolist())}
    for a, b in left_out:
        if a in place and b in place:
            gain[place[a], place[b]] = gain[place[b], place[a]] = 0
    most = question.n_rounds * (question.size - 1)
    return int(np.sort(gain, axis=1)[:, ::-1][:, :most].sum()) // 2


def _check_wishes(question: Asked, seating: Seating) -> None:
    """Recount the wishes; what the search could not keep is an error, not a worse plan."""
    for number, tables in enumerate(seating.rounds, start=1):
        table_of = {one: at for at, table in enumerate(tables) for one in table}
        for wish, pairs, kept in (("together", question.together, True), ("apart", question.apart, False)):
            for a, b in pairs:
                if (table_of[a] == table_of[b]) is not kept:
                    raise NoSeating(
                        f"no plan was found in which {a} and {b} sit {wish} in round {number}; add a table, give it "
                        "more time, or drop a wish"
                    )
