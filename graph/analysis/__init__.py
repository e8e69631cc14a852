"""How the network grew: what of it there was at any date, and figures of it."""

from graph.analysis.figures import FIGURES, Figure, figure
from graph.analysis.history import CONTACT_KINDS, History, history_of
from graph.analysis.moment import Moment, moment_of
from graph.analysis.periods import PERIODS, Period, periods_of
from graph.analysis.scope import Scope, actors_in, scoped
from graph.analysis.series import Series, series_of
from graph.analysis.traits import Trait, Traits, traits_of

__all__ = [
    "CONTACT_KINDS",
    "FIGURES",
    "PERIODS",
    "Figure",
    "History",
    "Moment",
    "Period",
    "Scope",
    "Series",
    "Trait",
    "Traits",
    "actors_in",
    "figure",
    "history_of",
    "moment_of",
    "periods_of",
    "scoped",
    "series_of",
    "traits_of",
]
