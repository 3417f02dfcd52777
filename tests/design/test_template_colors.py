"""Colours of a template: as its theme, its modifications and its gradients make them, and roles that can be read."""

from __future__ import annotations

from math import dist

import pytest
from lxml import etree
from pptx import Presentation

from ria_deck.design.templates.colors import (
    ColorSlots,
    average,
    distinct,
    mix,
    palette_of,
    readable_on,
    roles_on,
    share_of,
)
from ria_deck.design.units import contrast

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.fixture(scope="module", name="palette")
def _palette() -> ColorSlots:
    found = palette_of(Presentation())
    assert found is not None
    return found


def channels(color: str) -> tuple[int, ...]:
    return tuple(int(color[at : at + 2], 16) for at in (0, 2, 4))


@pytest.mark.parametrize(
    ("xml", "color"),
    [
        ('<a:srgbClr val="aa3300"/>', "AA3300"),
        ('<a:sysClr val="windowText" lastClr="1a1a1a"/>', "1A1A1A"),
        ('<a:sysClr val="windowText"/>', "000000"),
        ('<a:schemeClr val="accent1"/>', "4F81BD"),
        ('<a:schemeClr val="tx1"/>', "000000"),
        ('<a:schemeClr val="bg1"/>', "FFFFFF"),
        ('<a:schemeClr val="phClr"/>', "123456"),
        ('<a:schemeClr val="nobody"/>', None),
        ('<a:prstClr val="white"/>', "FFFFFF"),
        ('<a:prstClr val="hotPink"/>', None),
        ('<a:hslClr hue="0" sat="0" lum="0"/>', None),
        # what PowerPoint shows of accent 1: darker by 25 and 50 %, lighter by 40, 60 and 80 %
        ('<a:schemeClr val="accent1"><a:lumMod val="75000"/></a:schemeClr>', "376092"),
        ('<a:schemeClr val="accent1"><a:lumMod val="50000"/></a:schemeClr>', "254061"),
        ('<a:schemeClr val="accent1"><a:lumMod val="60000"/><a:lumOff val="40000"/></a:schemeClr>', "95B3D7"),
        ('<a:schemeClr val="accent1"><a:lumMod val="40000"/><a:lumOff val="60000"/></a:schemeClr>', "B9CDE5"),
        ('<a:schemeClr val="accent1"><a:lumMod val="20%"/><a:lumOff val="80%"/></a:schemeClr>', "DCE6F2"),
        ('<a:srgbClr val="FF0000"><a:shade val="50000"/></a:srgbClr>', "800000"),
        ('<a:srgbClr val="FF0000"><a:tint val="50000"/></a:srgbClr>', "FF8080"),
        ('<a:srgbClr val="FF0000"><a:gamma/><a:alpha val="20000"/></a:srgbClr>', "FF0000"),
    ],
)
def test_a_colour_is_what_powerpoint_shows(xml: str, color: str | None, palette: ColorSlots) -> None:
    element = etree.fromstring(f'<a:x xmlns:a="{A}">{xml}</a:x>')[0]
    found = palette.color(element, own="123456")
    if color is None:
        assert found is None
    else:
        assert found is not None
        assert max(abs(one - other) for one, other in zip(channels(found), channels(color), strict=True)) <= 1


def test_a_gradient_is_the_mean_of_the_stops_that_are_known(palette: ColorSlots) -> None:
    stops = '<a:gs pos="0"><a:srgbClr val="000000"/></a:gs><a:gs pos="1"><a:prstClr val="hotPink"/></a:gs>'
    stops += '<a:gs pos="2"><a:srgbClr val="FFFFFF"/></a:gs>'
    fill = etree.fromstring(f'<a:gradFill xmlns:a="{A}"><a:gsLst>{stops}</a:gsLst></a:gradFill>')
    assert palette.fill(fill) == "808080"
    unknown = etree.fromstring(f'<a:solidFill xmlns:a="{A}"><a:prstClr val="hotPink"/></a:solidFill>')
    assert palette.fill(unknown) is None


def test_colours_are_mixed_by_their_shares() -> None:
    assert (mix("000000", "FFFFFF", 0.25), mix("FF0000", "0000FF", 0.0), mix("FF0000", "0000FF", 1.0)) == (
        "404040",
        "FF0000",
        "0000FF",
    )
    assert (average(["000000", "FFFFFF", "FF0000"]), average([])) == ("AA5555", None)
    assert (share_of("90000"), share_of("90%")) == (0.9, 0.9)


@pytest.mark.parametrize("ground", ["FFFFFF", "101820", "777777"])
def test_a_colour_moves_away_from_its_ground_until_it_can_be_read(ground: str) -> None:
    needed = 4.5 if ground != "777777" else 4.0
    for color in ("FFE600", "4F81BD", ground):
        moved = readable_on(ground, color, needed)
        assert contrast(moved, ground) >= needed
    assert readable_on("FFFFFF", "000000", 4.5) == "000000"
    assert readable_on("FFFFFF", "808080", 99) == "000000"


def test_series_are_apart_from_each_other_and_roles_can_be_read() -> None:
    alike = ["4F81BD", "4F81BD", "5080BC", "C0504D"]
    found = distinct(alike, "FFFFFF", "000000")
    assert all(contrast(one, "FFFFFF") >= 4.5 for one in found)
    assert all(dist(channels(one), channels(two)) > 55 for at, one in enumerate(found) for two in found[:at])
    roles = roles_on("FFFFFF", "1F2937", ["4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646"])
    assert (roles["paper"], roles["ink"], roles["accent"], roles["sea"]) == (
        "FFFFFF",
        "1F2937",
        roles["series-2"],
        roles["series-1"],
    )
    for role in ("grey", *(f"series-{number}" for number in range(1, 7))):
        assert contrast(roles[role], "FFFFFF") >= 4.5, role
    assert contrast(roles["mist"], "FFFFFF") < contrast(roles["pale"], "FFFFFF") < contrast(roles["grey"], "FFFFFF")
