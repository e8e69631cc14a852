"""The network in Neo4j, through the official driver."""

from graph.neo4j_store.address import Neo4jAddress
from graph.neo4j_store.store import Neo4jStore

__all__ = ["Neo4jAddress", "Neo4jStore"]
