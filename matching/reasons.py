"""The reasons of a suggestion: its contributions, one by one, with their facts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matching.options import CIRCUMSTANCES
from matching.questions import Question
from matching.results import Reason
from matching.scoring import Scored


def reasons_of(question: Question, scored: Scored, position: int) -> tuple[Reason, ...]:
    """Every contribution that is not zero, the largest first, ties in the order of signals."""
    provider = int(scored.rows[position])
    named = {"provider_id": str(question.snapshot.actors.ids[provider])}
    found = [
        Reason(signal.name, signal.side, contribution, {**named, **signal.facts(question, provider)})
        for signal, contribution in zip(scored.signals, scored.contributions(position), strict=True)
        if contribution != 0
    ]
    return tuple(sorted(found, key=lambda reason: -reason.contribution))


def directional_score(reasons: Sequence[Reason], side: str) -> float:
    """What one side gains: its own contributions and half of those of both, in log-odds.

    >>> own, both = Reason("need_met", "seeker", 1.0, {}), Reason("place", "both", 0.5, {})
    >>> directional_score([own, both], "seeker"), directional_score([own, both], "provider")
    (1.25, 0.25)
    """
    own = [reason.contribution for reason in reasons if reason.side == side]
    return math.fsum(own + [reason.contribution / 2 for reason in reasons if reason.side == "both"])


def reciprocal_score(reasons: Sequence[Reason]) -> float:
    """The sum of all contributions, in log-odds."""
    return math.fsum(reason.contribution for reason in reasons)


def in_common(reasons: Sequence[Reason]) -> float:
    """The sum of what says more than where and how experienced somebody is, in log-odds.

    >>> near, together = Reason("place", "both", 1.2, {}), Reason("sphere", "both", 0.5, {})
    >>> in_common([near, together])
    0.5
    """
    return math.fsum(reason.contribution for reason in reasons if reason.signal not in CIRCUMSTANCES)
