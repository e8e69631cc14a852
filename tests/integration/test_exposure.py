"""What others were shown lately counts for the order of suggestions, from the next day on."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from graph.model import make_node
from web.office import shown
from web.office.shown import Shown
from web.services.exposure import EXPOSURE_DAYS, ExposureLog


def _show(ogniwo, at, *pairs):
    rows = [
        Shown(
            request_id="r", channel="cli", by="t", seeker_id=seeker, kind="peer", component=None, provider_id=provider,
            rank=1, score=1.0, revision=1,
        )
        for seeker, provider in pairs
    ]  # fmt: skip
    with ogniwo.office.writing() as connection:
        shown.add(connection, rows, at=at)


@pytest.fixture
def of_today(ogniwo):
    joined = date(2024, 1, 1)
    ogniwo.store.load([make_node(f"org-{n}", "Organisation", name=f"Koło {n}", joined=joined) for n in range(3)], [])
    snapshot = ogniwo.snapshot()
    return snapshot, datetime.combine(snapshot.as_of, time.min, UTC)


def _counts(ogniwo, snapshot, seeker_id):
    exposure = ExposureLog(ogniwo.office).of(snapshot, seeker_id)
    return {str(snapshot.actors.ids[row]): int(n) for row, n in enumerate(exposure.n_seekers) if n}


def test_each_seeker_counts_once_and_never_for_itself(ogniwo, of_today):
    snapshot, morning = of_today
    one, two, three = (str(actor_id) for actor_id in snapshot.actors.ids[:3])
    yesterday = morning - timedelta(hours=1)
    _show(ogniwo, yesterday, (one, three), (one, three), (two, three), (two, "gone"))
    assert _counts(ogniwo, snapshot, "somebody") == {three: 2}
    assert _counts(ogniwo, snapshot, one) == {three: 1}


def test_today_and_what_is_long_ago_do_not_count(ogniwo, of_today):
    snapshot, morning = of_today
    one, two = (str(actor_id) for actor_id in snapshot.actors.ids[:2])
    _show(ogniwo, morning + timedelta(hours=1), (one, two))
    _show(ogniwo, morning - timedelta(days=EXPOSURE_DAYS, hours=1), (one, two))
    assert _counts(ogniwo, snapshot, "somebody") == {}
    _show(ogniwo, morning - timedelta(days=EXPOSURE_DAYS), (one, two))
    assert _counts(ogniwo, snapshot, "somebody") == {two: 1}
