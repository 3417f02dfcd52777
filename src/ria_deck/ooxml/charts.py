"""Charts of a deck: their references into the workbook, with the cached points that programs draw."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ria_deck.ooxml.formulas import Area, CellAddress, ReferenceFormError, areas
from ria_deck.ooxml.package import OfficePackage, OfficePackageError, PartRelation
from ria_deck.ooxml.spans import Element
from ria_deck.ooxml.workbook import CellContent, Workbook, Worksheet, shown_number

_SAME = 1e-9
_DATA = ("cat", "val", "xVal", "yVal", "bubbleSize", "tx")


@dataclass(frozen=True, slots=True, eq=False)
class ChartReference:
    """What a chart takes from its workbook: `c:numRef` or `c:strRef`, its formula and its cache.

    `role` is the element that holds it: cat, val, xVal, yVal, bubbleSize or tx; `points` are the cached `c:pt` by
    their index. Of categories on several levels the cache is that of the only level, none where they have more.
    """

    role: str
    element: Element
    formula: str
    numbers: bool
    cache: Element | None
    points: dict[int, Element]

    @property
    def count(self) -> int:
        """How many points the cache has place for (`c:ptCount`)."""
        holders = [one for one in (self.cache, self.cache.parent if self.cache else None) if one is not None]
        found = next((count for one in holders if (count := one.child("ptCount")) is not None), None)
        return int(found.get("val", "0")) if found else 0

    def text(self, index: int) -> str | None:
        """A cached point as text; None for a gap."""
        point = self.points.get(index)
        value = point.child("v") if point is not None else None
        return value.text if value is not None else None

    def areas(self) -> list[Area]:
        """The areas of the formula. Raises ReferenceFormError."""
        return areas(self.formula)


@dataclass(frozen=True, slots=True, eq=False)
class ChartSeries:
    """A series: its element, the plot that it belongs to, and its references by role."""

    element: Element
    plot: Element
    references: dict[str, ChartReference]

    @property
    def order(self) -> int:
        """Its place among all series (`c:order`)."""
        found = self.element.child("order") or self.element.child("idx")
        return int(found.get("val", "0")) if found else 0

    @property
    def name(self) -> str:
        """Its name as the chart shows it."""
        tx = self.element.child("tx")
        if tx is None:
            return ""
        return "".join(one.text for one in tx.iter("v"))


class ChartPart:
    """A chart of a deck and the workbook behind it."""

    def __init__(self, package: OfficePackage, part: str) -> None:
        self.package = package
        self.part = part
        self.root = package.tree(part)

    @cached_property
    def series(self) -> list[ChartSeries]:
        """All series, in their order."""
        found = []
        for plot in self._plots():
            for element in plot.all("ser"):
                references = {role: one for role in _DATA if (one := _reference(element, role)) is not None}
                found.append(ChartSeries(element, plot, references))
        return sorted(found, key=lambda one: one.order)

    @cached_property
    def visible_only(self) -> bool:
        """Whether hidden rows and columns are left out (`c:plotVisOnly`, by default true)."""
        found = next(self.root.iter("plotVisOnly"), None)
        return found is None or found.get("val", "1") not in ("0", "false")

    @cached_property
    def workbook_relation(self) -> PartRelation | None:
        """The relation to the workbook; None for a chart that has only its cache."""
        data = self.root.child("externalData")
        return self.package.target(self.part, data.get("r:id")) if data is not None else None

    def workbook(self) -> Workbook | None:
        """The workbook; None where the chart has only its cache. Raises OfficePackageError for one that can't be edited."""
        relation = self.workbook_relation
        if relation is None:
            return None
        if relation.external:
            raise OfficePackageError("its workbook is linked, not embedded")
        if relation.target not in self.package.parts:
            raise OfficePackageError("its workbook is missing")
        if not relation.target.endswith((".xlsx", ".xlsm")):
            raise OfficePackageError(
                f"its data are {relation.target.rpartition('/')[2]}, not an Excel workbook (.xlsx)"
            )
        return Workbook.read(self.package.parts[relation.target])

    def cells(self, reference: ChartReference, workbook: Workbook) -> list[CellAddress]:
        """The cells of a reference in the order of its points: hidden ones are left out where the chart says so."""
        found: list[CellAddress] = []
        for area in reference.areas():
            sheet = workbook.sheet(area.sheet)
            found += [cell for cell in area.cells if not (self.visible_only and _hidden(sheet, cell))]
        return found

    def unlike_workbook(self) -> list[tuple[CellAddress, str, str]]:
        """The points that the chart shows otherwise than its workbook has them: the cell, what is shown, what it holds.
        Empty for a chart without a workbook that can be read, or with references that aren't understood."""
        references = [reference for series in self.series for reference in series.references.values()]
        try:
            workbook = self.workbook()
            if workbook is None:
                return []
            pairs = [
                (cell, one.text(index)) for one in references for index, cell in enumerate(self.cells(one, workbook))
            ]
        except (OfficePackageError, ReferenceFormError):
            return []
        held = [(cell, text, workbook.content(cell)) for cell, text in pairs]
        return [(cell, shown(text), shown(content)) for cell, text, content in held if not agree(content, text)]

    def _plots(self) -> Iterator[Element]:
        area = next(self.root.iter("plotArea"), None)
        for one in area.children if area is not None else []:
            if one.name.endswith("Chart"):
                yield one


def agree(there: CellContent, cached: str | None) -> bool:
    """Whether a cell and its cached point say the same."""
    if cached is None or there is None:
        return (cached or "") == "" and there in (None, "")
    if isinstance(there, (int, float)):
        try:
            return math.isclose(float(cached), float(there), rel_tol=_SAME, abs_tol=_SAME)
        except ValueError:
            return False
    return there == cached


def shown(content: CellContent) -> str:
    """A cell's content for people."""
    if content is None:
        return "nothing"
    return shown_number(content) if isinstance(content, float) else str(content)


def _hidden(sheet: Worksheet, cell: CellAddress) -> bool:
    return cell.row in sheet.hidden_rows or cell.column in sheet.hidden_columns


def _reference(series: Element, role: str) -> ChartReference | None:
    holder = series.child(role)
    if holder is None:
        return None
    element = next((one for one in holder.children if one.name in ("numRef", "strRef", "multiLvlStrRef")), None)
    if element is None:
        return None
    formula = element.child("f")
    levels = list(element.iter("lvl"))
    only = levels[0] if len(levels) == 1 else None  # as PptxGenJS writes all categories
    cache = element.child("numCache") or element.child("strCache") or only
    points = {int(one.get("idx", "0")): one for one in (cache.all("pt") if cache else [])}
    return ChartReference(
        role=role,
        element=element,
        formula=formula.text if formula is not None else "",
        numbers=element.name == "numRef",
        cache=cache,
        points=points,
    )
