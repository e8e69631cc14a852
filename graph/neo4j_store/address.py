"""Where a Neo4j database is and who opens it."""

from __future__ import annotations

from dataclasses import dataclass, field

SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})


@dataclass(frozen=True, slots=True)
class Neo4jAddress:
    """A Neo4j database: a single server (bolt://), Aura or a cluster (neo4j://), each also with +s for TLS.

    >>> Neo4jAddress("bolt://127.0.0.1:7687", password="secret")
    Neo4jAddress(uri='bolt://127.0.0.1:7687', user='neo4j', database=None)

    Attributes
    ----------
    database :
        Its name; None for the user's home database.
    """

    uri: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None

    @property
    def known_kind(self) -> bool:
        """Whether the address begins as those of Neo4j servers do."""
        return self.uri.partition("://")[0] in SCHEMES

    @property
    def routed(self) -> bool:
        """Whether several servers may answer, so that reads have to wait for what was written before."""
        return self.uri.startswith("neo4j")
