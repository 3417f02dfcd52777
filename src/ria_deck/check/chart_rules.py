"""Check the charts of a package: axes, cached numbers, and the workbook behind each.

Each rule is a function that yields one sentence for each fault. `Edit data` in PowerPoint opens the workbook; a broken
one loses the chart's numbers, and a foreign formula in one would run on the reader's machine.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from ria_deck.check.opc import C, Package, R, unsigned

_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)<)")
_ARITHMETIC = re.compile(
    rb"(?:(?:SUM|SUMIF|MIN|MAX|ABS|IF|INDEX)\(|ROW\(\)|[A-Z]{1,3}:[A-Z]{1,3}|\$?[A-Z]{1,3}\$?[0-9]+|[0-9.]+|&gt;|&lt;|&quot;|[-+*/,:()=\"<>])+"
)


def broken_axes(package: Package) -> Iterator[str]:
    """An axis id that is negative (python-pptx writes such), or one that names no axis of the chart."""
    for name, area in _inside_charts(package, "plotArea"):
        axes = [axis for axis in area if axis.find(f"{C}axPos") is not None]
        known = _ids_in(axes, "axId")
        for id_ in sorted(_ids_in(area, "axId") | _ids_in(area, "crossAx")):
            number = unsigned(id_)
            if number is None or number >= 1 << 32:
                yield f"{name}: the axis id {id_} is invalid (0 to 4294967295)"
            elif id_ not in known:
                yield f"{name}: no axis has the id {id_}"


def _inside_charts(package: Package, *tags: str) -> Iterator[tuple[str, etree._Element]]:
    """The elements of these names with the names of the charts that they are in."""
    for name, tree in _charts(package):
        yield from ((name, element) for element in tree.iter(*(f"{C}{tag}" for tag in tags)))


def missing_workbook(package: Package) -> Iterator[str]:
    """A chart whose data can't be edited: no embedded workbook, or one that is no Excel file."""
    for name, tree in _charts(package):
        external = tree.find(f"{C}externalData")
        id_ = None if external is None else external.get(f"{R}id")
        targets = [relation for relation in package.relations.get(name, ()) if relation.id == id_]
        if not targets:
            yield f"{name} has no workbook"
        elif targets[0].target in package.parts and not _is_workbook(package, targets[0].target):
            yield f"the workbook of {name} ({targets[0].target}) is not an Excel file"


def workbook_formula(package: Package) -> Iterator[str]:
    """A formula in a chart's workbook that is more than arithmetic on its own cells: it came out of someone's
    text."""
    for name in package.every("package"):
        book = package.inside(name)
        if book is not None and _is_workbook(package, name):
            for sheet in book.namelist():
                found = _FORMULA.findall(book.read(sheet)) if sheet.startswith("xl/worksheets/") else []
                if strange := [formula for formula in found if not _ARITHMETIC.fullmatch(formula)]:
                    yield f"{sheet} in {name} contains the formula {strange[0].decode(errors='replace')!r}"


def bad_number(package: Package) -> Iterator[str]:
    """A cached point that isn't a finite number, or lies beyond the number of points."""
    for name, cache in _inside_charts(package, "numCache", "numLit"):
        count = cache.find(f"{C}ptCount")
        points = 0 if count is None else unsigned(count.get("val")) or 0
        for point in cache.iter(f"{C}pt"):
            value = point.findtext(f"{C}v") or ""
            if not _is_finite(value):
                yield f"{name}: the point {value!r} is not a number"
            index = unsigned(point.get("idx"))
            if index is None or index >= points:
                yield f"{name}: point {point.get('idx')} is beyond the {points} points of its series"


def _charts(package: Package) -> Iterator[tuple[str, etree._Element]]:
    for name in package.every("chart"):
        if name in package.trees:
            yield name, package.trees[name]


def _ids_in(elements: Iterable[etree._Element], tag: str) -> set[str]:
    return {id_ for element in elements for id_ in _ids(element, tag)}


def _ids(element: etree._Element, tag: str) -> list[str]:
    return [child.get("val") or "" for child in element.findall(f"{C}{tag}")]


def _is_workbook(package: Package, name: str) -> bool:
    book = package.inside(name)
    return book is not None and "xl/workbook.xml" in book.namelist()


def _is_finite(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
