"""What holds for any text and any reference."""

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.text import asked_for, references_of, resolve

WORDS = st.sampled_from(["kot", "koty", "pies", "wniosek", "dotacja", "Łódź", "na", "i", "🙂", "x", ".", "\0", "!\n"])
TEXTS = st.text() | st.lists(WORDS, max_size=30).map(" ".join)
ENTRIES = st.lists(st.tuples(st.sampled_from("abcd"), st.lists(TEXTS, max_size=3)), max_size=5)


@settings(deadline=None)
@given(ENTRIES, TEXTS)
def test_any_text_has_an_answer_in_total_order(entries, text):
    matches = resolve(references_of(entries), text, 10)
    assert list(matches) == sorted(matches, key=lambda match: (-match.similarity, match.id))
    assert len({match.id for match in matches}) == len(matches)
    written = {entry: [t for each, texts in entries if each == entry for t in texts] for entry, _ in entries}
    for match in matches:
        assert 0 < match.similarity <= 1
        assert match.text in written[match.id]


@settings(deadline=None)
@given(ENTRIES, TEXTS)
def test_any_text_asks_for_what_it_says_and_for_no_more_than_it_fits(entries, text):
    references = references_of(entries)
    asked = asked_for(references, text)
    assert list(asked) == sorted(asked, key=lambda each: (-each.share, each.id))
    assert {each.id for each in asked} <= set(references.ids)
    assert all(0.2 <= each.share <= 1 and each.words for each in asked)


@settings(deadline=None)
@given(ENTRIES.filter(lambda entries: len({entry for entry, _ in entries}) == len(entries)), TEXTS)
def test_case_and_the_order_of_entries_make_no_difference(entries, text):
    references = references_of(entries)
    assert resolve(references, text.upper()) == resolve(references, text.upper().lower())
    assert resolve(references_of(entries[::-1]), text) == resolve(references, text)
