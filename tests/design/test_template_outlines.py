"""What shapes of a template cover: boxes, presets, freeforms with curves, turned and flipped, in groups of another scale."""

from __future__ import annotations

import pytest
from lxml import etree

from ria_deck.design.templates.outlines import outlines_of

NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
RECT = '<a:prstGeom prst="rect"/>'


def shape(
    geometry: str,
    attributes: str = "",
    *,
    box: str = '<a:off x="100" y="200"/><a:ext cx="400" cy="100"/>',
    ph: str = "",
) -> str:
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr/><p:cNvSpPr/><p:nvPr>{ph}</p:nvPr></p:nvSpPr>"
        f"<p:spPr><a:xfrm {attributes}>{box}</a:xfrm>{geometry}</p:spPr></p:sp>"
    )


def drawn(*shapes: str) -> list[list[tuple[int, int]]]:
    """The polygons of all shapes, in whole units."""
    tree = etree.fromstring(f"<p:spTree {NS}>{''.join(shapes)}</p:spTree>")
    return [[(round(x), round(y)) for x, y in polygon] for one in outlines_of(tree) for polygon in one.polygons]


BOX = [(100, 200), (500, 200), (500, 300), (100, 300)]


@pytest.mark.parametrize(
    ("geometry", "attributes", "polygon"),
    [
        (RECT, "", BOX),
        ("", "", BOX),
        ('<a:prstGeom prst="roundRect"/>', "", BOX),
        ('<a:prstGeom prst="triangle"/>', "", [(300, 200), (500, 300), (100, 300)]),
        ('<a:prstGeom prst="triangle"/>', 'flipV="1"', [(300, 300), (500, 200), (100, 200)]),
        ('<a:prstGeom prst="rtTriangle"/>', 'flipH="1"', [(500, 200), (100, 300), (500, 300)]),
        (RECT, 'rot="5400000"', [(350, 50), (350, 450), (250, 450), (250, 50)]),
        ('<a:prstGeom prst="rtTriangle"/>', 'rot="10800000"', [(500, 300), (100, 200), (500, 200)]),
    ],
)
def test_a_shape_covers_its_form(geometry: str, attributes: str, polygon: list[tuple[int, int]]) -> None:
    assert drawn(shape(geometry, attributes)) == [polygon]


@pytest.mark.parametrize("preset", ["line", "frame", "bentConnector4", "leftBrace"])
def test_what_leaves_its_box_free_covers_nothing(preset: str) -> None:
    assert drawn(shape(f'<a:prstGeom prst="{preset}"/>')) == []


def test_placeholders_and_shapes_without_a_place_are_left_out() -> None:
    assert drawn(shape(RECT, ph='<p:ph type="body"/>'), shape(RECT, box="")) == []


def path(steps: str, attributes: str = 'w="200" h="100"') -> str:
    return f"<a:custGeom><a:pathLst><a:path {attributes}>{steps}</a:path></a:pathLst></a:custGeom>"


def point(x: object, y: object) -> str:
    return f'<a:pt x="{x}" y="{y}"/>'


MOVE = f"<a:moveTo>{point(0, 0)}</a:moveTo>"
TWO = f"<a:lnTo>{point(200, 0)}</a:lnTo><a:lnTo>{point(200, 100)}</a:lnTo>"


def test_a_freeform_is_stretched_over_its_box() -> None:
    assert drawn(shape(path(MOVE + TWO))) == [[(100, 200), (500, 200), (500, 300)]]
    twice = f"{MOVE}{TWO}<a:close/>{MOVE}<a:lnTo>{point(0, 100)}</a:lnTo><a:lnTo>{point(100, 'hc')}</a:lnTo>"
    assert drawn(shape(path(twice))) == [[(100, 200), (500, 200), (500, 300)], [(100, 200), (100, 300), (300, 200)]]


def test_paths_without_fill_size_or_a_third_point_cover_nothing() -> None:
    for steps, attributes in (
        (MOVE + TWO, 'w="200" h="100" fill="none"'),
        (MOVE + TWO, 'w="0" h="100"'),
        (MOVE + TWO, 'w="200"'),
        (f"{MOVE}<a:lnTo>{point(200, 0)}</a:lnTo>", 'w="200" h="100"'),
    ):
        assert drawn(shape(path(steps, attributes))) == []


def test_curves_are_followed_in_eight_steps() -> None:
    quad = f"{MOVE}<a:quadBezTo>{point(100, 100)}{point(200, 0)}</a:quadBezTo>"
    (found,) = drawn(shape(path(quad)))
    assert len(found) == 9
    assert (found[0], found[4], found[8]) == ((100, 200), (300, 250), (500, 200))  # its middle is half as high
    cubic = f"{MOVE}<a:cubicBezTo>{point(0, 100)}{point(200, 100)}{point(200, 0)}</a:cubicBezTo>"
    (found,) = drawn(shape(path(cubic)))
    assert (found[0], found[4], found[8]) == ((100, 200), (300, 275), (500, 200))  # three quarters


def group(inner: str, off: str, ext: str, child_off: str, child_ext: str) -> str:
    return (
        f"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr><a:xfrm><a:off {off}/><a:ext {ext}/><a:chOff {child_off}/>"
        f"<a:chExt {child_ext}/></a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
    )


def test_groups_scale_and_move_what_they_hold_one_in_the_other() -> None:
    inner = group(shape(RECT), 'x="1000" y="0"', 'cx="800" cy="100"', 'x="100" y="200"', 'cx="400" cy="100"')
    assert drawn(inner) == [[(1000, 0), (1800, 0), (1800, 100), (1000, 100)]]
    outer = group(inner, 'x="0" y="50"', 'cx="400" cy="50"', 'x="1000" y="0"', 'cx="800" cy="100"')
    assert drawn(outer) == [[(0, 50), (400, 50), (400, 100), (0, 100)]]
    assert drawn(f"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr/>{shape(RECT)}</p:grpSp>") == [BOX]
    assert drawn(group("", 'x="0" y="0"', 'cx="0" cy="0"', 'x="0" y="0"', 'cx="0" cy="0"'), shape(RECT)) == [BOX]
