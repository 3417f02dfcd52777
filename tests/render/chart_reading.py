"""A chart's SVG and its native part go in, what each of them shows comes out in one form, to be compared.

Neither reader knows the model: places are turned back into numbers by the ticks that the picture itself shows.
"""

from __future__ import annotations

import io
import math
import re
import zipfile

from lxml import etree

from ria_deck.i18n.forms.excel_codes import excel_text

_NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "cdr": "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing",
    "s": "http://www.w3.org/2000/svg",
}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Svg:
    """An SVG by the ids of its parts."""

    def __init__(self, svg: str, name: str) -> None:
        self.root = etree.fromstring(svg.encode())
        self._name = name

    def parts(self, kind: str) -> dict[tuple[int, ...], etree._Element]:
        """The parts of one kind by the numbers in their ids."""
        pattern = re.compile(rf"{re.escape(self._name)}-{kind}-([\d-]+)$")
        found = {}
        for element in self.root.iter("{*}g", "{*}path", "{*}text"):
            match = pattern.match(element.get("id", ""))
            if match:
                found[tuple(int(number) for number in match[1].split("-"))] = element
        return found

    def text(self, kind: str) -> dict[tuple[int, ...], str]:
        """The texts of one kind, lines of one text joined by a newline."""
        return {
            key: "\n".join("".join(line.itertext()) for line in part.iter("{*}text"))
            for key, part in self.parts(kind).items()
        }

    @staticmethod
    def box(part: etree._Element) -> tuple[float, float, float, float]:
        """left, top, right, bottom of all corners of a part's path."""
        numbers = [float(n) for path in part.iter("{*}path") for n in _NUMBER.findall(path.get("d", ""))]
        xs, ys = numbers[0::2], numbers[1::2]
        return min(xs), min(ys), max(xs), max(ys)

    @staticmethod
    def style(part: etree._Element, key: str) -> str:
        """A property of the first path's style."""
        path = next(part.iter("{*}path"))
        found = dict(re.findall(r"([\w-]+):\s*([^;]+)", path.get("style", "")))
        return str(found.get(key, "none")).lstrip("#")

    def baseline(self, kind: str) -> dict[tuple[int, ...], tuple[float, float]]:
        """Where texts of a kind stand: x of the first letter, y of the baseline."""
        found = {}
        for key, part in self.parts(kind).items():
            text = next(part.iter("{*}text"))
            found[key] = (float(text.get("x", "nan")), float(text.get("y", "nan")))
        return found

    def size(self, kind: str) -> dict[tuple[int, ...], float]:
        """The sizes of texts of a kind."""
        found = {}
        for key, part in self.parts(kind).items():
            style = next(part.iter("{*}text")).get("style", "")
            found[key] = float(re.findall(r"font-size: ([\d.]+)px", style)[0])
        return found


class Native:
    """The native chart `number` of a deck."""

    def __init__(self, deck: bytes, number: int = 1) -> None:
        with zipfile.ZipFile(io.BytesIO(deck)) as package:
            names = set(package.namelist())
            self.root = etree.fromstring(package.read(f"ppt/charts/chart{number}.xml"))
            drawing = f"ppt/drawings/drawing{number}.xml"
            self.drawing = etree.fromstring(package.read(drawing)) if drawing in names else None
            theme = etree.fromstring(package.read("ppt/theme/theme1.xml"))
        self.scheme = {}
        for slot in theme.iterfind("a:themeElements/a:clrScheme/*", _NS):
            color = slot[0].get("lastClr") or slot[0].get("val") or ""
            self.scheme[etree.QName(slot).localname] = color.lower()
        self.scheme |= {"tx1": self.scheme["dk1"], "bg1": self.scheme["lt1"]}
        self.scheme |= {"tx2": self.scheme["dk2"], "bg2": self.scheme["lt2"]}

    def one(self, path: str, under: etree._Element | None = None) -> str:
        """The `val` of the one element at a path."""
        found = (self.root if under is None else under).findall(path, _NS)
        assert len(found) == 1, (path, len(found))
        return found[0].get("val", "")

    def color(self, element: etree._Element) -> str:
        """The first colour below an element."""
        for found in element.iter("{*}schemeClr", "{*}srgbClr"):
            value = found.get("val", "")
            return self.scheme[value] if found.tag.endswith("schemeClr") else value.lower()
        return "none"

    @property
    def plot(self) -> tuple[float, ...]:
        """x, y, width and height of the inner plot as shares of the chart."""
        layout = self.root.find("c:chart/c:plotArea/c:layout/c:manualLayout", _NS)
        assert layout is not None
        assert self.one("c:layoutTarget", layout) == "inner"
        return tuple(float(self.one(f"c:{key}", layout)) for key in "xywh")

    def series(self) -> list[etree._Element]:
        """All series in drawing order."""
        found = self.root.findall("c:chart/c:plotArea/*/c:ser", _NS)
        return sorted(found, key=lambda one: int(self.one("c:order", one)))

    def value_axes(self) -> list[etree._Element]:
        """The value axes that are drawn, as they stand in the file."""
        axes = self.root.findall("c:chart/c:plotArea/c:valAx", _NS)
        return [axis for axis in axes if self.one("c:delete", axis) == "0"]

    def ticks(self, axis: etree._Element) -> list[tuple[float, str]]:
        """Places and strings of an axis, as PowerPoint makes them from bounds, step and code. A bound that isn't written
        is the least multiple of the step that is 5 % of the range beyond the numbers."""
        step = float(self.one("c:majorUnit", axis))
        numbers = self._reached(axis)
        low, high = min([0.0, *numbers]), max([0.0, *numbers])
        room = 0.05 * (high - low)
        given = {key: axis.find(f"c:scaling/c:{key}", _NS) for key in ("min", "max")}
        bottom, top = math.floor((low - room) / step) * step, math.ceil((high + room) / step) * step
        low, high = (
            limit if element is None else float(element.get("val", ""))
            for element, limit in ((given["min"], bottom), (given["max"], top))
        )
        count = round((high - low) / step)
        form = axis.find("c:numFmt", _NS)
        assert form is not None
        places = [round(low + step * index, 10) for index in range(count + 1)]
        shown = self.one("c:tickLblPos", axis) != "none"
        return [(at, excel_text(form.get("formatCode", ""), at) if shown else "") for at in places]

    def _reached(self, axis: etree._Element) -> list[float]:
        """The numbers that stand on a value axis, stacks summed; a scatter's x on its horizontal one."""
        id_ = self.one("c:axId", axis)
        across = self.one("c:axPos", axis) == "b" and self.root.find(".//c:xVal", _NS) is not None
        found: list[float] = []
        for plot in self.root.iterfind("c:chart/c:plotArea/*", _NS):
            if id_ not in {one.get("val") for one in plot.iterfind("c:axId", _NS)}:
                continue
            rows = [self.values(series, "c:xVal" if across else "") for series in plot.iterfind("c:ser", _NS)]
            grouping = plot.find("c:grouping", _NS)
            if grouping is not None and grouping.get("val") == "stacked":
                for index in {index for row in rows for index in row}:
                    column = [row.get(index, 0.0) for row in rows]
                    found += [sum(n for n in column if n > 0), sum(n for n in column if n < 0)]
            else:
                found += [number for row in rows for number in row.values()]
        return found

    def values(self, series: etree._Element, tag: str = "") -> dict[int, float]:
        """The numbers of a series by their index; gaps are missing."""
        data = series.find(tag or "c:val", _NS)
        data = series.find("c:yVal", _NS) if data is None else data
        assert data is not None
        return {int(p.get("idx", "")): float(p.findtext("c:v", "", _NS)) for p in data.iter(f"{{{_NS['c']}}}pt")}

    def numbers(self, series: etree._Element) -> dict[int, str]:
        """The labels of a series' points as PowerPoint shows them, but for those that begin with a name."""
        return {
            index: text
            for index, (text, named) in self._labels(series).items()
            if not named and index in self.values(series)
        }

    def _labels(self, series: etree._Element) -> dict[int, tuple[str, bool]]:
        """The labels by point, and whether a name is in them or a note."""
        found: dict[int, tuple[str, bool]] = {}
        values = self.values(series)
        categories = [str(v.text) for v in series.iterfind("c:cat//c:v", _NS)]
        scatter = series.find("c:xVal", _NS) is not None
        for label in series.iterfind("c:dLbls/c:dLbl", _NS):
            if label.find("c:delete", _NS) is not None:
                continue
            index = int(self.one("c:idx", label))
            field = label.find("c:tx//a:fld", _NS)
            if field is not None:
                found[index] = (field.findtext("a:t", "", _NS), not scatter)
                continue
            assert label.find("c:tx", _NS) is None, "no label is typed"
            named = {key: self.one(f"c:{key}", label) == "1" for key in ("showSerName", "showCatName")}
            parts = [self.name(series)] if named["showSerName"] else []
            parts += [categories[index]] if named["showCatName"] else []
            shares = self.one("c:showPercent", label) == "1"
            if shares or self.one("c:showVal", label) == "1":
                form = label.find("c:numFmt", _NS)
                assert form is not None
                shown = values[index] / sum(values.values()) if shares else values[index]
                parts.append(excel_text(form.get("formatCode", ""), shown))
            found[index] = (label.findtext("c:separator", " ", _NS).join(parts), any(named.values()))
        return found

    def name(self, series: etree._Element) -> str:
        """A series' name."""
        return series.findtext("c:tx//c:v", "", _NS)

    def words(self) -> list[str]:
        """The texts of the chart but for ticks, categories and numbers: titles, names, notes, what is drawn over it."""
        found = ["".join(str(t) for t in title.itertext("{*}t")) for title in self.root.iter("{*}title")]
        found += [text for series in self.series() for text, named in self._labels(series).values() if named]
        if self.root.find("c:chart/c:legend", _NS) is not None:
            hidden = {self.one("c:idx", entry) for entry in self.root.iter("{*}legendEntry")}
            found += [self.name(one) for one in self.series() if self.one("c:idx", one) not in hidden]
        shapes = self.drawing.iter(f"{{{_NS['cdr']}}}txBody") if self.drawing is not None else ()
        return found + [
            "".join("".join(str(t) for t in p.itertext("{*}t")) for p in shape.iter("{*}p")) for shape in shapes
        ]
