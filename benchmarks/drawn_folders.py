"""Folders of joint projects that are drawn, each with one thing that decides who works with whom, or nothing.

All have four regions, four themes, three types and texts of ten words; what does not decide is drawn without regard
to who takes part. Ids do not tell who is sought after.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.formats import Folder, Org, Project

FIRST_DAY, DAYS = date(2005, 1, 1), 2_500
N_GROUPS, N_WORDS = 8, 400
TYPES = ("association", "business", "university")

Shares = NDArray[np.float64]


@dataclass
class Drawing:
    """Organisations with what each is drawn to have, and what happened so far.

    Attributes
    ----------
    group : int array, shape (n,)
        Which of eight groups each is in.
    appeal : float64 array, shape (n,)
        How sought after each is: a power law of its place in a drawn order.
    n_projects, last : float64 arrays, shape (n,)
        How many projects each had, and when (share of the time) the latest was.
    met : bool array, shape (n, n)
    """

    n: int
    rng: np.random.Generator
    group: NDArray[np.int64] = field(init=False)
    region: NDArray[np.int64] = field(init=False)
    type: NDArray[np.int64] = field(init=False)
    appeal: Shares = field(init=False)
    n_projects: Shares = field(init=False)
    last: Shares = field(init=False)
    met: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.group = self.rng.integers(N_GROUPS, size=self.n)
        self.region = self.rng.integers(4, size=self.n)
        self.type = self.rng.integers(len(TYPES), size=self.n)
        self.appeal = self.rng.permutation(1 / np.arange(1, self.n + 1))
        self.n_projects, self.last = np.zeros(self.n), np.full(self.n, -1.0)
        self.met = np.zeros((self.n, self.n), dtype=bool)

    def note(self, members: NDArray[np.int64], when: float) -> None:
        """Remember that these did a project."""
        self.n_projects[members] += 1
        self.last[members] = when
        self.met[np.ix_(members, members)] = True


# How likely each organisation is to join one that leads, at a share of the time from 0 to 1.
Joining = Callable[[Drawing, int, float], Shares]


def _popular(drawn: Drawing, lead: int, when: float) -> Shares:
    return drawn.appeal


def _richer(drawn: Drawing, lead: int, when: float) -> Shares:
    return drawn.n_projects + 0.2


def _random(drawn: Drawing, lead: int, when: float) -> Shares:
    return np.ones(drawn.n)


def _groups(drawn: Drawing, lead: int, when: float) -> Shares:
    return np.where(drawn.group == drawn.group[lead], 1.0, 0.01)


def _moving_groups(drawn: Drawing, lead: int, when: float) -> Shares:
    group = drawn.group if when < 0.7 else np.roll(drawn.group, 7)
    return np.where(group == group[lead], 1.0, 0.01)


def _same_region(drawn: Drawing, lead: int, when: float) -> Shares:
    return np.where(drawn.region == drawn.region[lead], 1.0, 0.02)


def _other_region(drawn: Drawing, lead: int, when: float) -> Shares:
    return np.where(drawn.region == drawn.region[lead], 0.0, drawn.appeal)


def _other_type(drawn: Drawing, lead: int, when: float) -> Shares:
    return np.where(drawn.type == drawn.type[lead], 0.02, drawn.appeal)


def _always_new(drawn: Drawing, lead: int, when: float) -> Shares:
    return np.where(drawn.met[lead], 0.0, 1.0)


def _newest(drawn: Drawing, lead: int, when: float) -> Shares:
    return 1.0 / (1.0 + drawn.n_projects) ** 2


def _lately(drawn: Drawing, lead: int, when: float) -> Shares:
    return np.exp(-10.0 * (when - drawn.last)) + 0.002


DECIDING: Mapping[str, Joining] = {
    "popularity": _popular,
    "rich get richer": _richer,
    "nothing": _random,
    "hidden groups": _groups,
    "groups that change": _moving_groups,
    "groups with words": _groups,
    "same region": _same_region,
    "another region": _other_region,
    "another type": _other_type,
    "always new partners": _always_new,
    "newcomers": _newest,
    "lately active": _lately,
}
TELLING = frozenset({"groups with words"})


def drawn_folder(
    deciding: str, seed: int, n_orgs: int = 300, n_projects: int = 500, *, attributes: bool = True
) -> Folder:
    """A folder in which one thing decides who works with whom; without attributes, who and when alone is known."""
    rng = np.random.default_rng(seed)
    drawn, joining = Drawing(n_orgs, rng), DECIDING[deciding]
    ids = [f"o{number:05}" for number in range(n_orgs)]
    projects = []
    for number, when in enumerate(np.sort(rng.random(n_projects))):
        members = _members(drawn, joining, float(when))
        drawn.note(members, float(when))
        topic = int(drawn.group[members[0]]) if deciding in TELLING else None
        words, themes, places = _said(rng, topic)
        day = FIRST_DAY + timedelta(days=int(when * DAYS))
        who = tuple(ids[member] for member in members.tolist())
        said = (" ".join(words[:4]), " ".join(words), themes, places) if attributes else ("", "", (), ())
        projects.append(Project(f"e{number:06}", day, *said, None, who, who[:1]))
    return Folder(
        _organisations(drawn, ids, attributes), tuple(sorted(projects, key=lambda one: (one.day, one.id))), {}
    )


def _members(drawn: Drawing, joining: Joining, when: float) -> NDArray[np.int64]:
    """Two to five: one that leads, and others, each of whom joins all that are there."""
    rng = drawn.rng
    lead = int(rng.choice(drawn.n, p=drawn.appeal**0.5 / (drawn.appeal**0.5).sum()))
    members, shares = [lead], joining(drawn, lead, when)
    for _ in range(int(rng.integers(1, 5))):
        shares = np.where(np.arange(drawn.n) == members[-1], 0.0, shares)
        if not shares.any():
            break
        members.append(int(rng.choice(drawn.n, p=shares / shares.sum())))
        shares = np.sqrt(shares * joining(drawn, members[-1], when))
    return np.array(members)


def _said(rng: np.random.Generator, topic: int | None) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    """Words, themes and places of a project; with a topic, half of its words are of the topic."""
    numbers = rng.integers(N_WORDS, size=10)
    if topic is not None:
        numbers[::2] = topic * (N_WORDS // N_GROUPS) + numbers[::2] % (N_WORDS // N_GROUPS)
    words = [f"slowo{chr(97 + number % 20)}{chr(97 + number // 20)}" for number in numbers.tolist()]
    return words, (f"theme {rng.integers(4)}",), (f"region {rng.integers(4)}",)


def _organisations(drawn: Drawing, ids: list[str], attributes: bool) -> dict[str, Org]:
    if not attributes:
        return {one: Org(one, one) for one in ids}
    regions, types = (f"region {one}" for one in drawn.region), (TYPES[one] for one in drawn.type)
    return {
        one: Org(one, f"Organisation {one}", kind, region=region)
        for one, kind, region in zip(ids, types, regions, strict=True)
    }
