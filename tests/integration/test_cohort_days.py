"""What is written about a cohort is dated by a clock that makes sense, or is refused; a published draft fits."""

from datetime import timedelta

import pytest

from graph.snapshot import today
from tests.cohorts_led import ENDS, SIGNED, STARTS, drafted, matched, mentoring, ogniwo, published, state_of
from web.services.cohorts import publishing, settling
from web.services.cohorts.errors import WrongDay
from web.services.cohorts.report import report
from web.services.cohorts.states import State
from web.services.cohorts.waiting import waiting_list

__all__ = ["ogniwo"]

BEGAN = today() - timedelta(days=10)


@pytest.fixture
def clock(monkeypatch):
    """Sets the day that the machine's clock says."""

    def say(day):
        monkeypatch.setattr("web.services.cohorts.plan_links.today", lambda: day)

    return say


def _mended(ogniwo, gone="c"):
    """Published, and ready to be published anew without one of them."""
    settling.withdraw(ogniwo, "c1", gone, **SIGNED)
    matched(ogniwo)
    publishing.review(ogniwo, "c1", **SIGNED)


def test_a_cohort_is_not_ended_before_its_first_day_unless_it_is_called_off(ogniwo):
    published(ogniwo)
    with pytest.raises(WrongDay, match=f"it begins on {STARTS}, .* `ogniwo cohort end c1 --cancel`"):
        publishing.end(ogniwo, "c1", **SIGNED)
    assert state_of(ogniwo) == State.PUBLISHED
    assert len(mentoring(ogniwo)) == 2
    publishing.end(ogniwo, "c1", cancel=True, **SIGNED)
    assert (state_of(ogniwo), mentoring(ogniwo)) == (State.ENDED, {})
    # Whoever had a mentor in it has none now, so all three wait.
    assert [(one["id"], one["waited"]) for one in waiting_list(ogniwo, "pl")] == [("a", 1), ("b", 1), ("c", 1)]


def test_calling_off_what_has_begun_ends_it_today(ogniwo):
    published(ogniwo, starts=BEGAN)
    publishing.end(ogniwo, "c1", cancel=True, **SIGNED)
    assert set(mentoring(ogniwo).values()) == {(BEGAN, today())}
    assert [one["id"] for one in waiting_list(ogniwo, "pl")] == ["b"]


@pytest.mark.parametrize("cancel", [False, True])
def test_a_clock_set_back_before_the_first_day_ends_nothing(ogniwo, clock, cancel):
    published(ogniwo, starts=BEGAN)
    before = mentoring(ogniwo)
    clock(BEGAN - timedelta(days=5))
    with pytest.raises(WrongDay, match=r"had begun on .* set the clock right"):
        publishing.end(ogniwo, "c1", cancel=cancel, **SIGNED)
    assert (state_of(ogniwo), mentoring(ogniwo)) == (State.PUBLISHED, before)
    clock(today())
    publishing.end(ogniwo, "c1", **SIGNED)
    assert {until for _, until in mentoring(ogniwo).values()} == {today()}


def test_a_clock_set_back_before_the_first_day_takes_no_published_pair_away(ogniwo, clock):
    published(ogniwo, starts=BEGAN)
    before = mentoring(ogniwo)
    _mended(ogniwo)
    clock(BEGAN - timedelta(days=5))
    with pytest.raises(WrongDay, match="set the clock right"):
        publishing.publish(ogniwo, "c1", **SIGNED)
    assert (state_of(ogniwo), mentoring(ogniwo)) == (State.REVIEWED, before)


def test_a_clock_set_back_before_a_pair_began_ends_nothing(ogniwo, clock):
    published(ogniwo, starts=BEGAN)
    _mended(ogniwo)
    publishing.publish(ogniwo, "c1", **SIGNED)  # b begins with m2 today
    before = mentoring(ogniwo)
    clock(today() - timedelta(days=3))
    with pytest.raises(WrongDay, match="pair b – m2 began on"):
        publishing.end(ogniwo, "c1", **SIGNED)
    assert (state_of(ogniwo), mentoring(ogniwo)) == (State.PUBLISHED, before)


def test_nobody_begins_after_the_last_day(ogniwo, clock):
    published(ogniwo, starts=BEGAN)
    _mended(ogniwo)
    clock(ENDS + timedelta(days=1))
    with pytest.raises(WrongDay, match=f"its last day was {ENDS}"):
        publishing.publish(ogniwo, "c1", **SIGNED)
    assert state_of(ogniwo) == State.REVIEWED


def test_a_plan_of_the_past_is_published_with_its_own_dates(ogniwo):
    over = BEGAN + timedelta(days=5)
    published(ogniwo, starts=BEGAN, ends=over)
    assert set(mentoring(ogniwo).values()) == {(BEGAN, over)}


def test_a_published_draft_fits_until_something_is_settled_otherwise(ogniwo):
    first = drafted(ogniwo)
    settling.settle_pair(ogniwo, "c1", "b", "m1", "veto", **SIGNED)
    matched(ogniwo)

    def fits(number=None):
        return report(ogniwo, "c1", "en", draft=number)["draft_report"]["up_to_date"]

    assert not fits(first.number)
    for step in (publishing.review, publishing.publish):
        step(ogniwo, "c1", **SIGNED)
        assert fits()
        assert not fits(first.number)
    settling.withdraw(ogniwo, "c1", "c", **SIGNED)
    assert not fits()
    assert report(ogniwo, "c1", "en")["next_step"].startswith("Something was settled otherwise")
    for step in (matched, lambda ogniwo: publishing.review(ogniwo, "c1", **SIGNED)):
        step(ogniwo)
        assert fits()
    publishing.publish(ogniwo, "c1", **SIGNED)
    publishing.end(ogniwo, "c1", cancel=True, **SIGNED)
    assert fits()
