"""Converters of two public data sets of two-sided choice into decisions.csv, train and test.

    python -m benchmarks.decisions speeddating FILE.csv OUT
    python -m benchmarks.decisions mentormatch FILE.csv.gz OUT

OUT is a folder; train.csv and test.csv are written into it. Which columns may be used, and how the
parts are cut, is said at each converter.
"""

from __future__ import annotations

import ast
import csv
import gzip
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_HOBBIES = [
    "sports",
    "tvsports",
    "exercise",
    "dining",
    "museums",
    "art",
    "hiking",
    "gaming",
    "clubbing",
    "reading",
    "tv",
    "theater",
    "movies",
    "concerts",
    "music",
    "shopping",
    "yoga",
]
_CODES = ("goal", "field_cd")  # numbers that name a category
_SIDE = ("go_out", *_HOBBIES, *_CODES)

Record = dict[str, str]


def speeddating(path: Path) -> tuple[list[Record], list[Record]]:
    """Waves 1–6 and 7–10: what was known before a meeting, and what both said after it.

    Neither the ratings, which are given afterwards, nor age, race or gender.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["pid"].strip()]
    person = {row["iid"]: row for row in rows}
    records = [(int(row["wave"]), _meeting(row, person)) for row in rows]
    return [one for wave, one in records if wave <= 6], [one for wave, one in records if wave > 6]


def _meeting(row: Mapping[str, str], person: Mapping[str, Mapping[str, str]]) -> Record:
    record = {
        "seeker": row["iid"],
        "provider": row["pid"],
        "seeker_says": row["dec"],
        "provider_says": row["dec_o"],
        "order": row["order"],
        "group": row["wave"],
        "pair_interests": row["int_corr"],
    }
    sides = (("seeker", row), ("provider", person.get(row["pid"], {})))
    return record | {f"{side}_{name}": _value(name, who) for side, who in sides for name in _SIDE}


def _value(name: str, who: Mapping[str, str]) -> str:
    value = who.get(name, "")
    return f"code {value}" if value and name in _CODES else value


def mentormatch(path: Path) -> tuple[list[Record], list[Record]]:
    """Mentees and mentors by what they list; the test part is of mentees that the training never saw."""
    train: list[Record] = []
    test: list[Record] = []
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            mentee, mentor = _person(row, "mentee"), _person(row, "mentor")
            (test if int(_digest(mentee), 16) % 4 == 0 else train).append(_record(row, mentee, mentor))
    return train, test


def _person(row: Mapping[str, str], who: str) -> tuple[tuple[str, ...], ...]:
    names = (f"{who}_major", f"{who}_help_topics", f"{who}_experitse")
    return tuple(tuple(sorted(set(ast.literal_eval(row[name])))) for name in names)


def _digest(person: tuple[tuple[str, ...], ...]) -> str:
    return hashlib.sha256(repr(person).encode()).hexdigest()


def _record(row: Mapping[str, str], mentee: tuple, mentor: tuple) -> Record:
    lists = ("major", "topics", "expertise")
    record = {"seeker": f"mentee {_digest(mentee)[:16]}", "provider": f"mentor {_digest(mentor)[:16]}"}
    record |= {"seeker_says": row["final_match"], "provider_says": ""}
    record |= {f"need_{name}": "|".join(_clean(of)) for name, of in zip(lists, mentee, strict=True)}
    return record | {f"offer_{name}": "|".join(_clean(of)) for name, of in zip(lists, mentor, strict=True)}


def _clean(terms: Iterable[str]) -> Iterator[str]:
    return (term.replace("|", "/").strip() for term in terms)


CONVERTERS = {"speeddating": speeddating, "mentormatch": mentormatch}


def write(records: list[Record], path: Path) -> None:
    """The records as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, records[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


def main(arguments: list[str]) -> None:
    """Convert one file."""
    name, source, folder = arguments
    Path(folder).mkdir(parents=True, exist_ok=True)
    for part, records in zip(("train", "test"), CONVERTERS[name](Path(source)), strict=True):
        write(records, Path(folder) / f"{part}.csv")
        print(f"{part}: {len(records)} rows")


if __name__ == "__main__":
    main(sys.argv[1:])
