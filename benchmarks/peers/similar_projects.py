"""Similar past projects vote for their members, each with its cosine."""

import numpy as np

from benchmarks.peers.past import Past, Scorer, Scores
from benchmarks.peers.project_words import WORDS, ProjectWords
from matching.evaluation.cases import Case

SETTINGS = tuple({"of": of, "n_nearest": n_nearest} for of in WORDS for n_nearest in (10, 30, 100, 1_000))


def scorer(past: Past, of: str, n_nearest: int) -> Scorer:
    """The sum of cosines of the n nearest past projects over their members; one's own do not vote for new partners."""
    words = ProjectWords.of(past, of)

    def scores(case: Case) -> Scores:
        cosines = np.asarray((words.projects @ words.asked(case).T).toarray()).ravel()
        if case.call is None:
            cosines[past.members[:, [past.column_of[case.seeker]]].toarray().ravel() > 0] = 0
        cosines[np.argsort(-cosines, kind="stable")[n_nearest:]] = 0
        return np.asarray(cosines @ past.members)

    return scores
