"""The reasons of a suggestion: its contributions, one by one, with their facts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matching.options import ANSWERS, CIRCUMSTANCES, SIGNALS
from matching.questions import Question
from matching.results import Kind, Reason
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


def in_common(reasons: Sequence[Reason], kind: Kind) -> float:
    """The sum of what the two have to do with each other, of a call what answers it, in log-odds.

    >>> reasons = [Reason("place", "both", 1.2, {}), Reason("sphere", "both", 0.5, {}), Reason("text", "both", 0.1, {})]
    >>> round(in_common(reasons, Kind.PEER), 2), in_common(reasons, Kind.CALL)
    (0.6, 0.1)
    """
    counted = ANSWERS if kind is Kind.CALL else frozenset(SIGNALS) - CIRCUMSTANCES
    return math.fsum(reason.contribution for reason in reasons if reason.signal in counted)
