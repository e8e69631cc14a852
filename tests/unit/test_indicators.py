"""The programme's indicators, each worked out by hand on one small network."""

from datetime import UTC, date, datetime

import pytest

from graph.analysis import Scope
from graph.errors import UnknownName
from graph.snapshot import day_number, snapshot_of
from matching import InvalidOption
from seeds.programme import sample_programme
from tests.networks import Network
from web.office.shown import FirstShown
from web.services.growth.indicators import IndicatorQuestion, report_of
from web.services.growth.indicators.results import FEWEST

LATER = date(2025, 3, 5)
IN_2024 = IndicatorQuestion(date(2024, 1, 1), date(2024, 12, 31))


def event(net, event_id, day, **properties):
    begins = datetime.combine(day, datetime.min.time(), UTC)
    return net.node(event_id, "Event", name=event_id, starts_at=begins, **properties)


def introduced(net, one, other, kind, since, accepted):
    net.link("INTRODUCED_TO", one, other, kind=kind, since=since, accepted=accepted)


@pytest.fixture(scope="module")
def network():
    """Six associations in a village, five informal groups in a big city, six libraries, and one that does nothing."""
    net = Network()
    for n in range(6):
        net.actor(f"a{n}", legal_form="ASSOC", settlement="village", region="1401", n_staff=0)
        net.partner(f"p{n}", name=f"Biblioteka {n}", partner_type="P05", sector="culture", region="1401")
        # Three end half a year later less a day, one of them on the very day, and two go on.
        until = [date(2024, 8, 9), date(2024, 8, 9), date(2024, 8, 9), date(2024, 8, 10), None, None][n]
        net.worked_together(f"a{n}", f"p{n}", since=date(2024, 2, 10), until=until)
    for n in range(5):
        net.actor(f"b{n}", legal_form="INFORMAL", settlement="city_over_200k", region="1201", n_staff=3)
    for one, other in ("01", "12", "23", "34", "02"):
        net.worked_together(f"b{one}", f"b{other}", since=date(2024, 3, 1))
    net.actor("c", legal_form="FOUND", settlement="village", region="1402", n_staff=0)
    net.worked_together("a0", "a1", since=date(2022, 5, 1), until=date(2022, 6, 1))
    net.worked_together("a0", "a1", since=date(2024, 5, 1), until=date(2024, 6, 1), kind="event")
    event(net, "e1", date(2024, 4, 1), kind="training", mode="on_site", component="image", hours=6.0, n_attendants=12)
    event(net, "e2", date(2024, 12, 31), kind="webinar", mode="online", component="image", hours=2.5, n_attendants=8)
    event(net, "e3", date(2024, 5, 1), kind="meeting", mode="on_site", hours=3.0)
    event(net, "e4", date(2024, 5, 1), kind="project", hours=100.0, n_attendants=100)
    event(net, "e5", date(2023, 12, 31), kind="training", mode="online", hours=50.0, n_attendants=50)
    event(net, "e6", date(2024, 6, 1), kind="training", mode="online", n_attendants=0)
    introduced(net, "a0", "p1", "partner", date(2024, 1, 10), date(2024, 1, 20))
    introduced(net, "b1", "a1", "peer", date(2024, 7, 1), date(2024, 7, 2))
    introduced(net, "a2", "p2", "partner", date(2024, 1, 1), date(2024, 1, 20))  # asked before it was shown
    introduced(net, "a3", "b0", "peer", date(2024, 2, 1), date(2025, 1, 2))  # accepted after the year
    introduced(net, "a4", "b0", "partner", date(2024, 2, 1), date(2024, 3, 1))  # for another kind
    return net.snapshot(LATER)


def shown(*pairs):
    day = day_number(date(2024, 1, 5))
    return [FirstShown(one, other, kind, day) for one, other, kind in pairs]


SHOWN = shown(
    ("a0", "p1", "partner"),
    ("a1", "b1", "call"),  # any kind may follow from a call, whoever asked
    ("a2", "p2", "partner"),
    ("a3", "b0", "peer"),
    ("a4", "b0", "peer"),
    ("a5", "a4", "peer"),
    ("a0", "gone", "peer"),  # is no longer in the network's records
)


@pytest.fixture(scope="module")
def report(network):
    return {one.code: one for one in report_of(network, IN_2024, SHOWN).indicators}


def groups(measure, by):
    (found,) = [each for each in measure.breakdowns if each.by == by]
    return {cell.group: None if cell.hidden else cell.value for cell in found.cells}


def test_organisations_are_those_with_a_contact_an_event_or_an_introduction(report):
    (measure,) = report["I01"].measures
    assert (measure.total.value, measure.total.n, measure.unit) == (11, 11, "count")
    assert groups(measure, "legal_form") == {"ASSOC": 6, "INFORMAL": 5}
    assert groups(measure, "informal") == {"INFORMAL": 5, "registered": 6}
    assert groups(measure, "region") == {"12": 5, "14": 6}
    assert groups(measure, "settlement") == {"rural": 6, "urban": 5}
    assert groups(measure, "size") == {"none": 6, "up_to_5": 5}


def test_event_or_introduction_alone_makes_an_organisation_one_of_the_network():
    net = Network()
    for n in range(12):
        net.actor(f"o{n:02}")
    event(net, "e1", date(2024, 4, 1), kind="training")
    for n in range(5):
        net.link("ATTENDED", f"o{n:02}", "e1", n_persons=1)
    introduced(net, "o05", "o06", "peer", date(2024, 4, 1), date(2024, 5, 1))
    net.link("INTRODUCED_TO", "o07", "o08", kind="peer", since=date(2024, 4, 1))
    net.worked_together("o09", "o10", since=date(2025, 1, 1))
    (measure,) = report_of(net.snapshot(LATER), IN_2024, []).indicators[0].measures
    assert measure.total.value == 7


def test_people_and_hours_are_sums_over_events_of_the_period(report):
    (people,), (hours,) = report["I02"].measures, report["I08"].measures
    assert people.total.value == 20
    assert groups(people, "mode") == {"online": 8, "on_site": 12}
    assert report["I02"].facts == {"n_events_unknown": 1}
    assert (hours.total.value, hours.unit) == (8.5, "hours")
    assert groups(hours, "mode") == {"online": 2.5, "on_site": 6.0}
    assert report["I08"].facts == {"n_events_unknown": 1}


def test_partnership_is_formed_once_when_it_first_begins(report):
    (measure,), (crossing,) = report["I05"].measures, report["I06"].measures
    assert measure.total.value == 11
    assert groups(measure, "relation") == {"cross_sector": 6, "one_sector": 5}
    assert groups(measure, "same_region") == {"same": 11}
    assert crossing.total.value == 6
    assert groups(crossing, "partner_type") == {"P05": 6}
    assert groups(crossing, "region") == {"14": 6}


def test_reach_counts_powiats_and_who_is_outside_big_cities(report):
    powiats, outside = report["I09"].measures
    assert powiats.total.value == 2
    assert groups(powiats, "region") == {"12": 1, "14": 1}
    assert outside.total.value == pytest.approx(6 / 11)


def test_suggestions_accepted_are_those_that_led_to_an_introduction_of_the_kind(report):
    (measure,) = report["I10"].measures
    assert (measure.total.value, measure.total.n) == (pytest.approx(2 / 6), 6)
    assert groups(measure, "settlement") == {"rural": pytest.approx(2 / 6)}


def test_exposure_is_the_share_shown_over_the_share_of_the_pool(report):
    small, rural, new = report["I11"].measures
    # b0 twice, b1 and a4 once: a quarter of what was shown for seven of twelve organisations.
    assert small.total.value == rural.total.value == pytest.approx((1 / 4) / (7 / 12))
    assert groups(rural, "rural_urban") == {
        "rural": pytest.approx(0.25 / (7 / 12)),
        "urban": pytest.approx(0.75 / (5 / 12)),
    }
    assert (new.total.value, groups(new, "new_old")) == (None, {"old": 1.0})


def test_contacts_last_if_they_hold_on_the_same_day_months_later(report):
    half, year = report["I12"].measures
    assert half.total.value == pytest.approx(8 / 11)
    assert year.total.value == pytest.approx(7 / 11)
    assert half.total.n == 11


def test_only_contacts_that_are_old_enough_count(network):
    early = {one.code: one for one in report_of(network, IndicatorQuestion(*_days(2024, 3)), []).indicators}
    assert early["I12"].measures[1].total.n == 5  # those of 1 March are a year old on 1 March
    late = {one.code: one for one in report_of(network, IndicatorQuestion(*_days(2025, 1)), []).indicators}
    assert (late["I12"].measures[0].total.value, late["I12"].measures[0].total.n) == (None, 0)


def _days(year, month):
    return date(year, month, 1), date(year, month, 28)


def test_what_is_not_collected_says_so(report):
    waiting = [code for code, one in report.items() if not one.is_collected]
    assert waiting == ["I03", "I04", "I07", "I13"]
    assert all(report[code].measures == () for code in waiting)


def test_period_begins_with_the_first_member_and_ends_today_where_none_is_named(network):
    found = report_of(network, IndicatorQuestion(), [])
    assert (found.first, found.last) == (date(2021, 1, 1), LATER)


def test_network_of_nobody_has_nothing_to_report():
    found = report_of(Network().snapshot(LATER), IndicatorQuestion(), [])
    assert (found.first, found.last) == (LATER, LATER)
    values = {each.total.value for one in found.indicators for each in one.measures}
    assert values == {0, None}


def test_period_before_the_first_contact_counts_nothing(network):
    found = report_of(network, IndicatorQuestion(date(2010, 1, 1), date(2010, 12, 31)), [])
    assert {one.code: one.measures[0].total.value for one in found.indicators if one.measures} == {
        **dict.fromkeys(("I01", "I02", "I05", "I06", "I08", "I09"), 0),
        **dict.fromkeys(("I10", "I11", "I12")),
    }


@pytest.mark.parametrize(
    ("question", "option"),
    [
        (IndicatorQuestion(date(2025, 3, 6), None), "from"),
        (IndicatorQuestion(date(2024, 2, 1), date(2024, 1, 1)), "to"),
    ],
)
def test_days_that_make_no_sense_are_refused(network, question, option):
    with pytest.raises(InvalidOption) as error:
        report_of(network, question, [])
    assert error.value.option == option


class TestScope:
    def of(self, network, **scope):
        question = IndicatorQuestion(IN_2024.first, IN_2024.last, Scope(**scope))
        return {one.code: one for one in report_of(network, question, SHOWN).indicators}

    def test_region_narrows_organisations_pairs_and_seekers(self, network):
        found = self.of(network, region="12")
        assert found["I01"].measures[0].total.value == 5
        assert found["I05"].measures[0].total.value == 5
        assert found["I02"].measures[0].total.value == 0  # no event says that it was held there
        assert found["I10"].measures[0].total.n == 0

    def test_events_cannot_be_narrowed_to_a_sector(self, network):
        found = self.of(network, sector="ngo")
        assert (found["I02"].measures, found["I02"].notes) == ((), ("not_of_sector_or_role",))
        assert found["I02"].is_collected

    def test_kind_of_contact_narrows_contacts(self, network):
        assert self.of(network, kind="MENTORS")["I05"].measures[0].total.value == 0

    def test_unknown_name_is_refused(self, network):
        with pytest.raises(UnknownName, match="nowhere"):
            self.of(network, region="nowhere")


def test_small_groups_and_what_would_give_them_away_are_withheld():
    net = Network()
    for n, form in enumerate(["ASSOC"] * 9 + ["FOUND"] * 6 + ["KGW"] * 2):
        net.actor(f"o{n:02}", legal_form=form, settlement="village", region="1401")
        if n:
            net.worked_together(f"o{n - 1:02}", f"o{n:02}")
    measures = {
        each.name: each
        for one in report_of(net.snapshot(), IndicatorQuestion(), []).indicators
        for each in one.measures
    }
    assert groups(measures["organisations"], "legal_form") == {"ASSOC": 9, "FOUND": None, "KGW": None}
    assert measures["organisations"].total.value == 17
    cells = [cell for one in measures.values() for each in one.breakdowns for cell in each.cells]
    assert all((cell.value, cell.n) == (None, None) for cell in cells if cell.hidden)
    assert all(cell.n is None or cell.n == 0 or cell.n >= FEWEST for cell in cells)


def test_share_outside_big_cities_is_withheld_with_the_group_it_would_give_away():
    net = Network()
    for n in range(12):
        net.actor(f"o{n:02}", settlement="village" if n < 9 else "city_over_200k", region="1401")
        if n:
            net.worked_together(f"o{n - 1:02}", f"o{n:02}")
    found = {one.code: one for one in report_of(net.snapshot(), IndicatorQuestion(), []).indicators}
    outside = found["I09"].measures[1]
    assert (outside.total.hidden, outside.total.value) == (True, None)


def organisations_in_row(*settlements):
    net = Network()
    for n, settlement in enumerate(settlements):
        net.actor(f"o{n:02}", region="1401", **({"settlement": settlement} if settlement else {}))
        if n:
            net.worked_together(f"o{n - 1:02}", f"o{n:02}")
    return {one.code: one for one in report_of(net.snapshot(), IndicatorQuestion(), []).indicators}


def test_few_of_unknown_place_are_not_given_away_by_how_many_are_known():
    found = organisations_in_row(*["village"] * 9, *["city_over_200k"] * 8, None, None)
    # With the eight in a city told as well, 19 - 9 - 8 would be the two.
    assert groups(found["I01"].measures[0], "settlement") == {"rural": 9, "urban": None, "unknown": None}
    outside = found["I09"].measures[1]
    assert (outside.total.hidden, outside.total.n, outside.breakdowns) == (True, None, ())


def test_few_in_towns_are_not_given_away_by_two_tables():
    found = organisations_in_row(*["village"] * 9, *["town_up_to_50k"] * 3, *["city_over_200k"] * 8)
    # 12 outside big cities less 9 in villages, or 11 in towns and cities less 8 in a big one, would be the three.
    assert groups(found["I01"].measures[0], "settlement") == {"rural": None, "urban": None}
    assert found["I09"].measures[1].total.hidden


def n_hidden_of_each_table(report):
    for one in report.indicators:
        for measure in one.measures:
            for each in measure.breakdowns:
                hidden = [cell for cell in each.cells if cell.hidden]
                yield measure, each, hidden


@pytest.mark.parametrize("region", [None, "14", "24", "30"])
def test_nothing_can_be_worked_out_by_subtraction_in_the_sample(region):
    programme = sample_programme()
    snapshot = snapshot_of(programme.nodes, programme.links, date(2024, 6, 1))
    report = report_of(snapshot, IndicatorQuestion(scope=Scope(region=region)), [])
    n_tables = 0
    for measure, each, hidden in n_hidden_of_each_table(report):
        n_tables += 1
        if hidden and measure.total.n is not None:
            rest = measure.total.n - sum(cell.n for cell in each.cells if not cell.hidden)
            assert len(hidden) > 1
            assert rest >= FEWEST
    assert n_tables > 10
    by_code = {one.code: one.measures for one in report.indicators}
    crossing = [c for c in by_code["I05"][0].breakdowns[0].cells if c.group == "cross_sector"]
    assert all(cell.hidden == by_code["I06"][0].total.hidden for cell in crossing)
