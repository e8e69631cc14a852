"""Words with which a call asks for a skill: whoever offers the skill has answered them with it already.

So `text` leaves them out for these providers. For those who merely mention the thing they count for a quarter, so that
a mention, which may as well be of a need, does not come before an offer; in full where nobody offers the skill.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from graph.snapshot.columns import Mask
from graph.snapshot.matrices import Matrix, product_of_row, row_of_matrix
from matching.project_profile import project_profile
from matching.questions import Question
from matching.signals.signal import Values
from matching.words import stems_of, words

SHARE_OF_MENTION = 1 / 4  # times the weight of a call's text, 6: at most 1.5, about what offering the skill brings
Answered = Mapping[int, Mask]  # number of a term → the actors who have answered it with a skill


def likeness_beside_skills(question: Question) -> Values:
    """The cosine of the question's words with each actor's, less what asks for a skill."""
    known, vector = words(question.snapshot), project_profile(question).words
    answered = answered_terms(question)
    terms, weights = row_of_matrix(vector, 0)
    plain = np.array([term not in answered for term in terms.tolist()], dtype=bool)
    found: Values = product_of_row((terms[plain], weights[plain]), known.actors_by_term)
    for term, weight in zip(terms[~plain].tolist(), weights[~plain].tolist(), strict=True):
        actors, theirs = row_of_matrix(known.actors_by_term, term)
        open_to = ~answered[term][actors]
        share = SHARE_OF_MENTION if answered[term].any() else 1.0
        found[actors[open_to]] += share * weight * theirs[open_to]
    return found


def words_beside_skills(question: Question, provider: int) -> Matrix:
    """The question's words without those that the provider's skills answer; 1 × terms."""
    vector = project_profile(question).words
    told = [term for term, mask in answered_terms(question).items() if mask[provider]]
    if not told:
        return vector
    kept = vector.copy()
    kept.data[np.isin(kept.indices, told)] = 0.0
    kept.eliminate_zeros()
    return kept


def answered_terms(question: Question) -> Answered:
    """The terms with which a skill is asked for, each with the actors who offer such a skill."""
    return question.once("answered_terms", lambda: _found(question))


def _found(question: Question) -> dict[int, Mask]:
    snapshot, found = question.snapshot, dict[int, Mask]()
    number_of = words(snapshot).vocabulary.number_of
    for skill, said in question.profile.words.of_skills:
        offering = row_of_matrix(snapshot.skill_lists.offered_by, skill)[0]
        for term in (number_of[stem] for stem in stems_of(" ".join(said)) if stem in number_of):
            found.setdefault(term, np.zeros(len(snapshot.actors), dtype=bool))[offering] = True
    return found
