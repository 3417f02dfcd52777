"""A deck of anybody's and the tables of a project as a new deck, with every value that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ria_deck.data import Tables, load_tables
from ria_deck.data.table import Row
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.cells import tables_of_cells
from ria_deck.ooxml.charts import ChartPart
from ria_deck.ooxml.package import OfficePackageError
from ria_deck.ooxml.presentation import DeckSlide, Presentation, SlideShape
from ria_deck.ooxml.spans import Edit, spliced
from ria_deck.ooxml.workbook import Workbook
from ria_deck.refresh.binding import Binding, RefreshFile, from_file, mark_of, read_mark
from ria_deck.refresh.change import Change, RefusedError, ShapePlace
from ria_deck.refresh.chart_data import chart_data
from ria_deck.refresh.charts import ChartRefresh, chart_bytes
from ria_deck.refresh.claims import check_refresh_claims
from ria_deck.refresh.languages import language_code
from ria_deck.refresh.pictures import picture_parts
from ria_deck.refresh.refresh_file import load_refresh_file
from ria_deck.refresh.tables import TableRefresh
from ria_deck.refresh.text_refresh import TextRefresh
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.source.nearest import did_you_mean

_THINK_CELL = "THINKCELL"  # how the names of its tags begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh found. `data` is the new deck, None where something was refused; `values` are all that are bound, also
    those that stay; `unbound` are charts and tables that nothing binds, as (slide, name); `tables` has the records of
    the tables that the values come from."""

    data: bytes | None
    values: tuple[Change, ...]
    unbound: tuple[tuple[int, str], ...]
    shapes: int  # how many shapes and texts are bound
    language: str = ""
    tables: Mapping[str, Any] = field(default_factory=dict)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The values that are other ones than before."""
        return tuple(one for one in self.values if one.old != one.new)


def refresh(deck: Path, root: Path, report: Report, *, grow: bool = False) -> Refreshed:
    """The deck in the file `deck` with the numbers of the project at `root`. Every fault is in `report`; the file
    itself is never written. Raises OSError."""
    name = deck.name
    try:
        presentation = Presentation.read(deck.read_bytes())
        if presentation.signed:
            raise OfficePackageError("it is signed, and any change would break the signature")
        slides = presentation.slides
    except OfficePackageError as error:
        report.error("RD840", f"`{name}` can't be refreshed: {error}", Span(path=name))
        return Refreshed(data=None, values=(), unbound=(), shapes=0)
    settings = load_refresh_file(root, report)
    tables = load_tables(root, report)
    work = _DeckRefresh(name, presentation, slides, settings, tables, root, report, grow=grow)
    return work.run()


@dataclass(slots=True)
class _DeckRefresh:
    name: str
    presentation: Presentation
    slides: list[DeckSlide]
    settings: RefreshFile
    tables: Tables
    root: Path
    report: Report
    grow: bool = field(kw_only=True)
    edits: dict[str, list[Edit]] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)
    values: list[Change] = field(default_factory=list)
    unbound: list[tuple[int, str]] = field(default_factory=list)
    charts: list[ChartRefresh] = field(default_factory=list)
    workbooks: dict[str, Workbook] = field(default_factory=dict)
    bound: int = 0

    def run(self) -> Refreshed:
        for slide in self.slides:
            for shape in slide.shapes:
                self._shape(slide, shape)
        self._unused_entries()
        self._finish_charts()
        texts = TextRefresh(self.name, self.presentation, self.tables, self.settings.language, self.report)
        texts.run(self.edits)
        self.values += texts.values
        self.bound += texts.count
        evaluator = self._evaluator(self.settings.language or "en")
        check_refresh_claims(self.settings.claims, self.presentation, evaluator, self.report)
        if not self.bound and not self.report.failed:
            self.report.error(
                "RD841",
                f"no shape of `{self.name}` is bound to a table",
                Span(path=self.name),
                hint="name a chart `ria: TABLE x=COLUMN y=COLUMN` in the selection pane, or list it in refresh.yaml",
            )
        data = None if self.report.failed else self._written(texts)
        used = {name for value in self.values for name in tables_of_cells(value.cells)}
        return Refreshed(
            data=data,
            values=tuple(self.values),
            unbound=tuple(self.unbound),
            shapes=self.bound,
            language=self.settings.language or "",
            tables={name: record for name, record in self.tables.records().items() if name in used},
        )

    def _written(self, texts: TextRefresh) -> bytes:
        package = self.presentation.package
        changed = {part: spliced(package.parts[part], edits) for part, edits in self.edits.items() if edits}
        changed.update(self.parts)
        changed.update(texts.stored_parts())
        return package.rewritten(changed)

    def _shape(self, slide: DeckSlide, shape: SlideShape) -> None:
        place = ShapePlace(deck=self.name, slide=slide.number, shape=shape.name)
        try:
            binding = self._binding(slide, shape, place)
            if binding is None:
                if shape.kind in ("chart", "table"):
                    self.unbound.append((slide.number, shape.name))
                return
            self.bound += 1
            self._refresh(slide, shape, binding)
        except RefusedError as refused:
            self.report.error(refused.code, refused.message, place.span, hint=refused.hint)

    def _binding(self, slide: DeckSlide, shape: SlideShape, place: ShapePlace) -> Binding | None:
        found: list[Binding] = []
        if mark := mark_of(shape):
            found.append(read_mark(mark, place))
        found += [
            from_file(entry, place, Span(path="refresh.yaml"))
            for entry in self.settings.shapes
            if entry.shape == shape.name and entry.slide in (None, slide.number)
        ]
        if len(found) > 1:
            raise RefusedError("RD842", f"`{shape.name}` is bound twice", "keep the mark or the entry of refresh.yaml")
        return replace(found[0], grow=found[0].grow or self.grow) if found else None

    def _unused_entries(self) -> None:
        places = [(slide.number, shape.name) for slide in self.slides for shape in slide.shapes]
        names = [name for _, name in places]
        span = Span(path="refresh.yaml")
        for entry in self.settings.shapes:
            fits = [str(number) for number, name in places if name == entry.shape and entry.slide in (None, number)]
            if not fits:
                where = f" on slide {entry.slide}" if entry.slide else ""
                words, hint = f"the deck has no shape `{entry.shape}`{where}", did_you_mean(entry.shape, names)
                self.report.error("RD842", words, span, hint=hint)
            elif len(fits) > 1:
                words = f"several shapes are named `{entry.shape}` (slides {', '.join(fits)})"
                self.report.error("RD842", words, span, hint="add `slide:`")

    def _refresh(self, slide: DeckSlide, shape: SlideShape, binding: Binding) -> None:
        if any(name.startswith(_THINK_CELL) for name in slide.tags(shape)):
            words = "the shape is think-cell's, which keeps its numbers in a store of its own and would undo a refresh"
            raise RefusedError("RD843", words, "give think-cell the numbers, or make a chart of PowerPoint's of it")
        if binding.image:
            parts, change = picture_parts(self.presentation.package, shape, binding, self.root, self.report)
            self.parts.update(parts)
            self.values += [change] if change else []
            return
        table = self.tables.find(binding.data, binding.span)
        if table is None:
            return
        for column in (binding.x, *binding.y, binding.color):
            if column and column not in table.columns:
                hint = did_you_mean(column, table.column_names)
                raise RefusedError("RD841", f"the table `{table.name}` has no column `{column}`", hint)
        formatter = self._formatter(shape)
        rows = self._rows(binding, formatter)
        if rows is None:
            return
        match shape.kind:
            case "chart":
                self._chart(slide, shape, binding, rows, formatter)
            case "table":
                part = self.presentation.package.parts[shape.part]
                made = TableRefresh(shape=shape, binding=binding, table=table, formatter=formatter, part=part)
                edits, changes = made.edits(rows)
                self.edits.setdefault(shape.part, []).extend(edits)
                self.values += changes
            case _:
                raise RefusedError("RD843", f"the shape is a {shape.kind}, neither a chart nor a table")

    def _chart(
        self, slide: DeckSlide, shape: SlideShape, binding: Binding, rows: list[Row], formatter: Formatter
    ) -> None:
        if not binding.x or not binding.y:
            raise RefusedError("RD841", "a chart needs `x=` and `y=`", "write `ria: TABLE x=COLUMN y=COLUMN`")
        chart = slide.chart(shape)
        if chart is None:
            raise RefusedError("RD843", "a chart of this kind can't be refreshed")
        if not rows:
            raise RefusedError("RD844", f"no rows of `{binding.data}` match the chart's filters")
        made = ChartRefresh(chart, binding, formatter, self.report, workbook=self._shared_workbook(chart))
        self.charts.append(made)
        made.put(chart_data(rows[0].table, rows, binding.x, binding.y, binding.color))
        relation = chart.workbook_relation
        if made.workbook is not None and relation is not None:
            self.workbooks[relation.target] = made.workbook

    def _shared_workbook(self, chart: ChartPart) -> Workbook | None:
        relation = chart.workbook_relation
        return self.workbooks.get(relation.target) if relation is not None else None

    def _finish_charts(self) -> None:
        """Caches follow the cells that have changed, those of unbound charts over the same workbook too."""
        if self.report.failed:
            return
        done = {made.chart.part for made in self.charts}
        for made in (*self.charts, *self._others(done)):
            try:
                self.parts.update(chart_bytes(made))
            except RefusedError as refused:
                self.report.error(refused.code, refused.message, made.binding.place.span, hint=refused.hint)
            self.values += made.values

    def _others(self, done: set[str]) -> Iterator[ChartRefresh]:
        for slide in self.slides:
            for shape in slide.shapes:
                chart = slide.chart(shape) if shape.kind == "chart" else None
                workbook = self._shared_workbook(chart) if chart is not None else None
                if chart is None or workbook is None or chart.part in done:
                    continue
                place = ShapePlace(deck=self.name, slide=slide.number, shape=shape.name)
                binding = Binding(place=place, span=place.span, data="")
                made = ChartRefresh(chart, binding, Formatter("en"), self.report, workbook=workbook)
                made.take_cells()
                yield made

    def _rows(self, binding: Binding, formatter: Formatter) -> list[Row] | None:
        table = self.tables.find(binding.data, binding.span)
        if table is None:
            return None
        if not binding.where:
            return list(table.rows)
        evaluator = Evaluator(self.tables, formatter, _names(formatter), self.report)
        found = evaluator.where(binding.where, binding.span, table)
        return None if found is None else list(found)

    def _formatter(self, shape: SlideShape) -> Formatter:
        tags = [one.get("lang") for one in shape.element.iter("rPr", "endParaRPr") if one.get("lang")]
        return Formatter(language_code(self.settings.language or (tags[0] if tags else "en")))

    def _evaluator(self, code: str) -> Evaluator:
        formatter = Formatter(language_code(code))
        return Evaluator(self.tables, formatter, _names(formatter), self.report)


def _names(formatter: Formatter) -> Mapping[str, object]:
    return {"language": formatter.language.code}
