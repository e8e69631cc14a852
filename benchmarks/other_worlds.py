"""Measures advice where it should not work as well: ``python -m benchmarks.other_worlds [FOLDER] [--cut DATE]``.

The folder is made poorer one thing at a time (`benchmarks/folder_variants.py`), and others are drawn, in which one
thing or nothing decides who works with whom (`benchmarks/drawn_folders.py`). Beside Ogniwo stand popularity and
personalised PageRank. What begins from ``--until`` on stays unread, so that the answers that count are not looked at.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.drawn_folders import DECIDING, drawn_folder
from benchmarks.folder_variants import VARIANTS
from benchmarks.measuring import save_records
from benchmarks.peers import page_rank
from benchmarks.peers.listed import ndcg_of
from benchmarks.recommenders import SHARED, TITLES, Split
from matching.evaluation.bootstrap import Interval, paired_interval
from matching.evaluation.formats import Folder, parse_day, read_folder
from matching.evaluation.protocols import MODES, comparable, evaluate_trained, trained_for
from matching.evaluation.rankings import popularity_rankings
from matching.results import Kind

CUT, UNTIL = date(2010, 1, 1), date(2011, 7, 1)
CUT_OF_DRAWN, SEED = date(2010, 6, 1), 0
GOES_ON = 0.85  # of the walk; the setting that does best on most folders


@dataclass(frozen=True)
class Compared:
    """Ogniwo on one folder: its NDCG@10, and how far ahead of both plain ways it is on the same questions."""

    world: str
    question: str
    mode: str
    n_queries: int
    ndcg: float
    ahead_of_popularity: Interval
    ahead_of_page_rank: Interval
    coverage: float
    gini: float
    weights: str
    lists: str

    @property
    def harms(self) -> bool:
        """Whether it is worse than popularity by more than the interval."""
        return self.ahead_of_popularity.high < 0

    def record(self) -> dict[str, object]:
        """As values of JSON."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: _rounded(value) for name, value in values.items()}

    def line(self) -> str:
        """As a line of the table."""
        mark = "worse" if self.harms else ""
        return (
            f"{self.world:<30} {self.question:<12} {self.mode:<8} {self.n_queries:>5} {self.ndcg:>7.3f} "
            f"{_shown(self.ahead_of_popularity):>24} {_shown(self.ahead_of_page_rank):>24} {self.coverage:>8.2f} "
            f"{self.gini:>5.2f} {mark:<5} {self.weights}; {self.lists}"
        )


HEAD = (
    f"{'folder':<30} {'question':<12} {'mode':<8} {'n':>5} {'NDCG@10':>7} {'Ogniwo − popularity':>24} "
    f"{'Ogniwo − PageRank':>24} {'coverage':>8} {'Gini':>5}       weights; lists"
)


def compare(world: str, folder: Folder, cut: date, kind: Kind, modes: Sequence[str]) -> Iterator[Compared]:
    """Ogniwo in each mode beside both plain ways; nothing where there is no question."""
    split = Split.at(folder, cut, kind)
    if not split.cases:
        return
    popular = ndcg_of(popularity_rankings(split.past.world, split.cases), split.cases)
    walked = ndcg_of(split.past.rank(page_rank.scorer(split.past, GOES_ON), split.cases), split.cases)
    trained = trained_for(folder, cut, kind, modes[0])
    for mode in modes:
        options = replace(comparable(MODES[mode]), weights=trained.options.weights)
        found = evaluate_trained(folder, cut, replace(trained, options=options), kind)
        ours = ndcg_of(found.rankings, split.cases)
        yield Compared(
            world,
            TITLES[kind],
            mode,
            len(split.cases),
            float(ours.mean()),
            paired_interval(ours, popular),
            paired_interval(ours, walked),
            found.measures.coverage,
            found.measures.gini,
            found.trained.name,
            found.trained.fairness,
        )


def main() -> None:
    """Run from the command line."""
    chosen = _arguments()
    kinds = {"poorer": _poorer, "drawn": _drawn}
    for name in [chosen.of] if chosen.of else kinds:
        found = []
        print(HEAD)
        for one in _compared(kinds[name](chosen)):
            print(one.line(), flush=True)
            found.append(one)
        if found and not chosen.only:
            conditions = {"command": f"python -m benchmarks.other_worlds --of {name}", "cut": str(chosen.cut)}
            text = "\n".join([HEAD, *(one.line() for one in found)])
            save_records([one.record() for one in found], text, f"other-worlds-{name}", conditions)


def _compared(worlds: Iterator[tuple[str, Folder, date]]) -> Iterator[Compared]:
    for name, folder, cut in worlds:
        yield from compare(name, folder, cut, Kind.PEER, ("accurate", "fair"))
        yield from compare(name, folder, cut, Kind.CALL, ("accurate",))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure advice on folders that are poorer, or drawn.")
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED, help="orgs.csv, events.csv, part.csv")
    parser.add_argument("--cut", type=parse_day, default=CUT, help=f"first day of the future (default {CUT})")
    parser.add_argument("--until", type=parse_day, default=UNTIL, help=f"leave out what begins later (default {UNTIL})")
    parser.add_argument("--of", choices=("poorer", "drawn"), help="only variants of the folder, or only drawn ones")
    parser.add_argument("--only", default="", help="only folders with this in their name; save nothing")
    return parser.parse_args()


def _poorer(chosen: argparse.Namespace) -> Iterator[tuple[str, Folder, date]]:
    """The variants of the folder, without what begins too late."""
    if not chosen.folder.is_dir():
        print(f"Left out: there is no folder {chosen.folder}; name one with orgs.csv, events.csv and part.csv.")
        return
    whole = read_folder(chosen.folder)
    read = replace(whole, projects=tuple(one for one in whole.projects if one.day < chosen.until))
    for name, variant in VARIANTS.items():
        if chosen.only in name:
            yield f"{chosen.folder.name}, {name}", variant(read), chosen.cut


def _drawn(chosen: argparse.Namespace) -> Iterator[tuple[str, Folder, date]]:
    """Every folder that is drawn."""
    for name in DECIDING:
        if chosen.only in name:
            yield f"drawn, {name}", drawn_folder(name, SEED), CUT_OF_DRAWN


def _shown(interval: Interval) -> str:
    return f"{interval.value:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"


def _rounded(value: object) -> object:
    if isinstance(value, Interval):
        return [round(one, 4) for one in value]
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
