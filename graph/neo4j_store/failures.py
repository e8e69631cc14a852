"""What the driver's errors mean to a person, and what to do about them."""

from __future__ import annotations

from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError

from graph.errors import StoreAway, StoreUnavailable

# The driver lets an error of the system through where a connection breaks while it is being made.
FAILURES: tuple[type[Exception], ...] = (DriverError, Neo4jError, OSError)

_BUSY = "took too long; see what keeps it busy (SHOW TRANSACTIONS), then try again"
_ADVICE_BY_CODE = {
    "Neo.ClientError.Database.DatabaseNotFound": "has no such database; check NEO4J_DATABASE",
    "Neo.ClientError.Security.Forbidden": (
        "does not let this user do what Ogniwo needs; give it the right to read, write and make constraints"
    ),
    "Neo.ClientError.Transaction.TransactionTimedOut": _BUSY,
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": _BUSY,
}
_ADVICE_BY_TYPE: tuple[tuple[type[Exception], str], ...] = (
    (AuthError, "refuses the user or the password; check NEO4J_USER and NEO4J_PASSWORD"),
    (ConfigurationError, "cannot be opened with these settings; check NEO4J_URI, such as bolt://host:7687"),
    (ValueError, "cannot be found; check NEO4J_URI, such as bolt://host:7687"),
    (ClientError, "refused the work; run ogniwo doctor to see its state"),
)
_UNREACHABLE = "cannot be reached; check that it runs and that NEO4J_URI is right, then try again"


def unavailable(uri: str, error: Exception) -> StoreUnavailable:
    """The store's own error for one of the driver's, with the next step."""
    advice = _advice(error)
    kind = StoreAway if advice is _UNREACHABLE else StoreUnavailable
    return kind(f"Neo4j at {uri} {advice} ({_short(error)})")


def wrong_address(uri: str) -> StoreUnavailable:
    """The error for an address that is not one of Neo4j's."""
    return StoreUnavailable(
        f"{uri} is no address of a Neo4j server; check NEO4J_URI, which begins with bolt:// or neo4j://, "
        "or with +s after bolt or neo4j for an encrypted connection"
    )


def silent(uri: str) -> StoreAway:
    """The error for a server that takes connections, or took them, and says nothing."""
    return StoreAway(f"Neo4j at {uri} does not answer; check that it runs and can be reached from here, then try again")


def too_slow(uri: str, seconds: float) -> StoreUnavailable:
    """The error for a unit of work that a living server did not finish."""
    return StoreUnavailable(
        f"Neo4j at {uri} answers, but did not finish within {seconds:.0f} seconds; "
        "see what keeps it busy (SHOW TRANSACTIONS), then try again"
    )


def _advice(error: Exception) -> str:
    by_code = _ADVICE_BY_CODE.get(getattr(error, "code", None) or "")
    return by_code or next((advice for kind, advice in _ADVICE_BY_TYPE if isinstance(error, kind)), _UNREACHABLE)


def _short(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return text.splitlines()[0][:300]
