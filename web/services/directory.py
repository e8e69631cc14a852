"""Every actor present, by name: what lists are searched, filtered and sorted in."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from graph.folding import fold
from graph.schema import COMPONENTS, ROLES
from graph.snapshot import Snapshot
from graph.snapshot.nodes import ROLE_BITS
from matching.errors import InvalidOption

Mask = NDArray[np.bool_]
ORDERS = ("name", "newest")
IDENTIFIER_DIGITS = (9, 10, 14)


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a list is narrowed to; empty texts mean everything.

    Attributes
    ----------
    role : str
        A role of the schema.
    region : str
        TERC code of a voivodeship or a powiat.
    sphere, component : str
        Code of a sphere; component of a skill that is needed.
    order : {"name", "newest"}
    """

    text: str = ""
    role: str = ""
    region: str = ""
    sphere: str = ""
    component: str = ""
    order: str = "name"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything at all is asked for."""
        return any((self.text.strip(), self.role, self.region, self.sphere, self.component))


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """The actors of one snapshot in order of name, with the text that is searched."""

    snapshot: Snapshot
    mentor_names: Mapping[str, str]
    texts: tuple[str, ...]
    by_name: NDArray[np.int64] = field(repr=False)
    folded: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, snapshot: Snapshot, mentor_names: Mapping[str, str], former: Directory | None = None) -> Directory:
        """The directory of a snapshot; mentors are found by their names from the office.

        What a `former` one has folded is taken over, since folding is most of the work.
        """
        if former and former.snapshot.actors is snapshot.actors and former.mentor_names == mentor_names:
            return replace(former, snapshot=snapshot)
        ids, known = snapshot.actors.ids.tolist(), former.folded if former else {}
        names = [name or mentor_names.get(i) or i for i, name in zip(ids, snapshot.actors.names, strict=True)]
        places = [place or "" for place in snapshot.actors.locality]
        folded = {text: known.get(text) or fold(text) for text in {*names, *places}}
        keys = [folded[name] for name in names]
        # Rows are in order of id and sorting is stable, so equal names stay in that order.
        by_name = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
        texts = tuple(f"{key} {folded[place]}" for key, place in zip(keys, places, strict=True))
        return cls(snapshot, mentor_names, texts, by_name, folded)

    def rows(self, criteria: Criteria, identified: frozenset[str] = frozenset()) -> NDArray[np.int64]:
        """Rows of the actors that fit, in the order asked for; ties in order of id.

        `identified` are ids found otherwise (by a register number), beside those whose name
        or place holds every word of the text.

        Raises
        ------
        InvalidOption
            The role, region, sphere, component or order is not one that there is.
        """
        fitting = self._fitting(criteria)
        rows = self.by_name[fitting[self.by_name]]
        if words := fold(criteria.text).split():
            ids = self.snapshot.actors.ids
            rows = rows[[all(w in self.texts[r] for w in words) or ids[r] in identified for r in rows]]
        if criteria.order == "newest":
            joined = self.snapshot.actors.joined[rows]
            rows = rows[np.argsort(-joined.astype(np.int64), kind="stable")]
        return rows

    def _fitting(self, criteria: Criteria) -> Mask:
        check_choice("order", criteria.order, ORDERS)
        mask = self.snapshot.present.copy()
        if criteria.role:
            mask &= self._in_role(criteria.role)
        if criteria.region:
            mask &= self._in_region(criteria.region)
        if criteria.sphere:
            mask &= self._in_sphere(criteria.sphere)
        if criteria.component:
            mask &= self._needing(criteria.component)
        return mask

    def _in_role(self, role: str) -> Mask:
        check_choice("role", role, ROLES)
        return np.asarray((self.snapshot.actors.roles & ROLE_BITS[role]) > 0)

    def _in_region(self, region_id: str) -> Mask:
        row_of = self.snapshot.regions.row_of
        check_known("region", region_id, row_of)
        seats = self.snapshot.region_of
        # The last row stands for actors whose region is not known.
        voivodeships = np.append(self.snapshot.region_map.voivodeship_of, -1)[seats]
        return np.asarray((seats == row_of[region_id]) | (voivodeships == row_of[region_id]))

    def _in_sphere(self, sphere_id: str) -> Mask:
        check_known("sphere", sphere_id, self.snapshot.spheres.row_of)
        column = self.snapshot.active_in[:, [self.snapshot.spheres.row_of[sphere_id]]]
        return np.asarray(np.diff(column.indptr) > 0)

    def _needing(self, component: str) -> Mask:
        check_choice("component", component, COMPONENTS)
        columns = np.flatnonzero(self.snapshot.skills.component == component)
        return np.asarray(np.diff(self.snapshot.needs[:, columns].indptr) > 0)


class LiveDirectory:
    """The directory of the current snapshot, made anew only when the network changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: Directory | None = None

    def of(self, snapshot: Snapshot, mentor_names: Mapping[str, str]) -> Directory:
        """The directory of this snapshot and these names, shared by all threads."""
        with self._lock:
            latest = self._latest
            if latest is None or latest.snapshot is not snapshot or latest.mentor_names != mentor_names:
                self._latest = latest = Directory.of(snapshot, mentor_names, latest)
            return latest


def check_choice(option: str, value: str, choices: tuple[str, ...]) -> None:
    """Refuse a value that is not among the choices.

    Raises
    ------
    InvalidOption
    """
    if value not in choices:
        raise InvalidOption(option, value, ", ".join(choices))


def check_known(option: str, code: str, known: Mapping[str, int]) -> None:
    """Refuse a code that the network does not have, naming a few that it has.

    Raises
    ------
    InvalidOption
    """
    if code not in known:
        raise InvalidOption(option, code, ", ".join(sorted(known)[:5]) + ", …")


def is_identifier(text: str) -> bool:
    """Whether the text looks like a KRS, NIP or REGON number.

    >>> is_identifier("0000 123 456"), is_identifier("Łódź")
    (True, False)
    """
    digits = text.replace(" ", "").replace("-", "")
    return digits.isascii() and digits.isdigit() and len(digits) in IDENTIFIER_DIGITS
