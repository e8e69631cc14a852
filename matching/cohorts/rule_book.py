"""The rules of a cohort as settings: each off, a *should* with its cost, or a *must*.

A pair that breaks a *must* is not eligible, whatever its score. One that breaks a *should*
loses the cost, in log-odds, from its score, half on each side. The settings are values, not code: a
coordinator changes them, the office keeps them, and `matching.cohorts.grounds` says what breaks each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from matching.cohorts.errors import InvalidRule

MOST_COST = 20.0  # log-odds; beyond any score, so a larger one would only look like a must


class Level(StrEnum):
    """How binding a rule is."""

    OFF = "off"
    SHOULD = "should"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class Setting:
    """How one rule is set.

    Attributes
    ----------
    cost : float
        What a pair that breaks a *should* loses, in log-odds; 0 for the other levels.
    least, most : float or None
        Bounds of the rules that have them; None is no bound.
    by : str or None
        What a limit per mentor counts by: ``region`` or ``kind``.
    """

    level: Level = Level.OFF
    cost: float = 0.0
    least: float | None = None
    most: float | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class RuleShape:
    """What a rule can be set to, and how it is set where nobody says."""

    default: Setting
    levels: tuple[Level, ...] = tuple(Level)
    bounded: bool = False


_PAIRWISE_OR_OFF = (Level.OFF, Level.MUST)

SHAPES: Mapping[str, RuleShape] = MappingProxyType(
    {
        "shared_language": RuleShape(Setting(Level.MUST)),
        "needed_skill": RuleShape(Setting(Level.SHOULD, 1.0)),
        "region_or_online": RuleShape(Setting(Level.SHOULD, 0.5)),
        "availability": RuleShape(Setting(Level.MUST)),
        "no_conflict": RuleShape(Setting(Level.MUST)),
        "declined_lately": RuleShape(Setting(Level.MUST)),
        "not_previous_mentor": RuleShape(Setting()),
        "previous_mentor": RuleShape(Setting(), (Level.OFF, Level.SHOULD)),
        "experience_gap": RuleShape(Setting(least=0.0), bounded=True),
        "limit_per_mentor": RuleShape(Setting(most=2, by="region"), _PAIRWISE_OR_OFF),
    }
)
LIMITED_BY = ("region", "kind")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All settings of a cohort.

    Attributes
    ----------
    settings : mapping of rule to Setting
        Every rule of `SHAPES`.
    together, apart : tuple of (seeker id, seeker id)
        Two organisations that must share a mentor, or must not.
    waiting_bonus : float
        What each cohort that an organisation has waited adds to its pairs, in log-odds.
    """

    settings: Mapping[str, Setting] = field(
        default_factory=lambda: MappingProxyType({name: shape.default for name, shape in SHAPES.items()})
    )
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    waiting_bonus: float = 0.5

    def level(self, rule: str) -> Level:
        """How binding the rule is."""
        return self.settings[rule].level

    def switched(self, rule: str, setting: Setting) -> RuleBook:
        """The same book with one rule set otherwise.

        Raises
        ------
        InvalidRule
            There is no such rule, or it cannot be set so; the message names the choices.
        """
        return replace(self, settings=MappingProxyType({**self.settings, rule: _checked(rule, setting)}))

    def as_json(self) -> dict[str, Any]:
        """The book as JSON values; `from_json` reads it."""
        return {
            "rules": {name: _setting_json(setting) for name, setting in self.settings.items()},
            "together": [list(pair) for pair in self.together],
            "apart": [list(pair) for pair in self.apart],
            "waiting_bonus": self.waiting_bonus,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> RuleBook:
        """The book that `as_json` gave; a rule that it does not know yet is set as usual.

        Raises
        ------
        InvalidRule
        """
        book = cls(
            together=_pairs(kept.get("together", [])),
            apart=_pairs(kept.get("apart", [])),
            waiting_bonus=float(kept.get("waiting_bonus", 0.5)),
        )
        for name, values in kept.get("rules", {}).items():
            book = book.switched(name, Setting(**{**values, "level": _level(values["level"])}))
        return book


def read_setting(rule: str, text: str) -> Setting:
    """The setting that a person writes as ``must``, ``off``, ``should:1.5``, ``must:2..30`` or ``must:2/region``.

    Raises
    ------
    InvalidRule
        The rule or the text is not understood; the message says how it is written.

    Examples
    --------
    >>> read_setting("needed_skill", "should:1.5").cost
    1.5
    >>> gap = read_setting("experience_gap", "must:2..30")
    >>> gap.least, gap.most
    (2.0, 30.0)
    >>> read_setting("limit_per_mentor", "must:1/kind").by
    'kind'
    """
    shape = _shape(rule)
    level, *details = text.split(":")
    setting = replace(shape.default, level=_level(level), cost=0.0)
    if setting.level is Level.SHOULD:
        setting = replace(setting, cost=shape.default.cost or 1.0)
    try:
        for detail in details:
            setting = _detailed(rule, setting, detail)
    except ValueError:
        raise InvalidRule("written", "rule", f"{rule}={text}", HOW_WRITTEN) from None
    return _checked(rule, setting)


HOW_WRITTEN = (
    "RULE=off, RULE=must, RULE=should or RULE=should:COST; experience_gap=must:LEAST..MOST in years; "
    "limit_per_mentor=must:N/region or must:N/kind"
)


def _detailed(rule: str, setting: Setting, detail: str) -> Setting:
    if SHAPES[rule].bounded and ".." in detail:
        least, most = detail.split("..")
        return replace(setting, least=float(least) if least else None, most=float(most) if most else None)
    if rule == "limit_per_mentor":
        most, _, by = detail.partition("/")
        return replace(setting, most=int(most), by=by or setting.by)
    if setting.level is not Level.SHOULD:
        raise ValueError(detail)
    return replace(setting, cost=float(detail))


def _checked(rule: str, setting: Setting) -> Setting:
    shape = _shape(rule)
    if setting.level not in shape.levels:
        allowed = ", ".join(f"{rule}={level}" for level in shape.levels)
        raise InvalidRule("level", "rule", f"{rule}={setting.level}", allowed)
    if not 0 <= setting.cost <= MOST_COST or (setting.level is Level.SHOULD and setting.cost == 0):
        raise InvalidRule("cost", "rule", f"{rule}=should:{setting.cost:g}", f"a cost above 0, up to {MOST_COST:g}")
    bounds = [bound for bound in (setting.least, setting.most) if bound is not None]
    if not all(math.isfinite(bound) for bound in bounds) or bounds != sorted(bounds):
        value = f"{rule}={setting.level}:{setting.least}..{setting.most}"
        raise InvalidRule("bounds", "rule", value, "a least up to a most, in years")
    if rule == "limit_per_mentor" and (setting.by not in LIMITED_BY or (setting.most or 0) < 1):
        raise InvalidRule("written", "rule", f"{rule}={setting.level}:{setting.most}/{setting.by}", HOW_WRITTEN)
    return setting


def _shape(rule: str) -> RuleShape:
    if rule not in SHAPES:
        raise InvalidRule("unknown", "rule", rule, ", ".join(SHAPES))
    return SHAPES[rule]


def _level(text: str) -> Level:
    if text not in list(Level):
        raise InvalidRule("written", "rule", text, HOW_WRITTEN)
    return Level(text)


def _setting_json(setting: Setting) -> dict[str, Any]:
    return {
        "level": setting.level.value,
        "cost": setting.cost,
        "least": setting.least,
        "most": setting.most,
        "by": setting.by,
    }


def _pairs(kept: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(one), str(other)) for one, other in kept)
