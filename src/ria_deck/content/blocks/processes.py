"""Read a {process} block."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.process_shape import StepEntry
from ria_deck.content.specs.process import ProcessSpec, StepSpec
from ria_deck.source.yaml import Loc

LEAST, MOST = 2, 6
"""Steps in a row: fewer aren't a process, more can't be read from a distance."""


def read_process(reader: BlockReader, entries: Sequence[StepEntry], name: str) -> ProcessSpec | None:
    """The spec of a decoded block; None, with errors in the reader's own report, when it makes no sense."""
    count = len(entries)
    if not LEAST <= count <= MOST:
        few = count < LEAST
        reader.report.error(
            "RD048",
            f"a {{process}} block needs at least {LEAST} steps"
            if few
            else f"{count} steps are too many for a row; the limit is {MOST}",
            reader.document.span() if few else reader.document.span((MOST,)),
            hint="write `- {label: …, text: …}` for each" if few else "join some, or use a numbered list",
        )
        return None
    steps = [_step(reader, index, entry) for index, entry in enumerate(entries)]
    found = tuple(step for step in steps if step is not None)
    if len(found) < count or reader.report.failed:
        return None
    return ProcessSpec(name=name, steps=found, span=reader.document.span())


def _step(reader: BlockReader, index: int, entry: StepEntry) -> StepSpec | None:
    at: Loc = (index,)
    label = reader.needed_text((*at, "label"), entry.label, "process.label")
    color = reader.color((*at, "color"), entry.color) if entry.color is not None else ""
    if label is None:
        return None
    return StepSpec(
        label=label,
        text=reader.text((*at, "text"), entry.text, "process.text"),
        color=color,
        color_span=reader.document.span((*at, "color")) if color else None,
    )
