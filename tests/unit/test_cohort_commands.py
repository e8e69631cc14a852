"""The commands that make the smallest change, in the order in which they are typed."""

from datetime import UTC, date, datetime

import pytest

from matching.cohorts.rule_book import RuleBook
from web.office.cohorts import Cohort, Member
from web.services.cohorts.applying import commands_for
from web.services.cohorts.reading import Standing

NOTHING = {"mentor": "m", "rules_off": [], "without_veto": False, "more_places": 0, "lock": False}
BOOK = RuleBook(together=(("a", "b"), ("c", "d")), apart=(("b", "z"),))
NOW = Standing(
    Cohort("c1", "Cykl", "draft", date(2027, 1, 1), None, None, BOOK.as_json()),
    [Member("c1", "m", "mentor", 2, 0, [], None, 0, datetime(2026, 9, 1, tzinfo=UTC))],
    [],
)


@pytest.mark.parametrize(
    ("change", "commands"),
    [
        ({}, []),
        ({"more_places": 1}, ["places c1 m 3"]),
        ({"lock": True}, ["lock c1 b m"]),
        ({"without_veto": True, "more_places": 1}, ["veto c1 b m --undo", "places c1 m 3"]),
        (
            {"rules_off": ["availability", "region_or_online"]},
            ["rules c1 --set availability=off --set region_or_online=off"],
        ),
        (
            {"rules_off": ["limit_per_mentor", "together", "apart"], "lock": True},
            ["rules c1 --set limit_per_mentor=off --free a b --free b z", "lock c1 b m"],
        ),
    ],
)
def test_each_part_of_a_change_is_a_command_and_a_lock_comes_last(change, commands):
    assert commands_for(NOW, "b", NOTHING | change) == [f"ogniwo cohort {one}" for one in commands]


def test_where_no_change_would_help_there_is_nothing_to_type():
    assert commands_for(NOW, "b", None) == []
