"""A database file that lost what it had, while the one beside it kept its own."""

from __future__ import annotations

from pathlib import Path

from graph.errors import StoreUnavailable
from graph.store import Store
from web.office.errors import OfficeUnavailable
from web.settings import Settings


def emptied(settings: Settings) -> frozenset[Path]:
    """The files of the network and the office that are there and have no byte in them."""
    return frozenset(file for file in settings.files if file.exists() and not file.stat().st_size)


def refuse_lost_network(settings: Settings, without_bytes: frozenset[Path]) -> None:
    """Refuse an empty file as the network of an office that has something in it.

    Raises
    ------
    StoreUnavailable
        Names both files, and what to do.
    """
    office = settings.office_path
    if settings.network_path in without_bytes and office is not None and office.exists() and office.stat().st_size:
        raise StoreUnavailable(_message(settings.network_path, f"the office {office} is not"))


def refuse_lost_office(settings: Settings, without_bytes: frozenset[Path], store: Store) -> None:
    """Refuse an empty file as the office of a network that has something in it.

    Raises
    ------
    OfficeUnavailable
        Names the file, and what to do.
    """
    if settings.office_path in without_bytes and store.revision():
        raise OfficeUnavailable(_message(settings.office_path, "the network is not"))


def _message(lost: Path, other: str) -> str:
    return (
        f"{lost} is an empty file and {other}, so it lost what was in it; put both back with `ogniwo restore ARCHIVE "
        f"--yes`, or, to do without what was lost, remove that file"
    )
