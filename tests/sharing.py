"""How tests are shared out among processes: ``pytest -n 2 --no-loadscope-reorder``.

A file's tests stay together, so that its fixtures are made once. Those on the shared Neo4j database form one group,
since they would only wait for each other. What takes longest begins first, so that no process is left with it at the
end.
"""

from __future__ import annotations

import re

import pytest
from xdist.scheduler import LoadScopeScheduling

NEO4J = "neo4j"
ON_NEO4J = re.compile(r"/test_neo4j_|\[(.+-)?neo4j[-\]]")
FIRST = (NEO4J, "tests/integration/test_readme.py", "tests/integration/test_suggest_all.py")


def group_of(nodeid: str) -> str:
    """The file of a test, or "neo4j" where its name tells that; the few others that need the server wait for it."""
    return NEO4J if ON_NEO4J.search(nodeid) else nodeid.split("::", maxsplit=1)[0]


def longest_first(items: list[pytest.Item]) -> None:
    """Put the groups that take longest before the others; within a group nothing changes its place."""
    rank = {group: place for place, group in enumerate(FIRST)}
    items.sort(key=lambda item: rank.get(group_of(item.nodeid), len(FIRST)))


class ByGroup(LoadScopeScheduling):
    """Gives a process a whole group at a time."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
