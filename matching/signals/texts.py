"""Text: what the seeker says and what a provider says of itself, and its projects say, in the same words.

`text` is the cosine of their words (`matching.words`), from 0 to 1. `names` is the cosine of what is
the two names' own (`matching.own_names`), by rarity: both say "Wiosło". `mention` tells that a call names
somebody: the share, by squared rarity, of the words of its name that stand in the text, squared. Words that
name the call's places count for `place` alone, and those that ask for a skill not again for who offers it.
"""

from __future__ import annotations

from collections.abc import Set

import numpy as np

from graph.snapshot.columns import Rows
from graph.snapshot.matrices import row_of_matrix
from matching.names import name_words, words_of_name, words_of_names
from matching.own_names import own_names, own_words
from matching.profiles import NOBODY
from matching.questions import Question
from matching.results import Kind
from matching.signals.signal import Facts, Values
from matching.signals.skill_words import likeness_beside_skills, words_beside_skills
from matching.words import common_terms, project_text, words, words_with

N_TOLD = 3


def text_values(question: Question, rows: Rows) -> Values:
    """How alike the words of the two are, from 0 to 1."""
    return np.asarray(likeness_beside_skills(question)[rows])


def text_facts(question: Question, provider: int) -> Facts:
    """The common words that weigh most, as the provider writes them."""
    snapshot = question.snapshot
    known = words(snapshot)
    terms = common_terms(words_beside_skills(question, provider), known.actors, provider, N_TOLD)
    own = row_of_matrix(snapshot.projects.of_actor, provider)[0]
    texts = [project_text(snapshot.events, event) for event in snapshot.projects.events[own].tolist()]
    said = [about] if (about := snapshot.actors.about[provider]) else []
    return {"words": words_with(known.vocabulary, [*said, *texts], terms), "asked": question.kind is Kind.CALL}


def names_values(question: Question, rows: Rows) -> Values:
    """How alike the names of the two are, by their rare words, from 0 to 1."""
    if question.seeker == NOBODY:
        return np.zeros(len(rows))
    names = own_names(question.snapshot)
    cosine = names.products_with(question.seeker)[rows]
    alike = np.flatnonzero(cosine > 0)
    cosine[alike] /= np.sqrt(names.squares[question.seeker] * names.squares[rows[alike]])
    return cosine


def names_facts(question: Question, provider: int) -> Facts:
    """The words that both names have."""
    actors = question.snapshot.actors
    mine, theirs = (
        own_words(actors.names[one] or "", actors.locality[one] or "") for one in (question.seeker, provider)
    )
    return {"words": tuple(_as_written(str(actors.names[provider]), set(mine) & set(theirs)))}


def mention_values(question: Question, rows: Rows) -> Values:
    """How much of each provider's name stands in the call, from 0 to 1."""
    if question.kind is not Kind.CALL:
        return np.zeros(len(rows))
    names = words_of_names(question.snapshot)
    found = np.zeros(len(question.snapshot.actors))
    for number in names.numbers(_text_of(question)):
        actors, weights = row_of_matrix(names.by_word, number)
        found[actors] += weights.astype(np.float64) ** 2
    squares = names.squares[rows]
    share: Values = np.divide(found[rows], squares, out=np.zeros(len(rows)), where=squares > 0)
    return share**2


def mention_facts(question: Question, provider: int) -> Facts:
    """The words of its name that stand in the call."""
    name = str(question.snapshot.actors.names[provider] or "")
    return {"words": tuple(_as_written(name, words_of_name(name).intersection(name_words(_text_of(question)))))}


def _text_of(question: Question) -> str:
    return question.profile.words.without_places


def _as_written(name: str, folded: Set[str]) -> list[str]:
    """The words of a name whose folded forms these are, as they are written."""
    found = (word.strip(",.;:()„”\"'") for word in name.split() if not words_of_name(word).isdisjoint(folded))
    return list(dict.fromkeys(found))
