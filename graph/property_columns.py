"""The properties of many records as columns, made once for all who need them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.model import Link, Node

Column = list[Any]


class PropertyColumns:
    """For each name a list of the records' values, None where a record has none.

    A column is made when it is first asked for and then shared: nobody may change it.

    >>> columns = PropertyColumns([Node("c", frozenset({"Cohort"}), {"name": "2024"})])
    >>> columns["name"], columns["ends"], sorted(columns.names)
    (['2024'], [None], ['name'])

    Attributes
    ----------
    names : frozenset of str
        The names that at least one record has.
    """

    def __init__(self, records: Iterable[Node] | Iterable[Link]) -> None:
        self._of_records = [record.properties for record in records]
        self.names: frozenset[str] = frozenset().union(*self._of_records)
        self._made: dict[str, Column] = {}

    def __getitem__(self, name: str) -> Column:
        if name not in self._made:
            self._made[name] = self._column(name)
        return self._made[name]

    def _column(self, name: str) -> Column:
        if name not in self.names:
            return [None] * len(self._of_records)
        return [properties.get(name) for properties in self._of_records]
