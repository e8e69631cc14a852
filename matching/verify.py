"""Whether an assignment is what it claims to be, found out without the solvers.

Feasibility and every figure are counted anew. The certificate is checked by arithmetic on whole numbers alone: for each
level a bound that no assignment can pass, so that a gap of 0 proves the level. What the certificate says is not
trusted; a wrong one can only leave a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from matching.assignment.instance import Instance, Ints
from matching.assignment.results import Assignment, Levels
from matching.assignment.rules import Rules
from matching.exact import exact_sum
from matching.verification.counting import blocking_pairs, broken_rules, no_list_of_pairs
from matching.verification.proving import gaps_of
from matching.verification.trees import gaps_of_trees


@dataclass(frozen=True, slots=True)
class Verification:
    """What was counted, and how far it is from the bounds.

    Attributes
    ----------
    placed, pairs, shortfall, kept : int
    total : int, sum of the scores
    worst : int or None, the lowest score of a pair
    floor : int or None, the lowest score of a pair that was not locked
    blocking_pairs : int
    gaps : for each level with a proof, its bound less what was reached; 0 if it is proved
    gap : int or None, the sum of all gaps; None if there is no certificate
    feasible : bool, every demand, capacity and rule is kept
    problems : tuple of str, what is wrong; empty if nothing is
    """

    placed: int = 0
    pairs: int = 0
    total: int = 0
    worst: int | None = None
    floor: int | None = None
    shortfall: int = 0
    kept: int = 0
    blocking_pairs: int = 0
    gaps: dict[str, int] = field(default_factory=dict)
    gap: int | None = None
    feasible: bool = True
    problems: tuple[str, ...] = ()


def verify(instance: Instance, rules: Rules, assignment: Assignment) -> Verification:
    """What an assignment reaches, counted from its pairs alone, with every gap and problem.

    Examples
    --------
    >>> from matching.assignment import NO_RULES, make_instance
    >>> from matching.assignment.solving import best
    >>> pairs = make_instance([1, 1], [1, 1], [0, 0, 1], [0, 1, 0], [9, 1, 9], [9, 1, 8])
    >>> found = verify(pairs, NO_RULES, best(pairs))
    >>> found.total, found.gap, found.problems
    (19, 0, ())
    """
    chosen = np.asarray(assignment.chosen, np.int64)
    if wrong := no_list_of_pairs(instance, chosen):
        return Verification(feasible=False, problems=(wrong,))
    broken = broken_rules(instance, rules, chosen)
    proof = None if broken else assignment.certificate
    gaps = gaps_of(instance, rules, chosen, proof) if proof is not None else {}
    trees = assignment.trees if not broken and proof is None else {}
    loads = np.bincount(instance.provider[chosen], minlength=instance.n_providers)
    counted = Verification(
        placed=int(np.count_nonzero(np.bincount(instance.seeker[chosen], minlength=1))),
        pairs=len(chosen),
        total=exact_sum(instance.score[chosen]),
        worst=_lowest(instance, chosen),
        floor=_lowest(instance, np.setdiff1d(chosen, rules.locked)),
        shortfall=exact_sum(np.maximum(instance.minimum - loads, 0)),
        kept=0 if rules.kept is None else int(np.count_nonzero(rules.kept[chosen])),
        blocking_pairs=blocking_pairs(instance, chosen),
    )
    if trees:
        gaps = dict(gaps_of_trees(instance, rules, _levels(counted, rules), trees))
    claims = _claims(counted, rules, assignment, gaps)
    return _with_findings(counted, gaps, broken, list(claims))


def _levels(counted: Verification, rules: Rules) -> Levels:
    weighed = counted.total + rules.keep_weight * counted.kept
    return Levels(counted.shortfall, counted.placed, counted.pairs, counted.floor, weighed, counted.kept)


def _lowest(instance: Instance, pairs: Ints) -> int | None:
    return int(instance.score[pairs].min()) if len(pairs) else None


def _claims(counted: Verification, rules: Rules, assignment: Assignment, gaps: dict[str, int]) -> Iterator[str]:
    """What the assignment says about itself and is not so."""
    levels, weighed = _levels(counted, rules), _levels(counted, rules).total
    if levels != assignment.levels:
        yield f"it claims {assignment.levels}, but {levels} was counted"
    if assignment.bound is not None and assignment.bound < weighed:
        yield f"its bound {assignment.bound} is below its total {weighed}"
    if (assignment.certificate is not None or assignment.trees) and assignment.bound != weighed:
        yield f"it claims to be proved, but its bound is {assignment.bound} and its total {weighed}"
    yield from (f"the level {level} is not proved: gap {gap}" for level, gap in gaps.items() if gap)


def _with_findings(counted: Verification, gaps: dict[str, int], broken: list[str], claims: list[str]) -> Verification:
    return replace(
        counted,
        gaps=gaps,
        gap=sum(abs(gap) for gap in gaps.values()) if gaps else None,
        feasible=not broken,
        problems=(*broken, *claims),
    )
