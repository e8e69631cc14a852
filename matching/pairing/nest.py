"""Who is paired with whom, and the odd sets nested in each other that the search treats as one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

NOBODY = -1
Link = tuple[int, int]


class Nest:
    """Pairs, and odd sets as rings of smaller parts.

    A part is a person (its number, below n) or an odd set (n and above). Along a ring each part is linked to the
    next; all its parts but the first, which holds the `base`, are paired with a neighbour in the ring. The base is
    paired outside, or with nobody. The classical structure of Edmonds' search, laid out as by Galil [1]_.

    Attributes
    ----------
    partner : list of int
        Of each person; NOBODY for none.
    base : list of int
        Of each part: the person who is not paired inside it.
    price : list of int
        Of each part, in half points; while a search runs, of parts outside its tree.
    slot, part_in : list of int
        `part_in[slot[person]]` is the outermost part that a person is in. When parts join, the largest keeps its
        slot, and only the people of the others move to it.

    References
    ----------
    .. [1] Z. Galil, "Efficient algorithms for finding maximum matching in graphs", ACM Computing Surveys 18 (1986).
    """

    def __init__(self, partner: Sequence[int], price: Sequence[int]) -> None:
        self.n = len(partner)
        self.partner = list(partner)
        self.price = list(price)
        self.base = list(range(self.n))
        self.holder = [NOBODY] * self.n
        self.slot = list(range(self.n))
        self.part_in = list(range(self.n))
        self.ring: dict[int, list[int]] = {}
        self.links: dict[int, list[Link]] = {}
        self._slot_of = list(range(self.n))
        self._size = [1] * self.n

    def outermost(self, person: int) -> int:
        """The largest part that a person is in."""
        return self.part_in[self.slot[person]]

    def is_single(self, part: int) -> bool:
        """Whether nobody outside is paired with the part."""
        return self.partner[self.base[part]] == NOBODY

    def people_of(self, part: int) -> Iterator[int]:
        """The people in a part, in the order of its rings."""
        open_parts = [part]
        while open_parts:
            one = open_parts.pop()
            if one < self.n:
                yield one
            else:
                open_parts.extend(reversed(self.ring[one]))

    def join(self, ring: list[int], links: list[Link]) -> int:
        """Make an odd set of outermost parts, the first of which holds the base; its number.

        Parameters
        ----------
        ring : list of int
            Parts of an odd number.
        links : list of (int, int)
            For each part the two people, one in it and one in the next, by whom they are linked.
        """
        made = len(self.base)
        largest = max(ring, key=self._size.__getitem__)
        self.base.append(self.base[ring[0]])
        self.price.append(0)
        self.holder.append(NOBODY)
        self._size.append(sum(self._size[part] for part in ring))
        self._slot_of.append(self._slot_of[largest])
        self.ring[made], self.links[made] = ring, links
        for part in ring:
            self.holder[part] = made
            if part != largest:
                self._move(part, self._slot_of[largest])
        self.part_in[self._slot_of[made]] = made
        return made

    def open(self, part: int) -> list[int]:
        """Take an outermost odd set apart; its parts, the one with the base first."""
        ring = self.ring.pop(part)
        keeper = next(one for one in ring if self._slot_of[one] == self._slot_of[part])
        del self.links[part]
        for one in ring:
            self.holder[one] = NOBODY
            if one != keeper:
                self._move(one, self._slot_of[one])
            self.part_in[self._slot_of[one]] = one
        return ring

    def _move(self, part: int, slot: int) -> None:
        for person in self.people_of(part):
            self.slot[person] = slot

    def part_holding(self, person: int, whole: int) -> int:
        """The part of an odd set's ring that a person is in."""
        return self._parts_around(person, whole)[-1]

    def _parts_around(self, person: int, whole: int) -> list[int]:
        """The parts around a person inside an odd set, from itself to the one in the set's ring."""
        around = [person]
        while self.holder[around[-1]] != whole:
            around.append(self.holder[around[-1]])
        return around

    def turn(self, part: int, person: int) -> None:
        """Pair the people inside a part anew, so that this person is its base; whom it is paired with is not set."""
        to_turn = [(part, person)]
        while to_turn:
            whole, new_base = to_turn.pop()
            if whole < self.n or self.base[whole] == new_base:
                continue
            for inner in reversed(self._parts_around(new_base, whole)):
                if self.base[whole] == new_base:
                    break
                to_turn += self._turn_ring(whole, inner)
                self.base[whole] = new_base
                whole = inner

    def _turn_ring(self, whole: int, inner: int) -> list[tuple[int, int]]:
        """Pair the parts of a ring anew around one of them, which comes first; the other parts with their new bases."""
        ring, links = self.ring[whole], self.links[whole]
        at, size = ring.index(inner), len(ring)
        to_turn = []
        for left in range(at + 1, size, 2) if at % 2 else range(at - 2, -1, -2):
            one, other = links[left]
            self.partner[one], self.partner[other] = other, one
            to_turn += [(ring[left], one), (ring[(left + 1) % size], other)]
        self.ring[whole], self.links[whole] = ring[at:] + ring[:at], links[at:] + links[:at]
        return to_turn

    def path_to_base(self, part: int, inner: int) -> list[tuple[int, Link]]:
        """From a part of an odd set along its ring, over an even number of links, to the part that holds the base.

        Returns
        -------
        list of (int, (int, int))
            Each next part, with the link that leads to it: a person of the part before, and one of the part itself.
        """
        ring, links = self.ring[part], self.links[part]
        at = ring.index(inner)
        if at % 2:
            return [(ring[(place + 1) % len(ring)], links[place]) for place in range(at, len(ring))]
        return [(ring[place], (links[place][1], links[place][0])) for place in range(at - 1, -1, -1)]
