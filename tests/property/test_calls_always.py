"""What holds for calls in any network, whatever is written."""

import math
import os

from hypothesis import given, settings
from hypothesis import strategies as st

from matching import LIST_SIGNALS, SIGNALS, answer_call, sentence
from matching.reading_calls import read_call
from tests.networks_drawn import SPHERES, networks

few_or_many = settings(deadline=None, max_examples=200 if os.environ.get("OGNIWO_FULL") == "1" else 25)
texts = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(["umiejętność", "s1", "s2", "Koło", "a1", "pomoc", "skill", "powiat", "1402", "1401"]),
        max_size=8,
    ).map(" ".join),
)


@given(networks(), texts, st.sampled_from([None, "a0"]), st.lists(st.sampled_from(SPHERES), max_size=2, unique=True))
@few_or_many
def test_any_call_is_answered_with_reasons_that_sum_and_read_in_both_languages(network, text, caller, spheres):
    snapshot = network.snapshot()
    read = read_call(snapshot, text, sphere_ids=tuple(spheres), caller_id=caller)
    call = read.call
    answer = answer_call(snapshot, call, 5, caller_id=caller)
    assert answer == answer_call(snapshot, call, 5, caller_id=caller)
    assert [one.id for one in read.skills] == [skill_id for skill_id, _ in call.skills]
    said = [answer.note] if answer.note else []
    for one in answer.suggestions:
        assert one.provider_id != caller
        assert abs(one.score - math.fsum(reason.contribution for reason in one.reasons)) <= 1e-9
        assert {reason.signal for reason in one.reasons} <= {*SIGNALS, *LIST_SIGNALS}
        said += [*one.reasons, *one.caveats]
    for each in said:
        for language in ("pl", "en"):
            assert sentence(each, snapshot, language).endswith(".")
