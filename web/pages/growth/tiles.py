"""The key figures: what each is now, and how it changed since the period before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from graph.analysis.series import Series
from web.charts.sparks import Spark, spark
from web.pages.growth import words
from web.services.growth.series import Growth

TILES: dict[str, LazyString] = {
    "n_organisations": _l("organisations and groups"),
    "n_partners": _l("partners"),
    "n_mentors": _l("mentors"),
    "n_contacts": _l("pairs in contact"),
    "largest_share": _l("of members in one connected part"),
    "n_isolates": _l("without any contact"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One key figure; `value` is empty where `reason` says why there is none, `more` says what it is made of."""

    code: str
    label: str
    value: str
    change: str
    compared: str
    reason: str
    spark: Spark | None
    more: str = ""


def tiles_of(growth: Growth) -> Iterator[Tile]:
    """The key figures of the last period; none where there is no period."""
    series, by = growth.series, growth.question.by
    if not series.periods:
        return
    last = len(series.periods) - 1
    before = words.compared_with(series.periods[-2], by, growth.snapshot) if last else ""
    for code, label in TILES.items():
        value, change = series.figures[code][-1], series.change(code)[-1]
        why = series.reasons.get((code, last))
        yield Tile(
            code=code,
            label=str(label),
            value="" if value is None else words.written(code)(value),
            change=words.change_written(code, change) if change else "",
            compared=before if change is not None else "",
            reason=words.reason(why) if why else "",
            spark=spark(series.figures[code]),
            more=_free_mentors(series) if code == "n_isolates" else "",
        )


def _free_mentors(series: Series) -> str:
    """How many of those without contacts are mentors, who have none between two cohorts; nothing for none."""
    n = int(series.figures["n_free_mentors"][-1] or 0)
    return str(gettext("mentors among them: %(n)s", n=words.count(n))) if n else ""
