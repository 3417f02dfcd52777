"""Make src/ria_deck/design/basemap/land.json from a TopoJSON file of Natural Earth's land (land-50m.json of
world-atlas).

Usage: python tests/makers/base_map.py land-50m.json

Natural Earth is in the public domain. Land is one layer without borders: the built-in map takes no side in any dispute.
The result is a list of closed outer rings of [longitude, latitude] in degrees, rounded to 0.01; lakes and
rings smaller than what a slide can show are left out.
"""

import json
import sys
from pathlib import Path

TARGET = Path(__file__).parents[2] / "src/ria_deck/design/basemap/land.json"


def main() -> None:
    """Read the file that the command line names, write the target."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        arcs.append(points)
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            ring: list[tuple[float, float]] = []
            for index in polygon[0]:
                points = arcs[index] if index >= 0 else arcs[~index][::-1]
                ring.extend(points[1:] if ring else points)
            rounded: list[list[float]] = []
            for lon, lat in ring:
                point = [round(lon, 2), round(lat, 2)]
                if not rounded or rounded[-1] != point:
                    rounded.append(point)
            if len(rounded) > 3:
                rings.append(rounded)
    TARGET.write_text(json.dumps(rings, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
