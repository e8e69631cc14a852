"""Cohorts drawn at random, with every kind of rule, for tests that hold for all of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching.cohorts.grounds import GROUNDS
from matching.cohorts.members import Members, Mentor, Seeker
from matching.cohorts.rule_book import SHAPES, Level, RuleBook
from matching.cohorts.weighed import SIGNALS, Weighed
from matching.cohorts.wishes import Wishes


def drawn_weighed(rng: np.random.Generator, n_seekers: int = 7, n_mentors: int = 4) -> Weighed:
    """Every pair of a small cohort, with scores and broken rules at random."""
    seekers = [Seeker(f"o{n}", int(rng.integers(1, 3)), (), int(rng.integers(0, 3))) for n in range(n_seekers)]
    capacities = rng.integers(0, 4, n_mentors).tolist()
    mentors = [Mentor(f"m{n}", c, int(rng.integers(0, c + 1))) for n, c in enumerate(capacities)]
    rows, columns = np.meshgrid(np.arange(n_seekers), np.arange(n_mentors), indexing="ij")
    m = n_seekers * n_mentors
    contributions = np.zeros((m, len(SIGNALS)))
    contributions[:, :4] = rng.normal(0.3, 1, (m, 4)).round(2)
    return Weighed(
        members=Members.of(seekers, mentors),
        seeker=rows.ravel().astype(np.int32),
        mentor=columns.ravel().astype(np.int32),
        contributions=contributions,
        broken={name: rng.random(m) < 0.15 for name in GROUNDS},
        experience_gap=np.where(rng.random(m) < 0.3, np.nan, rng.normal(5, 8, m)),
        groups={name: tuple(rng.choice(["", "x", "y"], n_seekers).tolist()) for name in ("region", "kind", "size")},
        revision=1,
        weights={},
    )


def drawn_book(rng: np.random.Generator, weighed: Weighed, *, pairs: bool = False) -> RuleBook:
    """Every rule off, a should or a must at random; with `pairs` also two together and two apart."""
    book = RuleBook(waiting_bonus=float(rng.choice([0.0, 0.5])))
    for rule, shape in SHAPES.items():
        level = shape.levels[int(rng.integers(len(shape.levels)))]
        setting = replace(shape.default, level=level, cost=1.5 if level is Level.SHOULD else 0.0)
        if rule == "experience_gap":
            setting = replace(setting, least=-5.0, most=15.0)
        if rule == "limit_per_mentor":
            setting = replace(setting, most=1, by=str(rng.choice(["region", "kind"])))
        book = book.switched(rule, setting)
    if pairs:
        ids = [one.actor_id for one in weighed.members.seekers]
        book = replace(book, together=((ids[0], ids[1]),), apart=((ids[2], ids[3]),))
    return book


def drawn_vetoes(rng: np.random.Generator, weighed: Weighed) -> Wishes:
    """A few pairs vetoed."""
    named = list(weighed.pairs())
    return Wishes.of(vetoed=[named[position] for position in np.flatnonzero(rng.random(len(named)) < 0.1)])


def everything_off() -> RuleBook:
    """A book in which no rule holds."""
    book = RuleBook(waiting_bonus=0.0)
    for rule, shape in SHAPES.items():
        book = book.switched(rule, replace(shape.default, level=Level.OFF, cost=0.0))
    return book
