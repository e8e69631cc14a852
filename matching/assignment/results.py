"""An assignment, what each level of it reached, and the proof that no other reaches more.

The proof is about a network. Its nodes: 0 the source, 1 the sink, then the seekers, then the cells, then the providers.
A cell is what one provider can take of one group; it has nodes of its own only under a group limit. Arcs go from
the source to seekers, from seekers along pairs to cells, from cells to providers, from providers to the sink.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from matching.assignment.instance import Ints, Mask

Status = Literal["optimal", "time_limit"]


@dataclass(frozen=True, slots=True)
class Levels:
    """What an assignment reached, level by level.

    Attributes
    ----------
    shortfall : int, places that minimum loads lack, summed over providers
    placed : int, seekers with at least one provider
    pairs : int
    floor : int or None, the lowest score of a pair that was not locked; None without such pairs
    total : int, sum of scores, and of what kept pairs add
    kept : int, pairs that were there before
    """

    shortfall: int
    placed: int
    pairs: int
    floor: int | None
    total: int
    kept: int


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """Why no other assignment reaches more: for each level a set of nodes, or a price for each node.

    Attributes
    ----------
    least_shortfall, most_placed, most_pairs : bool arrays, shape (n_nodes,), or None
        The source's side of a smallest cut; None where the level has nothing to prove.
    highest_floor : bool array, shape (n_nodes,), or None
        Nodes that cannot send on what they must with better pairs alone.
    highest_total, most_kept : int64 arrays, shape (n_nodes,), or None
        Dual prices: no assignment of the levels before is worth more than they say.
    """

    least_shortfall: Mask | None
    most_placed: Mask | None
    most_pairs: Mask | None
    highest_floor: Mask | None
    highest_total: Ints | None
    most_kept: Ints | None


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A node of a search.

    Attributes
    ----------
    prices : tuple of int64 arrays, shape (n_rows,), prices of the rows of the program, each a bound on all below
    column : int, the choice that is taken in the first node below and left out in the second; -1 for an end
    below : int, the number of the first node below; the second follows it
    """

    prices: tuple[Ints, ...]
    column: int
    below: int


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Why nothing is worth more: every way to go on ends at a bound.

    Attributes
    ----------
    scale : int, prices are so many times as large
    nodes : tuple of Node, the first one stands for everything
    """

    scale: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """Who is matched with whom.

    Attributes
    ----------
    chosen : int64 array, indices of the instance's pairs, ascending
    status : "optimal", or "time_limit" for the best found by then
    levels : what it reaches
    bound : int or None, no assignment as good on the levels before has a higher total; None if stable
    certificate : the proof, or None if stable, if the time was up, or if the rules do not keep the shape of a flow
    trees : by level, the proof of a search where the rules do not keep that shape; empty if there is none
    """

    chosen: Ints
    status: Status
    levels: Levels
    bound: int | None = None
    certificate: Certificate | None = None
    trees: dict[str, Tree] = field(default_factory=dict)
