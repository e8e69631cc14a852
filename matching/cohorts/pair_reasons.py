"""Why a pair of a draft is good: the signals it was weighed by, what rules took from it, and what waiting added."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.snapshot import Snapshot
from matching.cohorts.instance import costs
from matching.cohorts.rule_book import RuleBook
from matching.cohorts.weighed import Weighed
from matching.options import DEFAULTS
from matching.questions import Question, ask
from matching.results import Kind, Reason
from matching.scoring import ALL_SIGNALS

RULE = "rule_"
SAME = 1e-9


def reasons_of_pairs(
    snapshot: Snapshot, weighed: Weighed, book: RuleBook, positions: list[int]
) -> list[tuple[Reason, ...]]:
    """The reasons of each pair at these positions of `weighed`, the largest first; they sum to the pair's score.

    What a signal adds is what it added on closing. Its facts are of the snapshot given; where these
    would add something else by now, the reason has no facts, and only says how much it was.
    """
    extra = costs(weighed, book)
    found = []
    asked: dict[int, Question | None] = {}
    for position in positions:
        seeker, mentor = int(weighed.seeker[position]), int(weighed.mentor[position])
        if seeker not in asked:
            asked[seeker] = _question(snapshot, weighed.members.seekers[seeker].actor_id)
        mentor_id = weighed.members.mentors[mentor].actor_id
        own = [*_of_signals(asked[seeker], mentor_id, weighed, position), *_of_rules(mentor_id, extra, position)]
        found.append(tuple(sorted(own, key=lambda reason: -reason.contribution)))
    return found


def _question(snapshot: Snapshot, seeker_id: str) -> Question | None:
    if seeker_id not in snapshot.actors.row_of:
        return None
    return ask(snapshot, seeker_id, Kind.MENTOR, 1, None, DEFAULTS)


def _of_signals(question: Question | None, mentor_id: str, weighed: Weighed, position: int) -> Iterator[Reason]:
    row = None if question is None else question.snapshot.actors.row_of.get(mentor_id)
    for number, signal in enumerate(ALL_SIGNALS):
        contribution = float(weighed.contributions[position, number])
        if contribution == 0:
            continue
        facts = {"provider_id": mentor_id}
        if question is not None and row is not None:
            values = signal.values(question, np.array([row], dtype=np.int32))
            if abs(weighed.weights.get(signal.name, 0.0) * float(values[0]) - contribution) <= SAME:
                yield Reason(signal.name, signal.side, contribution, {**facts, **signal.facts(question, row)})
                continue
        yield Reason(signal.name, signal.side, contribution, {**facts, "changed_since": True})


def _of_rules(mentor_id: str, extra: dict[str, np.ndarray], position: int) -> Iterator[Reason]:
    for name, added in extra.items():
        if added[position]:
            code = name if name == "waited" else f"{RULE}{name}"
            yield Reason(code, "both", float(added[position]), {"provider_id": mentor_id})
