"""Files that come in by `ogniwo import`: real ones in, in again and out, and what hostile ones are answered.

``python -m benchmarks.imports [--real FOLDER]`` writes results/imports.txt and .json. Each command is a process of its
own; its seconds are those of the processor, its memory is the most that it had, start-up and all.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from textwrap import fill
from typing import Any

from benchmarks.measuring import save_records
from graph.transfer import network_hash
from seeds.reference.skills import skills
from tests.hostile_files import HOSTILE
from web.ogniwo import Ogniwo
from web.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
REAL = (
    "reference/krs_podkarpackie_46.csv",
    "data/assignment/mentor-match-small/small-mentors.csv",
    "data/assignment/mentor-match-small/small-mentees.csv",
    "data/recommendation/mentorvt/signups.csv",
)
MOST_MEGABYTES, MOST_SECONDS = 512, 10  # of an answer
N_LARGE = 20_000
# Files that are read, and of which some rows are refused.
ODD_ROWS = {
    "formula": "nazwa,krs,miejscowość\n=CMD(),999901,Łańcut\nKoło,999901,Łańcut\n",
    "ragged rows": "nazwa,krs,miejscowość\nKoło,999901,Łańcut, Krosno,,x\nGrupa\n",
}
RUN = """
import atexit, os, resource
from pathlib import Path
from web.cli import main

@atexit.register
def tell():
    spent = resource.getrusage(resource.RUSAGE_SELF)
    most = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
    Path(os.environ["MEASURED"]).write_text(f"{spent.ru_utime + spent.ru_stime} {most}")

main()
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered, and what that took."""

    code: int
    printed: str
    complained: str
    seconds: float
    megabytes: float

    @property
    def last(self) -> str:
        """What it said at the end, or what it refused."""
        return (self.complained or self.printed).strip().splitlines()[-1]


def ogniwo(folder: Path, *arguments: str) -> Answer:
    """The answer of a command, in this folder of Ogniwo's."""
    measured = folder.parent / "measured"
    environment = os.environ | {"OGNIWO_DATA": str(folder), "OGNIWO_LANGUAGE": "en", "MEASURED": str(measured)}
    environment.pop("NEO4J_URI", None)
    command = [sys.executable, "-c", RUN, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    seconds, kilobytes = measured.read_text().split()
    return Answer(done.returncode, done.stdout, done.stderr, float(seconds), int(kilobytes) / 1024)


def hash_in(folder: Path) -> str:
    """Hash of the network in the folder."""
    with Ogniwo.open(Settings(folder, f"sqlite:///{folder / 'office.sqlite3'}")) as opened:
        return network_hash(opened.store)


def real_file(folder: Path, path: Path) -> dict[str, Any]:
    """The file in, in again, and out; what was new, whether the second changed nothing, whether all is as before."""
    before = hash_in(folder)
    first = ogniwo(folder, "import", str(path), "--apply", "--json", "--reason", "measured")
    plan, after = json.loads(first.printed), hash_in(folder)
    again = json.loads(ogniwo(folder, "import", str(path), "--apply", "--json", "--reason", "measured").printed)
    unchanged = not again["written"] and hash_in(folder) == after
    undone = ogniwo(folder, "import", "undo", "--reason", "measured")
    return {
        "file": path.name,
        "kind": plan["kind"],
        "rows": {state: n for state, n in plan["counts"].items() if n},
        "again": {state: n for state, n in again["counts"].items() if n},
        "again_changed_nothing": unchanged,
        "undone_to_the_same_hash": undone.code == 0 and hash_in(folder) == before,
        "seconds": round(first.seconds, 2),
        "megabytes": round(first.megabytes),
    }


def hostile_file(folder: Path, name: str) -> dict[str, Any]:
    """What the file is answered, and what that took."""
    file_name, make, _ = HOSTILE[name]
    path = folder.parent / file_name
    path.write_bytes(make())
    answer = ogniwo(folder, "import", str(path))
    path.unlink()
    return {
        "file": name,
        "code": answer.code,
        "seconds": round(answer.seconds, 2),
        "megabytes": round(answer.megabytes),
        "answer": answer.last.removeprefix("Error: ").removeprefix(f"{path}: "),
    }


def odd_rows(folder: Path, name: str) -> dict[str, Any]:
    """What is said of each row."""
    path = folder.parent / "wiersze.csv"
    path.write_text(ODD_ROWS[name], encoding="utf-8")
    answer = ogniwo(folder, "import", str(path), "--as", "organisations", "--json")
    rows = [
        f"row {row['row']} {row['state']}"
        + "".join(f", {one['column'] or 'all'}: {one['message']}" for one in row["problems"])
        for row in json.loads(answer.printed)["rows"]
    ]
    return {"file": name, "seconds": round(answer.seconds, 2), "megabytes": round(answer.megabytes), "rows": rows}


def large_file(folder: Path) -> dict[str, Any]:
    """As many rows as are taken, each with a need in words of its own."""
    needs = [f"{skill.label_pl.lower()} {n}" for n, skill in zip(range(N_LARGE), cycle(skills()), strict=False)]
    rows = (f"Koło {n};Miejscowość {n % 900};{need};ekologia, edukacja" for n, need in enumerate(needs))
    path = folder.parent / "duzy.csv"
    path.write_text("\n".join(["nazwa;miejscowość;potrzeby;sfery", *rows]), encoding="utf-8")
    answer = ogniwo(folder, "import", str(path), "--as", "organisations")
    return {"file": f"{N_LARGE:,} rows, a dry run", "seconds": round(answer.seconds, 2),
            "megabytes": round(answer.megabytes), "answer": answer.printed.strip().splitlines()[-2]}  # fmt: skip


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The results for people."""
    yield "Real files: in, in again, undone"
    for one in found["real"]:
        counted, again = (", ".join(f"{n} {state}" for state, n in one[key].items()) for key in ("rows", "again"))
        same = "nothing changed" if one["again_changed_nothing"] else "SOMETHING CHANGED"
        back = "the same hash as before" if one["undone_to_the_same_hash"] else "ANOTHER HASH"
        yield f"  {one['file']} as {one['kind']}: {counted}; again {again}, {same}; undone, {back};"
        yield f"      {one['seconds']:.2f} s, {one['megabytes']} MB"
    large = found["large"]
    yield f"{large['file']}: {large['answer']}; {large['seconds']:.2f} s, {large['megabytes']} MB"
    for one in found["odd"]:
        yield f"{one['file'].capitalize()}: {one['seconds']:.2f} s, {one['megabytes']} MB"
        yield from (fill(row, 120, initial_indent="  ", subsequent_indent=" " * 6) for row in one["rows"])
    yield f"Hostile files (at most {MOST_SECONDS} s and {MOST_MEGABYTES} MB each); exit code, seconds, MB, answer"
    for one in found["hostile"]:
        within = one["code"] == 1 and one["seconds"] <= MOST_SECONDS and one["megabytes"] <= MOST_MEGABYTES
        mark = "" if within else "NOT REACHED  "
        yield f"  {one['file']:<36} {one['code']} {one['seconds']:>6.2f} {one['megabytes']:>4}  {mark}"
        yield fill(one["answer"], 120, initial_indent=" " * 6, subsequent_indent=" " * 6)


def main() -> None:
    """Measure everything and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, default=ROOT.parent / "shared", help="Folder of the real files.")
    real = parser.parse_args().real
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        ogniwo(folder, "seed", "--reference-only")
        found = {
            "real": [real_file(folder, real / one) for one in REAL if (real / one).exists()],
            "large": large_file(folder),
            "odd": [odd_rows(folder, name) for name in ODD_ROWS],
            "hostile": [hostile_file(folder, name) for name in HOSTILE],
        }
    conditions: dict[str, int | str] = {
        "command": "python -m benchmarks.imports",
        "most_seconds": MOST_SECONDS,
        "most_mb": MOST_MEGABYTES,
    }
    path = save_records([found], "\n".join(lines(found)), "imports", conditions)
    sys.stdout.write(path.with_suffix(".txt").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
