"""The languages that Ogniwo speaks, the default one first."""

from __future__ import annotations

LANGUAGES = ("pl", "en")
