"""Choose a slot for each block of a slide by kind; content isn't looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ria_deck.model.theme import BlockKind, Layout, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A block that wants a place: its kind, and the slot or column that the author named, if any."""

    kind: BlockKind
    slot: str = ""
    column: int = -1  # index in `:::: columns`


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """The first wish (by index) that no slot of the layout can take, and why in words; `late`: it follows a figure that it
    would be above."""

    index: int
    reason: str
    late: bool = False


def place(wishes: Sequence[Wish], layout: Layout) -> list[str] | Misfit:
    """A slot name for each wish, in order.

    A named slot or column is taken at its word. Prose goes on in the first slot that takes prose, where that isn't for a
    single block, and is never above a figure that it follows; any other block needs a slot of its own. Of a column with
    several blocks, the first takes its head.
    """
    taken: dict[str, BlockKind] = {}
    names: list[str] = []
    for index, wish in enumerate(wishes):
        candidates = _candidates(wish, wishes, layout, taken)
        if isinstance(candidates, str):
            return Misfit(index=index, reason=candidates)
        fitting = [slot for slot in candidates if _takes(slot, wish.kind, taken)]
        if not wish.slot and wish.kind is BlockKind.PROSE and fitting:
            under, what = _under_figures(fitting, layout, taken)
            if not under:
                reason = f"this text would be above the {what} that it follows"
                return Misfit(index=index, reason=reason, late=True)
            fitting = under
        if not fitting:
            return Misfit(index=index, reason=_reason(wish, layout))
        names.append(fitting[0].name)
        taken[fitting[0].name] = wish.kind
    return names


def _takes(slot: Slot, kind: BlockKind, taken: Mapping[str, BlockKind]) -> bool:
    """Whether a block can go into a slot: a free one, or prose after prose."""
    goes_on = kind is taken.get(slot.name) is BlockKind.PROSE and not slot.single
    return kind in slot.accepts and (slot.name not in taken or goes_on)


def _candidates(
    wish: Wish, wishes: Sequence[Wish], layout: Layout, taken: Mapping[str, BlockKind]
) -> Sequence[Slot] | str:
    """The slots that a wish may have, or why it names none."""
    bodies = layout.bodies
    if wish.slot:
        named = [slot for slot in bodies if slot.name == wish.slot]
        have = ", ".join(f"`{slot.name}`" for slot in bodies) or "none"
        return named or f"the layout `{layout.name}` has no slot `{wish.slot}` (it has {have})"
    if wish.column < 0:
        return bodies
    columns = columns_of(layout)
    if wish.column >= len(columns):
        return f"the layout `{layout.name}` has {len(columns)} column{'' if len(columns) == 1 else 's'}"
    own = columns[wish.column]
    opens = own not in taken and sum(other.column == wish.column for other in wishes) > 1
    return [slot for slot in bodies if slot.name == own or (opens and slot.name == f"{own}-head")]


def _under_figures(fitting: Sequence[Slot], layout: Layout, taken: Mapping[str, BlockKind]) -> tuple[list[Slot], str]:
    """The slots that aren't above a figure, and what the first one of all is above."""
    figures = [(layout.body(name), kind) for name, kind in taken.items() if kind is not BlockKind.PROSE]
    under = [slot for slot in fitting if not any(_above(slot, figure) for figure, _ in figures)]
    return under, next((kind.value for figure, kind in figures if _above(fitting[0], figure)), "")


def _above(slot: Slot, other: Slot) -> bool:
    """Whether a slot ends above another one and not beside it."""
    return slot.box.y + slot.box.height <= other.box.y and slot.box.x < other.box.x + other.box.width


def columns_of(layout: Layout) -> list[str]:
    """The names of the slots that stand side by side: those that take more than prose, else all bodies."""
    wide = [slot.name for slot in layout.bodies if len(slot.accepts) > 1]
    return wide if len(wide) > 1 else [slot.name for slot in layout.bodies]


def could_take(wishes: Sequence[Wish], layouts: Sequence[Layout]) -> list[str]:
    """The names of the layouts that have a place for every wish."""
    return [layout.name for layout in layouts if layout.bodies and not isinstance(place(wishes, layout), Misfit)]


def _reason(wish: Wish, layout: Layout) -> str:
    kind = wish.kind.value
    if any(wish.kind in slot.accepts for slot in layout.bodies):
        return f"the layout `{layout.name}` has no free slot left for this {kind}"
    if not layout.bodies:
        return f"the layout `{layout.name}` has no slots for blocks"
    takes = sorted({accepted.value for slot in layout.bodies for accepted in slot.accepts})
    return f"the layout `{layout.name}` has no slot for a {kind} (its slots are for {', '.join(takes)})"
