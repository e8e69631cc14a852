"""docs/matching.md says what the recommender does."""

import re
from itertools import takewhile
from pathlib import Path

from matching import DEFAULTS, SIGNALS, Kind
from matching.cohorts.rule_book import SHAPES
from matching.eligibility import RULES
from matching.introductions import EFFECTS, IntroductionOptions
from matching.scoring import ALL_SIGNALS

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")

EXAMPLES = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)


def _rows(heading):
    """Cells of the first table under a heading."""
    section = DOCUMENT.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_table_of_signals_has_the_published_weights_and_sides():
    table = {row[0].strip("`"): row for row in _rows("### Signals")}
    assert tuple(table) == SIGNALS
    for signal in ALL_SIGNALS:
        row = table[signal.name]
        assert row[1] == signal.side
        for column, kind in zip(row[4:8], Kind, strict=True):
            assert (0.0 if column == "–" else float(column)) == DEFAULTS.weight(kind, signal.name)


def test_table_of_bands_has_the_published_limits():
    table = {row[0]: row[1:5] for row in _rows("### Bands")}
    for column, kind in enumerate(Kind):
        bands = DEFAULTS.bands[kind]
        assert table["strong"][column] == f"≥ {bands.strong}"
        assert table["good"][column] == f"≥ {bands.good}"


def test_table_of_rules_names_every_rule_and_its_kinds_in_order():
    table = [(row[0].strip("`"), row[1]) for row in _rows("## Rules")]
    written = [(rule.name, "all" if rule.kinds == tuple(Kind) else ", ".join(rule.kinds)) for rule in RULES]
    assert table == written


def test_table_of_cohort_rules_has_every_rule_as_it_is_set_to_begin_with():
    table = {row[0].strip("`"): row[2] for row in _rows("## Cohorts")}
    written = {
        rule: f"should, {shape.default.cost:g}" if shape.default.cost else shape.default.level.value
        for rule, shape in SHAPES.items()
    }
    assert table == written


def test_example_runs_and_prints_reasons(capsys):
    exec(compile(EXAMPLES[0], "docs/matching.md", "exec"), {})  # the example as a reader would run it
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) >= 3
    assert all(re.match(r"org-\d{4} [+-]\d\.\d\d .+\.$", line) for line in printed)


def test_example_of_texts_finds_what_is_asked_for(capsys):
    (example,) = [one for one in EXAMPLES if "references_of_table" in one]
    exec(compile(EXAMPLES[0] + example, "docs/matching.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()[-3:]
    assert printed[0] == "T3.01 sure"
    assert [line.split()[0] for line in printed[1:]] == ["T2.03", "I2.03"]
    assert printed[1].endswith(" rozliczyc dotacji")


def test_example_of_introductions_names_three_that_change_something(capsys):
    (example,) = [one for one in EXAMPLES if "best_introductions" in one]
    exec(compile(example, "docs/matching.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 3
    assert all(re.match(r"\d\.\d\d .+\.$", line) for line in printed)


def test_table_of_introductions_has_the_published_weights():
    section = DOCUMENT.split("## Introductions\n", 1)[1].split("\n## ", 1)[0]
    table = {row[0].strip("`"): float(row[2]) for row in _cells(section, "| effect |")}
    assert table == dict(IntroductionOptions().weights)
    assert tuple(table) == EFFECTS


def _cells(section, head):
    """Cells of the table that begins so."""
    lines = section[section.index(head) :].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in takewhile(lambda x: x[:1] == "|", lines)]


def test_example_of_pairs_is_proved(capsys):
    (example,) = [one for one in EXAMPLES if "pair_up" in one]
    exec(compile(example, "docs/matching.md", "exec"), {})
    # Somebody of the triangle is left for the fourth: 10 + 1, or two of the three alone: 10.
    assert capsys.readouterr().out.splitlines() == [
        "((0, 1), (2, 3)) 11 11 0",
        "Proof(total=11, bound=11, gap=0, problems=())",
    ]


def test_example_of_tables_repeats_nothing(capsys):
    (example,) = [one for one in EXAMPLES if "full_tables" in one]
    (wishes,) = [one for one in EXAMPLES if "import seat" in one]
    exec(compile(example + wishes, "docs/matching.md", "exec"), {})
    assert capsys.readouterr().out == "7 Repeats(pairs=0, meetings=0) proved\n6 0 0\n"
