"""The links of introductions, with the dates of what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Link, Value
from seeds.drawing.introductions import Introductions
from seeds.drawing.timeline import NEVER, date_of
from seeds.emitting.columns import rows_of

_KINDS = ("peer", "mentor", "partner")
_DATES = ("accepted", "declined", "expired", "feedback")
DECLINE_REASONS = (
    "Do końca roku nie mamy już wolnych terminów.",
    "Szukaliśmy kogoś, kto działa bliżej nas.",
    "Znaleźliśmy już pomoc gdzie indziej.",
    "Nasz zespół jest teraz za mały, wrócimy do tematu po wakacjach.",
    "Nie jesteśmy dobrzy w tym, czego szuka druga strona.",
    "Zarząd się zmienia i na razie nie podejmujemy nowych zobowiązań.",
)


def introduction_links(introductions: Introductions, ids: list[str]) -> Iterator[Link]:
    """INTRODUCED_TO from the seeker to the provider."""
    ends = (introductions.seeker, introductions.provider, introductions.kind, introductions.since)
    outcome = (getattr(introductions, name) for name in (*_DATES, "worked", "decline_reason"))
    for seeker, provider, kind, since, *rest in rows_of(*ends, *outcome):
        properties: dict[str, Value | None] = {"since": date_of(since), "kind": _KINDS[kind]}
        *days, worked, reason = rest
        properties |= {name: date_of(day) for name, day in zip(_DATES, days, strict=True) if day < NEVER}
        if "feedback" in properties:
            properties["worked"] = worked
        if reason >= 0:
            properties["reason"] = DECLINE_REASONS[reason]
        yield Link("INTRODUCED_TO", ids[seeker], ids[provider], properties)
