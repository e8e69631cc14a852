"""What an evaluation found, as JSON, as lines of a terminal and as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from web.cli.running import n_of

if TYPE_CHECKING:
    from matching.evaluation.protocols import Evaluated
    from matching.evaluation.rankings import Rankings
    from matching.evaluation.report import Measures
    from matching.evaluation.texts import TextMeasures

FEW_QUERIES = 30  # fewer leave an interval about as wide as the figure itself
_LABELS = {
    "ndcg": "NDCG@10",
    "recall": "recall@10",
    "mrr": "MRR@10",
    "hit_rate": "hit rate@10",
    "cold_recall": "recall, seekers with ≤ 1 project",
    "small_recall": "recall of small partners (≤ 2 projects)",
    "coverage": "coverage of known organisations",
    "gini": "Gini of exposure",
    "highest_to_mean": "highest exposure ÷ mean",
}
_FAIRNESS = {
    "fair": "fair",
    "half as fair": "half as fair; on earlier questions fair ones were behind popularity, or a walk from the seeker",
    "by score": "by score",
}


def advice_json(found: Evaluated) -> dict[str, Any]:
    """New partners or calls as values of JSON; what is no number is null."""
    weights = found.trained.options.weights[found.kind]
    return {
        "protocol": "partners" if found.kind == "peer" else "calls",
        "n_known": found.n_known,
        "n_past": found.n_past,
        "n_future": found.n_future,
        "left_out": dict(found.left_out),
        "weights": {
            "chosen": found.trained.name,
            "n_judged": found.trained.n_judged,
            "judged_ndcg": {name: plain(value) for name, value in found.trained.judged.items()},
            "values": {name: weight for name, weight in weights.items() if weight},
        },
        "lists": found.trained.fairness,
        "ogniwo": _measures_json(found.measures),
        "popularity": _measures_json(found.popularity),
        "ndcg_ahead_of_popularity": plain(found.ahead),
    }


def plain(value: Any) -> Any:
    """Intervals as mappings, NaN as None, other values as they are.

    >>> plain(float("nan")), plain(0.5)
    (None, 0.5)
    """
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(part) for name, part in value._asdict().items()}
    return None if isinstance(value, float) and math.isnan(value) else value


def _measures_json(measures: Measures) -> dict[str, Any]:
    return {name: plain(getattr(measures, name)) for name in measures.__dataclass_fields__}


def advice_lines(found: Evaluated) -> Iterator[str]:
    """New partners or calls as a table, with popularity beside it."""
    measures, popular = found.measures, found.popularity
    yield (
        f"{n_of(measures.n_queries, 'query', 'queries')}; "
        f"{n_of(found.n_known, 'known organisation', 'known organisations')}; "
        f"{n_of(found.n_past, 'project', 'projects')} before the cut, {found.n_future} from it on"
    )
    yield from _left_out_lines(found.left_out)
    yield f"Weights: {found.trained.name}{_judged(found)}"
    yield f"Lists: {_FAIRNESS[found.trained.fairness]}"
    yield ""
    yield f"{'':42}{'Ogniwo':>24}{'popularity':>24}"
    for name, label in _LABELS.items():
        yield f"{label:42}{shown(getattr(measures, name)):>24}{shown(getattr(popular, name)):>24}"
    yield f"{'NDCG@10 ahead of popularity (paired)':42}{shown(found.ahead):>24}"
    yield ""
    yield (
        "In brackets: 95 % bootstrap intervals over queries. Queries of seekers with at most one project: "
        f"{measures.n_cold}; with a small partner to find: {measures.n_small}."
    )
    if measures.n_queries < FEW_QUERIES:
        yield f"Fewer than {FEW_QUERIES} queries say little."


def text_json(found: TextMeasures) -> dict[str, Any]:
    """How well texts were resolved, as values of JSON."""
    return {
        "protocol": "text",
        "n_with_answer": found.n_with_answer,
        "n_without_answer": found.n_without_answer,
        "hit_at_1": plain(found.hit_at_1),
        "auc_has_answer": plain(found.auc_has_answer),
    }


def text_lines(found: TextMeasures) -> Iterator[str]:
    """How well texts were resolved, as lines."""
    yield f"{found.n_with_answer} queries with an answer, {found.n_without_answer} without; few of either say little"
    yield f"hit@1 over those with an answer        {shown(found.hit_at_1)}"
    yield f"AUC of “has an answer” by similarity   {shown(found.auc_has_answer)}"


def _left_out_lines(left_out: Mapping[str, int]) -> Iterator[str]:
    counted = [f"{name.replace('_', ' ')} {n}" for name, n in left_out.items() if n]
    if counted:
        yield f"Left out: {', '.join(counted)}"


def _judged(found: Evaluated) -> str:
    if not found.trained.n_judged:
        return ""
    means = ", ".join(f"{name} {mean:.3f}" for name, mean in found.trained.judged.items())
    return f"; NDCG@10 on {found.trained.n_judged} earlier questions: {means}"


def shown(value: Any) -> str:
    """A number or an interval with three decimals, a dash for what is not a number.

    >>> shown(0.5), shown(float("nan"))
    ('0.500', '–')
    """
    if isinstance(value, tuple):
        middle, low, high = value
        return "–" if math.isnan(middle) else f"{middle:.3f} ({low:.3f}–{high:.3f})"
    return "–" if isinstance(value, float) and math.isnan(value) else f"{value:.3f}"


def rankings_csv(rankings: Rankings) -> Iterator[str]:
    """Lines of a CSV file: query, rank, candidate, score."""
    yield csv_line(("query", "rank", "candidate", "score"))
    for query, ranked in rankings.items():
        for rank, (candidate, score) in enumerate(ranked, start=1):
            yield csv_line((query, rank, candidate, repr(score)))


def csv_line(values: Iterable[object]) -> str:
    """One line of CSV.

    >>> csv_line(("a,b", 1))
    '"a,b",1\\n'
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()
