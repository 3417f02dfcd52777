"""All texts of a deck with `{{ … }}`, or with values that an earlier refresh put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ria_deck.data import Tables
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.value import Cell
from ria_deck.ooxml.presentation import Presentation
from ria_deck.ooxml.spans import Edit, Element
from ria_deck.refresh.change import Change, RefusedError, ShapePlace
from ria_deck.refresh.languages import language_code
from ria_deck.refresh.store import StoredText, store, stored_texts
from ria_deck.refresh.texts import (
    ValueSpan,
    characters,
    edited_spans,
    language_of,
    marked_spans,
    replaced,
    value_spans_after,
)
from ria_deck.resolve.expressions.evaluator import Evaluator


class _Paragraph(NamedTuple):
    part: str
    shape: int
    number: int
    element: Element
    place: ShapePlace


@dataclass(slots=True)
class TextRefresh:
    """The texts of one deck."""

    deck: str
    presentation: Presentation
    tables: Tables
    language: str | None
    report: Report
    values: list[Change] = field(default_factory=list)
    count: int = 0
    _kept: list[StoredText] = field(default_factory=list)
    _evaluators: dict[str, Evaluator] = field(default_factory=dict)

    def run(self, edits: dict[str, list[Edit]]) -> None:
        """Fill every text; the edits are added by part."""
        paragraphs = list(self._paragraphs())
        stored = self._matched(paragraphs)
        for index, paragraph in enumerate(paragraphs):
            try:
                spans = stored.get(index) or marked_spans(characters(paragraph.element))
            except RefusedError as refused:
                self.report.error(refused.code, refused.message, paragraph.place.span, hint=refused.hint)
                continue
            if spans:
                self.count += 1
                self._fill(paragraph, spans, edits)

    def stored_parts(self) -> dict[str, bytes]:
        """The parts that keep the templates; nothing for a deck without any."""
        return store(self.presentation.package, self._kept) if self._kept else {}

    def _fill(self, paragraph: _Paragraph, spans: list[ValueSpan], edits: dict[str, list[Edit]]) -> None:
        evaluator = self._evaluator(self.language or language_of(paragraph.element) or "en")
        values: list[str] = []
        cells: list[Sequence[Cell]] = []
        for span in spans:
            result = evaluator.evaluate(span.expression, paragraph.place.span)
            text, made_of = evaluator.value_text(result, paragraph.place.span)
            if result is None:
                return
            values.append(text)
            cells.append(made_of.cells if made_of is not None else ())
        before = characters(paragraph.element)
        made, after = replaced(paragraph.element, spans, values)
        edits.setdefault(paragraph.part, []).extend(made)
        for span, value, of in zip(spans, values, cells, strict=True):
            old, place = before[span.start : span.end], paragraph.place
            self.values.append(Change(slide=place.slide, shape=place.shape, at="text", old=old, new=value, cells=of))
        self._kept.append(
            StoredText(
                part=paragraph.part,
                shape=paragraph.shape,
                paragraph=paragraph.number,
                last=after,
                spans=tuple(value_spans_after(spans, values)),
            )
        )

    def _matched(self, paragraphs: list[_Paragraph]) -> dict[int, list[ValueSpan]]:
        """Paragraphs that an earlier refresh filled, by their index: at their place, else by their words."""
        texts = [characters(one.element) for one in paragraphs]
        places = {(one.part, one.shape, one.number): index for index, one in enumerate(paragraphs)}
        found: dict[int, list[ValueSpan]] = {}
        for kept in stored_texts(self.presentation.package):
            index = places.get((kept.part, kept.shape, kept.paragraph))
            if index is not None and texts[index] == kept.last:
                found[index] = list(kept.spans)
                continue
            alike = [at for at, text in enumerate(texts) if text == kept.last and at not in found]
            if len(alike) == 1:
                found[alike[0]] = list(kept.spans)
                continue
            self._edited(kept, index, texts, paragraphs, found)
        return found

    def _edited(
        self,
        kept: StoredText,
        index: int | None,
        texts: list[str],
        paragraphs: list[_Paragraph],
        found: dict[int, list[ValueSpan]],
    ) -> None:
        """A text that a person changed since: kept around its values, refused where a value was written over."""
        if index is None or index in found:
            words = f"a text with values was deleted: “{_short(kept.last)}”"
            self.report.warning("RD849", words, ShapePlace(deck=self.deck, slide=0, shape="?").span)
            return
        if "{{" in texts[index]:
            return  # marked anew
        spans = edited_spans(kept.last, kept.spans, texts[index])
        if spans is None:
            self.report.error(
                "RD847",
                f"a value was overwritten by hand: “{_short(kept.last)}” is now “{_short(texts[index])}”",
                paragraphs[index].place.span,
                hint="write the `{{ … }}` again where the value is wanted, or undo the edit: "
                + ", ".join(f"{{{{ {span.expression} }}}}" for span in kept.spans),
            )
            return
        found[index] = spans

    def _paragraphs(self) -> Iterator[_Paragraph]:
        for slide in self.presentation.slides:
            for shape in (*slide.shapes, *slide.notes):
                for number, element in enumerate(shape.paragraphs):
                    place = ShapePlace(deck=self.deck, slide=slide.number, shape=shape.name)
                    yield _Paragraph(shape.part, shape.id, number, element, place)
                chart = slide.chart(shape) if shape.kind == "chart" else None
                for number, element in enumerate(_rich(chart.root) if chart else ()):
                    place = ShapePlace(deck=self.deck, slide=slide.number, shape=f"{shape.name} (title)")
                    yield _Paragraph(chart.part if chart else "", 0, number, element, place)

    def _evaluator(self, tag: str) -> Evaluator:
        code = language_code(tag)
        if code not in self._evaluators:
            names = {"language": code}
            self._evaluators[code] = Evaluator(self.tables, Formatter(code), names, self.report)
        return self._evaluators[code]


def _rich(root: Element) -> Iterator[Element]:
    """The paragraphs of a chart's typed titles and labels."""
    for holder in root.iter("rich"):
        yield from holder.all("p")


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
