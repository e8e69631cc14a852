"""The README's commands run as written, in order, in a fresh clone."""

import os
import re
import shutil
import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVES = re.compile(r"http://127\.0\.0\.1:\d+")
CLONE = "git clone"
LEFT_OUT = {"make test": "it is this very run", "cd ogniwo": "each command is run there"}
NEEDS = {"make neo4j": ("java", "mvn"), "make neo4j-stop": ("java", "mvn")}


def commands(text: str) -> list[str]:
    """The commands of the README's sh blocks, without comments and blank lines."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    joined = "\n".join(blocks).replace("\\\n", " ")
    return [line.split("  #")[0].strip() for line in joined.splitlines() if line.strip() and line[0] != "#"]


def serves(command: str) -> bool:
    return command == "make demo" or "ogniwo serve" in command


def why_left_out(command: str) -> str | None:
    """The reason why the command cannot be run here, or None."""
    missing = [tool for tool in NEEDS.get(command, ()) if shutil.which(tool) is None]
    return LEFT_OUT.get(command) or (f"this machine lacks {', '.join(missing)}" if missing else None)


def test_what_is_left_out_has_a_reason(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda tool: None if tool == "mvn" else f"/usr/bin/{tool}")
    assert why_left_out("make demo") is None
    assert why_left_out("make neo4j") == "this machine lacks mvn"
    assert why_left_out("make test")


def test_commands_are_read_without_comments_and_with_continued_lines():
    text = "```sh\n# first\nmake demo   # look\n\nogniwo a \\\n  b\n```\n```text\nno\n```\n"
    assert commands(text) == ["make demo", "ogniwo a    b"]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clone") / "ogniwo"
    subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
    return folder


def _environment() -> dict[str, str]:
    dropped = ("OGNIWO_", "NEO4J_", "PYTEST_", "MAKE", "MFLAGS", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return kept | {"OGNIWO_PORT": "0", "N": "2000"}


def _run(command: str, folder: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


def _serve_and_look(command: str, folder: Path) -> str:
    with subprocess.Popen(
        ["bash", "-c", f"exec {command}"],
        cwd=folder,
        env=_environment() | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as server:
        printed = []
        try:
            for line in server.stdout:
                printed.append(line)
                if address := SERVES.search(line):
                    with urllib.request.urlopen(address[0], timeout=30) as page:
                        assert page.status == 200
                        assert "Ogniwo" in page.read().decode()
                    return "".join(printed)
        finally:
            os.killpg(server.pid, signal.SIGINT)
            server.wait(timeout=30)
    pytest.fail(f"{command} ended before it printed an address:\n{''.join(printed)}")


@pytest.mark.timeout(900)
def test_every_command_of_the_readme_runs_in_a_fresh_clone(clone, capsys):
    listed = commands((clone / "README.md").read_text(encoding="utf-8"))
    assert listed[0].startswith(CLONE)
    assert "make demo" in listed
    for command in listed[1:]:
        if reason := why_left_out(command):
            with capsys.disabled():
                print(f"\nleft out of the README's commands: {command} ({reason})")
            continue
        if serves(command):
            _serve_and_look(command, clone)
        else:
            _run(command, clone)


@pytest.mark.timeout(300)
def test_demo_prints_three_suggestions_with_reasons_before_it_serves(clone):
    printed = _serve_and_look("make demo", clone)
    before = printed[: SERVES.search(printed).start()]
    assert len(re.findall(r"^\s*\S.*\b(?:\+|−|-)?\d+[.,]\d\d\b", before, flags=re.MULTILINE)) >= 3


def test_readme_names_every_make_target_a_newcomer_needs():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in ("demo", "test", "install", "neo4j", "neo4j-stop", "help"):
        assert f"make {target}" in text
