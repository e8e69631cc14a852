"""What can go wrong with the office; every message says what to do next."""

from __future__ import annotations


class OfficeError(Exception):
    """Base of every error that this package raises on purpose."""


class OfficeUnavailable(OfficeError):
    """The office cannot be reached, is locked, full or damaged; nothing was written."""


class OfficeTooNew(OfficeError):
    """The office was written by a newer version of Ogniwo."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"the office is at revision {found}, this Ogniwo knows revisions up to {known}; "
            "install the newer Ogniwo, nothing was changed"
        )
        self.found = found
        self.known = known


class DriverMissing(OfficeError):
    """The library that speaks to this kind of server is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "the office is on PostgreSQL, and its driver psycopg is not installed; "
            "install it (pip install 'ogniwo[postgresql]'), or unset OGNIWO_OFFICE_URL to keep the office in a file"
        )


class RequestKeyTaken(OfficeError):
    """An intent with this request key exists already."""

    def __init__(self, request_key: str) -> None:
        super().__init__(f"request {request_key} was already begun; look at what became of it before sending it again")
        self.request_key = request_key
