"""The words of a slide that a person has added to a deck, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ria_deck.pull.letters import text_of, to_markdown
from ria_deck.pull.pages import EditedShape, EditedSlide

_TITLES = ("title", "ctrTitle")


def draft_of(slide: EditedSlide) -> str:
    """The slide as a section of a topic: its title, texts as items, tables, what can't be written as remarks."""
    parts = [f"## {' '.join(slide.title.split()) or 'Untitled'}"]
    for shape in slide.shapes:
        if shape.placeholder not in (*_TITLES, "ftr"):
            parts += _block(shape)
    notes = [to_markdown(one) for one in slide.notes if text_of(one).strip()]
    if notes:
        parts.append("::: notes\n" + "\n\n".join(notes) + "\n:::")
    return "\n\n".join(parts)


def _block(shape: EditedShape) -> Iterator[str]:
    if shape.rows:
        rows = ["| " + " | ".join(_cell(to_markdown(cell)) for cell in row) + " |" for row in shape.rows]
        yield "\n".join([rows[0], "|---" * len(shape.rows[0]) + "|", *rows[1:]])
    elif shape.kind in ("picture", "chart", "object"):
        yield f"<!-- {shape.kind} “{shape.name}” -->"
    elif shape.kind == "text":
        items = [
            "  " * level + "- " + to_markdown(letters).replace("\n", "\n" + "  " * (level + 1))
            for letters, level in zip(shape.paragraphs, shape.levels, strict=True)
            if text_of(letters).strip()
        ]
        yield from ["\n".join(items)] if items else []


def _cell(text: str) -> str:
    return text.replace("\\\n", " ").replace("|", "\\|")
