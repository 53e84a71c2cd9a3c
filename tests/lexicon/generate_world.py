"""Writes pipeline/publish/report/world.json from the npm package world-atlas (Natural Earth, public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tests/lexicon/generate_world.py package

Shapes are those of 1:110 million, with ISO 3166-1 alpha-3 codes; a country that is too small for one there is a point,
the middle of its largest shape at 1:50 million. Antarctica is left out: it would take a tenth of the map.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from babel.core import get_global

from extractors.lexicon import rows

GOAL = Path(__file__).parents[2] / "pipeline/publish/report/world.json"

#: Shapes without a number in ISO 3166-1 that the project has a code for.
NAMED = {"Kosovo": "XKX"}


def codes() -> dict[str, str]:
    """Numeric codes of ISO 3166-1 -> alpha-3."""
    alpha2 = {number: new[0] for number, new in get_global("territory_aliases").items() if number.isdigit()}
    iso3 = {row["iso2"]: row["iso3"] for row in rows("country_codes")}
    return {number: iso3[two] for number, two in alpha2.items() if len(number) == 3 and two in iso3}


def middle(geometry: dict[str, Any], arcs: list[list[list[int]]], transform: dict[str, list[float]]) -> list[float]:
    """The middle of the largest ring of a shape, in degrees."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    points = max(([p for arc in part[0] for p in path(arcs[arc if arc >= 0 else ~arc])] for part in parts), key=len)
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    xs, ys = [x * sx + tx for x, _ in points], [y * sy + ty for _, y in points]
    return [round((min(xs) + max(xs)) / 2, 2), round((min(ys) + max(ys)) / 2, 2)]


def path(arc: list[list[int]]) -> list[tuple[int, int]]:
    """The points of a delta-encoded arc."""
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def main(folder: Path) -> None:
    """Write the file."""
    known = codes()
    world = json.loads((folder / "countries-110m.json").read_text(encoding="utf-8"))
    finer = json.loads((folder / "countries-50m.json").read_text(encoding="utf-8"))
    shapes = world["objects"]["countries"]["geometries"]
    for shape in shapes:
        shape["id"] = known.get(shape.get("id", ""), NAMED.get(shape["properties"]["name"], ""))
        del shape["properties"]
    shapes[:] = [shape for shape in shapes if shape["id"] != "ATA"]
    drawn = {"ATA", *(shape["id"] for shape in shapes)}
    small = [
        {"type": "Point", "id": iso3, "coordinates": at}
        for shape in finer["objects"]["countries"]["geometries"]
        if (iso3 := known.get(shape.get("id", ""), "")) and iso3 not in drawn
        for at in [middle(shape, finer["arcs"], finer["transform"])]
    ]
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    for point in small:
        x, y = point["coordinates"]
        point["coordinates"] = [round((x - tx) / sx), round((y - ty) / sy)]
    del world["objects"]["land"]
    world["objects"]["small"] = {"type": "GeometryCollection", "geometries": small}
    GOAL.write_text(json.dumps(world, separators=(",", ":")) + "\n", encoding="utf-8")
    print(len(drawn), "shapes,", len(small), "points")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
