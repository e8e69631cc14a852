"""Introductions: which two to bring together next, by what it does for the network and for the two.

>>> from matching.introductions import IntroductionQuestion
>>> IntroductionQuestion(k=3).per_actor
2
"""

from matching.introductions.finding import best_introductions, best_of_pool
from matching.introductions.options import EFFECTS, GOALS, KINDS, STEPS_NEAR, IntroductionOptions, IntroductionQuestion
from matching.introductions.pool import Pool, pool_of
from matching.introductions.results import BestIntroductions, Bridge, Effect, End, Points, RankedIntroduction, Shape

__all__ = [
    "EFFECTS",
    "GOALS",
    "KINDS",
    "STEPS_NEAR",
    "BestIntroductions",
    "Bridge",
    "Effect",
    "End",
    "IntroductionOptions",
    "IntroductionQuestion",
    "Points",
    "Pool",
    "RankedIntroduction",
    "Shape",
    "best_introductions",
    "best_of_pool",
    "pool_of",
]
