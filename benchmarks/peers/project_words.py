"""TF-IDF vectors of past projects and of what is asked, by scikit-learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from benchmarks.peers.past import Past, words_of
from matching.evaluation.cases import Case

WORDS: dict[str, dict[str, Any]] = {
    "words": {"analyzer": "word"},
    "letters": {"analyzer": "char_wb", "ngram_range": (3, 5)},
}


@dataclass(frozen=True)
class ProjectWords:
    """Vectors of length 1: of the projects, and of the organisations, each the sum of its projects."""

    past: Past
    vectorizer: Any
    projects: Any
    organisations: Any

    @classmethod
    def of(cls, past: Past, of: str) -> ProjectWords:
        """The vectors over "words" or over "letters", 3 to 5 of them within words."""
        return past.once(("project words", of), lambda: cls._found(past, of))

    @classmethod
    def _found(cls, past: Past, of: str) -> ProjectWords:
        vectorizer = TfidfVectorizer(sublinear_tf=True, **WORDS[of])
        projects = vectorizer.fit_transform([words_of(project) for project in past.world.past])
        return cls(past, vectorizer, projects, normalize(past.members.T @ projects))

    def asked(self, case: Case) -> Any:
        """The call's own vector, or that of the organisation that asks; one row."""
        if case.call is not None:
            return self.vectorizer.transform([words_of(case.call)])
        column = self.past.column_of[case.seeker]
        return self.organisations[column : column + 1]
