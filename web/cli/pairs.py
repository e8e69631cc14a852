"""`ogniwo pairs`: the best pairs of peers from a file of scores, with the proof that none are better."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli import options
from web.cli.running import read_settings
from web.cli.wording import count, word
from web.cli.writing import write_lines

if TYPE_CHECKING:
    from matching.pairing import Pairing, Proof
    from matching.pairing.files import NamedPairs

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--out", type=OUT, help="Write the pairs to this CSV file: a, b, score.")
@click.option("--trio", is_flag=True, help="Where the number of participants is odd, put three of them together.")
@options.as_json
@options.lang
def pairs(file: Path, out: Path | None, trio: bool, as_json: bool, lang: str | None) -> None:
    """Pair participants so that the scores of the pairs add up to the most, and prove it.

    FILE is CSV with the columns a, b and score: who may be paired, either way round, and how well they fit, as an
    integer. Pairs that are not listed, and those with a score of 0 or less, are not made.
    """
    from matching.evaluation.errors import InvalidFile

    language = lang or read_settings().language
    try:
        made = _made(file, trio=trio)
    except InvalidFile as error:
        raise click.ClickException(error.said(language)) from None
    if out:
        from web.cli.evaluation_tables import csv_line

        write_lines(out, map(csv_line, [("a", "b", "score"), *made.rows]))
    if as_json:
        click.echo(json.dumps(made.as_json(), ensure_ascii=False, indent=2))
        return
    for line in _lines(made, language, listed=out is None):
        click.echo(line)


@dataclass(frozen=True, slots=True)
class _Made:
    """What the command found out: pairs, their proof, and how long both took in seconds of one processor."""

    named: NamedPairs
    pairing: Pairing
    proof: Proof
    rows: list[tuple[str, str, int]]
    seconds: dict[str, float]

    @property
    def unpaired(self) -> list[str]:
        """Who is in no pair, in order of ids."""
        taken = {*(one for pair in self.pairing.pairs for one in pair), *(self.pairing.trio or ())}
        return [name for at, name in enumerate(self.named.ids) if at not in taken]

    @property
    def trio(self) -> list[str] | None:
        """The ids of the three who are together."""
        return None if self.pairing.trio is None else [self.named.ids[one] for one in self.pairing.trio]

    def as_json(self) -> dict[str, Any]:
        """All of it as values of JSON."""
        return {
            "participants": len(self.named.ids),
            "pairs": len(self.pairing.pairs),
            "trio": self.trio,
            "total": self.pairing.total,
            "bound": self.pairing.bound,
            "gap": self.pairing.gap,
            "certificate": {
                "valid": not self.proof.problems,
                "bound_of_pairs": self.proof.bound,
                "odd_sets": len(self.pairing.certificate.set_price),
            },
            "chosen": [{"a": a, "b": b, "score": score} for a, b, score in self.rows],
            "unpaired": self.unpaired,
            "seconds": {name: round(value, 4) for name, value in self.seconds.items()},
        }


def _made(file: Path, *, trio: bool) -> _Made:
    from matching.pairing import prove
    from matching.pairing.files import chosen_rows, read_pairs
    from matching.pairing.pairing import pairing_of

    named = read_pairs(file)
    began = time.process_time()
    pairing = pairing_of(named.possible, trio=trio)
    solved = time.process_time()
    proof = prove(named.possible, pairing.pairs, pairing.certificate)
    seconds = {"solving": solved - began, "verifying": time.process_time() - solved}
    return _Made(named, pairing, proof, chosen_rows(named, pairing), seconds)


def _lines(made: _Made, language: str, *, listed: bool) -> Iterator[str]:
    if listed:
        for a, b, score in made.rows:
            yield word("paired", language, a=a, b=b, score=count(score, language))
    pairing = made.pairing
    counts = {"pairs": len(pairing.pairs), "all": len(made.named.ids), "total": pairing.total}
    yield word("pairs", language, **{name: count(value, language) for name, value in counts.items()})
    if made.trio:
        yield word("trio", language, who=", ".join(made.trio))
    yield word("proved" if pairing.gap == 0 else "bound", language, bound=count(pairing.bound, language))
    if made.unpaired:
        yield word("unpaired", language, who=", ".join(made.unpaired))
