"""`ogniwo suggest-all`: every organisation's suggestions in a file, whatever interrupts it."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.model import make_link, make_node
from graph.snapshot import snapshot_of, today
from matching import recommend
from seeds.programme import sample_programme
from tests.killing import FULL
from web.cli import main
from web.ogniwo import Ogniwo
from web.services.answer_lines import answer_line
from web.services.suggesting_all import BLOCK_ROWS, seekers_of
from web.services.unfinished_file import UnfinishedFile, journal_of, part_of

OGNIWO = Path(sys.executable).parent / "ogniwo"
K = 15  # enough work in each block for a signal to come in time
# How a run ends before its time, and in how many processes it worked; each way once unless asked in full.
ENDS = [(how, n_jobs) for how in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM) for n_jobs in (1, 2)]


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, ["suggest-all", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def programme(environment):
    """The sample programme: three blocks of organisations."""
    made = sample_programme()
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.load(made.nodes, made.links)
        yield ogniwo.snapshot()


@pytest.fixture
def whole(programme, run, tmp_path):
    """What an uninterrupted run writes."""
    done = run("--out", tmp_path / "whole.jsonl", "--jobs", 1, "--k", K)
    assert done.exit_code == 0, done.output
    return (tmp_path / "whole.jsonl").read_bytes()


def started(path, *arguments):
    command = [OGNIWO, "suggest-all", "--out", path, "--k", str(K), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_block(path, process):
    journal = journal_of(path)
    for _ in range(6_000):
        if journal.exists() and journal.read_bytes().count(b"\n") >= 2:
            return
        if process.poll() is not None:
            said = process.communicate()
            assert process.returncode == 0, said
            pytest.skip("it was done before a look at its journal")
        time.sleep(0.005)
    pytest.fail("no block was written within 30 seconds")


def test_each_organisation_present_has_a_line_with_what_the_recommender_says(programme, whole):
    lines = [json.loads(line) for line in whole.splitlines()]
    assert [line["seeker_id"] for line in lines] == seekers_of(programme).tolist()
    assert len(lines) > 2 * BLOCK_ROWS
    for line in lines[::40]:
        answer = recommend(programme, line["seeker_id"], "peer", K)
        assert [one["provider_id"] for one in line["suggestions"]] == [one.provider_id for one in answer.suggestions]
        assert line["n_eligible"] == answer.n_eligible
        assert (line["note"] or {}).get("code") == (answer.note.code if answer.note else None)
        for one in line["suggestions"]:
            assert abs(sum(reason["contribution"] for reason in one["reasons"]) - one["score"]) < 1e-9
            assert "sentences" not in one["reasons"][0]


def test_asked_alone_and_in_another_order_each_organisation_gets_the_very_line_of_the_batch(programme, whole):
    lines = dict(zip(seekers_of(programme).tolist(), whole.decode().splitlines(keepends=True), strict=True))
    made = sample_programme()
    afresh = snapshot_of(made.nodes, made.links, programme.as_of)  # with nothing left by the batch
    for seeker in sorted(lines, reverse=True)[::3]:
        assert answer_line(recommend(afresh, seeker, "peer", K), programme.revision) == lines[seeker]


def test_sentences_come_in_every_language_asked_for(programme, run, tmp_path):
    assert run("--out", tmp_path / "a.jsonl", "--jobs", 1, "--k", 1, "--lang", "en", "--lang", "pl").exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    reasons = [reason for line in lines for one in line["suggestions"] for reason in one["reasons"]]
    assert reasons
    assert all(list(reason["sentences"]) == ["pl", "en"] for reason in reasons)
    assert all(reason["sentences"]["pl"] != reason["sentences"]["en"] for reason in reasons)


def test_several_processes_compressed_or_not_write_the_same(programme, whole, tmp_path):
    for name, more in (("a.jsonl", ()), ("b.jsonl.gz", ()), ("c.jsonl", ("--backend", "loky"))):
        process = started(tmp_path / name, "--jobs", 2, *more)
        assert process.communicate()[1] == ""
        assert process.returncode == 0
    assert (tmp_path / "a.jsonl").read_bytes() == whole
    assert gzip.decompress((tmp_path / "b.jsonl.gz").read_bytes()) == whole
    assert (tmp_path / "c.jsonl").read_bytes() == whole


@pytest.mark.slow
@pytest.mark.parametrize(("how", "n_jobs"), ENDS if FULL else (ENDS[1], ENDS[2], ENDS[5]))
def test_after_any_end_resume_completes_the_same_file(programme, whole, tmp_path, how, n_jobs):
    path = tmp_path / "out.jsonl"
    process = started(path, "--jobs", n_jobs)
    wait_for_block(path, process)
    process.send_signal(how)
    said = process.communicate()[1]
    if process.returncode == 0:
        pytest.skip("it was done before the signal came")
    assert not path.exists()
    done_before = part_of(path).stat().st_size
    assert done_before > 0
    if how == signal.SIGINT:
        assert "go on with --resume" in said
        assert "Traceback" not in said
    again = started(path, "--jobs", n_jobs, "--resume")
    assert again.communicate()[1] == ""
    assert path.read_bytes() == whole
    assert sorted(one.name for one in tmp_path.glob("out*")) == ["out.jsonl"]


def test_forked_processes_end_with_the_one_that_was_killed(programme, tmp_path):
    path = tmp_path / "out.jsonl"
    process = started(path, "--jobs", 2)
    wait_for_block(path, process)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while any(_runs(child) for child in children):
        assert time.monotonic() < deadline, "the processes are still there"
        time.sleep(0.1)


def _runs(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_nothing_is_overwritten_unless_asked(programme, whole, run, tmp_path):
    path = tmp_path / "whole.jsonl"
    refused = run("--out", path, "--jobs", 1)
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert path.read_bytes() == whole
    UnfinishedFile.begin(tmp_path / "b.jsonl", {"as_of": "2024-01-01"}).__exit__(None, None, None)
    unfinished = run("--out", tmp_path / "b.jsonl", "--jobs", 1)
    assert unfinished.exit_code == 1
    assert "--resume" in unfinished.stderr
    assert run("--out", path, "--jobs", 1, "--force", "--k", 1).exit_code == 0
    assert len(path.read_bytes()) < len(whole)


def test_resume_without_anything_to_resume_begins(programme, whole, run, tmp_path):
    assert run("--out", tmp_path / "b.jsonl", "--jobs", 1, "--k", K, "--resume").exit_code == 0
    assert (tmp_path / "b.jsonl").read_bytes() == whole


def test_another_question_or_another_network_is_not_resumed(programme, whole, run, environment, tmp_path):
    path = tmp_path / "c.jsonl"
    process = started(path, "--jobs", 1)
    wait_for_block(path, process)
    process.kill()
    process.communicate()
    other = run("--out", path, "--resume", "--k", 5)
    assert other.exit_code == 1
    assert f"k {K}" in other.stderr
    assert "--force" in other.stderr
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.load(
            [make_node("org-new", "Organisation", name="Koło", joined=today())],
            [make_link("NEEDS", "org-new", "T3.04", priority=3)],
        )
    changed = run("--out", path, "--resume", "--k", K)
    assert changed.exit_code == 1
    assert "has changed" in changed.stderr
    assert run("--out", path, "--force", "--k", K, "--jobs", 1).exit_code == 0


def test_two_at_once_do_not_write_one_file(programme, run, tmp_path):
    with UnfinishedFile.begin(tmp_path / "a.jsonl", {}):
        refused = run("--out", tmp_path / "a.jsonl", "--force", "--jobs", 1)
    assert refused.exit_code == 1
    assert "another process" in refused.stderr


def test_wrong_options_are_named(programme, run, tmp_path):
    path = tmp_path / "a.jsonl"
    for arguments, said in (
        (("--resume", "--force"), "--resume"),
        (("--backend", "pigeons"), "loky"),
        (("--k", 101), "--k"),
        (("--lang", "de"), "--lang"),
    ):
        refused = run("--out", path, *arguments)
        assert refused.exit_code == 2
        assert said in refused.stderr
    assert os.listdir(tmp_path) == ["ogniwo"]


def test_a_folder_that_cannot_be_written_is_named(programme, run, tmp_path):
    refused = run("--out", tmp_path / "ogniwo" / "network.sqlite3" / "a.jsonl", "--jobs", 1)
    assert refused.exit_code == 1
    assert "network.sqlite3" in refused.stderr


def test_a_network_without_organisations_makes_an_empty_file(run, environment, tmp_path):
    assert run("--out", tmp_path / "a.jsonl", "--jobs", 1).exit_code == 0
    assert (tmp_path / "a.jsonl").read_bytes() == b""
