"""Fixtures that tests of every level may ask for."""

from tests.neo4j_server import bare_neo4j, empty_neo4j

__all__ = ["bare_neo4j", "empty_neo4j"]
