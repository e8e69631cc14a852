"""Indicators of contacts against plain loops over the records, day by day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.networks import Network
from web.services.growth.indicators import IndicatorQuestion
from web.services.growth.indicators.asked import asked_of
from web.services.growth.indicators.lasting import contacts_lasting
from web.services.growth.indicators.participants import participants
from web.services.growth.indicators.partnerships import across_sectors, formed, partnerships_formed

BEGIN, TODAY = date(2022, 1, 1), date(2024, 3, 1)
DAYS = st.integers(0, (TODAY - BEGIN).days).map(lambda n: BEGIN + timedelta(days=n))
SECTORS = ("ngo", "culture", "health", None)


@st.composite
def records(draw):
    """Members with the days they joined and left, and spells of cooperation."""
    members = []
    for number in range(draw(st.integers(2, 6))):
        joined, left = draw(DAYS), draw(st.one_of(st.none(), DAYS))
        members.append((f"a{number}", draw(st.sampled_from(SECTORS)), joined, left))
    spells = set()
    for _ in range(draw(st.integers(0, 8))):
        one, other = sorted(draw(st.permutations(range(len(members))))[:2])
        since = draw(DAYS)
        until = draw(st.one_of(st.none(), st.integers(0, 500).map(lambda n, since=since: since + timedelta(days=n))))
        if not any(spell[:3] == (one, other, since) for spell in spells):
            spells.add((one, other, since, until))
    return members, sorted(spells, key=str)


def snapshot_of_records(members, spells):
    net = Network()
    for name, sector, joined, left in members:
        if sector == "ngo":
            net.actor(name, joined=joined, left=left)
        else:
            net.partner(name, name=name, sector=sector, joined=joined, left=left)
    for one, other, since, until in spells:
        net.worked_together(f"a{one}", f"a{other}", since=since, until=until)
    return net.snapshot(TODAY)


def days_held(members, spells):
    """For each pair, the days up to far ahead on which a spell holds and both are members."""
    held = {}
    for one, other, since, until in spells:
        first = max(since, members[one][2], members[other][2])
        ends = [day for day in (members[one][3], members[other][3]) if day is not None]
        last = min([until or date(2026, 1, 1), *(day - timedelta(days=1) for day in ends)])
        held.setdefault((one, other), set()).update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return {pair: days for pair, days in held.items() if days}


def months_later(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for length in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, length))
        except ValueError:
            continue
    raise AssertionError(day)


@settings(max_examples=80, deadline=None)
@given(recorded=records(), first=DAYS, length=st.integers(0, 900))
def test_contacts_are_counted_as_plain_loops_count_them(recorded, first, length):
    members, spells = recorded
    last = min(first + timedelta(days=length), TODAY)
    asked = asked_of(snapshot_of_records(members, spells), IndicatorQuestion(first, last))
    held = days_held(members, spells)
    begun = {pair: min(days) for pair, days in held.items() if first <= min(days) <= last}

    pairs = partnerships_formed(asked)
    ids = asked.snapshot.actors.ids
    found = {(ids[one], ids[other]) for one, other in zip(pairs.one, pairs.other, strict=True)}
    assert found == {(f"a{one}", f"a{other}") for one, other in begun}
    sectors = [{members[one][1], members[other][1]} for one, other in begun]
    crossing = sum(len(both) == 2 and None not in both for both in sectors)
    assert (formed(asked, pairs).total.n, across_sectors(asked, pairs).total.n) == (len(begun), crossing)

    in_contact = {n for pair, days in held.items() if any(first <= day <= last for day in days) for n in pair}
    expected = [f"a{n}" for n in sorted(in_contact) if members[n][1] == "ngo"]
    assert ids[participants(asked)].tolist() == expected

    for months in (6, 12):
        old = [pair for pair, day in begun.items() if months_later(day, months) <= TODAY]
        lasting = [pair for pair in old if months_later(begun[pair], months) in held[pair]]
        total = contacts_lasting(asked, months).total
        assert (total.n, total.value) == (len(old), len(lasting) / len(old) if old else None)
