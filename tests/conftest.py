"""Fixtures that tests of every level may ask for, and how tests are shared out among processes."""

from collections.abc import Generator
from typing import Any

import pytest

from tests.neo4j_server import bare_neo4j, empty_neo4j
from tests.sharing import ByGroup, longest_first

__all__ = ["bare_neo4j", "empty_neo4j"]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByGroup:
    """For ``-n 2``."""
    return ByGroup(config, log)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """After the tests were shuffled, and only in a process of several."""
    result = yield
    if hasattr(config, "workerinput"):
        longest_first(items)
    return result
