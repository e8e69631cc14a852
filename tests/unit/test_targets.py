"""Targets as coordinators write them, and what is wrong with a file of them."""

from datetime import date
from pathlib import Path

import pytest

from tests.networks import Network
from web.services.growth.indicators import BadTargets, IndicatorQuestion, read_targets, report_of

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "cele.csv"


def test_example_is_read():
    found = {(one.code, one.first): one.value for one in read_targets(EXAMPLE.read_bytes())}
    assert found["I01", None] == 270
    assert found["I10", date(2024, 1, 1)] == 0.25


@pytest.mark.parametrize(
    "content",
    [
        b"code,period,target\nI05,2024-01-01/2024-06-30,7.5\n",
        "\N{BYTE ORDER MARK}code;period;target\r\nI05; 2024-01-01/2024-06-30 ;7,5\r\n".encode(),
    ],
    ids=["commas", "semicolons"],
)
def test_period_may_be_any_two_days_and_a_target_any_number(content):
    (one,) = read_targets(content)
    assert (one.code, one.first, one.last, one.value) == ("I05", date(2024, 1, 1), date(2024, 6, 30), 7.5)


@pytest.mark.parametrize(
    ("content", "row", "column"),
    [
        (b"", 1, "code"),
        (b"code,target\nI01,3\n", 1, "period"),
        (b"code,period,target\nI99,2024,3\n", 2, "code"),
        (b"code,period,target\nI01,2024,3\nI01,2024,4\n", 3, "code"),
        (b"code,period,target\nI01,twenty,3\n", 2, "period"),
        (b"code,period,target\nI01,2024-01-01,3\n", 2, "period"),
        (b"code,period,target\nI01,2024-12-31/2024-01-01,3\n", 2, "period"),
        (b"code,period,target\nI01,99999,3\n", 2, "period"),
        (b"code,period,target\nI01,2024,many\n", 2, "target"),
        (b"code,period,target\nI01,2024,\n", 2, "target"),
        (b"code,period,target\nI01,2024,-3\n", 2, "target"),
        (b"code,period,target\nI01,2024,inf\n", 2, "target"),
        (b"code,period,target\nI01,2024\n", 2, None),
        (b"code,period,target\nI01,2024,3,4\n", 2, None),
        (b"code,period,target\n\xff,2024,3\n", None, None),
    ],
)
def test_wrong_file_is_refused_with_the_row_and_the_column(content, row, column):
    with pytest.raises(BadTargets) as error:
        read_targets(content)
    assert (error.value.row, error.value.column) == (row, column)
    assert str(error.value).endswith("correct the file and try again")
    assert error.value.told("pl").endswith("poprawcie plik i spróbujcie ponownie")
    assert error.value.problem[0] != error.value.problem[1]


def test_target_stands_at_the_indicator_of_its_period():
    targets = read_targets(b"code,period,target\nI01,2023,3\nI01,,9\nI03,2023,4\n")
    snapshot = Network().snapshot()

    def target(*days):
        found = report_of(snapshot, IndicatorQuestion(*days), [], targets).indicators
        return [each.target for each in found[0].measures], found[2].measures

    assert target(date(2023, 1, 1), date(2023, 12, 31)) == ([3.0], ())
    assert target() == ([9.0], ())
    assert target(date(2022, 1, 1), date(2022, 12, 31)) == ([None], ())
