"""What can go wrong with a network; every message says what to do next."""

from __future__ import annotations


class GraphError(Exception):
    """Base of every error that this package raises on purpose."""


class InvalidRecord(GraphError):
    """A node or a link does not fit the schema.

    Attributes
    ----------
    record : str
        Which record, in words: ``Organisation org-7`` or ``COOPERATES_WITH a–b``.
    field : str
        The property, key or end that is wrong.
    """

    def __init__(self, record: str, field: str, problem: str) -> None:
        super().__init__(f"{record}: {field} {problem}")
        self.record = record
        self.field = field
        self.problem = problem


class UnknownName(GraphError):
    """A label, a link type or an option that the schema does not have."""

    def __init__(self, what: str, name: str, choices: list[str]) -> None:
        super().__init__(f"unknown {what} {name!r}; choose one of: {', '.join(choices)}")
        self.name = name
        self.choices = choices


class MissingEnd(GraphError):
    """A link names an end that is not in the network, or not in the role it needs."""

    def __init__(self, link: str, end: str) -> None:
        super().__init__(f"{link}: there is no {end} in the network; add it first, or leave the link out")
        self.link = link
        self.end = end


class NodeInUse(GraphError):
    """A node cannot be removed while links still point at it."""

    def __init__(self, node: str, n_links: int) -> None:
        super().__init__(f"{node} still has {n_links} links; remove them first")
        self.node = node
        self.n_links = n_links


class StoreUnavailable(GraphError):
    """The store cannot be reached, is locked, full or damaged.

    A unit of work that meets it was not written, with one exception: a Neo4j server that fell
    silent while it committed may have written the unit whole; asking again with the same
    request key is safe. A load has written the batches before.
    """


class StoreAway(StoreUnavailable):
    """The server of the network cannot be reached at present; waiting may put that right."""


class StoreTooNew(GraphError):
    """The store was written by a newer version of Ogniwo."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"the store has schema version {found}, this Ogniwo knows versions up to {known}; "
            "install the newer Ogniwo, nothing was changed"
        )
        self.found = found
        self.known = known


class MigrationChanged(GraphError):
    """A migration that already ran here no longer has the text it had then."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"migration {number} differs from the one this store was built with; "
            "reinstall Ogniwo, or restore the file from a backup"
        )
        self.number = number


class BadTransferFile(GraphError):
    """A network file cannot be read: not ours, cut short, or changed since it was written."""
