"""What can go wrong with a use case; every message says what to do next."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from web.office.intents import Intent


class ServiceError(Exception):
    """Base of every error that this package raises on purpose."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field.

    Attributes
    ----------
    field : str
        Its name, with the place in a list where it is one: ``needs.0.skill``.
    code : str
        One word for what is wrong, the same in every language: ``missing``, ``unknown`` …
    message : str
        The same in English, with what is allowed.
    facts :
        Values that a message in another language needs.
    """

    field: str
    code: str
    message: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)


class WrongFields(ServiceError):
    """Some of the fields given are not accepted; all of them are named at once."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        lines = [f"  {problem.field}: {problem.message}" for problem in problems]
        super().__init__("\n".join(["nothing was written; correct these fields:", *lines]))
        self.problems = problems


class AlreadyInNetwork(ServiceError):
    """An organisation with this register number is in the network, or is just being added."""

    def __init__(self, field_name: str, value: str, actor_id: str, name: str) -> None:
        super().__init__(
            f"{name} ({actor_id}) has the {field_name.upper()} number {value} already; "
            "update that organisation, or correct the number"
        )
        self.field = field_name
        self.value = value
        self.actor_id = actor_id
        self.name = name


class BeingChanged(ServiceError):
    """An earlier change of the same subject is not finished, and the new one would mix with it."""

    def __init__(self, earlier: Intent) -> None:
        super().__init__(
            f"{earlier.subject} is just being changed by {earlier.by}; see what it says now, then try again"
        )
        self.earlier = earlier


class KeptForLater(ServiceError):
    """The change is safe in the office, but a database did not answer while it was carried out."""

    def __init__(self, request_key: str, cause: Exception) -> None:
        super().__init__(
            f"{cause}. The change itself is kept as request {request_key} and will be completed as soon as "
            "the databases answer again; do not enter it a second time, unless a backup is restored, which lacks it"
        )
        self.request_key = request_key
        self.cause = cause


class NotEmpty(ServiceError):
    """What was to be written into something empty would mix with what is there."""


class BackupRefused(ServiceError):
    """A backup or a restore cannot be done this way; the message names the way."""


class DamagedBackup(ServiceError):
    """An archive is not a backup of ours, is cut short, or was changed since it was written."""
