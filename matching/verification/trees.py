"""Bounds that no assignment with seekers kept together or apart can pass, from the trees of a search.

Whatever prices from 0 upwards say is a bound (weak duality). What cannot be had, or be missing, without falling to what
was reached is settled by them, below too. A tree that says nothing, or something wrong, can only leave a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.assignment.instance import Instance, Ints
from matching.assignment.results import Levels, Node, Tree
from matching.assignment.rules import Rules
from matching.exact import exact_dot, exact_sum
from matching.verification.rows import COUNTED, Gain, Rows

_NONE = np.iinfo(np.int64).max


def gaps_of_trees(
    instance: Instance, rules: Rules, reached: Levels, trees: dict[str, Tree]
) -> Iterator[tuple[str, int]]:
    """For each level the bound that its tree leaves, less what was reached: 0 proves it.

    Parameters
    ----------
    reached : Levels, as they were counted
    """
    rows = Rows(instance, rules, reached)
    locked = np.zeros(instance.n_pairs, np.bool_)
    locked[rules.locked] = True
    forced = rows.units.summed(locked).clip(max=1)
    lowest = rows.units.lowest(np.where(locked, _NONE, instance.score))
    high = np.ones(len(forced), np.int64)
    for number, level in enumerate(COUNTED):
        value = -reached.shortfall if level == "shortfall" else int(getattr(reached, level))
        yield level, _Replay(rows, rows.gain(level), value, number).bound(trees.get(level), forced, high) - value
    if reached.floor is not None:
        better = np.where(lowest > reached.floor, 1, forced)
        left = 0 if _is_forced(forced, lowest, reached.floor) else int(instance.score.max()) - reached.floor
        nothing = _Replay(rows, Gain(0 * high), -1, len(COUNTED)).bound(trees.get("floor"), forced, better)
        yield "floor", left * (nothing >= 0)
        high = np.where(lowest >= reached.floor, 1, forced)
    yield from _of_total(rows, rules, trees.get("total"), forced, high)


def _is_forced(forced: Ints, lowest: Ints, floor: int) -> bool:
    """Whether every assignment has a pair as bad as that."""
    return bool((lowest[forced > 0] <= floor).any())


def _of_total(rows: Rows, rules: Rules, tree: Tree | None, low: Ints, high: Ints) -> Iterator[tuple[str, int]]:
    """The gap of the total, and of the pairs kept among equal ones."""
    units, reached = rows.units, rows.reached
    kept = 0 * units.unit if rules.kept is None else units.summed(rules.kept)
    gain = units.summed(rows.instance.score) + rules.keep_weight * kept
    times = exact_sum(kept) + 1
    value = reached.total * times + reached.kept
    bound = _Replay(rows, Gain(gain * times + kept), value, len(COUNTED)).bound(tree, low, high)
    yield "total", bound // times - reached.total
    if rules.kept is not None:
        yield "kept", bound - value


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A node, what choices may still be there, and the bound so far."""

    number: int
    low: Ints
    high: Ints
    bound: int


@dataclass(frozen=True, slots=True, eq=False)
class _Replay:
    """A tree gone through again: a bound on what is worth more than `value`."""

    rows: Rows
    gain: Gain
    value: int
    n_reached: int

    def bound(self, tree: Tree | None, low: Ints, high: Ints) -> int:
        """The most that the tree leaves possible, at least the value."""
        most = exact_dot(self.gain.of_choices, np.where(self.gain.of_choices > 0, high, low))
        most += self.gain.placed * exact_sum(self.rows.units.size[self.rows.several])
        waiting, n_seen, highest = [_Part(0, low, high, most)], 0, self.value
        while waiting:
            part = waiting.pop()
            node = tree.nodes[part.number] if tree and 0 <= part.number < len(tree.nodes) > n_seen else _END
            n_seen += 1
            part = self._narrowed(part, node, tree.scale if tree else 1)
            if part.bound > self.value and 0 <= node.column < len(low):
                waiting += self._halves(part, node)
            else:
                highest = max(highest, part.bound)
        return highest

    def _narrowed(self, part: _Part, node: Node, scale: int) -> _Part:
        """What the prices of a node leave."""
        low, high, bound = part.low.copy(), part.high.copy(), part.bound
        for prices in node.prices:
            if not self.rows.are_prices(prices) or not 0 < scale <= _LARGEST_SCALE:
                continue
            total, worth = self.rows.worth(prices, self.n_reached, self.gain, scale, low, high)
            bound = min(bound, total // scale)
            beyond = min(total - (self.value + 1) * scale, 2**62)
            if beyond < 0:
                break
            fixed = (low < high) & (np.abs(worth) > beyond)
            low[fixed] = high[fixed] = worth[fixed] > 0
        return _Part(part.number, low, high, bound)

    @staticmethod
    def _halves(part: _Part, node: Node) -> list[_Part]:
        taken, without = part.low.copy(), part.high.copy()
        taken[node.column], without[node.column] = 1, 0
        return [
            _Part(node.below, taken, part.high, part.bound),
            _Part(node.below + 1, part.low, without, part.bound),
        ]


_END = Node((), -1, 0)
_LARGEST_SCALE = 2**12
