"""Measures suggestions against other recommenders: ``python -m benchmarks.recommenders [FOLDER] [--cut DATE]``.

All answer the same questions about the same organisations, with nothing but what lies before the cut,
and are judged by the functions of `ogniwo evaluate`. What a peer leaves open is chosen on an
earlier split, from ``--choose`` to the cut. With ``--until`` later projects stay unread, and nothing is saved.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.measuring import cpu_timed, save_records
from benchmarks.peers.listed import MODULES, Peer, best_of, ndcg_of, settings_of
from benchmarks.peers.past import Past
from matching.evaluation.bootstrap import Interval, paired_interval
from matching.evaluation.cases import Case, future_of
from matching.evaluation.formats import Folder, parse_day, read_folder
from matching.evaluation.protocols import CASES, comparable, evaluate_calls, evaluate_partners
from matching.evaluation.rankings import Rankings, product_rankings
from matching.evaluation.report import Measures, measures_of
from matching.options import ACCURATE
from matching.results import Kind

SHARED = Path(__file__).parents[2] / "shared" / "data" / "recommendation" / "dk_esif"
CUT, CHOOSE = date(2011, 7, 1), date(2010, 1, 1)
LIBRARIES = ("numpy", "scipy", "scikit-learn", "networkx")
TITLES: Mapping[Kind, str] = {Kind.PEER: "new partners", Kind.CALL: "calls"}
OURS = ("Ogniwo, untrained", "Ogniwo, learned", "Ogniwo, fair")


@dataclass(frozen=True)
class Split:
    """The questions of one kind at one cut, and what was known before it."""

    folder: Folder
    past: Past
    cases: tuple[Case, ...]

    @classmethod
    def at(cls, folder: Folder, cut: date, kind: Kind) -> Split:
        """The split of a folder's projects at a day."""
        past = Past.before(folder, cut, kind)
        future = future_of(folder, past.world)
        return cls(folder, past, CASES[kind](past.world, future))


@dataclass(frozen=True)
class Answered:
    """What a recommender answered, the setting it has, and the CPU seconds that it took with its learning."""

    name: str
    setting: str
    rankings: Rankings
    seconds: float


def main() -> None:
    """Run from the command line."""
    chosen = _arguments()
    if not chosen.folder.is_dir():
        print(f"Left out: there is no folder {chosen.folder}; name one with orgs.csv, events.csv and part.csv.")
        return
    folder = read_folder(chosen.folder)
    if chosen.until:
        folder = replace(folder, projects=tuple(one for one in folder.projects if one.day < chosen.until))
    records, texts = [], []
    for kind in TITLES:
        measured = measure(folder, chosen.cut, chosen.choose, kind)
        texts.append(table(kind, measured))
        records += measured
        print(f"{texts[-1]}\n", flush=True)
    if not chosen.until:
        save_records(records, "\n\n".join(texts), f"recommenders-{chosen.folder.name}", _conditions(chosen))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure suggestions against other recommenders.")
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED, help="orgs.csv, events.csv, part.csv")
    parser.add_argument("--cut", type=parse_day, default=CUT, help=f"first day of the future (default {CUT})")
    parser.add_argument(
        "--choose", type=parse_day, default=CHOOSE, help=f"settings are chosen from here to the cut (default {CHOOSE})"
    )
    parser.add_argument("--until", type=parse_day, help="leave out what begins from here on; save nothing")
    return parser.parse_args()


def _conditions(chosen: argparse.Namespace) -> dict[str, str]:
    command = f"python -m benchmarks.recommenders {chosen.folder.name} --cut {chosen.cut} --choose {chosen.choose}"
    return {"command": command, **{name: version(name) for name in LIBRARIES}}


def measure(folder: Folder, cut: date, choose: date, kind: Kind) -> list[dict[str, object]]:
    """One record for each recommender: its measures, and how far Ogniwo is ahead of it."""
    split = Split.at(folder, cut, kind)
    if not split.cases:
        return []
    answered = [*_ours(split, cut, kind), *_theirs(split, cut, choose, kind)]
    return [_record(split, one, answered) for one in answered]


def _ours(split: Split, cut: date, kind: Kind) -> Iterator[Answered]:
    """The product: with published weights, with learned ones, and the latter as it lists by default."""
    folder = split.folder
    untrained = comparable(ACCURATE)
    with cpu_timed() as watch:
        rankings = product_rankings(split.past.world, split.cases, untrained)
    yield Answered(OURS[0], "published", rankings, watch.seconds)
    for name, mode in zip(OURS[1:], ("accurate", "fair"), strict=True):
        with cpu_timed() as watch:
            if kind is Kind.PEER:
                found = evaluate_partners(folder, cut, mode)
            else:
                found = evaluate_calls(folder, cut, mode=mode)
        yield Answered(name, found.trained.name, found.rankings, watch.seconds)


def _theirs(split: Split, cut: date, choose: date, kind: Kind) -> Iterator[Answered]:
    """The peers, each with the setting that did best on the earlier split."""
    before = replace(split.folder, projects=split.past.folder.projects)
    earlier = Split.at(before, choose, kind)
    for name in MODULES:
        peer = best_of(settings_of(name), earlier.past, earlier.cases)
        with cpu_timed() as watch:
            rankings = peer.rank(split.past, split.cases)
        yield Answered(name, _setting(peer), rankings, watch.seconds)


def _setting(peer: Peer) -> str:
    return ", ".join(f"{name} {value}" for name, value in peer.setting.items())


def _record(split: Split, one: Answered, answered: Sequence[Answered]) -> dict[str, object]:
    """Its measures, and the mean difference in NDCG@10 of each of ours to it over the same questions."""
    measures = measures_of(split.past.world, split.cases, one.rankings)
    ours = [other for other in answered if other.name in OURS and other is not one]
    theirs = ndcg_of(one.rankings, split.cases)
    ahead = {other.name: paired_interval(ndcg_of(other.rankings, split.cases), theirs) for other in ours}
    return {
        "question": TITLES[split.past.kind],
        "recommender": one.name,
        "setting": one.setting,
        "cpu_seconds": round(one.seconds, 2),
        **_rounded(measures),
        "ahead": {name: _three(interval) for name, interval in ahead.items()},
    }


def _rounded(measures: Measures) -> dict[str, object]:
    found = {name: getattr(measures, name) for name in measures.__dataclass_fields__}
    return {name: _three(value) if isinstance(value, Interval) else round(value, 4) for name, value in found.items()}


def _three(interval: Interval) -> list[float | None]:
    """Value and bounds; None for a value that there is not."""
    return [round(one, 4) if one == one else None for one in interval]  # noqa: PLR0124  # NaN differs from itself


def table(kind: Kind, records: Sequence[Mapping[str, object]]) -> str:
    """The records of one kind of question, one a line."""
    if not records:
        return f"{TITLES[kind]}: no question, so nothing to compare"
    names = ("NDCG@10", "recall@10", "Ogniwo learned − it", "Ogniwo fair − it")
    head = "".join(f" {name:>22}" for name in names)
    lines = [
        f"{TITLES[kind]}: {records[0]['n_queries']} questions; in brackets 95 % of bootstrap draws over them (paired)",
        f"{'recommender':<22}{head} {'coverage':>8} {'Gini':>5} {'CPU s':>6}  setting",
    ]
    return "\n".join([*lines, *(_line(record) for record in records)])


def _line(record: Mapping[str, object]) -> str:
    ahead = record["ahead"]
    assert isinstance(ahead, dict)
    shown = (record["ndcg"], record["recall"], *(ahead.get(name) for name in OURS[1:]))
    cells = "".join(f" {_cell(one, signed=place > 1):>22}" for place, one in enumerate(shown))
    numbers = f"{record['coverage']:>8.2f} {record['gini']:>5.2f} {record['cpu_seconds']:>6.1f}"
    return f"{record['recommender']:<22}{cells} {numbers}  {record['setting']}".rstrip()


def _cell(interval: object, *, signed: bool) -> str:
    if not isinstance(interval, list) or None in interval:
        return ""
    value, low, high = (f"{one:+.3f}" if signed else f"{one:.3f}" for one in interval)
    return f"{value} [{low}, {high}]"


if __name__ == "__main__":
    main()
