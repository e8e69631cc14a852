"""What the environment says about how Ogniwo runs; every wrong value is reported at once."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from environs import Env, EnvValidationError, ValidationError

from web.languages import LANGUAGES

LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("text", "json")
NEO4J_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
# Read by our own tests and scripts.
_OF_TOOLS = re.compile(r"OGNIWO_TEST_.*|OGNIWO_NEO4J_PASSWORD")
_HOST_NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*")


class InvalidSettings(Exception):
    """Variables of the environment have values that are not allowed.

    Attributes
    ----------
    problems : dict of str to str
        For each variable, by name, the value it has and what is allowed.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        lines = [f"  {name} {problem}" for name, problem in sorted(problems.items())]
        super().__init__("\n".join(["these settings are wrong; correct them and start again:", *lines]))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """How this Ogniwo runs.

    Attributes
    ----------
    folder : Path
        Where the embedded network, the embedded office and their lock live.
    office_url : str
        SQLAlchemy address of the office; not shown, for it may hold a password.
    neo4j_uri : str or None
        None means the embedded store.
    port : int
        From 0 to 65535; 0 takes any that is free.
    """

    folder: Path
    office_url: str = field(repr=False)
    neo4j_uri: str | None = None
    neo4j_user: str = "neo4j"
    neo4j_password: str = field(default="", repr=False)
    neo4j_database: str | None = None
    host: str = "127.0.0.1"
    port: int = 8420
    language: str = "pl"
    log_level: str = "info"
    log_format: str = "text"

    @property
    def network_path(self) -> Path:
        """The file of the embedded network store."""
        return self.folder / "network.sqlite3"

    @property
    def office_path(self) -> Path | None:
        """The file of the office, or None where it is on a PostgreSQL server."""
        prefix = "sqlite:///"
        return Path(self.office_url.removeprefix(prefix)) if self.office_url.startswith(prefix) else None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of the network and the office, of those that are not on a server."""
        network = self.network_path if self.neo4j_uri is None else None
        return tuple(one for one in (network, self.office_path) if one is not None)

    @classmethod
    def from_environment(cls) -> Settings:
        """The settings that the environment gives; an empty variable counts as not set.

        Raises
        ------
        InvalidSettings
            Names every wrong variable, its value and what is allowed.
        """
        env = Env(eager=False)
        env.add_parser("checked", _checked)
        values: dict[str, Any] = {
            variable.field: env.checked(variable.name, variable.default, variable=variable) for variable in VARIABLES
        }
        problems = ignored(os.environ)
        try:
            env.seal()
        except EnvValidationError as error:
            problems |= _problems(error)
        if problems:
            raise InvalidSettings(problems)
        values["folder"] = Path(values["folder"]).expanduser().absolute()
        values["office_url"] = values["office_url"] or f"sqlite:///{values['folder'] / 'office.sqlite3'}"
        values |= {name: values[name] or None for name in ("neo4j_uri", "neo4j_database")}
        settings = cls(**values | {"port": int(values["port"])})
        _refuse_office_in_no_folder(settings)
        return settings


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the environment: the field it fills, its default and its check."""

    name: str
    field: str
    default: str
    check: Callable[[str], str]
    meaning: str


def _checked(raw: str, *, variable: Variable) -> str:
    return variable.check(raw.strip()) if raw.strip() else variable.default


def _problems(error: EnvValidationError) -> dict[str, str]:
    messages = error.error_messages
    if not isinstance(messages, dict):
        raise TypeError("environs reported its errors without the names of the variables")
    return {str(name): "; ".join(map(str, texts)) for name, texts in messages.items()}


def ignored(environment: Mapping[str, str]) -> dict[str, str]:
    """Variables that would have no effect and look as if they were meant to, with what to do.

    >>> ignored({"NEO4J_USER": "anna"})
    {'NEO4J_USER': 'is set and NEO4J_URI is not; set that too, or unset this one'}
    """
    given = {name for name, value in environment.items() if value.strip()}
    problems = {}
    if "NEO4J_URI" not in given:
        lonely = given & {"NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE"}
        problems = dict.fromkeys(sorted(lonely), "is set and NEO4J_URI is not; set that too, or unset this one")
    meant = {variable.name: variable.name for variable in VARIABLES}
    meant |= {f"OGNIWO_{name}": name for name in meant if name.startswith("NEO4J_")}
    unknown = [one for one in given - set(meant.values()) if one.startswith("OGNIWO_") and not _OF_TOOLS.fullmatch(one)]
    for name in sorted(unknown):
        close = get_close_matches(name, meant, n=1, cutoff=0.85)
        if close:
            problems[name] = f"is no setting; {meant[close[0]]} was probably meant"
    return problems


def _refuse_office_in_no_folder(settings: Settings) -> None:
    path = settings.office_path
    if path is not None and path.parent != settings.folder and not path.parent.is_dir():
        problem = f"is in the folder {path.parent}, which is not there; make it, or correct the address"
        raise InvalidSettings({"OGNIWO_OFFICE_URL": problem})


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to `host`.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _wrong(value: str, allowed: str) -> ValidationError:
    return ValidationError(f"is {value!r}; allowed: {allowed}")


def _any_text(value: str) -> str:
    return value


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value.lower() not in choices:
            raise _wrong(value, ", ".join(choices))
        return value.lower()

    return check


def _port(value: str) -> str:
    if not (value.isascii() and value.isdigit() and int(value) <= 65535):
        raise _wrong(value, "a whole number from 0 to 65535, where 0 takes any free port")
    return value


def _host(value: str) -> str:
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        if not _HOST_NAME.fullmatch(value) or re.fullmatch(r"[\d.]+", value):
            raise _wrong(value, "the name or the IP address of a host, such as 127.0.0.1") from None
        return value


def _folder(value: str) -> str:
    if Path(value).expanduser().is_file():
        raise _wrong(value, "a folder, and this is a file")
    return value


def _neo4j_uri(value: str) -> str:
    parts = _split(value)
    if parts is None or parts.scheme not in NEO4J_SCHEMES or not parts.hostname:
        raise _wrong(without_password(value), f"SCHEME://HOST:PORT, where SCHEME is one of {', '.join(NEO4J_SCHEMES)}")
    if parts.username is not None:
        raise _wrong(without_password(value), "an address without a user; give it by NEO4J_USER and NEO4J_PASSWORD")
    return value


def _office_url(value: str) -> str:
    allowed = "sqlite:////ABSOLUTE/PATH or postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
    parts = _split(value)
    if parts is None:
        raise _wrong(without_password(value), allowed)
    if parts.scheme == "sqlite" and not parts.netloc and parts.path.startswith("//") and len(parts.path) > 2:
        return value
    if "pass" in parts.query.lower():
        raise _wrong(without_password(value), f"{allowed}, with the password before the host, where it is never shown")
    on_server = value.startswith(f"{parts.scheme}://") and len(parts.path) > 1
    if on_server and parts.scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
        return "postgresql+psycopg" + value[len(parts.scheme) :]
    raise _wrong(without_password(value), allowed)


def _split(url: str) -> SplitResult | None:
    """The parts of an address, or None where it is not one (a port that is no number, say)."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def without_password(url: str) -> str:
    """The address with its password replaced, so that it may be shown.

    >>> without_password("postgresql://anna:tajne@db/ogniwo")
    'postgresql://anna:***@db/ogniwo'
    >>> without_password("neo4j:tajne@db"), without_password("postgresql://db/ogniwo?password=tajne")
    ('neo4j:***@db', 'postgresql://db/ogniwo?password=***')
    """
    hidden = re.sub(r"([?&][^=&]*pass[^=&]*=)[^&]*", r"\1***", url, flags=re.IGNORECASE)
    named = re.sub(r"(//[^:/@]*):.*@", r"\1:***@", hidden)
    return named if named != hidden else re.sub(r"^([\w+.-]+:)?(//)?.*@", r"\1\2***@", hidden)


VARIABLES: tuple[Variable, ...] = (
    Variable("OGNIWO_DATA", "folder", "var/ogniwo", _folder, "folder of the embedded network and office"),
    Variable("OGNIWO_OFFICE_URL", "office_url", "", _office_url, "office elsewhere than in that folder"),
    Variable("NEO4J_URI", "neo4j_uri", "", _neo4j_uri, "Neo4j server that holds the network, instead of a file"),
    Variable("NEO4J_USER", "neo4j_user", "neo4j", _any_text, "its user"),
    Variable("NEO4J_PASSWORD", "neo4j_password", "", _any_text, "and the password"),
    Variable(
        "NEO4J_DATABASE",
        "neo4j_database",
        "",
        _any_text,
        "database on that server; the user's home database if not set",
    ),
    Variable("OGNIWO_HOST", "host", "127.0.0.1", _host, "address that `ogniwo serve` listens on"),
    Variable("OGNIWO_PORT", "port", "8420", _port, "its port; 0 takes any that is free"),
    Variable("OGNIWO_LANGUAGE", "language", "pl", _one_of(LANGUAGES), "language of pages and results"),
    Variable("OGNIWO_LOG_LEVEL", "log_level", "info", _one_of(LOG_LEVELS), "least serious event that is logged"),
    Variable("OGNIWO_LOG_FORMAT", "log_format", "text", _one_of(LOG_FORMATS), "text for people, json for machines"),
)
