"""The rules of the house that a tool can keep."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    bin_folder = Path(sys.executable).parent
    return subprocess.run(
        [bin_folder / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command",
    [
        ("lint-imports",),
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
    ],
    ids=lambda command: command[0] + ("-format" if "format" in command else ""),
)
def test_tool_finds_nothing(command):
    done = _run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_import_contract_would_notice_a_forbidden_import(tmp_path):
    for package in ("graph", "matching", "seeds", "web"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
    (tmp_path / "graph" / "culprit.py").write_text("import web\n")
    contract = (
        "[importlinter]\nroot_packages =\n  graph\n  matching\n  seeds\n  web\n\n[importlinter:contract:layers]\n"
    )
    contract += "name = layers\ntype = layers\nlayers =\n  web\n  matching | seeds\n  graph\n"
    (tmp_path / ".importlinter").write_text(contract)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "graph.culprit -> web" in done.stdout


def test_only_the_four_packages_stand_at_the_top():
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tops = {line.split("/")[0] for line in listed.splitlines()}
    assert tops <= {"graph", "matching", "web", "seeds", "tests", "benchmarks", "docs", "ops"}
    assert not list(ROOT.glob("*.py"))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_file_has_a_hash_for_each_requirement_and_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, flags=re.MULTILINE), "an option, such as the address of an index"
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert len(requirements) > 20
    for requirement in requirements:
        assert re.match(r"[a-z0-9.-]+==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def test_running_lock_holds_no_test_tools():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"^(pytest|playwright|hypothesis|schemathesis|ruff|mypy)", text, flags=re.MULTILINE)


def test_dev_lock_agrees_with_the_running_lock():
    pinned = re.compile(r"^([a-z0-9.-]+==[^\s;\\]+)", flags=re.MULTILINE)
    running = set(pinned.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    tests = set(pinned.findall((ROOT / "requirements-dev.lock").read_text(encoding="utf-8")))
    assert running <= tests
