"""The blocks of a slide in the slots of its layout, whose boxes follow the author's widths and the room of footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ria_deck.content.specs.slides import SlideSpec
from ria_deck.design.measurers import measurer_of
from ria_deck.model.deck import Block, Placement, Prose, Slide
from ria_deck.model.text import Paragraph, ParagraphKind
from ria_deck.model.theme import EMU_PER_PT, BlockKind, Layout, LayoutKind, Slot, SlotRole
from ria_deck.resolve.blocks import Resolved, paragraphs_of
from ria_deck.resolve.context import Context
from ria_deck.resolve.figures import laid_out
from ria_deck.resolve.fitting.fit import fit_text
from ria_deck.resolve.placing import Misfit, Wish, columns_of, could_take, place
from ria_deck.resolve.title_room import with_title_room
from ria_deck.source.nearest import listing

_MOST_FOOT = 0.3  # of the slide's height that footnotes may take
_LEAST_BODY = 0.12  # of the slide's height that a body keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """A slot's name for each block. `layout` has the boxes of this slide; `subtitle` are the lines of the SUBTITLE slot
    where the layout has no other place for prose."""

    layout: Layout
    blocks: tuple[Resolved, ...]
    names: tuple[str, ...] = ()
    subtitle: tuple[Paragraph, ...] = ()

    @property
    def placements(self) -> tuple[Placement, ...]:
        """The blocks in their slots, not laid out yet; prose for one slot is one block."""
        return _placements(self.names, [found.block for found in self.blocks])


def finished(slide: Slide, arranged: Arrangement, context: Context) -> Slide:
    """The slide with its figures laid out, and the boxes of slots that stand elsewhere than the layout says."""
    layout = with_foot(with_title_room(arranged.layout, slide, context), slide, context)
    context = on_ground(layout, context)
    slots = {slot.name: slot for slot in layout.bodies}
    blocks = [
        laid_out(found.block, slots[name], context, found.span)
        for name, found in zip(arranged.names, arranged.blocks, strict=True)
    ]
    before = {slot.name: slot.box for slot in context.theme.layouts[layout.name].slots}
    boxes = tuple((slot.name, slot.box) for slot in layout.slots if slot.box != before[slot.name])
    return replace(slide, placements=_placements(arranged.names, blocks), boxes=boxes)


def on_ground(layout: Layout, context: Context) -> Context:
    """The context with the colours that a layout's ground asks for: where labels stand on marks is decided by them."""
    theme = context.theme.on(layout)
    if theme is context.theme:
        return context
    return replace(context, theme=theme, measurer=measurer_of(theme))


def text_below(
    blocks: Sequence[Resolved], layout: Layout, context: Context
) -> tuple[Sequence[Resolved], tuple[Paragraph, ...]]:
    """The blocks, and the sentences at the end of the slide that no slot takes below the figure they follow: these go
    to the slide's foot, where the figures' notes are. Lists stay among the blocks."""
    wishes = [found.wish for found in blocks]
    found = [place(wishes, candidate) for candidate in _candidates(layout, wishes, context)]
    late = [misfit.index for misfit in found if isinstance(misfit, Misfit) and misfit.late]
    if not late or any(not isinstance(one, Misfit) for one in found) or layout.slot(SlotRole.FOOTNOTES) is None:
        return blocks, ()
    rest = blocks[max(late) :]
    sentences = paragraphs_of(rest) if all(isinstance(one.block, Prose) for one in rest) else ()
    if any(text.kind is not ParagraphKind.PLAIN for text in sentences):
        return blocks, ()
    return (blocks[: max(late)], sentences) if sentences else (blocks, ())


def _placements(names: Sequence[str], blocks: Sequence[Block]) -> tuple[Placement, ...]:
    slots: dict[str, list[Block]] = {}
    for name, block in zip(names, blocks, strict=True):
        slots.setdefault(name, []).append(block)
    return tuple(Placement(slot=name, block=block) for name, group in slots.items() for block in merged(group))


def _candidates(layout: Layout, wishes: Sequence[Wish], context: Context) -> Iterator[Layout]:
    yield layout
    companion = context.theme.layouts.get(layout.lead)
    if companion is not None:
        yield companion
    wanted = 1 + max((wish.column for wish in wishes), default=-1)
    if layout.kind is LayoutKind.SIDE_BY_SIDE and wanted > len(columns_of(layout)):
        alike = (other for other in context.theme.layouts.values() if other.kind is layout.kind)
        yield from (other for other in alike if len(columns_of(other)) == wanted)


def with_columns(layout: Layout, blocks: Sequence[Resolved]) -> Layout:
    """The layout with columns as wide as their author says."""
    names = columns_of(layout)
    shares = {found.column: found.width for found in blocks if found.column >= 0 and found.width}
    if not shares or len(names) < 2 or max(shares) >= len(names):
        return layout
    slots = [layout.body(name) for name in names]
    rest = max(1 - sum(shares.values()), 0.0) / max(len(names) - len(shares), 1)
    wanted = [shares.get(index, rest) for index in range(len(names))]
    left, right = slots[0].box.x, slots[-1].box.x + slots[-1].box.width
    gap = slots[1].box.x - slots[0].box.x - slots[0].box.width
    room = right - left - gap * (len(slots) - 1)
    if any(share <= 0 for share in wanted) or gap < 0:
        return layout
    places: dict[str, tuple[int, int]] = {}
    at = left
    for slot, share in zip(slots, wanted, strict=True):
        places[slot.name] = (at, round(room * share))
        at += places[slot.name][1] + gap
    return replace(layout, slots=tuple(_in_column(slot, places) for slot in layout.slots))


def _in_column(slot: Slot, places: dict[str, tuple[int, int]]) -> Slot:
    """The slot, one of a column (its head and caption too) where the column now is."""
    name = slot.name.removesuffix("-head").removesuffix("-caption")
    if name not in places or slot.role is not SlotRole.BODY:
        return slot
    x, width = places[name]
    return replace(slot, box=replace(slot.box, x=x, width=width), moved=True)


def with_foot(layout: Layout, slide: Slide, context: Context) -> Layout:
    """The layout with as much room for the slide's footnotes as they need, taken from the bodies above them."""
    foot = layout.slot(SlotRole.FOOTNOTES)
    notes = [*slide.remarks, *(text for note in slide.foot for text in note.paragraphs)]
    if foot is None or not notes or fit_text(notes, foot, context).over == 0:
        return layout
    height = context.theme.height
    bottom = foot.box.y + foot.box.height
    grown = foot
    while grown.box.height < _MOST_FOOT * height and fit_text(notes, grown, context).fit.font_scale < 100_000:
        more = grown.box.height + 6 * EMU_PER_PT
        grown = replace(foot, box=replace(foot.box, y=bottom - more, height=more), moved=True)
    edge = grown.box.y - (foot.box.y - max((_bottom(slot) for slot in _over(layout, foot)), default=foot.box.y))
    shrunk = {slot.name: edge - slot.box.y for slot in _over(layout, foot) if _bottom(slot) > edge}
    if any(room < _LEAST_BODY * height for room in shrunk.values()):
        return layout
    slots = [
        replace(slot, box=replace(slot.box, height=shrunk[slot.name]), moved=True) if slot.name in shrunk else slot
        for slot in layout.slots
    ]
    return replace(layout, slots=tuple(grown if slot.name == foot.name else slot for slot in slots))


def _over(layout: Layout, foot: Slot) -> list[Slot]:
    """The bodies that end above the footnotes."""
    return [slot for slot in layout.bodies if _bottom(slot) <= foot.box.y]


def _bottom(slot: Slot) -> int:
    return slot.box.y + slot.box.height


def arrange(spec: SlideSpec, blocks: Sequence[Resolved], layout: Layout, context: Context) -> Arrangement | None:
    """A slot for each block in the layout that serves: the named one, its companion with a lead, or one of three columns in
    the place of two. None, with an error, where none does."""
    if not layout.bodies and layout.slot(SlotRole.SUBTITLE) and all(isinstance(b.block, Prose) for b in blocks):
        return Arrangement(layout=layout, blocks=(), subtitle=paragraphs_of(blocks))
    wishes = [found.wish for found in blocks]
    misfits: list[Misfit] = []
    for candidate in _candidates(layout, wishes, context):
        names = place(wishes, candidate)
        if not isinstance(names, Misfit):
            _tell_empty(spec, names, candidate, context)
            return Arrangement(layout=with_columns(candidate, blocks), names=tuple(names), blocks=tuple(blocks))
        misfits.append(names)
    misfit = max(misfits, key=lambda misfit: (misfit.index, misfit.late))  # what got farthest says what is in the way
    others = could_take(wishes, [context.theme.layouts[name] for name in context.theme.chosen])
    hint = f"layouts that fit this slide: {', '.join(others)}" if others else "split it over several slides"
    context.report.error(
        "RD502",
        misfit.reason,
        blocks[misfit.index].span,
        hint=hint,
        related=((spec.layout_span, "layout chosen here"),),
    )
    return None


def _tell_empty(spec: SlideSpec, names: Sequence[str], layout: Layout, context: Context) -> None:
    """Warn of a place for a figure that nothing fills: half of the slide stays empty."""
    if context.left_out:  # a figure with a mistake is not among the blocks
        return
    for slot in layout.bodies:
        if slot.name not in names and BlockKind.PROSE not in slot.accepts and not layout.kind.quoted:
            kinds = listing(sorted(kind.value for kind in slot.accepts)).replace("`", "")
            name = spec.layout or layout.name
            context.report.warning(
                "RD502",
                f"the layout `{name}` has a slot for a {kinds}, but the slide has none",
                spec.layout_span,
                hint="add the block to this slide, or use a text layout like `bullets`",
            )


def merged(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Neighbouring prose in one block."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Prose) and isinstance(last, Prose):
            joined[-1] = replace(last, paragraphs=last.paragraphs + block.paragraphs)
        else:
            joined.append(block)
    return tuple(joined)
