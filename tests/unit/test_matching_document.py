"""The example by which docs/matching.md tells the default from a stable matching is what the program does."""

from pathlib import Path

import pytest

from matching.assignment import NO_RULES
from matching.assignment.instance import make_instance
from matching.assignment.proposing import stable
from matching.assignment.solving import best
from matching.verify import verify

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")
A_M, A_N, B_M = range(3)
SCORES = [9, 7, 4]


def _example():
    """A suits M (9) and N (7), B suits only M (4); one place each."""
    return make_instance([1, 1], [1, 1], [0, 0, 1], [0, 1, 0], SCORES, SCORES, score=SCORES)


@pytest.mark.parametrize(
    ("name", "chosen", "told"),
    [
        ("best", [A_N, B_M], "| best | A – N, B – M | 2 | 11 | 4 | 1: A and M would rather have each other |"),
        ("stable", [A_M], "| stable | A – M | 1: B has nobody | 9 | 9 | 0 |"),
    ],
)
def test_example_is_answered_as_the_document_says(name, chosen, told):
    instance = _example()
    solved = best(instance) if name == "best" else stable(instance)
    assert solved.chosen.tolist() == chosen
    checked = verify(instance, NO_RULES, solved)
    *_, placed, welfare, floor, blocking, _ = told.split("|")
    assert (placed.split(":")[0].strip(), blocking.split(":")[0].strip()) == (
        str(checked.placed),
        str(checked.blocking_pairs),
    )
    assert (int(welfare), int(floor)) == (checked.total, checked.worst)
    assert told in DOCUMENT


def test_every_word_is_defined_before_any_algorithm():
    section = DOCUMENT[DOCUMENT.index("\n## Cohorts\n") :]
    places = [
        section.index(f"**{word}**") for word in ("valid", "welfare", "fairness floor", "blocking pair", "stable")
    ]
    assert max(places) < section.index("The default, **best**")
