"""TF-IDF of scikit-learn: the cosine of what is asked and all that somebody's past projects say."""

import numpy as np

from benchmarks.peers.past import Past, Scorer, Scores
from benchmarks.peers.project_words import WORDS, ProjectWords
from matching.evaluation.cases import Case

SETTINGS = tuple({"of": of} for of in WORDS)


def scorer(past: Past, of: str) -> Scorer:
    """The cosine with every organisation's past projects."""
    words = ProjectWords.of(past, of)

    def scores(case: Case) -> Scores:
        return np.asarray((words.organisations @ words.asked(case).T).toarray()).ravel()

    return scores
