"""The search: trees of alternating pairs grow from all who are left over, until each is paired or best left alone.

Prices move only at those whom the trees have reached: while the search advances by one, people at an even distance
from a root (outer) cost one less, those at an odd distance (inner) one more. So a price is kept together with the
moment at which its part joined a tree, and nothing else is touched. A tree ends when it meets somebody single, another
tree, or somebody whose price has come down to 0 and who is left alone in the root's place; the other trees grow on
[1]_, [2]_.

References
----------
.. [1] Z. Galil, S. Micali, H. Gabow, "An O(EV log V) algorithm for finding a maximal weighted matching in general
   graphs", SIAM J. Computing 15 (1986).
.. [2] W. Cook, A. Rohe, "Computing minimum-weight perfect matchings", INFORMS J. Computing 11 (1999).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from matching.pairing.nest import NOBODY, Link, Nest

OUTER, INNER = 1, 2
FREE, MEET, OPEN = 0, 1, 2
Neighbours = Sequence[Sequence[tuple[int, int]]]


class Forest:
    """Trees that grow from single people at the same pace.

    Parameters
    ----------
    nest : Nest
        Pairs and odd sets, whose prices allow no pair to be worth more than it costs; the search leaves it so.
    neighbours : sequence of sequences of (int, int)
        For each person those it may be paired with, and what the pair is worth in half points; an even number.
    """

    def __init__(self, nest: Nest, neighbours: Neighbours) -> None:
        self.nest, self.neighbours = nest, neighbours
        self.now = 0
        self.side: dict[int, int] = {}
        self.from_link: dict[int, Link | None] = {}
        self.root_of: dict[int, int] = {}
        self.trees: dict[int, dict[int, None]] = {}
        self.ends_by: dict[int, int] = {}
        self.events: list[tuple[int, int, int, int, int]] = []

    def grow(self, roots: Iterable[int]) -> None:
        """Grow from people who are paired with nobody, until each is paired or somebody in its place is free."""
        for root in roots:
            # With even prices at all roots, outer people of two trees always meet at a whole number.
            self.nest.price[root] += self.nest.price[root] % 2
            self.trees[root], self.ends_by[root] = {}, self.nest.price[root] + 1
            self._make_outer(self.nest.outermost(root), None, root)
        while self.trees:
            self.now, kind, u, v, worth = heappop(self.events)
            if kind == MEET:
                self._meet(u, v, worth)
            elif kind == OPEN:
                self._open(u)
            else:
                self._free(u)

    def _free(self, person: int) -> None:
        """An outer person costs nothing any more, and is left alone so that the root of its tree can be paired."""
        part = self.nest.outermost(person)
        if self.side.get(part) == OUTER and self.nest.price[person] == self.now:
            self._re_pair(person, NOBODY)
            self._end(self.root_of[part])

    def _meet(self, u: int, v: int, worth: int) -> None:
        """An outer person and another can perhaps be paired at their price."""
        nest = self.nest
        part, other = nest.outermost(u), nest.outermost(v)
        side = self.side.get(other)
        if part == other or side == INNER or self.side.get(part) != OUTER:
            return
        over = nest.price[u] + nest.price[v] - worth
        if side == OUTER:
            if over == 2 * self.now:
                (self._join if self.root_of[part] == self.root_of[other] else self._pair_trees)(u, v)
        elif over == self.now:
            (self._pair_single if nest.is_single(other) else self._grow)(u, v)

    def _pair_trees(self, u: int, v: int) -> None:
        self._re_pair(u, v)
        self._re_pair(v, u)
        roots = [self.root_of[self.nest.outermost(person)] for person in (u, v)]
        for root in roots:
            self._end(root)

    def _pair_single(self, u: int, v: int) -> None:
        self.nest.turn(self.nest.outermost(v), v)
        self.nest.partner[v] = u
        self._re_pair(u, v)
        self._end(self.root_of[self.nest.outermost(u)])

    def _grow(self, u: int, v: int) -> None:
        """Take the part of a paired person into the tree, and behind it the one that its base is paired with."""
        nest = self.nest
        part, root = nest.outermost(v), self.root_of[nest.outermost(u)]
        self._make_inner(part, (u, v), root)
        base = nest.base[part]
        partner = nest.partner[base]
        self._make_outer(nest.outermost(partner), (base, partner), root)

    def _plant(self, part: int, side: int, link: Link | None, root: int) -> None:
        self.side[part], self.from_link[part], self.root_of[part] = side, link, root
        self.trees[root][part] = None

    def _uproot(self, part: int) -> None:
        del self.trees[self.root_of[part]][part]
        del self.side[part], self.from_link[part], self.root_of[part]

    def _make_inner(self, part: int, link: Link, root: int) -> None:
        nest = self.nest
        self._plant(part, INNER, link, root)
        for person in nest.people_of(part):
            nest.price[person] -= self.now
        if part >= nest.n:
            nest.price[part] += 2 * self.now
            heappush(self.events, (nest.price[part] // 2, OPEN, part, 0, 0))

    def _make_outer(self, part: int, link: Link | None, root: int) -> None:
        nest = self.nest
        self._plant(part, OUTER, link, root)
        people = list(nest.people_of(part))
        for person in people:
            nest.price[person] += self.now
        if part >= nest.n:
            nest.price[part] -= 2 * self.now
        self._look_from(part, people)

    def _look_from(self, part: int, people: list[int]) -> None:
        """Note whom new outer people can meet, and when."""
        price, slot, part_in, sides = self.nest.price, self.nest.slot, self.nest.part_in, self.side
        root = self.root_of[part]
        ends_by = self.ends_by[root]
        for u in people:
            mine = price[u]
            if mine < ends_by:
                self.ends_by[root] = ends_by = mine
                heappush(self.events, (mine, FREE, u, 0, 0))
            for v, worth in self.neighbours[u]:
                other = part_in[slot[v]]
                side = sides.get(other)
                if other == part or side == INNER:
                    continue
                at = mine + price[v] - worth
                if side == OUTER:
                    at //= 2
                if at <= ends_by:
                    heappush(self.events, (at, MEET, u, v, worth))

    def _look_back(self, part: int) -> None:
        """Note when outer people will meet those of a part that is in no tree any more."""
        nest = self.nest
        for v in nest.people_of(part):
            mine = nest.price[v]
            for u, worth in self.neighbours[v]:
                other = nest.outermost(u)
                if self.side.get(other) == OUTER:
                    at = nest.price[u] + mine - worth
                    if at <= self.ends_by[self.root_of[other]]:
                        heappush(self.events, (at, MEET, u, v, worth))

    def _join(self, u: int, v: int) -> None:
        """Two outer parts of a tree meet: the ring that they close becomes an odd set, outer as a whole."""
        nest = self.nest
        left, first, right = self._ways_that_meet(nest.outermost(u), nest.outermost(v))
        links = [self._link_to(part) for part in reversed(left)]
        links += [(u, v), *((link[1], link[0]) for link in map(self._link_to, right))]
        ring = [first, *reversed(left), *right]
        link, root = self.from_link[first], self.root_of[first]
        turned = [person for part in ring if self.side[part] == INNER for person in nest.people_of(part)]
        for part in ring:
            self._freeze_set(part)
            self._uproot(part)
        for person in turned:
            nest.price[person] += 2 * self.now
        made = nest.join(ring, links)
        nest.price[made] = -2 * self.now
        self._plant(made, OUTER, link, root)
        self._look_from(made, turned)

    def _ways_that_meet(self, part: int, other: int) -> tuple[list[int], int, list[int]]:
        """The ways of two parts towards their root up to the first part that they share, and that part."""
        ways: tuple[list[int], list[int]] = ([], [])
        heads: list[int | None] = [part, other]
        seen: dict[int, int] = {}
        turn = 0
        while (head := heads[turn]) is None or head not in seen:
            if head is not None:
                seen[head] = len(ways[turn])
                ways[turn].append(head)
                link = self.from_link[head]
                heads[turn] = None if link is None else self.nest.outermost(link[0])
            turn = 1 - turn
        shorter = ways[1 - turn][: seen[head]]
        return (ways[0], head, shorter) if turn == 0 else (shorter, head, ways[1])

    def _link_to(self, part: int) -> Link:
        link = self.from_link[part]
        if link is None:
            raise AssertionError("the root of a tree is linked from nowhere")
        return link

    def _open(self, part: int) -> None:
        """An inner odd set costs nothing any more: its parts on the tree's way through it stay, the others leave."""
        nest = self.nest
        if self.side.get(part) != INNER or nest.price[part] != 2 * self.now:
            return
        link, root = self._link_to(part), self.root_of[part]
        inner = nest.part_holding(link[1], part)
        way = nest.path_to_base(part, inner)
        self._uproot(part)
        nest.price[part] = 0
        for person in nest.people_of(part):
            nest.price[person] += self.now
        ring = nest.open(part)
        self._make_inner(inner, link, root)
        for place, (one, its_link) in enumerate(way):
            (self._make_inner if place % 2 else self._make_outer)(one, its_link, root)
        for one in ring:
            if one not in self.side:
                self._look_back(one)

    def _re_pair(self, person: int, partner: int) -> None:
        """Pair an outer person anew, and along the way to the root all who lose their partner by it."""
        nest = self.nest
        while True:
            part = nest.outermost(person)
            nest.turn(part, person)
            nest.partner[person] = partner
            link = self.from_link[part]
            if link is None:
                return
            inner = nest.outermost(link[0])
            partner, person_inside = self._link_to(inner)
            nest.turn(inner, person_inside)
            nest.partner[person_inside] = partner
            person, partner = partner, person_inside

    def _freeze_set(self, part: int) -> None:
        if part >= self.nest.n:
            self.nest.price[part] += 2 * self.now if self.side[part] == OUTER else -2 * self.now

    def _end(self, root: int) -> None:
        """A tree is done: prices as they are now, odd sets that cost nothing apart, its people for other trees."""
        nest = self.nest
        left = []
        for part in list(self.trees[root]):
            self._freeze_set(part)
            change = -self.now if self.side[part] == OUTER else self.now
            for person in nest.people_of(part):
                nest.price[person] += change
            self._uproot(part)
            left.append(part)
        del self.trees[root], self.ends_by[root]
        while left:
            part = left.pop()
            if part >= nest.n and nest.price[part] == 0:
                left.extend(nest.open(part))
            elif self.trees:
                self._look_back(part)
