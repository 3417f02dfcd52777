"""A laid-out timeline as a group of shapes: band of time, stems, dots and text boxes."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.text import Paragraph
from ria_deck.model.theme import Slot
from ria_deck.model.timeline import Timeline, TimelineBar, TimelineEvent, TimelineFlag
from ria_deck.render.pptx.drawingml.xml import text
from ria_deck.render.pptx.slides.drawing import FRAME, Pen
from ria_deck.render.pptx.slides.shapes import ShapeContext

PITCH = 1.2  # of the size, from line to line


def timeline_shape(canvas: ShapeContext, slot: Slot, drawn: Timeline) -> str:
    """The timeline as a group at the slot's place."""
    layout = drawn.slide
    assert layout is not None, "resolve lays every timeline of a slide out"
    pen = Pen.at(canvas, slot)
    band = layout.band
    parts = [pen.rectangle("Time", band, fill="mist")]
    parts += [pen.line("Tick", (x, band.y, x, band.bottom), "grey") for x, _ in layout.ticks]
    parts += [pen.words(words) for _, words in layout.ticks if words is not None]
    parts += [pen.words(words) for words in layout.legend]
    parts += [pen.line("Stem", flag.stem, flag.date.color, FRAME) for flag in layout.flags]
    for event, bar in zip(drawn.spans, layout.bars, strict=True):
        parts += _bar(pen, event, bar)
    for event, flag in zip(drawn.points, layout.flags, strict=True):
        parts.append(pen.dot(f"Marker {event.date.text}", event.color, flag.dot))
        parts.append(_text_box(pen, event, flag))
    whole = Rect(x=0, y=0, width=layout.width, height=layout.height)
    return pen.group(f"Timeline {drawn.name}", drawn.alt, whole, parts)


def _bar(pen: Pen, event: TimelineEvent, bar: TimelineBar) -> list[str]:
    """What lasts as a rectangle with its words in it, or with a text box beside it."""
    name = f"Span {event.label.text}"
    if bar.label is None or not bar.inside:
        return [pen.rectangle(name, bar.box, fill=event.color), *([pen.words(bar.label)] if bar.label else [])]
    runs = _runs(pen, event.label, bar.label)
    if bar.dates is not None:
        dates = replace(event.date, runs=(replace(event.date.runs[0], text=f"   {event.date.text}"),))
        runs += _runs(pen, dates, bar.dates)
    inset = min(bar.label.box.x - bar.box.x, bar.box.right - bar.label.box.right)
    words = f"<a:p><a:pPr>{_spacing(bar.label)}</a:pPr>{runs}</a:p>"
    return [pen.rectangle(name, bar.box, fill=event.color, words=words, inset=inset, wrap="\n" in bar.label.text)]


def _text_box(pen: Pen, event: TimelineEvent, flag: TimelineFlag) -> str:
    """Date and label as two paragraphs of one box, which break by themselves as they were measured; where neither does, in
    no face that stands in for the theme's."""
    date, label = flag.date.box, flag.label.box
    box = Rect(x=date.x, y=date.y, width=date.width, height=date.height + label.height)
    inner = _paragraph(pen, event.date, flag.date) + _paragraph(pen, event.label, flag.label)
    return pen.text_box(f"{event.date.text} {event.label.text}", box, inner, wrap="\n" in flag.label.text, anchor="t")


def _paragraph(pen: Pen, words: Paragraph, placed: PlacedText) -> str:
    return f"<a:p><a:pPr>{_spacing(placed)}</a:pPr>{_runs(pen, words, placed)}</a:p>"


def _spacing(placed: PlacedText) -> str:
    return f'<a:lnSpc><a:spcPts val="{round(placed.size * PITCH * 100)}"/></a:lnSpc>'


def _runs(pen: Pen, words: Paragraph, placed: PlacedText) -> str:
    bold = ' b="1"' if placed.bold else ""
    return "".join(
        f'<a:r><a:rPr lang="{run.lang}" sz="{round(placed.size * 100)}"{bold}>{pen.fill(placed.color)}</a:rPr>'
        f"<a:t>{text(run.text)}</a:t></a:r>"
        for run in words.runs
    )
