"""The rules of the house that a tool can keep."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("graph", "matching", "seeds", "web")
BANNED = {"data", "info", "process", "handle", "manager", "utils", "helper"}
ALLOWED = {
    ("web/office/tables.py", "process_bind_param"): "SQLAlchemy calls it so",
    ("web/office/tables.py", "process_result_value"): "SQLAlchemy calls it so",
    ("graph/sqlite_store/connections.py", "_OfThisProcess"): "a process of the operating system is meant",
    ("graph/sqlite_store/connections.py", "_of_this_process"): "a process of the operating system is meant",
}


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


PLANTED = {
    "graph/planted.py": ("import web.settings", "graph.planted -> web.settings"),
    "graph/searching.py": ("import matching.results", "graph.searching -> matching.results"),
    "seeds/planted.py": ("import matching.results", "seeds.planted -> matching.results"),
    "matching/planted.py": ("import seeds.reference", "matching.planted -> seeds.reference"),
    "matching/recommend.py": ("import sqlite3", "matching.recommend -> sqlite3"),
    "matching/wording/naming.py": ("import flask", "matching.wording.naming -> flask"),
    "graph/snapshot/nodes.py": ("import sqlalchemy", "graph.snapshot.nodes -> sqlalchemy"),
    "graph/folding.py": ("import neo4j", "graph.folding -> neo4j"),
    "seeds/streams.py": ("import neo4j", "seeds.streams -> neo4j"),
    "web/services/planted.py": ("import neo4j", "web.services.planted -> neo4j"),
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """What the import contracts of pyproject.toml say about a copy with forbidden imports, each in a file."""
    copy = tmp_path_factory.mktemp("planted")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for path, (statement, _) in PLANTED.items():
        with (copy / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{statement}\n")
    command = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=copy, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("path", PLANTED)
def test_import_contracts_notice_a_forbidden_import(planted, path):
    assert planted.returncode == 1, planted.stdout + planted.stderr
    assert re.search(rf"\b{re.escape(PLANTED[path][1])}\b", planted.stdout), planted.stdout


def test_no_python_file_is_over_500_lines():
    long = {path: n for path in sources() if (n := len((ROOT / path).read_text(encoding="utf-8").splitlines())) > 500}
    assert long == {}


def test_no_function_is_over_50_lines_after_its_docstring():
    functions = [
        (path, node.name, n_lines(node))
        for path in sources(tests=False)
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert len(functions) > 500
    assert [one for one in functions if one[2] > 50] == []


def test_no_name_says_nothing():
    named = [(path, name) for path in sources(tests=False) for name in names(path)]
    assert len(named) > 700
    wrong = {(path, name) for path, name in named if BANNED & word_parts(name)}
    assert wrong == set(ALLOWED), "rename it, or list it with the reason"


@pytest.mark.parametrize(
    ("name", "banned"),
    [
        ("DataHelper", {"data", "helper"}),
        ("_process_rows", {"process"}),
        ("HTTPHandle", {"handle"}),
        ("metadata", set()),
        ("informal", set()),
        ("METADATA_INFO", {"info"}),
    ],
)
def test_banned_words_count_only_as_whole_parts_of_a_name(name, banned):
    assert word_parts(name) & BANNED == banned


def sources(*, tests=True):
    """The Python files of the repository."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = [path for path in listed.splitlines() if (ROOT / path).exists()]
    assert len(found) > 200
    return [path for path in found if tests or not path.startswith("tests/")]


def n_lines(function):
    """How many lines a function takes from the first after its docstring to its end."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return function.end_lineno - body[0].lineno + 1 if body else 0


def names(path):
    """The names of a file's folders, of itself, and of its classes and functions."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return [*path.removesuffix(".py").split("/"), *(node.name for node in ast.walk(tree) if isinstance(node, kinds))]


def word_parts(name):
    """The words of a name in snake_case or CamelCase, in small letters."""
    return {part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)}


def test_only_the_four_packages_stand_at_the_top():
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tops = {line.split("/")[0] for line in listed.splitlines()}
    assert tops <= {"graph", "matching", "web", "seeds", "tests", "benchmarks", "docs", "ops"}
    assert not list(ROOT.glob("*.py"))


def test_nothing_that_a_command_wrote_is_kept_at_the_top():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    endings = {Path(line).suffix for line in listed.splitlines() if "/" not in line}
    assert ".toml" in endings
    assert endings <= {"", ".md", ".toml", ".lock"}


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
