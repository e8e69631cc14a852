"""Reasons that add next to nothing are told together, and the sum holds all the same."""

import re
from dataclasses import replace

import pytest

from matching.results import Band, Kind, Reason, Suggestion
from tests.networks import Network
from web.cli.presenting import suggestion_lines
from web.services.wording import Wording


def _suggestion(*contributions):
    reasons = tuple(Reason("activity", "seeker", each, {"provider_id": "b", "n_projects": 1}) for each in contributions)
    score = sum(contributions)
    return Suggestion("a", "b", Kind.PEER, 1, score, score, 0.0, Band.GOOD, reasons)


@pytest.fixture
def wording():
    return Wording(Network().actor("a").actor("b").snapshot(), {}, "en")


@pytest.mark.parametrize(
    ("contributions", "n_first"),
    [
        ((1.0, 0.5, 0.2, 0.09, 0.02, -0.01), 3),
        ((1.0, 0.5, 0.2, 0.09), 4),  # only one would be left over
        ((1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4), 5),
        ((1.0, -0.5, 0.02, 0.01), 2),
        ((0.09, 0.08, 0.07), 1),
        ((0.5,), 1),
        ((), 0),
    ],
)
def test_page_shows_what_tells_something_and_folds_the_rest_with_its_sum(wording, contributions, n_first):
    worded = wording.suggestion(_suggestion(*contributions))
    assert [reason.contribution for reason in worded.strongest] == list(contributions[:n_first])
    assert worded.strongest + worded.lesser == worded.reasons
    assert worded.total_of_lesser == pytest.approx(sum(contributions[n_first:]))


@pytest.mark.parametrize("every", [False, True])
def test_lines_of_the_terminal_add_up_whether_small_ones_are_folded_or_not(wording, every):
    suggestion = _suggestion(1.0, 0.5, 0.09, 0.02, -0.01)
    lines = list(suggestion_lines(suggestion, wording, every=every))
    amounts = [float(found[1].replace("−", "-")) for line in lines if (found := re.match(r"\s+([+−]\d\.\d\d)  ", line))]
    assert len(amounts) == (6 if every else 4)
    assert sum(amounts[:-1]) == pytest.approx(amounts[-1], abs=0.005 * len(amounts))
    assert amounts[-1] == 1.6
    assert any("lesser reasons together (3" in line for line in lines) != every


def test_single_small_reason_is_said_itself(wording):
    lines = list(suggestion_lines(_suggestion(1.0, 0.02), wording))
    assert sum("has taken part in 1 joint project" in line for line in lines) == 2
    assert not any("lesser" in line for line in lines)


@pytest.mark.parametrize(
    ("language", "one", "two"), [("pl", "wydarzeniu: ", "wydarzeniach: "), ("en", "an event", "events")]
)
def test_one_event_is_said_in_the_singular(wording, language, one, two):
    worded = replace(wording, language=language)
    said = [worded.sentence(Reason("events", "both", 0.1, {"events": events})) for events in (("A",), ("A", "B"))]
    assert one in said[0]
    assert two in said[1]
