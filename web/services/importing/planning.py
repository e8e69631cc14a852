"""Making the plan of a file whose rows become actors or events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from uuid import uuid4

from graph.folding import fold
from graph.model import Node, NodeKey, Value
from graph.schema import base_of
from graph.store import Store
from web.office.persons import Person
from web.services.importing.comparing import Difference, against, as_new
from web.services.importing.days import with_days_first
from web.services.importing.events import KnownEvents, with_attendants
from web.services.importing.known import Found, KnownActors, Why
from web.services.importing.matching_columns import Columns
from web.services.importing.plan import Decision, Gathered, Plan, RowPlan, Suspect
from web.services.importing.references import Vocabularies
from web.services.importing.row_reading import read_row
from web.services.importing.tables import Row, Table
from web.services.importing.wanted import Problem, Wanted

_PREFIX = {"Organisation": "org", "Partner": "par", "Mentor": "men", "Event": "evt"}


@dataclass(frozen=True, slots=True)
class Choices:
    """What people decided about rows.

    Attributes
    ----------
    merged : dict
        By row, the id of whom it is about.
    apart : frozenset of int
        Rows that are nobody who is there.
    left_out : frozenset of int
        Rows that are not to be taken.
    earlier : dict
        What was decided about the same row in an earlier import, by fingerprint.
    words : dict
        Codes by words that were in doubt.
    """

    merged: Mapping[int, str] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    earlier: Mapping[str, str | None] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Settled:
    """Whom a row is about, and whether it was decided rather than found."""

    found: Found
    decided: bool


def plan_nodes(store: Store, table: Table, columns: Columns, choices: Choices, persons: Mapping[str, Person]) -> Plan:
    """The plan of a file whose rows become actors.

    Parameters
    ----------
    persons :
        Everybody whom the office knows, by actor id.
    """
    revision = store.revision()
    return _Planner(store, columns, choices, persons, KnownActors.of(store)).plan(table, revision)


class _Planner:
    def __init__(
        self,
        store: Store,
        columns: Columns,
        choices: Choices,
        persons: Mapping[str, Person],
        known: KnownActors,
    ) -> None:
        self.store, self.columns, self.choices, self.known = store, columns, choices, known
        self.vocabularies = Vocabularies.of(store)
        self.vocabularies.choose(choices.words)
        self.events = KnownEvents(store.stream_nodes("Event") if columns.kind.label == "Event" else ())
        self.persons = _PersonsByContact(persons)
        self.gathered = Gathered()
        self.row_of: dict[str, int] = {}  # the row that an actor was written by
        self.new_persons: list[Person] = []
        self.decisions: list[Decision] = []

    def plan(self, table: Table, revision: int) -> Plan:
        rows = tuple(self._planned(self._read(row)) for row in with_days_first(table, self.columns).rows)
        return Plan(
            self.columns,
            rows,
            self.gathered.unit(),
            self.gathered.undo(),
            tuple(self.new_persons),
            tuple(self.decisions),
            revision,
            self.vocabularies.named,
        )

    def _read(self, row: Row) -> Wanted:
        place = next((place for place, field in self.columns.fields.items() if field == "id"), None)
        given_id = row.cells[place] if place is not None else ""
        ours = given_id in (self.events if self.columns.kind.label == "Event" else self.known)
        wanted = read_row(row, self.columns, self.vocabularies, ours=ours)
        for at, name in self.columns.fields.items():
            if name == "attendants" and row.cells[at]:
                return with_attendants(wanted, row.cells[at], self.columns.headers[at], self.known)
        return wanted

    def _planned(self, wanted: Wanted) -> RowPlan:
        mark = fingerprint(self.columns.kind.name, wanted)
        plan = RowPlan(
            wanted.row,
            "failed",
            wanted.title,
            problems=wanted.problems,
            unsure=wanted.unsure,
            fingerprint=mark,
            understood=wanted.understood,
        )
        if wanted.row in self.choices.left_out:
            return replace(plan, state="skipped")
        if wanted.aside and wanted.row not in {*self.choices.apart, *self.choices.merged}:
            return replace(plan, state="skipped", aside=wanted.aside, problems=(), unsure=())
        return plan if wanted.problems else self._found_or_added(plan, wanted, mark)

    def _found_or_added(self, plan: RowPlan, wanted: Wanted, mark: str) -> RowPlan:
        settled = self._settled(wanted, mark)
        if isinstance(settled, Problem):
            return replace(plan, problems=(settled,))
        found = settled.found
        if found.suspects:
            return replace(
                plan, state="suspected", suspects=tuple(self._suspect(wanted, one) for one in found.suspects)
            )
        if found.actor_id in self.row_of:
            return replace(
                plan, state="duplicate", actor_id=found.actor_id or "", of_row=self.row_of[found.actor_id or ""]
            )
        if settled.decided:
            self.decisions.append(Decision(mark, found.actor_id))
        return self._compared(plan, wanted, found.actor_id, merged=settled.decided)

    def _settled(self, wanted: Wanted, mark: str) -> _Settled | Problem:
        """Whom the row is about: as decided now, as found, as decided earlier, or as suspected."""
        if wanted.row in self.choices.merged:
            actor_id = self.choices.merged[wanted.row]
            if actor_id not in self.known:
                return Problem("", "merge_unknown", {"actor_id": actor_id})
            return _Settled(Found(actor_id), decided=True)
        found = self._found(wanted)
        before = self.choices.earlier.get(mark, "")
        if found.actor_id is None and before and before in self.known and wanted.row not in self.choices.apart:
            return _Settled(Found(before), decided=True)
        if found.actor_id is not None or not found.suspects:
            return _Settled(found, decided=False)
        if wanted.row in self.choices.apart:
            return _Settled(Found(), decided=True)
        return _Settled(Found() if before is None else found, decided=False)

    def _found(self, wanted: Wanted) -> Found:
        if wanted.label == "Event":
            return self.events.find(wanted)
        return self.persons.find(wanted) if wanted.person else self.known.find(wanted)

    def _compared(self, plan: RowPlan, wanted: Wanted, actor_id: str | None, *, merged: bool) -> RowPlan:
        if actor_id is None:
            return self._added(plan, wanted)
        self.row_of[actor_id] = wanted.row
        node = self.store.node(NodeKey(base_of(wanted.label), actor_id))
        if node is None:
            return replace(plan, problems=(Problem("", "gone", {"actor_id": actor_id}),))
        kept = {k: v for k, v in wanted.properties.items() if not (merged and k == "name")}
        difference = against(replace(wanted, properties=kept), node, self.store.neighbours(node.key))
        self.gathered.take(difference)
        person_changed = self._take_person(wanted, actor_id)
        changed = bool(difference.changes) or person_changed
        return replace(plan, state="changed" if changed else "same", actor_id=actor_id, changes=difference.changes)

    def _added(self, plan: RowPlan, wanted: Wanted) -> RowPlan:
        actor_id = f"{_PREFIX[wanted.label]}-{uuid4().hex[:12]}"
        if wanted.person and wanted.label == "Organisation":
            # The network knows no persons: who seeks is called by their number there.
            opaque: dict[str, Value | None] = {"name": f"Zgłoszenie {actor_id[-6:]}", "legal_form": "INFORMAL"}
            wanted = replace(wanted, properties={**wanted.properties, **opaque})
        difference = as_new(wanted, actor_id)
        self.gathered.take(difference)
        self._remember(wanted, difference)
        self._take_person(wanted, actor_id)
        return replace(plan, state="new", actor_id=actor_id)

    def _remember(self, wanted: Wanted, difference: Difference) -> None:
        """Later rows of the file may be the same as this one."""
        node = difference.node
        if node is not None and wanted.label == "Event":
            self.events.add(node)
            self.row_of[node.id] = wanted.row
        elif node is not None:
            regions = list(wanted.links.get("LOCATED_IN", {}))
            self.known.add(node.id, node.labels, node.properties, regions[0] if regions else "")
            self.row_of[node.id] = wanted.row

    def _take_person(self, wanted: Wanted, actor_id: str) -> bool:
        """Whether the office has something else about the person; then it is written."""
        if wanted.person is None:
            return False
        given = wanted.person
        before = self.persons.of(actor_id)
        email, phone = (given.email or (before and before.email)), (given.phone or (before and before.phone))
        person = Person(actor_id, given.display_name, email or None, phone or None)
        self.persons.add(person)
        if person == before:
            return False
        self.new_persons.append(person)
        return True

    def _suspect(self, wanted: Wanted, suspect: tuple[str, Why]) -> Suspect:
        actor_id, why = suspect
        node = self.store.node(NodeKey("Actor", actor_id))
        if node is None:  # an earlier row of this file, which has no lasting id yet
            node = next((one for one in self.gathered.nodes if one.id == actor_id), None)
            return _suspect_of(node, "", why, self.row_of.get(actor_id, 0))
        changes = against(wanted, node, self.store.neighbours(node.key)).changes
        found = replace(_suspect_of(node, actor_id, why, 0), changes=changes)
        person = self.persons.of(actor_id)
        return replace(found, name=person.display_name) if person else found


class _PersonsByContact:
    """Who is who among persons: by address, else by the whole name; never by an organisation."""

    def __init__(self, persons: Mapping[str, Person]) -> None:
        self._by_id: dict[str, Person] = {}
        self._by_email: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for person in persons.values():
            self.add(person)

    def add(self, person: Person) -> None:
        self._by_id[person.actor_id] = person
        if person.email:
            self._by_email.setdefault(fold(person.email), person.actor_id)
        same = self._by_name.setdefault(fold(person.display_name), [])
        if person.actor_id not in same:
            same.append(person.actor_id)

    def of(self, actor_id: str) -> Person | None:
        return self._by_id.get(actor_id)

    def find(self, wanted: Wanted) -> Found:
        """The person of the row; one of the same name with another address is somebody else."""
        given = wanted.person
        if given is None:
            return Found()
        if wanted.given_id in self._by_id:
            return Found(wanted.given_id, "id")
        if given.email and fold(given.email) in self._by_email:
            return Found(self._by_email[fold(given.email)], "person")
        same = [self._by_id[one] for one in self._by_name.get(fold(given.display_name), [])]
        same = [one for one in same if not (given.email and one.email)]
        if len(same) == 1 and bool(same[0].email) == bool(given.email):
            return Found(same[0].actor_id, "person")
        return Found(suspects=tuple((one.actor_id, "person") for one in same))


def fingerprint(kind: str, wanted: Wanted) -> str:
    """What a row is known by when it comes again: its name and place, not readable."""
    region = ",".join(wanted.links.get("LOCATED_IN", {}))
    contact = wanted.person.email if wanted.person else ""
    told = "|".join(
        [kind, fold(wanted.title), fold(str(wanted.properties.get("locality") or "")), region, contact or ""]
    )
    return sha256(told.encode()).hexdigest()[:32]


def _suspect_of(node: Node | None, actor_id: str, why: Why, of_row: int) -> Suspect:
    properties = node.properties if node else {}
    return Suspect(actor_id, str(properties.get("name", actor_id)), str(properties.get("locality", "")), why, of_row)
