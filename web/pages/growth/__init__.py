"""Pages on how the network grows, who holds it together, who stands alone, and what to do next."""

from web.pages.growth import brokers, groups, home, indicators, introductions, regions, standing

__all__ = ["brokers", "groups", "home", "indicators", "introductions", "regions", "standing"]
