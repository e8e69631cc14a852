"""The queries that ways to compare texts are chosen by."""

import numpy as np

from benchmarks.text_queries import entries, hidden_synonyms, made_queries, mistyped, without_answer
from graph.folding import fold


def test_typing_error_changes_one_word_by_one_error():
    rng = np.random.default_rng(1)
    for _ in range(300):
        text = "rozliczanie dotacji z gminy"
        wrong = mistyped(text, rng)
        changed = [(one, other) for one, other in zip(text.split(), wrong.split(), strict=True) if one != other]
        assert len(changed) <= 1
        for one, other in changed:
            assert abs(len(one) - len(other)) <= 1
            assert one[0] == other[0]
    assert mistyped("AI", rng) == "AI"


def test_queries_are_the_same_for_the_same_seed_and_of_the_stated_number():
    queries = made_queries(np.random.default_rng(7))
    assert queries == made_queries(np.random.default_rng(7))
    assert (len(queries["phrases"]), len(queries["typing errors"])) == (160, 534)
    assert len(without_answer()) == len(set(without_answer())) == 60


def test_hidden_synonym_is_not_among_the_texts_of_its_skill():
    hidden = list(hidden_synonyms())
    assert len(hidden) == sum(len(texts) - 2 for _, texts in entries()) == 374
    for left, (text, code) in hidden:
        assert fold(text) not in {fold(each) for each in dict(left)[code][:1] + dict(left)[code][2:]}
