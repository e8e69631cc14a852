"""The programme's indicators: what the coordinator reports."""

from web.services.growth.indicators.report import indicators_of, report_of
from web.services.growth.indicators.results import (
    FEWEST,
    Breakdown,
    Cell,
    Indicator,
    IndicatorQuestion,
    Measure,
    Report,
)
from web.services.growth.indicators.targets import BadTargets, Target, read_targets, targets_in

__all__ = [
    "FEWEST",
    "BadTargets",
    "Breakdown",
    "Cell",
    "Indicator",
    "IndicatorQuestion",
    "Measure",
    "Report",
    "Target",
    "indicators_of",
    "read_targets",
    "report_of",
    "targets_in",
]
