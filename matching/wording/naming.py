"""How actors, skills, regions and spheres are called in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.snapshot import Snapshot
from graph.snapshot.nodes import MENTOR, Labelled

N_LISTED = 5  # more than this nobody reads in a sentence

_MENTOR = {"pl": "osoba mentorska {id}", "en": "mentor {id}"}
_QUOTES = {"pl": "„{label}”", "en": "“{label}”"}
_AND = {"pl": " i ", "en": " and "}
_OTHERS = {"pl": " i inne", "en": " and others"}


@dataclass(frozen=True, slots=True)
class Names:
    """Names from a snapshot in one language; `given` ones go first."""

    snapshot: Snapshot
    language: str
    given: Mapping[str, str]

    def actor(self, actor_id: str) -> str:
        """The actor's name; of a mentor, whose name the network does not hold, a description."""
        if actor_id in self.given:
            return self.given[actor_id]
        row = self.snapshot.actors.row_of.get(actor_id)
        if row is None:
            return actor_id
        return self.snapshot.actors.names[row] or _MENTOR[self.language].format(id=actor_id)

    def is_person(self, actor_id: str) -> bool:
        """Whether the actor is a mentor and nothing else."""
        row = self.snapshot.actors.row_of.get(actor_id)
        return row is not None and int(self.snapshot.actors.roles[row]) == MENTOR

    def actors(self, actor_ids: Sequence[str]) -> str:
        """A list of actors."""
        return self._listed([self.actor(each) for each in actor_ids])

    def skills(self, skill_ids: Sequence[str]) -> str:
        """A list of skills, in quotes."""
        return self._listed([self._quoted(self.snapshot.skills, each) for each in skill_ids])

    def spheres(self, sphere_ids: Sequence[str]) -> str:
        """A list of spheres, in quotes."""
        return self._listed([self._quoted(self.snapshot.spheres, each) for each in sphere_ids])

    def quoted(self, texts: Sequence[str]) -> str:
        """A list of words or titles, each in quotes."""
        return self._listed([_QUOTES[self.language].format(label=text) for text in texts])

    def region(self, region_id: str) -> str:
        """A region's label."""
        return self._label(self.snapshot.regions, region_id)

    def voivodeship(self, region_id: str) -> str:
        """A voivodeship's name where the sentence has the word "voivodeship" already."""
        return self.region(region_id).removeprefix("województwo ").removesuffix(" voivodeship")

    def _quoted(self, table: Labelled, node_id: str) -> str:
        return _QUOTES[self.language].format(label=self._label(table, node_id))

    def _label(self, table: Labelled, node_id: str) -> str:
        row = table.row_of.get(node_id)
        labels = table.labels_pl if self.language == "pl" else table.labels_en
        return node_id if row is None else str(labels[row])

    def _listed(self, named: Sequence[str]) -> str:
        if len(named) > N_LISTED:
            return ", ".join(named[:N_LISTED]) + _OTHERS[self.language]
        return _AND[self.language].join(part for part in (", ".join(named[:-1]), *named[-1:]) if part)
