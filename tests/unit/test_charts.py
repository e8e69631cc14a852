"""Charts: where values lie, with ticks that are round, gaps that stay gaps, and nothing drawn of nothing."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.reference import voivodeships
from web.charts.bars import bars_of
from web.charts.choropleth import choropleth, outlines
from web.charts.frames import Frame, names_below, spread
from web.charts.lines import Line, line_chart
from web.charts.scales import Scale, axis_of, numbers, round_ticks
from web.charts.sparks import spark
from web.charts.stacks import stack_chart

SQUARE = Frame(width=120, height=120, left=10, right=10, top=10, bottom=10)  # a plot of 100 × 100
YEARS = ("2021", "2022", "2023")


def chart(*values, **options):
    return line_chart(YEARS[: len(values)], [Line("a", "A", values)], "{:g}".format, frame=SQUARE, **options)


# Scales and ticks


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, (0, 2.5, 5, 7.5, 10)),
        (0, 7, (0, 2, 4, 6, 8)),
        (0, 1, (0, 0.25, 0.5, 0.75, 1)),
        (-3, 5, (-4, -2, 0, 2, 4, 6)),
        (-8, -1, (-8, -6, -4, -2, 0)),
        (0, 1.5e12, (0, 5e11, 1e12, 1.5e12)),
        (0, 3e-7, (0, 1e-7, 2e-7, 3e-7)),
        (0, 0, (0, 1)),
        (5, 5, (0, 2, 4, 6)),
        (-5, -5, (-6, -4, -2, 0)),
    ],
)
def test_ticks_are_round_and_hold_the_values(low, high, expected):
    assert round_ticks(low, high) == pytest.approx(expected)


@pytest.mark.parametrize(("high", "expected"), [(1, (0, 1)), (3, (0, 1, 2, 3)), (10, (0, 5, 10)), (9, (0, 5, 10))])
def test_ticks_of_counts_are_whole(high, expected):
    assert round_ticks(0, high, whole=True) == expected


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e12), st.integers(2, 8), st.booleans())
def test_ticks_are_evenly_apart_few_and_around_the_values(low, span, most, whole):
    ticks = round_ticks(low, low + span, most, whole=whole)
    steps = [b - a for a, b in itertools.pairwise(ticks)]
    assert 2 <= len(ticks) <= most + 2
    assert steps == pytest.approx([steps[0]] * len(steps), rel=1e-4)
    assert ticks[0] <= low + 1e-6 * span + 1e-6
    assert ticks[-1] >= low + span - 1e-6 * span - 1e-6
    assert not whole or all(tick == round(tick) for tick in ticks)


@pytest.mark.parametrize(("low", "high"), [(2, 1), (float("nan"), 1), (0, float("inf"))])
def test_ticks_of_no_interval_are_refused(low, high):
    with pytest.raises(ValueError, match="no ticks"):
        round_ticks(low, high)


def test_axis_holds_zero_and_passes_over_what_is_no_number():
    assert axis_of([3, None, float("nan")]) == (0, 1, 2, 3)
    assert axis_of([]) == (0, 1)
    assert numbers([None, float("inf"), 0]) == [0.0]


def test_scale_without_length_lies_at_its_start():
    assert Scale(3, 3, 10, 90).at(3) == 10


# Lines


def test_line_goes_from_the_first_to_the_last_period_with_the_area_below():
    drawn = chart(0, 2, 4)
    (line,) = drawn.lines
    assert line.paths == ("M10,110l50,-50 50,-50",)
    assert line.areas == ("M10,110L10,110l50,-50 50,-50V110Z",)
    assert line.end == (110, 10)
    assert [(tick.y, tick.text) for tick in drawn.ticks] == [(110, "0"), (85, "1"), (60, "2"), (35, "3"), (10, "4")]
    assert [label.text for label in drawn.ends] == ["4"]
    assert [spot.text for spot in drawn.spots] == ["2021: 0", "2022: 2", "2023: 4"]


def test_gap_parts_the_line_and_says_so():
    drawn = chart(1, None, 1)
    (line,) = drawn.lines
    assert line.paths == ()
    assert line.dots == ((10, 10), (110, 10))
    assert drawn.spots[1].text == "2022: –"
    assert drawn.spots[1].ys == ()


def test_gap_at_the_end_leaves_the_label_where_the_line_ends():
    (line,) = chart(1, 2, None).lines
    assert line.end == (60, 10)


def test_one_period_is_a_dot_in_the_middle():
    (line,) = chart(7).lines
    assert line.dots[0][0] == 60
    assert line.paths == line.areas == ()


def test_all_zero_runs_along_the_axis():
    drawn = chart(0, 0, 0)
    assert drawn.lines[0].paths == ("M10,110l50,0 50,0",)
    assert [tick.text for tick in drawn.ticks] == ["0", "1"]


def test_negative_values_have_their_area_up_to_zero():
    drawn = chart(-1, 1, -1)
    assert drawn.lines[0].areas == ("M10,60L10,110l50,-100 50,100V60Z",)
    assert [tick.text for tick in drawn.ticks if tick.zero] == ["0"]


def test_huge_values_stay_on_the_sheet():
    drawn = chart(1e15, 2e15, 1)
    assert all(10 <= y <= 110 for spot in drawn.spots for _, y in spot.ys)


@pytest.mark.parametrize("values", [(None, None), (float("nan"), None), ()])
def test_nothing_is_drawn_of_nothing(values):
    assert chart(*values) is None


def test_line_with_a_value_too_few_is_refused():
    with pytest.raises(ValueError, match="each period"):
        line_chart(YEARS, [Line("a", "A", (1, 2))], str)


def test_lines_that_end_together_have_labels_apart_and_no_area():
    lines = [Line(code, code.upper(), (0, 5)) for code in "abc"]
    drawn = line_chart(YEARS[:2], lines, "{:g}".format, frame=SQUARE)
    assert [label.text for label in drawn.ends] == ["A 5", "B 5", "C 5"]
    ys = [label.y for label in drawn.ends]
    assert all(b - a >= 14 for a, b in itertools.pairwise(ys))
    assert all(line.areas == () for line in drawn.lines)


def test_line_without_a_number_is_left_out_of_several():
    drawn = line_chart(YEARS[:2], [Line("a", "A", (None, None)), Line("b", "B", (1, 2))], str)
    assert [line.code for line in drawn.lines] == ["b"]


@given(st.lists(st.none() | st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_every_number_is_drawn_once_and_on_the_sheet(values):
    drawn = line_chart([str(n) for n in range(len(values))], [Line("a", "A", values)], "{:g}".format)
    known = numbers(values)
    if not known:
        assert drawn is None
        return
    (line,) = drawn.lines
    n_drawn = sum(1 + len(re.findall(",", path)) - 1 for path in line.paths) + len(line.dots)
    assert n_drawn == len(known)
    assert all(drawn.frame.top <= y <= drawn.frame.y_end for spot in drawn.spots for _, y in spot.ys)


# What stands along the edges


@given(st.lists(st.floats(0, 200), max_size=8))
def test_labels_are_apart_in_their_order_and_on_the_sheet(wanted):
    found = spread(wanted, 0, 200, 14)
    order = sorted(range(len(wanted)), key=lambda number: (wanted[number], number))
    placed = [found[number] for number in order]
    assert all(b - a >= 14 - 0.11 for a, b in itertools.pairwise(placed))
    assert all(-0.1 <= place <= 200.1 for place in placed)


def test_labels_that_are_apart_stay_where_they_are():
    assert spread([10, 90, 50], 0, 100) == [10, 90, 50]


def test_names_below_never_touch():
    labels = names_below([(float(x), f"20{x:02}") for x in range(0, 300, 7)], Frame())
    halves = [len(label.text) * 7.2 / 2 for label in labels]
    assert labels[0].text == "2000"
    assert all(
        a.x + half_a < b.x - half_b
        for (a, half_a), (b, half_b) in zip(
            zip(labels, halves, strict=True), zip(labels[1:], halves[1:], strict=True), strict=False
        )
    )


# Columns, sparks and bars


def stack(*parts):
    lines = [Line(code, code.upper(), values) for code, values in zip("abc", parts, strict=False)]
    return stack_chart(YEARS[: len(parts[0])], lines, "{:g}".format, frame=SQUARE)


def test_parts_of_a_column_stand_on_each_other():
    (column,) = stack((1,), (3,)).columns
    assert [(piece.code, piece.y, piece.height) for piece in column.pieces] == [("a", 85, 25), ("b", 10, 75)]
    assert column.text == "2021: A: 1, B: 3"


def test_column_of_an_unknown_period_is_left_empty():
    drawn = stack((1, None), (2, None))
    assert drawn.columns[1].pieces == ()
    assert drawn.columns[1].text == "2022: –"


def test_columns_of_zeros_have_an_axis_and_no_parts():
    drawn = stack((0, 0))
    assert [tick.text for tick in drawn.ticks] == ["0", "1"]
    assert all(column.pieces == () for column in drawn.columns)


def test_part_below_zero_hangs_from_the_axis():
    drawn = stack((3,), (-1,))
    (column,) = drawn.columns
    assert [(tick.y, tick.text) for tick in drawn.ticks if tick.zero] == [(85, "0")]
    assert [(piece.code, piece.y, piece.height) for piece in column.pieces] == [("a", 10, 75), ("b", 85, 25)]


def test_columns_of_nothing_are_not_drawn():
    assert stack((None, None)) is None
    assert stack(()) is None


def test_parts_are_named_beside_the_last_column():
    assert [label.text for label in stack((1, 2), (1, 6)).ends] == ["A 2", "B 6"]


def test_spark_of_what_never_changes_runs_through_the_middle():
    assert spark([3, 3, 3]).paths == ("M4,16l56,0 56,0",)


@pytest.mark.parametrize("values", [[], [1], [None, 2], [None, None]])
def test_spark_needs_two_numbers(values):
    assert spark(values) is None


def test_spark_ends_at_the_last_number():
    assert spark([0, 4, None]).end == (60, 4)


# The map


CODES = [f"{number:02}" for number in range(2, 33, 2)]


def test_map_has_the_sixteen_voivodeships_of_the_reference():
    assert list(outlines()["regions"]) == [one.code for one in voivodeships()] == CODES
    assert "MIT" in outlines()["licence"]


def test_every_outline_lies_on_the_sheet_around_its_middle():
    sheet = outlines()
    for code, drawn in sheet["regions"].items():
        points = [tuple(map(float, pair.split(","))) for pair in re.findall(r"[\d.]+,[\d.]+", drawn["path"])]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        assert 0 <= min(xs) < drawn["middle"][0] < max(xs) <= sheet["width"], code
        assert 0 <= min(ys) < drawn["middle"][1] < max(ys) <= sheet["height"], code


def test_outlines_lie_to_each_other_as_the_voivodeships_do():
    middles = {code: drawn["middle"] for code, drawn in outlines()["regions"].items()}
    regions = {one.code: one for one in voivodeships()}
    for a, b in itertools.combinations(CODES, 2):
        if abs(regions[a].lat - regions[b].lat) > 0.3:
            assert (middles[a][1] < middles[b][1]) == (regions[a].lat > regions[b].lat), (a, b)
        if abs(regions[a].lon - regions[b].lon) > 0.3:
            assert (middles[a][0] < middles[b][0]) == (regions[a].lon < regions[b].lon), (a, b)


def test_shades_are_equal_steps_and_nothing_is_no_shade():
    drawn = choropleth({"02": 0, "04": 1, "06": 5, "08": 6, "10": 10, "12": None}, {"02": "Dolny"}, "{:g}".format)
    shades = {area.code: area.shade for area in drawn.areas}
    assert [(one.low, one.high) for one in drawn.shades] == [(0, 2), (2, 4), (4, 6), (6, 8), (8, 10)]
    assert [shades[code] for code in ("02", "04", "06", "08", "10", "12", "14")] == [0, 1, 3, 3, 5, None, None]
    assert drawn.areas[0].title == "Dolny: 0"
    assert drawn.has_zeros


def test_map_of_zeros_is_drawn_and_of_nothing_is_not():
    assert {area.shade for area in choropleth(dict.fromkeys(CODES, 0), {}, str).areas} == {0}
    assert choropleth({}, {}, str) is None
    assert choropleth({"02": None}, {}, str) is None


@pytest.mark.parametrize("values", [{"99": 1}, {"02": -1}])
def test_map_of_what_is_not_there_is_refused(values):
    with pytest.raises(ValueError, match=r"no such|begin at zero"):
        choropleth(values, {}, str)


def test_bars_are_as_long_as_their_values_and_none_is_missing():
    drawn = bars_of([10, 5, None, 0])
    assert drawn.axis == 0
    assert [bar and bar.width for bar in drawn.bars] == [100, 50, None, 0]


def test_bars_below_zero_lie_left_of_the_axis():
    drawn = bars_of([-3, 1])
    assert drawn.axis == 75
    assert [(bar.x, bar.width, bar.below) for bar in drawn.bars] == [(0, 75, True), (75, 25, False)]
    assert bars_of([None]) is None
