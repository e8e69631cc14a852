"""Pages on how the network grows, who holds it together, who stands alone, and what to do next."""

from web.pages.growth import home

__all__ = ["home"]
