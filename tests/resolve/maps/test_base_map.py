"""Land and places on maps of all parts of the earth, across the date line too."""

from __future__ import annotations

import pytest

from ria_deck.model.map import MapPoint
from ria_deck.model.value import Value
from ria_deck.resolve.maps.base_map import Extent, MapFrame, base_map, coasts
from ria_deck.resolve.maps.map import extent_of
from ria_deck.resolve.maps.projection import Point, area

LAND = {"Kansas": (-98, 38), "Brazil": (-50, -10), "Sahara": (5, 23), "Siberia": (100, 60), "Australia": (134, -25)}
LAND |= {"Chukotka": (-178, 67), "Chukotka, west of the date line": (178, 67.5), "Vanua Levu": (179.2, -16.6)}
SEA = {"the Atlantic": (-35, 30), "the Pacific": (-150, 0), "the Indian Ocean": (80, -20), "near Fiji": (0, -16.6)}
WORLD, PACIFIC, ATLANTIC, FIJI = (-170, -60, 180, 82), (100, -60, 300, 75), (-110, -60, 60, 70), (170, -22, 190, -10)


def inside(point: Point, ring: tuple[Point, ...]) -> bool:
    """Whether a point lies in a ring (rays to the right cross it an odd number of times)."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossed = not crossed
    return crossed


@pytest.mark.parametrize("extent", [WORLD, PACIFIC, ATLANTIC, FIJI], ids=["world", "Pacific", "Atlantic", "Fiji"])
def test_land_is_where_it_is(extent: Extent) -> None:
    frame = MapFrame(width=900, height=400, extent=extent)
    rings = coasts("", frame)
    seen = 0
    for places, dry in ((LAND, True), (SEA, False)):
        for name, spot in zip(places, frame.spots(places.values()), strict=True):
            if 0 < spot[0] < frame.width and 0 < spot[1] < frame.height:
                seen += 1
                assert any(inside(spot, ring) for ring in rings) == dry, name
    assert seen >= (8 if extent != FIJI else 1)


def test_land_across_the_date_line_is_in_one_piece() -> None:
    """Its longitudes jump there in the file; only what lies around the pole goes around the earth."""
    wide = [(west, south, east, north) for _, (west, south, east, north) in base_map("") if east - west > 215]
    assert [round(south) for _, south, _, _ in wide] == [-85]


def points(*lons: float) -> list[MapPoint]:
    return [MapPoint(label="", lat=Value(raw=-10), lon=Value(raw=lon), color="accent") for lon in lons]


@pytest.mark.parametrize(
    ("lons", "west", "east"),
    [
        ((139.0, 151.0), 139, 151),
        ((178.4, -157.9, 151.2), 151.2, 202.1),  # Suva, Honolulu, Sydney
        ((-100.0, 10.0, 100.0), -100, 100),  # the world, as it is usually shown
        ((20.0,), 20, 20),
    ],
)
def test_a_map_without_an_extent_reaches_around_its_points(lons: tuple[float, ...], west: float, east: float) -> None:
    found = extent_of(points(*lons))
    assert west - 40 < found[0] < west
    assert east < found[2] < east + 40


NIIGATA, SPITSBERGEN, ANTARCTICA, FAR = (137, 36, 141, 39), (0, 70, 40, 88), (-60, -89, 60, -60), (60, 10, 200, 70)


@pytest.mark.parametrize("extent", [PACIFIC, ATLANTIC, FIJI, NIIGATA, SPITSBERGEN, ANTARCTICA, FAR])
def test_land_beyond_what_a_map_shows_makes_no_difference(extent: Extent, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is near is projected; what is drawn covers the same as with all of it, but for simplifying."""
    frame = MapFrame(width=900, height=400, extent=extent)
    near = coasts.__wrapped__("", frame)
    monkeypatch.setattr("ria_deck.resolve.maps.base_map.BEYOND", 360.0)
    everything = coasts.__wrapped__("", frame)
    assert len(near) == len(everything) > 0
    for one, other in zip(near, everything, strict=True):
        assert area(list(one)) == pytest.approx(area(list(other)), rel=0.01, abs=2)
