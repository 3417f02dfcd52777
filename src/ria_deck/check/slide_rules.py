"""Check the slides of a package: ids, layouts, notes, tables, texts, titles, places.

Each rule is a function that yields one sentence for each fault. Some are what PowerPoint repairs, some what a screen
reader or a person at the keyboard would miss.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from ria_deck.check.opc import A, P, Package, unsigned

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

_SHAPE_PARTS = ("slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster")
_TEXT_PARTS = ("slide", "notesSlide", "chart", "chartUserShapes")
_TITLES = ("title", "ctrTitle")
_EDGE = 9525  # EMU, a pixel: a shape may reach so far over the slide's edge

_INTEGERS = ((f"{A}off", ("x", "y")), (f"{A}chOff", ("x", "y")), (f"{A}ext", ("cx", "cy")), (f"{A}chExt", ("cx", "cy")))


def repeated_slide_id(package: Package) -> Iterator[str]:
    """Two slides with one id, or one below 256 (ST_SlideId)."""
    if package.presentation is None:
        return
    ids = [element.get("id") or "" for element in package.trees[package.presentation].iter(f"{P}sldId")]
    for id_, count in Counter(ids).items():
        if count > 1:
            yield f"{count} slides have the id {id_}"
        elif not 256 <= (unsigned(id_) or 0) < 1 << 31:
            yield f"invalid slide id {id_!r}: ids start at 256"


def repeated_layout_id(package: Package) -> Iterator[str]:
    """Two masters or layouts with one id; all of them share one row of numbers from 2147483648."""
    ids: list[str] = []
    for name in filter(None, (package.presentation, *package.every("slideMaster"))):
        tree = package.trees.get(name)
        if tree is not None:
            ids += [element.get("id") or "" for element in tree.iter(f"{P}sldMasterId", f"{P}sldLayoutId")]
    for id_, count in Counter(ids).items():
        if id_ and (count > 1 or (unsigned(id_) or 0) < 1 << 31):
            yield f"the id {id_} of a master or layout " + ("is used twice" if count > 1 else "is below 2147483648")


def repeated_shape_id(package: Package) -> Iterator[str]:
    """Two shapes of one slide, layout or master with one id (a fallback repeats its choice's on purpose)."""
    for name, tree in _trees(package, *_SHAPE_PARTS):
        fallbacks = {element for fallback in tree.iter(f"{_MC}Fallback") for element in fallback.iter(f"{P}cNvPr")}
        names: dict[str | None, list[str]] = {}
        for element in tree.iter(f"{P}cNvPr"):
            if element not in fallbacks:
                names.setdefault(element.get("id"), []).append(repr(element.get("name")))
        for id_, same in names.items():
            if len(same) > 1:
                yield f"{package.place(name)}: {len(same)} shapes have the id {id_}: {', '.join(same)}"


def slide_without_layout(package: Package) -> Iterator[str]:
    """A slide that has no layout, or more than one; a layout without a master."""
    for name in package.slides:
        layouts = package.related(name, "slideLayout")
        if len(layouts) != 1:
            yield f"{package.place(name)} has {len(layouts) or 'no'} layout{'s' * (len(layouts) > 1)}"
    for name in package.every("slideLayout"):
        if len(package.related(name, "slideMaster")) != 1:
            yield f"{name} has no master"


def unknown_placeholder(package: Package) -> Iterator[str]:
    """A placeholder of a slide that its layout doesn't have: it would not follow the layout. A title may do without,
    where it says its own place."""
    for name in package.slides:
        layouts = package.related(name, "slideLayout")
        tree, layout = package.trees.get(name), package.trees.get(layouts[0]) if len(layouts) == 1 else None
        if tree is None or layout is None:
            continue
        known = {_placeholder(element) for element in layout.iter(f"{P}ph")}
        for element in tree.iter(f"{P}ph"):
            if _placeholder(element) not in known and not (element.get("type") in _TITLES and _stands(element)):
                kind, index = element.get("type", "obj"), element.get("idx", "0")
                yield f"{package.place(name)}: its layout has no placeholder {kind} with index {index}"


def broken_notes(package: Package) -> Iterator[str]:
    """Notes that don't lead back to their slide, or have no master."""
    for name in package.slides:
        for notes in package.related(name, "notesSlide"):
            if package.related(notes, "slide") != [name]:
                yield f"the notes of {package.place(name)} don't refer back to it"
            if len(package.related(notes, "notesMaster")) != 1:
                yield f"the notes of {package.place(name)} have no notes master"


def broken_sections(package: Package) -> Iterator[str]:
    """Sections of the slide sorter that don't hold each slide exactly once."""
    if package.presentation is None:
        return
    tree = package.trees[package.presentation]
    held = Counter(element.get("id") for element in tree.iter(f"{_P14}sldId"))
    ids = {element.get("id") for element in tree.iter(f"{P}sldId")}
    if held and (set(held) != ids or max(held.values()) > 1):
        yield "the sections of the presentation don't hold each slide exactly once"


def ragged_table(package: Package) -> Iterator[str]:
    """A row with more or fewer cells than the table has columns, or a span that its covered cells don't bear out."""
    trees = _trees(package, "slide", "slideLayout")
    for name, table in ((name, table) for name, tree in trees for table in tree.iter(f"{A}tbl")):
        columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
        rows = [row.findall(f"{A}tc") for row in table.findall(f"{A}tr")]
        ragged = [(number, len(cells)) for number, cells in enumerate(rows, start=1) if len(cells) != columns]
        for number, count in ragged:
            yield f"{package.place(name)}: row {number} of a table has {count} cells for {columns} columns"
        if not ragged and (row := _wrong_span(rows)):
            yield f"{package.place(name)}: a merged cell in row {row} of a table covers cells that aren't merged"


def empty_text_body(package: Package) -> Iterator[str]:
    """A text body without a paragraph, or a table cell without a text body: PowerPoint repairs the file."""
    for name, tree in _trees(package, *_SHAPE_PARTS):
        for body in tree.iter(f"{P}txBody", f"{A}txBody"):
            if body.find(f"{A}p") is None:
                yield f"{package.place(name)}: a text body has no paragraph"
        for cell in tree.iter(f"{A}tc"):
            if cell.find(f"{A}txBody") is None:
                yield f"{package.place(name)}: a table cell has no text body"


def text_without_language(package: Package) -> Iterator[str]:
    """A run or field without `lang`: spelling, hyphens, line breaks and voices go wrong."""
    for name, tree in _trees(package, *_TEXT_PARTS):
        for run in tree.iter(f"{A}r", f"{A}fld"):
            properties = run.find(f"{A}rPr")
            if properties is None or not properties.get("lang"):
                yield f"{package.place(name)}: the text {_shown(run.findtext(f'{A}t') or '')} has no language"


def missing_alt_text(package: Package) -> Iterator[str]:
    """A picture, chart, table or group without a description, unless it is marked as decoration."""
    for name in package.slides:
        for shape in _top_shapes(package.trees.get(name)):
            kind = etree.QName(shape).localname
            properties = next(shape.iter(f"{P}cNvPr"), None)
            if kind not in ("pic", "graphicFrame", "grpSp") or properties is None:
                continue
            decorative = any(element.get("val") in ("1", "true") for element in properties.iter(_DECORATIVE))
            if not decorative and not (properties.get("descr") or "").strip():
                yield f"{package.place(name)}: {properties.get('name')!r} ({kind}) has no alt text"


def missing_title(package: Package) -> Iterator[str]:
    """A slide without a title, or with an empty one: it has no name in the outline."""
    for name in package.slides:
        if name in package.trees and not _title(package.trees[name]):
            yield f"{package.place(name)} has no title"


def repeated_title(package: Package) -> Iterator[str]:
    """Two slides with one title: by ear they can't be told apart."""
    titles: dict[str, str] = {}
    for name in package.slides:
        title = _title(package.trees[name]) if name in package.trees else ""
        if title and title in titles:
            yield f"{package.place(name)} has the same title as {package.place(titles[title])}: {_shown(title)}"
        titles.setdefault(title, name)


def outside_slide(package: Package) -> Iterator[str]:
    """A shape that reaches over the slide's edge (a group is judged as a whole).

    A title that stands wholly above the slide is meant to: it serves the outline and screen readers.
    """
    size = None if package.presentation is None else package.trees[package.presentation].find(f"{P}sldSz")
    width, height = (None, None) if size is None else (unsigned(size.get("cx")), unsigned(size.get("cy")))
    if width is None or height is None:
        return
    for name in package.slides:
        for shape in _top_shapes(package.trees.get(name)):
            x, y, cx, cy = _box(shape) or (0, 0, 0, 0)
            beyond = min(x, y) < -_EDGE or x + cx > width + _EDGE or y + cy > height + _EDGE
            if beyond and not (y + cy <= 0 and _is_title(shape)):
                shape_name = next(shape.iter(f"{P}cNvPr")).get("name")
                yield f"{package.place(name)}: {shape_name!r} extends over the edge of the slide"


def _box(shape: etree._Element) -> tuple[int, int, int, int] | None:
    """Where a shape says that it is: left, top, width and height."""
    place = next((found for path in _PLACES if (found := shape.find(path)) is not None), None)
    if place is None:
        return None
    numbers = [*_numbers(place.find(f"{A}off"), "x", "y"), *_numbers(place.find(f"{A}ext"), "cx", "cy")]
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def _is_title(shape: etree._Element) -> bool:
    holder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    return holder is not None and holder.get("type") in {"title", "ctrTitle"}


def _lengths(tree: etree._Element) -> Iterator[tuple[str, str]]:
    """The places and sizes that are written, by the attribute's name."""
    for tag, attributes in _INTEGERS:
        for element in tree.iter(tag):
            yield from ((name, value) for name in attributes if (value := element.get(name)) is not None)


def bad_value(package: Package) -> Iterator[str]:
    """A length that is no whole number, a negative size, a colour that is not six hexadecimal digits."""
    for name, tree in _trees(package, *_SHAPE_PARTS, "chart", "chartUserShapes", "theme"):
        for attribute, value in _lengths(tree):
            if not re.fullmatch(r"-?[0-9]+" if attribute in "xy" else r"[0-9]+", value):
                yield f"{package.place(name)}: {attribute}={value!r} is not a length"
        for element in tree.iter(f"{A}srgbClr"):
            if not re.fullmatch(r"[0-9A-Fa-f]{6}", element.get("val") or ""):
                yield f"{package.place(name)}: {element.get('val')!r} is not a colour"


_PLACES = (f"{P}spPr/{A}xfrm", f"{P}xfrm", f"{P}grpSpPr/{A}xfrm")


def _trees(package: Package, *kinds: str) -> Iterator[tuple[str, etree._Element]]:
    """The parsed parts that relationships of these kinds lead to."""
    for kind in kinds:
        for name in package.every(kind):
            if name in package.trees:
                yield name, package.trees[name]


def _top_shapes(tree: etree._Element | None) -> Iterator[etree._Element]:
    """The shapes of a slide that are in no group; of alternatives, the first choice."""
    for shapes in () if tree is None else tree.iter(f"{P}spTree"):
        for shape in shapes:
            if shape.tag == f"{_MC}AlternateContent":
                choice = shape.find(f"{_MC}Choice")
                yield from () if choice is None else choice
            elif isinstance(shape.tag, str) and shape.tag.startswith(P):
                yield shape


def _placeholder(element: etree._Element) -> tuple[str, str]:
    """How a placeholder finds its layout's: titles by kind, all others by index."""
    kind = element.get("type", "obj")
    return ("title", "") if kind in _TITLES else ("", element.get("idx", "0"))


def _stands(placeholder: etree._Element) -> bool:
    """Whether the shape of a placeholder says where it stands."""
    shape = next(placeholder.iterancestors(f"{P}sp"), None)
    return shape is not None and shape.find(f"{P}spPr/{A}xfrm") is not None


def _title(tree: etree._Element) -> str:
    """The text of the slide's title, spaces as one."""
    for shape in tree.iter(f"{P}sp"):
        placeholder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if placeholder is not None and placeholder.get("type") in _TITLES:
            return " ".join("".join(text.text or "" for text in shape.iter(f"{A}t")).split())
    return ""


def _wrong_span(rows: list[list[etree._Element]]) -> int:
    """The number of the first row with a span whose covered cells don't say `hMerge` or `vMerge`; 0 when all do."""
    cells = ((top, left) for top, row in enumerate(rows) for left in range(len(row)))
    return next((top + 1 for top, left in cells if not _spans_well(rows, top, left)), 0)


def _spans_well(rows: list[list[etree._Element]], top: int, left: int) -> bool:
    """Whether what a cell covers is there and says so."""
    cells = rows[top]
    across, down = unsigned(cells[left].get("gridSpan")) or 1, unsigned(cells[left].get("rowSpan")) or 1
    if left + across > len(cells) or top + down > len(rows):
        return False
    beside = [cell.get("hMerge") for cell in cells[left + 1 : left + across]]
    below = [row[left].get("vMerge") for row in rows[top + 1 : top + down]]
    return all(mark in ("1", "true") for mark in (*beside, *below))


def _numbers(element: etree._Element | None, *attributes: str) -> list[int]:
    values = [] if element is None else [element.get(attribute) or "" for attribute in attributes]
    return [int(value) for value in values if re.fullmatch(r"-?[0-9]{1,20}", value)]


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
