"""The height and the lines that paragraphs take in a slot, at a step of their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ria_deck.model.text import Paragraph, ParagraphKind
from ria_deck.model.text_style import LARGE, Fit, TextStyle
from ria_deck.model.theme import Slot, SlotRole
from ria_deck.resolve.context import Context
from ria_deck.resolve.typography.line_breaking import break_lines


def measure(
    paragraphs: Sequence[Paragraph], slot: Slot, width: float, fit: Fit, context: Context
) -> tuple[float, int, tuple[str, ...], float]:
    """(height, lines, words too long, height of a line) of the paragraphs at a step, in points."""
    style = slot.style
    heading = slot.role is SlotRole.TITLE
    bullets = slot.role is SlotRole.BODY and style.size < LARGE
    total, count = 0.0, 0
    words: list[str] = []
    pitch = style.pitch(fit.line_reduction)
    for paragraph in apart(paragraphs, style, fit):
        size = fit.size(style.size_at(paragraph.depth))
        room = width - indent(paragraph, style, bullets, fit)
        words_set = _in_capitals(paragraph) if style.caps else paragraph
        lines = break_lines(words_set, room, size, context.measurer, bold=style.bold, heading=heading)
        words += lines.broken_words
        count += lines.count
        total += paragraph.before + lines.count * size * pitch
        total += style.gap(paragraph.depth, fit.font_scale)
    total -= style.gap(paragraphs[-1].depth, fit.font_scale)
    return total, count, tuple(words), fit.size(style.size) * pitch


def apart(paragraphs: Sequence[Paragraph], style: TextStyle, fit: Fit) -> list[Paragraph]:
    """The paragraphs, an item after items within the one before as far from them as from that one."""
    found = list(paragraphs)
    for index, (before, item) in enumerate(pairwise(paragraphs), start=1):
        room = style.gap(item.depth, fit.font_scale) - style.gap(before.depth, fit.font_scale)
        if room > 0 and item.kind is not ParagraphKind.PLAIN:
            found[index] = replace(item, before=round(room, 2))
    return found


def _in_capitals(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, text=run.text.upper()) for run in paragraph.runs))


def indent(paragraph: Paragraph, style: TextStyle, bullets: bool, fit: Fit) -> float:
    """Points before the lines of a paragraph."""
    unmarked = not bullets and not style.indents and paragraph.kind is not ParagraphKind.NUMBER
    return 0.0 if unmarked and paragraph.quote is None else style.indent(paragraph) * fit.larger
