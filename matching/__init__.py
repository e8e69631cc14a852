"""Who fits whom: the recommender.

>>> from matching import Kind
>>> [str(kind) for kind in Kind]
['peer', 'mentor', 'partner']
"""

from matching.errors import InvalidOption, MatchingError, UnknownActor
from matching.explain import explain
from matching.options import DEFAULTS, SIGNALS, Bands, Options
from matching.recommend import recommend
from matching.results import Band, Caveat, Explanation, Kind, Reason, Recommendation, Suggestion
from matching.wording import band_label, sentence

__all__ = [
    "DEFAULTS",
    "SIGNALS",
    "Band",
    "Bands",
    "Caveat",
    "Explanation",
    "InvalidOption",
    "Kind",
    "MatchingError",
    "Options",
    "Reason",
    "Recommendation",
    "Suggestion",
    "UnknownActor",
    "band_label",
    "explain",
    "recommend",
    "sentence",
]
