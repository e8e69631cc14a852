"""The use case: a file beside the network, and then in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from web.office import imports, persons
from web.ogniwo import Ogniwo
from web.services.importing.applying import Signature, write_plan
from web.services.importing.cooperation import plan_cooperation
from web.services.importing.errors import ImportRefused
from web.services.importing.guessing import guess_kind
from web.services.importing.matching_columns import Columns, match_columns
from web.services.importing.plan import Plan
from web.services.importing.planning import Choices, plan_nodes
from web.services.importing.reading import read_table
from web.services.importing.row_words import FIELDS, KINDS_IN_WORDS
from web.services.importing.tables import Table


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants done with a file.

    Attributes
    ----------
    kind : str
        A name of `kinds.KINDS`; guessed from the headers where it is empty.
    fields : dict
        Field by header, as chosen now.
    """

    table: Table
    file_name: str
    kind: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)


def read_file(content: bytes, name: str) -> Table:
    """The table in the file; see `reading.read_table`."""
    return read_table(content, name)


def plan_import(ogniwo: Ogniwo, asked: Asked) -> Plan:
    """What the import would do; nothing is written.

    Raises
    ------
    ImportRefused
        A choice names a column or a field that is not there, or a column that is not taken; or nothing says
        how those are called whom the rows are about.
    """
    columns = columns_of(ogniwo, asked)
    for lacking in columns.lacking:
        kind, field_name = KINDS_IN_WORDS[columns.kind.name], FIELDS[lacking[0]]
        headers = ", ".join(columns.headers)
        raise ImportRefused("no_column", kind=kind, field=lacking[0], field_name=field_name, headers=headers)
    with ogniwo.office.reading() as connection:
        earlier = imports.decided(connection, columns.kind.name)
        known = persons.everybody(connection) if columns.about_persons else {}
    if columns.kind.name == "cooperation":
        return plan_cooperation(ogniwo.store, asked.table, columns, asked.choices.left_out)
    choices = replace(asked.choices, earlier=earlier)
    return plan_nodes(ogniwo.store, asked.table, columns, choices, known)


def columns_of(ogniwo: Ogniwo, asked: Asked) -> Columns:
    """Which field each column means: as chosen, as kept from the last time, or as its header says."""
    kind = asked.kind or guess_kind(asked.table.headers, PurePath(asked.file_name).name)
    with ogniwo.office.reading() as connection:
        kept = imports.kept_columns(connection, kind)
    return match_columns(kind, asked.table.headers, kept, asked.fields)


def shown_name(path: str) -> str:
    """The file's name as it can be shown and kept: an operating system allows more than text."""
    return PurePath(path).name.encode("utf-8", "replace").decode()[:300]


def write_import(ogniwo: Ogniwo, asked: Asked, *, by: str, reason: str, request_key: str | None = None) -> Plan:
    """The plan, written as one unit; see `applying.write_plan`."""
    signature = Signature(by, reason, shown_name(asked.file_name))
    return write_plan(ogniwo, lambda: plan_import(ogniwo, asked), signature, request_key)
