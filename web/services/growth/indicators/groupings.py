"""How organisations are told apart: legal form, voivodeship, urban or rural, size, informal or not."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from graph.analysis import Trait, traits_of
from graph.snapshot import Snapshot
from graph.snapshot.columns import Column
from web.services.growth.indicators.counted import Grouping

INFORMAL = "INFORMAL"
RURAL, URBAN = "rural", "urban"
VILLAGE, BIG_CITY = "village", "city_over_200k"
_URBAN_OR_RURAL = {VILLAGE: RURAL, "town_up_to_50k": URBAN, "town_50k_200k": URBAN, BIG_CITY: URBAN}


def legal_forms(snapshot: Snapshot) -> Grouping:
    """By legal form, in order of code."""
    return _of_texts("legal_form", snapshot.actors.legal_form)


def informal(snapshot: Snapshot) -> Grouping:
    """Informal groups, and organisations with a legal form."""
    forms = snapshot.actors.legal_form
    texts = [None if form is None else INFORMAL if form == INFORMAL else "registered" for form in forms.tolist()]
    return _of_texts("informal", texts, (INFORMAL, "registered"))


def settlements(snapshot: Snapshot) -> Grouping:
    """Rural is a village, urban a town or a city."""
    texts = [_URBAN_OR_RURAL.get(size) for size in snapshot.actors.settlement.tolist()]
    return _of_texts("settlement", texts, (RURAL, URBAN))


def partner_types(snapshot: Snapshot) -> Grouping:
    """By type of partner, in order of code."""
    return _of_texts("partner_type", snapshot.actors.partner_type)


def regions(snapshot: Snapshot) -> Grouping:
    """By voivodeship of the seat."""
    return _of_trait("region", traits_of(snapshot).region)


def sizes(snapshot: Snapshot) -> Grouping:
    """By paid staff, in bands."""
    return _of_trait("size", traits_of(snapshot).size)


def _of_trait(by: str, trait: Trait) -> Grouping:
    return Grouping(by, trait.values, trait.of.astype(np.int64))


def _of_texts(by: str, texts: Column | Iterable[str | None], codes: tuple[str, ...] | None = None) -> Grouping:
    listed = list(texts)
    codes = codes or tuple(sorted({text for text in listed if text is not None}))
    position = {code: number for number, code in enumerate(codes)}
    of: NDArray[np.int64] = np.array([position.get(text, -1) if text else -1 for text in listed], dtype=np.int64)
    return Grouping(by, codes, of)
