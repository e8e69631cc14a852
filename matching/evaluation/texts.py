"""Short texts against a reference: is the first match right, and does similarity tell that there is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from matching.evaluation.bootstrap import Interval, mean_interval
from matching.evaluation.errors import NothingToMeasure
from matching.evaluation.tables import read_table
from matching.learning.probabilities import auc
from matching.text import references_of, resolve


class Query(NamedTuple):
    """A text and the code it means; empty where it means nothing in the reference."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class TextMeasures:
    """How well texts are resolved.

    Attributes
    ----------
    hit_at_1 : Interval
        Share of the queries with an answer whose first match is right; NaN without any.
    auc_has_answer : float
        Chance that a query with an answer has a higher top similarity than one without, ties
        half; NaN where there are none of one sort.
    """

    n_with_answer: int
    n_without_answer: int
    hit_at_1: Interval
    auc_has_answer: float


def read_queries(path: Path) -> tuple[Query, ...]:
    """The queries of a CSV file with the columns query_pl and gold_skill_code.

    Raises
    ------
    InvalidFile
        The file or a column is missing, or a query is empty.
    """
    rows = read_table(path, ("query_pl", "gold_skill_code"), filled=("query_pl",))
    return tuple(Query(row.text("query_pl"), row.text("gold_skill_code")) for row in rows)


def evaluate_texts(entries: Iterable[tuple[str, Sequence[str]]], queries: Sequence[Query]) -> TextMeasures:
    """How well the queries are resolved to the entries, each a code with its labels and synonyms.

    Raises
    ------
    NothingToMeasure
        There is no query.

    >>> found = evaluate_texts([("a", ["strona"]), ("b", ["wnioski"])], [Query("strona", "a"), Query("xyz", "")])
    >>> found.hit_at_1[0], found.auc_has_answer
    (1.0, 1.0)
    """
    if not queries:
        raise NothingToMeasure("nothing to measure: the file has no queries")
    references = references_of(entries)
    first = [next(iter(resolve(references, query.text, 1)), None) for query in queries]
    similarity = np.array([match.similarity if match else 0.0 for match in first])
    answered = np.array([bool(query.code) for query in queries])
    hits = [float(match is not None and match.id == query.code) for match, query in zip(first, queries, strict=True)]
    return TextMeasures(
        int(answered.sum()),
        int((~answered).sum()),
        mean_interval(np.array(hits)[answered]),
        auc(similarity, answered),
    )
