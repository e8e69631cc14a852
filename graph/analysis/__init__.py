"""How the network grew: what of it there was at any date, and figures of it."""

from graph.analysis.history import CONTACT_KINDS, History, history_of
from graph.analysis.moment import Moment, moment_of
from graph.analysis.periods import PERIODS, Period, periods_of
from graph.analysis.scope import Scope, actors_in, scoped
from graph.analysis.traits import Trait, Traits, traits_of

__all__ = [
    "CONTACT_KINDS",
    "PERIODS",
    "History",
    "Moment",
    "Period",
    "Scope",
    "Trait",
    "Traits",
    "actors_in",
    "history_of",
    "moment_of",
    "periods_of",
    "scoped",
    "traits_of",
]
