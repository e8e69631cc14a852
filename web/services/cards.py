"""An actor in a few lines, as lists and headings show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.schema import ROLES
from graph.snapshot import Snapshot, date_of
from graph.snapshot.nodes import ROLE_BITS, Labelled
from seeds.reference import label

N_SPHERES_SHOWN = 2
EXCERPT_CHARACTERS = 180


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an actor, in one language."""

    actor_id: str
    name: str
    roles: tuple[str, ...]
    locality: str
    region: str
    legal_form: str
    partner_type: str
    spheres: tuple[str, ...]
    n_more_spheres: int
    n_needs: int
    n_offers: int
    joined: date | None
    left: date | None
    excerpt: str


def card(snapshot: Snapshot, row: int, names: Mapping[str, str], language: str) -> Card:
    """The card of the actor in `row`; `names` are display names of mentors by actor id."""
    actors = snapshot.actors
    spheres = [label_of(snapshot.spheres, column, language) for column in _columns(snapshot.active_in, row)]
    return Card(
        actor_id=actors.ids[row],
        name=name_of(snapshot, row, names, language),
        roles=roles_of(snapshot, row),
        locality=actors.locality[row] or "",
        region=place_of(snapshot, row, language),
        legal_form=actors.legal_form[row] or "",
        partner_type=actors.partner_type[row] or "",
        spheres=tuple(spheres[:N_SPHERES_SHOWN]),
        n_more_spheres=max(0, len(spheres) - N_SPHERES_SHOWN),
        n_needs=len(_columns(snapshot.needs, row)),
        n_offers=len(_columns(snapshot.offers, row)),
        joined=date_of(actors.joined[row]),
        left=date_of(actors.left[row]),
        excerpt=excerpt(actors.about[row] or ""),
    )


def cards(snapshot: Snapshot, rows: Iterable[int], names: Mapping[str, str], language: str) -> tuple[Card, ...]:
    """The cards of several actors, in the order given."""
    return tuple(card(snapshot, row, names, language) for row in rows)


def name_of(snapshot: Snapshot, row: int, names: Mapping[str, str], language: str) -> str:
    """The actor's name; a mentor whose name the office does not have goes by the id."""
    actor_id: str = snapshot.actors.ids[row]
    role = label("role", "Mentor", language)
    return snapshot.actors.names[row] or names.get(actor_id) or f"{role[0].upper()}{role[1:]} {actor_id}"


def roles_of(snapshot: Snapshot, row: int) -> tuple[str, ...]:
    """The actor's roles, in the schema's order."""
    bits = int(snapshot.actors.roles[row])
    return tuple(role for role in ROLES if bits & ROLE_BITS[role])


def place_of(snapshot: Snapshot, row: int, language: str) -> str:
    """The label of the region where the actor has its seat, or nothing."""
    region = int(snapshot.region_of[row])
    return label_of(snapshot.regions, region, language) if region >= 0 else ""


def label_of(table: Labelled, row: int, language: str) -> str:
    """The label of a skill, region or sphere in that language."""
    column = table.labels_pl if language == "pl" else table.labels_en
    return str(column[row])


def excerpt(text: str) -> str:
    """The beginning of a text, cut between words.

    >>> excerpt("a" * 3)
    'aaa'
    >>> len(excerpt("słowo " * 100)) <= 180
    True
    """
    flat = " ".join(text.split())
    if len(flat) <= EXCERPT_CHARACTERS:
        return flat
    return flat[: EXCERPT_CHARACTERS - 1].rsplit(" ", 1)[0].rstrip(",.;:– ") + "…"


def _columns(matrix: object, row: int) -> Sequence[int]:
    indptr, indices = matrix.indptr, matrix.indices  # type: ignore[attr-defined]  # scipy's CSR
    return [int(column) for column in indices[indptr[row] : indptr[row + 1]]]
