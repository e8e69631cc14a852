"""The map as an SVG picture, for browsers without scripts and for documents."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from graph.analysis.layout import LabelSlot, label_slots
from graph.snapshot.nodes import ORGANISATION, PARTNER
from web.services.cards import name_of
from web.services.network_map.answer import units
from web.services.network_map.shown import Shown

WIDTH = 1200.0
_MARGIN, _FONT_SIZE, _LETTER = 24.0, 13.0, 6.9
_LINE_HEIGHT = _FONT_SIZE * 1.25
_MOST_LABELS, _LONGEST_LABEL = 40, 34


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a picture; web/static/map.css has the same."""

    paper: str
    ink: str
    link: str
    link_opacity: float
    quiet: str
    communities: tuple[str, ...]


PALETTES = {
    "light": Palette(
        *("#ffffff", "#16231d", "#4b5a52", 0.28, "#8d978f"),
        ("#0b6450", "#b97a08", "#3f6fa3", "#ad3145", "#763a7d", "#5c7a1f", "#b4561f", "#2b8a9b", "#8a6a4f", "#5560b8"),
    ),
    "dark": Palette(
        *("#18211c", "#e9efe9", "#aebcb3", 0.3, "#76847b"),
        ("#6fcbae", "#e3a83c", "#86b4e6", "#f0909d", "#d5a4de", "#a9c96a", "#f0a070", "#72cbd8", "#cbb095", "#a9b0f2"),
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """Those shown, each at a point of the picture."""

    rows: NDArray[np.intp]
    points: NDArray[np.float64]
    community: NDArray[np.int64]
    degree: NDArray[np.int64]
    radius: NDArray[np.float64]
    height: float


def picture_of(shown: Shown, *, scheme: str, language: str) -> str:
    """The picture of what is shown; everyone keeps the place of the whole map."""
    palette, drawn = PALETTES[scheme], _drawn(shown)
    height = round(drawn.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height}" ',
        f'width="{WIDTH:.0f}" height="{height}">',
        f'<rect width="{WIDTH:.0f}" height="{height}" fill="{palette.paper}"/>',
        *_links(shown, drawn, palette),
        *_dots(shown, drawn, palette),
        *_labels(shown, drawn, palette, language),
        "</svg>",
    ]
    return "".join(parts)


def _drawn(shown: Shown) -> _Drawn:
    network = shown.network
    places, _ = units(network.points)
    extent = places.max(axis=0, initial=1).astype(np.float64)
    scale = (WIDTH - 2 * _MARGIN) / max(float(extent[0]), float(extent[1]) / 1.1, 1.0)
    left = (WIDTH - float(extent[0]) * scale) / 2
    here = shown.moment.present[network.rows]
    rows = network.rows[here]
    degree = shown.moment.degree[rows]
    step = scale * units(network.points)[1]
    radius = np.clip(step * (0.16 + 0.07 * np.sqrt(degree)), 1.2, 11.0)
    points = places[here] * scale + (left, _MARGIN)
    height = float(extent[1]) * scale + 2 * _MARGIN + _LINE_HEIGHT
    return _Drawn(rows, points.astype(np.float64), network.community[here], degree, radius, height)


def _links(shown: Shown, drawn: _Drawn, palette: Palette) -> list[str]:
    moment = shown.moment
    both = np.isin(moment.one, drawn.rows) & np.isin(moment.other, drawn.rows)
    one, other = (np.searchsorted(drawn.rows, ends[both]) for ends in (moment.one, moment.other))
    points = np.rint(drawn.points).astype(np.int64)
    ends = np.column_stack((points[one], points[other])).tolist()
    path = "".join(f"M{a} {b}L{c} {d}" for a, b, c, d in ends)
    if not path:
        return []
    thickness = 1.1 if len(ends) < 3000 else 0.5
    return [
        f'<path d="{path}" fill="none" stroke="{palette.link}" stroke-opacity="{palette.link_opacity}" '
        f'stroke-width="{thickness}"/>'
    ]


def _dots(shown: Shown, drawn: _Drawn, palette: Palette) -> list[str]:
    roles = shown.network.snapshot.actors.roles[drawn.rows]
    found = shown.found[drawn.rows]
    colour = np.where(drawn.community > 0, (drawn.community - 1) % len(palette.communities), -1)
    parts = []
    for number in range(-1, len(palette.communities)):
        here = np.flatnonzero(colour == number)
        if len(here):
            fill = palette.quiet if number < 0 else palette.communities[number]
            for opacity, mask in ((None, found[here]), (0.22, ~found[here])):
                shapes = "".join(_shape(drawn, place, int(roles[place])) for place in here[mask].tolist())
                faint = "" if opacity is None else f' fill-opacity="{opacity}"'
                parts += [f'<g fill="{fill}"{faint}>{shapes}</g>'] if shapes else []
    return parts


def _shape(drawn: _Drawn, place: int, roles: int) -> str:
    (x, y), r = drawn.points[place].tolist(), float(drawn.radius[place])
    if roles & ORGANISATION:
        return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}"/>'
    if roles & PARTNER:
        return f'<path d="M{x - 0.9 * r:.1f} {y - 0.9 * r:.1f}h{1.8 * r:.1f}v{1.8 * r:.1f}h{-1.8 * r:.1f}z"/>'
    return f'<path d="M{x:.1f} {y - 1.25 * r:.1f}l{1.15 * r:.1f} {2.1 * r:.1f}h{-2.3 * r:.1f}z"/>'


def _labels(shown: Shown, drawn: _Drawn, palette: Palette, language: str) -> list[str]:
    names = [_short(name_of(shown.network.snapshot, row, {}, language)) for row in drawn.rows.tolist()]
    widths = np.array([len(name) * _LETTER for name in names], dtype=np.float64)
    found = shown.found[drawn.rows]
    worth = found & (drawn.degree > 0) if (found & (drawn.degree > 0)).any() else found
    order = np.flatnonzero(worth)
    order = order[np.lexsort((order, -drawn.degree[order]))]
    inside = [one for one in _slots(drawn, widths, order) if one.left >= 0 and one.left + one.width <= WIDTH]
    texts = "".join(_text(one, names[one.place]) for one in inside)
    return [
        f'<g font-family="sans-serif" font-size="{_FONT_SIZE:.0f}" text-anchor="middle" fill="{palette.ink}" '
        f'stroke="{palette.paper}" stroke-width="3" paint-order="stroke">{texts}</g>'
    ]


def _text(slot: LabelSlot, name: str) -> str:
    x, y = slot.left + slot.width / 2, slot.top + 0.8 * slot.height
    return f'<text x="{x:.0f}" y="{y:.0f}">{escape(name)}</text>'


def _slots(drawn: _Drawn, widths: NDArray[np.float64], order: NDArray[np.intp]) -> tuple[LabelSlot, ...]:
    return label_slots(drawn.points, widths, _LINE_HEIGHT, order, most=_MOST_LABELS, gap=8.0)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"
