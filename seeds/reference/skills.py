"""Skills in two levels: groups, and what an actor can need or offer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.schema import COMPONENTS
from seeds.reference.table import FOLDER, Row, read_rows


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """The upper level of skills."""

    code: str
    label_pl: str
    label_en: str
    component: str


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill; `need_prior` says how many organisations look for it: H many, M some, L few."""

    code: str
    group: str
    label_pl: str
    label_en: str
    component: str
    component_secondary: str | None
    synonyms_pl: tuple[str, ...]
    need_prior: str


def read_skills(folder: Path = FOLDER) -> tuple[Skill, ...]:
    """The skills of a folder's ``skills.csv``, in order of code."""
    return tuple(sorted(map(_skill, _rows(folder)), key=lambda skill: skill.code))


def read_skill_groups(folder: Path = FOLDER) -> tuple[SkillGroup, ...]:
    """The groups of a folder's ``skills.csv``, in order of code; their labels may not vary."""
    groups: dict[str, SkillGroup] = {}
    for row in _rows(folder):
        group = SkillGroup(
            row.text("group_code"), row.text("group_pl"), row.text("group_en"), row.code("component", COMPONENTS)
        )
        if groups.setdefault(group.code, group) != group:
            raise row.error("group_code", f"{group.code} has other labels or another component in an earlier row")
    return tuple(groups[code] for code in sorted(groups))


@cache
def skills() -> tuple[Skill, ...]:
    """The 80 skills, in order of code.

    >>> skills()[0].code, skills()[0].component
    ('I1.01', 'image')
    """
    return read_skills()


@cache
def skill_groups() -> tuple[SkillGroup, ...]:
    """The groups of skills, in order of code.

    >>> [group.code for group in skill_groups()][:4]
    ['I1', 'I2', 'I3', 'N1']
    """
    return read_skill_groups()


def _rows(folder: Path) -> tuple[Row, ...]:
    columns = (
        *("code", "group_code", "group_pl", "group_en", "component", "component_secondary"),
        *("label_pl", "label_en", "synonyms_pl", "need_prior"),
    )
    return read_rows("skills.csv", columns, key=("code",), folder=folder)


def _skill(row: Row) -> Skill:
    code, group = row.text("code"), row.text("group_code")
    if not code.startswith(f"{group}."):
        raise row.error("code", f"{code!r} does not begin with its group {group!r}")
    second = row.optional("component_secondary")
    return Skill(
        code,
        group,
        row.text("label_pl"),
        row.text("label_en"),
        row.code("component", COMPONENTS),
        row.code("component_secondary", COMPONENTS) if second else None,
        row.words("synonyms_pl", ";"),
        row.code("need_prior", ("H", "M", "L")),
    )
