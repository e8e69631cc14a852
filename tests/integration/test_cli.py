"""The commands do what their help says, and tell people what went wrong."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from web.cli import COMMANDS, main
from web.office import audit, persons
from web.office.persons import Person
from web.ogniwo import Ogniwo

OGNIWO = Path(sys.executable).parent / "ogniwo"
ASKED = ("--by", "anna", "--reason", "they asked")


@pytest.fixture
def run(environment):
    """Runs a command in this process; the result has exit_code, stdout and stderr."""
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.fixture
def add(run):
    def add_one(name, *more):
        added = run("organisation", "add", "--name", name, *more, *ASKED)
        assert added.exit_code == 0, added.output
        return re.search(r"org-[0-9a-f]{12}", added.stdout)[0]

    return add_one


@pytest.fixture
def pair(add):
    """A seeker and the one other organisation, which offers what it needs."""
    seeker = add("Koło Łąka", "--region", "1803", "--need", "T3.01:3", "--offer", "T2.03", "--sphere", "SP01")
    provider = add("Fundacja Most", "--region", "1803", "--need", "T2.03", "--offer", "T3.01:3", "--sphere", "SP01")
    return seeker, provider


def _all_commands(group=main, path=()):
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _all_commands(command, (*path, name))


@pytest.mark.parametrize(("path", "command"), [pytest.param(*one, id=" ".join(one[0])) for one in _all_commands()])
def test_every_command_and_option_has_help(path, command):
    assert command.get_short_help_str()
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or parameter.help
    shown = CliRunner().invoke(main, [*path, "--help"])
    assert shown.exit_code == 0
    assert shown.stdout.startswith("Usage:")


# `demo` says by itself why it writes; the others change nothing but the log of what was shown.
WITHOUT_A_REASON = {
    "evaluate partners",
    "evaluate calls",
    "evaluate text",
    "assign",
    "evaluate decisions",
    "demo",
    "call",
    "suggest",
    "suggest-all",
    "gaps",
    "growth",
    "indicators",
    "introductions",
    "brokers",
    "communities",
    "alone",
    "asked list",
    "pairs",
    "cohort status",
    "cohort compare",
    "cohort export",
    "cohort waiting",
    "tables",
    "codes",
    "export",
    "serve",
} | {
    "network export",
    "network graph",
    "network verify",
}


def test_every_command_that_changes_something_asks_who_and_why():
    asking = set()
    for path, command in _all_commands():
        options = {option for parameter in command.params for option in parameter.opts}
        if not isinstance(command, click.Group) and {"--by", "--reason"} <= options:
            asking.add(" ".join(path))
    all_of_them = {" ".join(path) for path, command in _all_commands() if not isinstance(command, click.Group)}
    assert asking == all_of_them - WITHOUT_A_REASON
    assert all_of_them >= WITHOUT_A_REASON


@pytest.mark.parametrize("option", ["--by", "--reason"])
@pytest.mark.parametrize("value", ["", "  ", "a\nb", "a\0b", "\udcff", "x" * 501])
def test_who_and_why_are_one_line_that_is_not_blank(run, environment, option, value):
    refused = run("seed", "--reference-only", option, value)
    assert refused.exit_code == 2
    assert option in refused.stderr
    assert not environment.office_path.exists()


def test_who_and_why_are_kept_without_the_spaces_around_them(run, environment):
    assert run("seed", "--reference-only", "--by", " anna ", "--reason", " na początek ").exit_code == 0
    assert run("seed", "--reference-only", "--by", "jan").exit_code == 0
    with Ogniwo.open(environment) as ogniwo, ogniwo.office.reading() as connection:
        said = [(entry.by, entry.reason) for entry in audit.entries(connection)]
    assert said == 2 * [("jan", "ogniwo seed")] + 2 * [("anna", "na początek")]


def test_an_organisation_is_not_added_without_a_reason(run):
    result = run("organisation", "add", "--name", "Koło Łąka")
    assert result.exit_code == 2
    assert "--reason" in result.stderr


def test_the_audit_names_only_the_fields_that_were_given(add, environment):
    added = add("Koło Łąka", "--region", "1803")
    with Ogniwo.open(environment) as ogniwo, ogniwo.office.reading() as connection:
        (entry,) = audit.entries(connection, subject=added)
    assert sorted(entry.details["fields"]) == ["name", "region"]


def test_a_reader_that_has_enough_ends_a_command_quietly(environment, pair):
    command = f"set -o pipefail; {OGNIWO} suggest {pair[0]} --json | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_help_loads_nothing_heavy():
    script = (
        "import sys\nfrom web.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'scipy', 'flask', 'sqlalchemy', 'neo4j', 'rich', 'marshmallow', 'structlog'}\n"
        "print('LOADED', *sorted(heavy & set(sys.modules)))"
    )
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert printed.splitlines()[-1] == "LOADED"
    assert all(name in printed for name in COMMANDS)


def test_the_version_is_the_packages(run):
    assert run("--version").stdout.startswith("Ogniwo ")


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("suggest",), ("suggest", "org-1", "--kind", "friend"), ("generate", "--organisations", "0")],
)
def test_wrong_usage_is_exit_code_2(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_wrong_settings_are_all_named_on_stderr_with_exit_code_1(run, monkeypatch):
    monkeypatch.setenv("OGNIWO_PORT", "many")
    monkeypatch.setenv("OGNIWO_LANGUAGE", "de")
    result = run("suggest", "org-1")
    assert result.exit_code == 1
    assert "OGNIWO_PORT" in result.stderr
    assert "OGNIWO_LANGUAGE" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_organisation_added_is_in_the_network_and_the_audit_says_who_and_why(environment, pair):
    with Ogniwo.open(environment) as ogniwo, ogniwo.office.reading() as connection:
        (entry,) = audit.entries(connection, subject=pair[0])
    assert (entry.by, entry.reason) == ("anna", "they asked")


def test_wrong_fields_are_named_without_a_traceback(run):
    result = run("organisation", "add", "--name", "Koło", "--krs", "0", "--need", "T9.99:7", "--region", "99", *ASKED)
    assert result.exit_code == 1
    for field in ("--krs", "--need (number 1) priority", "--need (number 1) skill", "--region"):
        assert f"  {field}: " in result.stderr


def test_a_second_organisation_with_the_number_is_refused_and_named(run, add):
    first = add("Koło Łąka", "--krs", "96794")
    result = run("organisation", "add", "--name", "Inne koło", "--krs", "0000096794", *ASKED)
    assert result.exit_code == 1
    assert first in result.stderr


def test_suggestions_come_with_reasons_whose_numbers_add_up(run, pair):
    result = run("suggest", "koło łąka")
    assert result.exit_code == 0
    assert "Fundacja Most" in result.stdout
    numbers = re.findall(r"^ +([+−]\d+\.\d\d)  (.*)$", result.stdout, flags=re.MULTILINE)
    *reasons, (total, _) = [(float(n.replace("−", "-")), text) for n, text in numbers]
    assert len(reasons) >= 2
    assert abs(sum(n for n, _ in reasons) - total) <= 0.005 * (len(reasons) + 1)


def test_suggestions_as_json_are_the_same_and_are_logged(run, environment, pair):
    seeker, provider = pair
    answer = json.loads(run("suggest", seeker, "--json", "--k", "5", "--by", "jan").stdout)
    (suggestion,) = answer["suggestions"]
    assert (suggestion["provider_id"], suggestion["provider_name"]) == (provider, "Fundacja Most")
    assert abs(sum(r["contribution"] for r in suggestion["reasons"]) - suggestion["score"]) < 1e-9
    from web.office import shown

    with Ogniwo.open(environment) as ogniwo, ogniwo.office.reading() as connection:
        (row,) = shown.to_seeker(connection, seeker)
    assert (row.provider_id, row.channel, row.by, row.rank) == (provider, "cli", "jan", 1)
    assert (row.score, row.revision) == (suggestion["score"], answer["revision"])


def test_the_language_is_that_of_the_option_then_of_the_settings(run, pair, monkeypatch):
    assert "Who to work with" in run("suggest", pair[0]).stdout
    assert "Z kim współpracować" in run("suggest", pair[0], "--lang", "pl").stdout
    monkeypatch.delenv("OGNIWO_LANGUAGE")
    assert "Z kim współpracować" in run("suggest", pair[0]).stdout


def test_why_explains_one_pair(run, pair):
    result = run("suggest", pair[0], "--why", "fundacja most")
    assert result.exit_code == 0
    assert "Place 1 of 1; is among the suggestions shown" in result.stdout
    assert json.loads(run("suggest", pair[0], "--why", pair[1], "--json").stdout)["rank"] == 1


def test_a_name_of_several_lists_them_and_a_whole_name_wins(run, add):
    ids = [add("Koło Łąka"), add("Koło Łąka Dolna")]
    ambiguous = run("suggest", "łąka")
    assert ambiguous.exit_code == 1
    assert all(one in ambiguous.stderr for one in ids)
    assert run("suggest", "kolo laka").exit_code == 0


def test_nobody_of_that_name_is_a_failure_with_advice(run, pair):
    result = run("suggest", "Nikt Taki")
    assert result.exit_code == 1
    assert "try a part of the name" in result.stderr


def test_a_mentor_is_found_by_the_name_that_the_office_has(run, pair, environment):
    from graph.model import Unit, make_node
    from graph.snapshot import today

    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.apply(Unit(nodes=(make_node("men-0001", "Mentor", joined=today(), capacity=2),)))
        with ogniwo.office.writing() as connection:
            persons.put(connection, [Person("men-0001", "Łucja Żwirek")])
    result = run("suggest", pair[0], "--kind", "mentor", "--why", "lucja")
    assert result.exit_code == 0, result.output
    assert "Łucja Żwirek" in result.stdout


def test_demo_prints_one_suggestion_of_each_kind_with_reasons(run):
    result = run("demo", "--no-serve", "--lang", "pl")
    assert result.exit_code == 0, result.output
    headings = ["Z kim współpracować", "Wsparcie mentorskie", "Partnerzy z innych sektorów"]
    places = [result.stdout.index(heading) for heading in headings]
    assert places == sorted(places)
    assert len(re.findall(r"^ +[+−]\d+,\d\d  ", result.stdout, flags=re.MULTILINE)) >= 6


def test_backup_and_restore_bring_the_network_back(run, pair, tmp_path, environment):
    archive = tmp_path / "copy.zip"
    assert run("backup", str(archive)).exit_code == 0
    refused = run("restore", str(archive))
    assert refused.exit_code == 1
    assert "--yes" in refused.stderr
    restored = run("restore", str(archive), "--yes")
    assert restored.exit_code == 0, restored.output
    assert "before-restore-" in restored.stdout
    assert "Fundacja Most" in run("suggest", pair[0]).stdout


def test_backup_names_its_file_after_the_moment(run, pair, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("backup").exit_code == 0
    assert len(list(tmp_path.glob("ogniwo-20*.zip"))) == 1


def test_doctor_names_databases_counts_and_what_a_missing_part_costs(run, pair, monkeypatch):
    monkeypatch.setenv("PATH", "")
    result = run("doctor")
    assert result.exit_code == 0
    assert "Organisation 2" in result.stdout
    assert re.search(r"Java +missing: .*Neo4j|Java +missing: .*neo4j", result.stdout)
    found = json.loads(run("doctor", "--json").stdout)
    assert found["healthy"] is True
    assert found["network"]["counts"]["Organisation"] == 2
    assert {part["name"] for part in found["parts"]} == {"psycopg", "Java", "Maven", "Chromium"}


def test_doctor_speaks_polish(run, environment):
    said = run("doctor", "--lang", "pl")
    assert said.exit_code == 0
    assert said.stdout.splitlines()[-1] == "Wszystko w porządku."
    assert "Dodatki, bez których da się obyć" in said.stdout
    environment.office_path.write_bytes(b"not a database" * 400)
    unwell = run("doctor", "--lang", "pl").stdout.split("Kłopoty")[1]
    assert "biuro: " in unwell
    assert "Wszystko w porządku" not in unwell


def test_doctor_creates_nothing(run, monkeypatch, tmp_path):
    monkeypatch.setenv("OGNIWO_DATA", str(tmp_path / "nowhere"))
    result = run("doctor")
    assert result.exit_code == 0
    assert "not created yet" in result.stdout
    assert not (tmp_path / "nowhere").exists()


def test_doctor_is_unwell_when_a_database_is_damaged(run, environment):
    environment.office_path.write_bytes(b"not a database" * 400)
    result = run("doctor")
    assert result.exit_code == 1
    assert "office" in result.stdout.split("Problems")[1]


def test_a_neo4j_that_does_not_answer_is_an_error_and_never_a_reason_to_use_the_file(
    run, monkeypatch, free_port, tmp_path
):
    monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{free_port}")
    monkeypatch.setenv("OGNIWO_DATA", str(tmp_path / "elsewhere"))
    result = run("doctor")
    assert result.exit_code == 1
    assert f"127.0.0.1:{free_port}" in result.stdout.split("Problems")[1]
    assert run("seed", "--reference-only").exit_code == 1
    assert not (tmp_path / "elsewhere" / "network.sqlite3").exists()


@pytest.fixture
def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_an_address_that_other_machines_reach_is_refused_with_the_reason(run, monkeypatch, command):
    monkeypatch.setenv("OGNIWO_HOST", "0.0.0.0")
    result = run(command)
    assert result.exit_code == 1
    assert "no accounts yet" in result.stderr


def test_ctrl_c_says_what_is_safe(run, monkeypatch):
    def interrupted(*_arguments, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr("web.ogniwo.Ogniwo.open", interrupted)
    result = run("suggest", "org-1")
    assert result.exit_code == 1
    assert "can be run again" in result.stderr


def test_a_network_moves_through_a_file_without_loss(run, pair, tmp_path, monkeypatch):
    file = tmp_path / "network.jsonl.gz"
    exported = run("network", "export", str(file))
    assert exported.exit_code == 0, exported.output
    assert run("network", "verify", str(file)).exit_code == 0
    monkeypatch.setenv("OGNIWO_DATA", str(tmp_path / "elsewhere"))
    assert run("seed", "--reference-only").exit_code == 0
    differs = run("network", "verify", str(file))
    assert differs.exit_code == 1
    assert "Organisation: 2 in the file, 0 in the store" in differs.stderr
    for _ in range(2):
        assert run("network", "import", str(file), "--by", "jan", "--reason", "moved").exit_code == 0
        assert run("network", "verify", str(file)).exit_code == 0
    again = run("network", "export", str(tmp_path / "again.jsonl"))
    assert re.search(r"SHA-256 (\w+)", again.stdout)[1] == re.search(r"SHA-256 (\w+)", exported.stdout)[1]


def test_a_file_that_is_no_network_is_refused_before_anything_is_written(run, environment, tmp_path):
    file = tmp_path / "network.jsonl"
    file.write_text("holiday pictures\n")
    result = run("network", "import", str(file))
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    with Ogniwo.open(environment) as ogniwo:
        assert ogniwo.office.counts()["audit"] == 0
