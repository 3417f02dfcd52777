"""Fit every text into its slot: as it is, stepped down, or reported as too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from ria_deck.diagnostics import Span
from ria_deck.model.deck import Code, Placement, Prose, Slide, Table
from ria_deck.model.text import Paragraph
from ria_deck.model.text_style import LARGE, SINGLE, Fit, TextStyle
from ria_deck.model.theme import EMU_PER_PT, Slot, SlotRole
from ria_deck.resolve.context import Context
from ria_deck.resolve.fitting.coverage import tell_missing
from ria_deck.resolve.fitting.larger import AS_IT_IS, at_scale, larger_scale
from ria_deck.resolve.fitting.measuring import apart, indent, measure
from ria_deck.resolve.fitting.shortening import shortened
from ria_deck.resolve.fitting.splitting import TABLE_SIZE, split_slide
from ria_deck.resolve.tables.layout import SIZES, fit_table
from ria_deck.resolve.typography.widows import balanced, evened, without_orphan

_CLOSEST, _CLOSEST_EAST_ASIAN = 1.0, 1.15  # line heights under which lines touch, in sizes of the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a text fits: `fit` to write down, or `over` lines too many at the smallest size. `words` don't fit a line."""

    fit: Fit
    over: int = 0
    size: float = 0.0
    words: tuple[str, ...] = ()


def fitted(slides: Sequence[Slide], context: Context) -> tuple[Slide, ...]:
    """All slides, fitted. What doesn't fit is told with slide, language and how much too long it is."""
    done: list[Slide] = []
    for slide in slides:
        parts = split_slide(slide, context, fits) if slide.split else [slide]
        largest = TABLE_SIZE if len(parts) > 1 else SIZES[0]  # the parts of a table look alike
        done += [_slide(part, largest, context) for part in parts]
    tell_missing(done, context)
    return tuple(done)


def fits(block: Prose, slot: Slot, context: Context) -> bool:
    """Whether prose fits a slot at nine tenths of its size or more: the measure for going on to a second slide."""
    outcome = fit_text(block.paragraphs, slot, context)
    return outcome.over == 0 and outcome.fit.font_scale >= 90_000


def steps(style: TextStyle, *, exact: bool) -> Iterator[tuple[float, int]]:
    """(size, reduction of line spacing in thousandths of a percent), in the order they are tried.

    Whole points: PowerPoint rounds a size that it has scaled (measured by others in its exports).
    """
    room = (style.leading - (_CLOSEST_EAST_ASIAN if exact else _CLOSEST)) / SINGLE
    some, more = (max(0, min(percent, int(room * 100))) * 1000 for percent in (10, 20))
    yield style.size, 0
    yield style.size, some
    stride = max(1, int(style.size / 40))
    least = ceil(style.min_size)
    for size in (*range(ceil(style.size) - 1, least, -stride), least):
        if style.min_size <= size < style.size:
            yield size, some if size >= 0.9 * style.size else more
    if least >= 0.9 * style.size:
        yield min(least, style.size), more


def _slide(slide: Slide, largest: float, context: Context) -> Slide:
    layout = slide.arranged(context.theme.layouts[slide.layout])
    slots = {slot.name: slot for slot in layout.bodies}
    whole = largest == SIZES[0]  # the parts of a text are as large as each other
    scale = larger_scale(slide.placements, layout, context) if whole else AS_IT_IS
    placements = tuple(_placement(one, slots[one.slot], slide, largest, scale, context) for one in slide.placements)
    title = layout.slot(SlotRole.TITLE)
    subtitle, foot = layout.slot(SlotRole.SUBTITLE), layout.slot(SlotRole.FOOTNOTES)
    notes = [*slide.remarks, *(paragraph for note in slide.foot for paragraph in note.paragraphs)]
    if notes and foot is None:
        context.report.error("RD533", f"the layout `{layout.name}` has no placeholder for footnotes", slide.span)
    source, line = layout.slot(SlotRole.SOURCE), layout.slot(SlotRole.TOPIC)
    topic = _cut(slide.topic, line, context) if slide.topic and line else None
    return replace(
        slide,
        placements=placements,
        title_fit=_title(slide, title, context) if title and not slide.title_hidden else Fit(),
        topic=topic,
        topic_fit=fit_text([topic], line, context).fit if topic and line else Fit(),
        source_fit=_text(slide.sources, source, slide, "source line", context) if source else Fit(),
        subtitle_fit=_text(slide.subtitle, subtitle, slide, "subtitle", context) if subtitle else Fit(),
        foot_fit=_text(notes, foot, slide, "footnotes", context) if foot and notes else Fit(),
    )


def _placement(placed: Placement, slot: Slot, slide: Slide, largest: float, scale: int, context: Context) -> Placement:
    match placed.block:
        case Prose():
            fit = _text(placed.block.paragraphs, slot, slide, f"text in `{slot.name}`", context)
            fit = at_scale(fit, placed.block, slot, scale, context)
            if len(placed.block.paragraphs) == 1 and slot.style.size >= LARGE and not slot.style.caps:
                fit = _narrowed(placed.block.paragraphs[0], slot, fit, context, even=True)
            spaced = apart(placed.block.paragraphs, slot.style, fit)
            paragraphs = tuple(_last_line(paragraph, slot, fit, context) for paragraph in spaced)
            return replace(placed, block=replace(placed.block, paragraphs=paragraphs, fit=fit))
        case Code():
            return replace(placed, block=replace(placed.block, fit=_code(placed.block, slot, slide, context)))
        case Table():
            return replace(placed, block=fit_table(placed.block, slot, slide, context, largest))
        case _:
            return placed


def _text(paragraphs: Sequence[Paragraph], slot: Slot, slide: Slide, what: str, context: Context) -> Fit:
    if not paragraphs:
        return Fit()
    outcome = fit_text(paragraphs, slot, context)
    for word in outcome.words:
        written = [paragraph for paragraph in paragraphs if word in paragraph.text]
        span, related = _place(written or paragraphs, slide)
        context.report.warning(
            "RD532",
            f"slide `{slide.id}` ({context.target.code}): “{word}” is longer than a line of its {what}",
            span,
            hint="write a shorter word, or a soft hyphen (U+00AD) where it may be broken",
            related=related,
        )
    if outcome.over:
        span, related = _place(paragraphs, slide)
        room = f" to about {_room(paragraphs, outcome):,} characters" if span is not slide.span else ""
        context.report.error(
            "RD530",
            f"slide `{slide.id}` ({context.target.code}): the {what} is {_count(outcome.over)} too long, even at "
            f"{outcome.size:g} pt",
            span,
            hint=f"shorten it{room}, use a roomier layout, or continue on a second slide: `{{.split}}` on the heading"
            if slot.role is SlotRole.BODY
            else f"shorten it{room}",
            related=related,
        )
    return outcome.fit


def _place(paragraphs: Sequence[Paragraph], slide: Slide) -> tuple[Span | None, tuple[tuple[Span, str], ...]]:
    """Where a text is written that doesn't fit: of translations, the longest one's place in the catalog, with the slide."""
    longest = max(paragraphs, key=lambda paragraph: len(paragraph.text))
    written = longest.origin.written if longest.origin is not None else None
    if written is None:
        return slide.span, ()
    return written, ((slide.span, "the slide"),) if slide.span is not None else ()


def _room(paragraphs: Sequence[Paragraph], outcome: Outcome) -> int:
    """How many characters of all paragraphs fit at the smallest size, as they are now; a whole line is counted as one."""
    count = sum(len(paragraph.text) for paragraph in paragraphs)
    lines = max(outcome.fit.lines, 1)
    share = max(lines - outcome.over, 0) / lines
    return max(int(count * share) // 5 * 5, 1)


def _cut(topic: Paragraph, slot: Slot, context: Context) -> Paragraph:
    """The line above the title, no longer than its place has room for at its smallest: it stands whole elsewhere."""
    return shortened(topic, lambda text: fit_text([text], slot, context).over == 0)


def _title(slide: Slide, slot: Slot, context: Context) -> Fit:
    """How the title fits, in a box that is narrower where its lines end better in it."""
    fit = _text([slide.title], slot, slide, "title", context)
    return fit if slot.style.caps else _narrowed(slide.title, slot, fit, context, even=False)


def _narrowed(paragraph: Paragraph, slot: Slot, fit: Fit, context: Context, *, even: bool) -> Fit:
    """The fit in the part of the slot's width in which the paragraph's lines end better; where they shall be `even`, best."""
    left, _, right, _ = slot.inset
    whole = slot.box.width / EMU_PER_PT
    insets = (left + right) / EMU_PER_PT
    size, bold, heading = fit.size(slot.style.size), slot.style.bold, slot.role is SlotRole.TITLE
    narrow = evened if even else balanced
    room = narrow(paragraph, whole - insets, size, context.measurer, bold=bold, heading=heading)
    return replace(fit, share=(room + insets) / whole)


def fit_text(paragraphs: Sequence[Paragraph], slot: Slot, context: Context) -> Outcome:
    """The first step at which the paragraphs fit the slot's box, as PowerPoint will set them."""
    left, top, right, bottom = (inset / EMU_PER_PT for inset in slot.inset)
    width = slot.box.width / EMU_PER_PT - left - right
    height = slot.box.height / EMU_PER_PT - top - bottom
    outcome: Outcome | None = None
    for size, reduction in steps(slot.style, exact=context.theme.exact):
        fit = Fit(font_scale=round(size / slot.style.size * 100_000), line_reduction=reduction)
        needed, lines, words, pitch = measure(paragraphs, slot, width, fit, context)
        fit = replace(fit, lines=lines, tight=needed + pitch > height)
        over = max(0, -int(-(needed - height - 0.5) // pitch)) if pitch else 0
        outcome = Outcome(fit=fit, over=over, size=round(size, 1), words=words)
        if over == 0:
            return outcome
    assert outcome is not None
    return outcome


def _last_line(paragraph: Paragraph, slot: Slot, fit: Fit, context: Context) -> Paragraph:
    """East Asian text that would end in a line of one character is set a little wider."""
    if not context.theme.exact or slot.style.caps:
        return paragraph
    left, _, right, _ = slot.inset
    bullets = slot.role is SlotRole.BODY and slot.style.size < LARGE
    room = (slot.box.width - left - right) / EMU_PER_PT - indent(paragraph, slot.style, bullets, fit)
    size = fit.size(slot.style.size_at(paragraph.depth))
    return without_orphan(paragraph, room, size, context.measurer, bold=slot.style.bold)


def _code(code: Code, slot: Slot, slide: Slide, context: Context) -> Fit:
    """A listing keeps its lines: the longest must fit the slot's width, all of them its height."""
    left, top, right, bottom = (inset / EMU_PER_PT for inset in slot.inset)
    width = slot.box.width / EMU_PER_PT - left - right
    height = slot.box.height / EMU_PER_PT - top - bottom
    lines = ["".join(piece for piece, _ in line) for line in code.lines]
    measurer = context.measurer.listing
    longest = max((measurer.width(line, 1.0) for line in lines if line), default=0.0)
    for size, reduction in steps(slot.style, exact=context.theme.exact):
        pitch = size * slot.style.pitch(reduction)
        if longest * size <= width and len(lines) * pitch <= height:
            scale = round(size / slot.style.size * 100_000)
            return Fit(font_scale=scale, line_reduction=reduction, lines=len(lines))
    context.report.error(
        "RD530",
        f"slide `{slide.id}`: the listing ({len(lines)} lines of up to {max(map(len, lines), default=0)} "
        "characters) doesn't fit its slot",
        slide.span,
        hint="shorten it, or split it over two slides",
    )
    return Fit()


def _count(lines: int) -> str:
    return "one line" if lines == 1 else f"{lines} lines"
