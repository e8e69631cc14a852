"""The answers on growth that all threads of the application share."""

from __future__ import annotations

from dataclasses import dataclass, field

from web.services.growth.brokers import LiveBrokers
from web.services.growth.communities import LiveCommunities
from web.services.growth.introductions import LiveIntroductions
from web.services.growth.series import LiveGrowth
from web.services.growth.standing_alone import LiveAlone


@dataclass(frozen=True, slots=True)
class LiveAnswers:
    """Each keeps its last answers about the current snapshot."""

    series: LiveGrowth = field(default_factory=LiveGrowth)
    brokers: LiveBrokers = field(default_factory=LiveBrokers)
    communities: LiveCommunities = field(default_factory=LiveCommunities)
    alone: LiveAlone = field(default_factory=LiveAlone)
    introductions: LiveIntroductions = field(default_factory=LiveIntroductions)
