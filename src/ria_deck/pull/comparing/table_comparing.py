"""Cells, rows and columns of a table that were changed by hand: lines of a pipe table, or conflicts with the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.model.fingerprints import row_print
from ria_deck.pull.base import BuiltSlide
from ria_deck.pull.comparing.text_comparing import TextComparing
from ria_deck.pull.differences import Findings, LineEdit, Spot
from ria_deck.pull.letters import Letter, text_of, to_markdown
from ria_deck.pull.matching import match_texts
from ria_deck.pull.pages import EditedShape
from ria_deck.pull.patches import Patches
from ria_deck.pull.sources import LinkedText, SlideTexts, Sources
from ria_deck.pull.splices import Splice
from ria_deck.source.text import SourceText

_Row = Sequence[Sequence[Letter]]
_BY_HAND = "do the same in the sources, then build again"


@dataclass(frozen=True, slots=True)
class TableComparing:
    """Compares one table with the one that a person left."""

    sources: Sources
    findings: Findings
    texts: TextComparing
    links: SlideTexts
    spot: Spot
    then: BuiltSlide | None

    def compare(self, now: EditedShape, edited: EditedShape) -> None:
        """Rows and columns are found again by their words where there are other ones; then cell by cell."""
        here, there = _columns(now), _columns(edited)
        width = max((len(row) for row in now.rows), default=0)
        columns, merged = [(index, index) for index in range(width)], here is None or there is None
        if here is not None and there is not None and len(here) != len(there):
            columns = self._paired_columns(here, there)
        rows = [(index, index) for index in range(len(now.rows))]
        if len(now.rows) != len(edited.rows) or _shifted(now, edited):
            rows = self._paired_rows(now, edited)
        for number, at in rows:
            self._row(now, number, edited.rows[at], columns)
            if merged and len(now.rows[number]) != len(edited.rows[at]):
                words = f"the row has {len(edited.rows[at])} cells now, not {len(now.rows[number])}"
                self.findings.conflict("RD854", self._at(number), words, new=_words(edited.rows[at]), hint=_BY_HAND)

    def _row(
        self, now: EditedShape, number: int, edited: Sequence[Sequence[Letter]], columns: Sequence[tuple[int, int]]
    ) -> None:
        row = now.rows[number]
        for column, place in columns:
            if column < len(row) and place < len(edited):
                self._cell(now, number, column, row[column], edited[place])

    def _cell(self, now: EditedShape, row: int, column: int, shown: Sequence[Letter], edited: Sequence[Letter]) -> None:
        place = self._at(row, column)
        self.texts.compare(self.links.cell(now, row, column), shown, edited, place, self.spot.slide)

    def _at(self, row: int, column: int | None = None) -> Spot:
        where = f"{self.spot.where}, row {row + 1}" + (f", column {column + 1}" if column is not None else "")
        return Spot(slide=self.spot.slide, number=self.spot.number, where=where)

    def _paired_columns(self, here: Sequence[str], there: Sequence[str]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for index, at in match_texts(here, there):
            if index is not None and at is not None:
                found.append((index, at))
            elif index is not None and self._was_built(here[index].split("\t")):
                words = "a column of the table was deleted in the deck"
                self.findings.conflict("RD854", self.spot, words, old=here[index].replace("\t", " | "), hint=_BY_HAND)
            elif at is not None and not self._was_built(there[at].split("\t")):
                words = "a column of the table was written in the deck"
                self.findings.conflict("RD854", self.spot, words, new=there[at].replace("\t", " | "), hint=_BY_HAND)
        return found

    def _was_built(self, cells: Sequence[str]) -> bool:
        """Whether the deck had these cells when it was built: of a deck that doesn't say, what the sources have."""
        return self.then is None or all(self.then.has(cell) for cell in cells if cell.strip())

    def _paired_rows(self, now: EditedShape, edited: EditedShape) -> list[tuple[int, int]]:
        pairs = match_texts([_words(row) for row in now.rows], [_words(row) for row in edited.rows])
        found = [(index, at) for index, at in pairs if index is not None and at is not None]
        for index, at in pairs:
            if at is None and index is not None and self._had(now.rows[index]):
                self._deleted(now, index)
            elif index is None and at is not None and (self.then is None or not self._had(edited.rows[at])):
                self._added(now, edited.rows[at], at, found)
        return found

    def _had(self, row: _Row) -> bool:
        cells = [text_of(cell) for cell in row]
        if self.then is None or not self.then.rows:
            return self._was_built(cells)
        return row_print(cells) in self.then.rows

    def _deleted(self, now: EditedShape, row: int) -> None:
        words = "a row of the table was deleted in the deck"
        old = _words(now.rows[row])
        line = self._line(now, row)
        if line is not None:
            source, number = line
            splice = Splice(source.line_start(number), source.line_start(number + 1), "")
            self._add(source, splice, now, row, words, old, gone=True)
            return
        cells = tuple(dict.fromkeys(cell for one in self._links(now, row) for cell in one.all_cells))
        hint = f"change {cells[0].path}, or leave the row out in the sources" if cells else _BY_HAND
        self.findings.conflict("RD854", self._at(row), words, old=old, cells=cells, hint=hint)

    def _added(self, now: EditedShape, row: _Row, at: int, found: Sequence[tuple[int, int]]) -> None:
        words = "a row of the table was written in the deck"
        new = _words(row)
        above = max(((there, here) for here, there in found if there < at), default=None)
        line = self._line(now, above[1]) if above is not None else None
        if line is not None and above is not None and len(row) == len(now.rows[above[1]]):
            source, number = line
            number += above[1] == 0  # the line below the heads rules them off
            end = source.line_start(number) + len(source.line(number))
            lead = source.line(number)[: len(source.line(number)) - len(source.line(number).lstrip())]
            cells = " | ".join(to_markdown(cell).replace("|", "\\|").replace("\\\n", " ") for cell in row)
            self._add(
                source, Splice(end, end, f"\n{lead}| {cells} |"), now, above[1], words, text_of(row[0]), gone=False
            )
            return
        near = self._links(now, above[1]) if above is not None else []
        cells_near = next((one.all_cells for one in near if one.all_cells), ())
        hint = f"write it into {cells_near[0].path}" if cells_near else _BY_HAND
        spot = Spot(slide=self.spot.slide, number=self.spot.number, where=f"{self.spot.where}, row {at + 1}")
        self.findings.conflict("RD854", spot, words, new=new, hint=hint)

    def _links(self, now: EditedShape, row: int) -> list[LinkedText]:
        return [self.links.cell(now, row, column) for column in range(len(now.rows[row]))]

    def _line(self, now: EditedShape, row: int) -> tuple[SourceText, int] | None:
        """The line of a pipe table that a row is; None for one that comes from data, and in a translated deck."""
        places = {
            (one.origin.span.path, one.origin.span.line) for one in self._links(now, row) if one.origin is not None
        }
        if len(places) != 1 or self.sources.translated:
            return None
        [(path, number)] = places
        source = Patches(self.sources.root).source(path)
        if source is None or source.line(number).count("|") < len(now.rows[row]) - 1 or "|" not in source.line(number):
            return None
        return source, number

    def _add(
        self, source: SourceText, splice: Splice, now: EditedShape, row: int, message: str, words: str, *, gone: bool
    ) -> None:
        origin = next(one.origin for one in self._links(now, row) if one.origin is not None)
        self.findings.lines.append(
            LineEdit(
                path=source.path,
                splices=(splice,),
                words=words,
                gone=gone,
                spot=self.spot,
                message=message,
                span=origin.span,
            )
        )


def _shifted(now: EditedShape, edited: EditedShape) -> bool:
    """Whether more rows stand elsewhere than stand where they were."""
    here, there = ([_words(row) for row in shape.rows] for shape in (now, edited))
    kept = sum(one == two for one, two in zip(here, there, strict=True))
    pairs = [(index, at) for index, at in match_texts(here, there) if index is not None and at is not None]
    return sum(here[index] == there[at] for index, at in pairs) > kept


def _columns(shape: EditedShape) -> list[str] | None:
    """The words of each column; None for a table whose rows have cells over several columns."""
    if len({len(row) for row in shape.rows}) != 1:
        return None
    return ["\t".join(text_of(row[index]) for row in shape.rows) for index in range(len(shape.rows[0]))]


def _words(row: _Row) -> str:
    return " | ".join(text_of(cell) for cell in row)
