"""The figures of a series, group by group: a value a day, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from graph.analysis.clustering import clustering_by_day
from graph.analysis.components import component_counts
from graph.analysis.degrees import degree_counts, n_linked_of
from graph.analysis.figures import Reason
from graph.analysis.history import CONTACT_KINDS, History
from graph.analysis.introductions_asked import OUTCOMES, counted_within, introduction_counts, within_history
from graph.analysis.mixing import assortativity, mixing_by_day, share_across
from graph.analysis.periods import Period
from graph.analysis.standing_alone import is_mentor_only
from graph.analysis.timeline import Counts, Timeline, running
from graph.analysis.traits import Trait, traits_of
from graph.snapshot import Snapshot
from graph.snapshot.columns import Column, Days, Mask
from graph.snapshot.nodes import ROLE_BITS

Told = Sequence[float | int | Reason]
_OF_ROLE = {"Organisation": "n_organisations", "Partner": "n_partners", "Mentor": "n_mentors"}
_OF_KIND = {
    "COOPERATES_WITH": ("n_cooperations", "n_cooperation_links"),
    "PAIRED_WITH": ("n_peer_pairs", "n_peer_links"),
    "MENTORS": ("n_mentorings", "n_mentoring_links"),
}
_OF_OUTCOME = dict(zip(OUTCOMES, ("n_asked", "n_accepted", "n_declined", "n_expired"), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What figures are counted from.

    Attributes
    ----------
    n_actors, n_pairs : int64 arrays, shape (n days,)
        Actors present and pairs in contact on each day of the timeline, which most figures need.
    """

    snapshot: Snapshot
    history: History
    periods: tuple[Period, ...]
    timeline: Timeline
    n_actors: Counts = field(init=False)
    n_pairs: Counts = field(init=False)

    def __post_init__(self) -> None:
        pairs = self.timeline.pairs
        object.__setattr__(self, "n_actors", self.n_present())
        object.__setattr__(self, "n_pairs", running(pairs.start, pairs.stop, self.timeline.n_days))

    def n_present(self, which: Mask | None = None) -> Counts:
        """How many of these actors (of all, if not given) are present on each day."""
        joined, left = self.timeline.joined, self.timeline.left
        present = joined < left if which is None else (joined < left) & which
        return running(joined[present], left[present], self.timeline.n_days)


def actors(subject: Subject) -> Iterator[tuple[str, Told]]:
    """How many there are, by role, and how many came and went within each period."""
    yield "n_actors", subject.n_actors.tolist()
    roles = subject.snapshot.actors.roles
    for role, code in _OF_ROLE.items():
        yield code, subject.n_present((roles & ROLE_BITS[role]) != 0).tolist()
    joined, left = subject.history.joined, subject.history.left
    ever = joined < left
    yield "n_joined", counted_within(joined[ever], subject.periods).tolist()
    yield "n_left", counted_within(left[ever], subject.periods).tolist()


def contacts(subject: Subject) -> Iterator[tuple[str, Told]]:
    """Pairs in contact and links that hold, of all kinds and of each."""
    timeline, n_days = subject.timeline, subject.timeline.n_days
    yield "n_contacts", subject.n_pairs.tolist()
    yield "n_links", running(timeline.spells.start, timeline.spells.stop, n_days).tolist()
    for number, kind in enumerate(CONTACT_KINDS):
        for_pairs, for_links = _OF_KIND[kind]
        pairs, links = timeline.pairs_of(number), timeline.spells.taken(timeline.kind == number)
        yield for_pairs, running(pairs.start, pairs.stop, n_days).tolist()
        yield for_links, running(links.start, links.stop, n_days).tolist()


def shape(subject: Subject) -> Iterator[tuple[str, Told]]:
    """How dense the network is, and into what parts it falls."""
    n, m = subject.n_actors, subject.n_pairs
    isolates = n - degree_counts(subject.timeline).n_linked
    components = component_counts(subject.timeline)
    largest = np.maximum(components.largest, np.minimum(n, 1))
    density = _ratios(2 * m, n * (n - 1), Reason.ONE_ACTOR)
    yield "density", [value if count else Reason.NOBODY for value, count in zip(density, n.tolist(), strict=True)]
    yield "mean_degree", _ratios(2 * m, n, Reason.NOBODY)
    yield "n_isolates", isolates.tolist()
    mentors = is_mentor_only(subject.snapshot.actors)
    yield "n_free_mentors", (subject.n_present(mentors) - n_linked_of(subject.timeline, mentors)).tolist()
    yield "isolate_share", _ratios(isolates, n, Reason.NOBODY)
    yield "n_components", (components.n_linked + isolates).tolist()
    yield "largest_component", largest.tolist()
    yield "largest_share", _ratios(largest, n, Reason.NOBODY)


def clustering(subject: Subject) -> Iterator[tuple[str, Told]]:
    """How far contacts of one actor are in contact with each other."""
    found = clustering_by_day(subject.timeline)
    yield "n_triangles", found.n_triangles.tolist()
    yield "transitivity", _ratios(3 * found.n_triangles, found.n_triples, Reason.NO_TRIPLES)
    yield "local_clustering", _ratios(found.sum_of_local, subject.n_actors, Reason.NOBODY)


def mixing(subject: Subject) -> Iterator[tuple[str, Told]]:
    """How far contacts cross sectors and regions, and whether like meets like."""
    traits = traits_of(subject.snapshot)
    for trait in (traits.sector, traits.region, traits.size):
        yield from _mixing_of(subject, trait)


def _mixing_of(subject: Subject, trait: Trait) -> Iterator[tuple[str, Told]]:
    by_day = mixing_by_day(subject.timeline, trait)
    lacking = [Reason.NONE_KNOWN if n_pairs else Reason.NO_CONTACTS for n_pairs in subject.n_pairs.tolist()]
    shares = [share_across(one) for one in by_day]
    if trait.name != "size":
        yield f"cross_{trait.name}_share", _or(shares, lacking)
    alike = [why if share is None else Reason.ONE_VALUE for share, why in zip(shares, lacking, strict=True)]
    yield f"{trait.name}_assortativity", _or([assortativity(one) for one in by_day], alike)


def introductions(subject: Subject) -> Iterator[tuple[str, Told]]:
    """What became of introductions within each period, and how many go both ways."""
    asked = within_history(subject.snapshot.links("INTRODUCED_TO"), subject.history)
    for outcome, code in _OF_OUTCOME.items():
        days: Days = asked.columns[outcome]
        yield code, counted_within(days, subject.periods).tolist()
    counts = introduction_counts(asked, subject.history, subject.timeline.days)
    yield "introduction_reciprocity", _ratios(counts.n_mutual, counts.n_pairs, Reason.NO_INTRODUCTIONS)


GROUP_OF: Mapping[str, Callable[[Subject], Iterator[tuple[str, Told]]]] = MappingProxyType(
    {one.__name__: one for one in (actors, contacts, shape, clustering, mixing, introductions)}
)


def _ratios(values: Column, by: Counts, otherwise: Reason) -> list[float | Reason]:
    pairs = zip(values.tolist(), by.tolist(), strict=True)
    return [value / whole if whole else otherwise for value, whole in pairs]


def _or(values: Iterable[float | None], reasons: Iterable[Reason]) -> list[float | Reason]:
    return [why if value is None else value for value, why in zip(values, reasons, strict=True)]
