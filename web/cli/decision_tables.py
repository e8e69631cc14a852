"""What an evaluation of decisions found, as JSON, as lines of a terminal and as CSV."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from web.cli.evaluation_tables import csv_line, plain, shown

if TYPE_CHECKING:
    from matching.evaluation.decisions.protocol import Decided

_SIDES = ("seeker", "provider")


def decided_json(found: Decided) -> dict[str, Any]:
    """The measures as values of JSON; what is no number is null."""
    sides = dict(zip(_SIDES, found.auc_of_sides, strict=False))
    return {
        "protocol": "decisions",
        "n_train": found.n_train,
        "n_in_both_files": found.n_in_both,
        "n_test": len(found.pairs),
        "n_known": found.n_known,
        "n_matches": found.n_matches,
        "both_sides": bool(sides),
        "auc": plain(found.auc),
        "auc_one_sided": {name: plain(value) for name, value in sides.items()},
        "auc_ahead_of_one_sided": plain(found.ahead),
        "auc_without_earlier_decisions": plain(found.auc_without_standing),
        "brier": plain(found.brier),
        "log_loss": plain(found.log_loss),
        "calibration_error": plain(found.calibration_error),
        "calibration_error_interval": plain(found.calibration_interval),
    }


def decided_lines(found: Decided) -> Iterator[str]:
    """The measures as lines."""
    yield (
        f"{found.n_train} pairs to learn from; {len(found.pairs)} to tell, of which it is known of {found.n_known} "
        f"and {found.n_matches} match"
    )
    if found.n_in_both:
        yield f"Left out of the training file: {found.n_in_both} pairs that stand in the test file too"
    if math.isnan(found.auc.value):
        yield "All of these ended alike, so nothing can be said of their order; --test needs matches and others"
    yield ""
    yield f"{'AUC of the match':46}{shown(found.auc)}"
    for name, value in zip(_SIDES, found.auc_of_sides, strict=False):
        yield f"{f'  by what the {name} says alone':46}{shown(value)}"
    if found.auc_of_sides:
        yield f"{'  both sides ahead of the better one (paired)':46}{shown(found.ahead)}"
    yield f"{'  without anybody’s earlier decisions':46}{shown(found.auc_without_standing)}"
    yield f"{'Brier score':46}{shown(found.brier)}"
    yield f"{'log loss':46}{shown(found.log_loss)}"
    yield f"{'expected calibration error, 10 bins':46}{shown(found.calibration_interval)}"
    yield ""
    yield "In brackets: 95 % bootstrap intervals over pairs; of the calibration error over seekers."


def scores_csv(found: Decided) -> Iterator[str]:
    """Lines of a CSV file: each test pair once, with the probabilities of a match and of each side's yes."""
    yield csv_line(("seeker", "provider", "group", "order", "match", "score", "seeker_score", "provider_score"))
    told = zip(found.pairs, found.judged.matches, *found.judged.sides, strict=True)
    for pair, match, seeker_yes, provider_yes in told:
        order = "" if math.isnan(pair.first_order) else f"{pair.first_order:.15g}"
        matched = "" if pair.matched is None else int(pair.matched)
        numbers = ("" if math.isnan(value) else repr(float(value)) for value in (match, seeker_yes, provider_yes))
        yield csv_line((pair.seeker.id, pair.provider.id, pair.group, order, matched, *numbers))
