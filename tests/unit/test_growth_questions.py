"""What growth is asked for: the part of the network, the periods and the days."""

from datetime import date

import pytest

from graph.analysis import CONTACT_KINDS, Scope
from graph.analysis.scope import SECTOR_CHOICES
from matching.errors import InvalidOption
from tests.networks import TODAY, Network
from web.cli import scope_options
from web.services.growth.question import GrowthQuestion, periods_asked, question_of
from web.services.growth.scope import SCOPE_NAMES, scope_choices, scope_given, scope_labels, scope_of
from web.services.growth.series import LiveGrowth, growth_of


@pytest.fixture
def snapshot():
    net = Network().skills("S1").spheres("sport")
    net.actor("a", region="1401", joined=date(2022, 2, 10)).actor("b", region="1201", joined=date(2022, 5, 1))
    net.worked_together("a", "b", since=date(2022, 6, 1))
    net.node("c1", "Cohort", name="Edycja 1", starts=date(2021, 9, 1), ends=date(2022, 1, 31))
    net.node("c2", "Cohort", name="Edycja 2", starts=date(2022, 3, 1), ends=date(2022, 12, 31))
    return net.snapshot()


def test_command_line_offers_every_sector_and_kind_of_contact():
    # The options list them themselves, since the package that defines them takes long to load.
    assert scope_options.SECTORS == SECTOR_CHOICES
    assert scope_options.CONTACT_KINDS == CONTACT_KINDS


def test_scope_is_read_from_an_address_and_leads_back_to_it(snapshot):
    given = {"component": "training", "region": "14", "sphere": "sport", "sector": "ngo", "role": "Organisation"}
    scope = scope_of(snapshot, given | {"kind": "MENTORS", "page": "2"})
    assert scope == Scope("training", "14", "sport", "ngo", "Organisation", "MENTORS")
    assert scope_given(scope) == given | {"kind": "MENTORS"}


def test_blank_and_absent_values_narrow_nothing(snapshot):
    assert scope_of(snapshot, {"region": " ", "kind": None}).is_everything


@pytest.mark.parametrize("name", SCOPE_NAMES)
def test_value_that_is_not_there_is_refused_by_the_name_of_its_field(snapshot, name):
    with pytest.raises(InvalidOption, match=f"{name} is 'xyz'"):
        scope_of(snapshot, {name: "xyz"})


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("name", SCOPE_NAMES)
def test_every_value_that_is_offered_has_a_label_and_is_accepted(snapshot, name, language):
    choices = list(scope_choices(snapshot, name, language))
    assert choices
    for value, label in choices:
        scope = scope_of(snapshot, {name: value})
        assert scope_labels(snapshot, scope, language) == {name: label}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"by": "week"}, "allowed: month, quarter, year, cohort"),
        ({"since": "2022-02-30"}, "since is '2022-02-30'; allowed: a day such as 2024-03-31"),
        ({"as_of": "yesterday"}, "as_of is 'yesterday'"),
        ({"as_of": "2024-06-02"}, "not after 2024-06-01"),
        ({"since": "2023-01-01", "as_of": "2022-12-31"}, "since is '2023-01-01'.*not after 2022-12-31"),
    ],
)
def test_unknown_period_or_day_is_refused(snapshot, given, message):
    with pytest.raises(InvalidOption, match=message):
        question_of(snapshot, given)


def names(snapshot, **asked):
    return [one.name for one in periods_asked(snapshot, GrowthQuestion(**asked))]


def test_periods_begin_when_the_first_actor_joined_or_later_if_asked(snapshot):
    assert names(snapshot, by="month", as_of=date(2022, 4, 15)) == ["2022-02", "2022-03", "2022-04"]
    assert names(snapshot, by="month", since=date(2022, 3, 31), as_of=date(2022, 4, 15)) == ["2022-03", "2022-04"]
    assert names(snapshot, by="year", since=date(1900, 1, 1)) == ["2022", "2023", "2024"]


def test_periods_are_quarters_where_none_are_asked_for(snapshot):
    assert names(snapshot, as_of=date(2022, 4, 15)) == ["2022-Q1", "2022-Q2"]
    assert question_of(snapshot, {"by": " "}) == GrowthQuestion("quarter")


def test_period_that_is_not_over_on_the_last_day_says_so(snapshot):
    periods = periods_asked(snapshot, GrowthQuestion(by="quarter", as_of=date(2022, 4, 15)))
    assert [one.complete for one in periods] == [True, False]


def test_cohorts_that_were_over_before_the_first_day_are_left_out(snapshot):
    assert names(snapshot, by="cohort") == ["c2"]


def test_nothing_is_told_of_days_before_anybody_joined(snapshot):
    assert names(snapshot, as_of=date(2022, 2, 9)) == []
    assert growth_of(snapshot, GrowthQuestion(as_of=date(2022, 2, 9))).series.figures["n_actors"] == ()
    assert periods_asked(Network().snapshot(), GrowthQuestion()) == ()


def test_every_part_of_the_network_has_the_same_periods(snapshot):
    of_all = growth_of(snapshot, GrowthQuestion("month")).series
    of_one = growth_of(snapshot, GrowthQuestion("month", scope=Scope(region="12"))).series
    assert of_all.periods == of_one.periods
    assert of_all.periods[-1].last == snapshot.day
    assert of_one.figures["n_actors"][:5] == (0, 0, 0, 1, 1)
    assert (of_one.figures["density"][0], of_one.reasons["density", 0]) == (None, "nobody")


def test_answer_is_kept_until_the_network_changes(snapshot):
    live, question = LiveGrowth(), GrowthQuestion(by="year")
    first = live.of(snapshot, question)
    assert live.of(snapshot, GrowthQuestion(by="year")) is first
    assert live.of(Network().snapshot(TODAY), question).series.periods == ()
    assert live.of(snapshot, question) is not first
