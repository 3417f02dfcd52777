"""A drawing of a slide, which is a group of shapes, as a picture; as its words where it can't be drawn."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.importing.drawings.colors import DrawingColors
from ria_deck.importing.drawings.drawing import drawing_svg
from ria_deck.importing.drawings.pictures import FoundPicture, useful_alternative
from ria_deck.importing.files import ProjectFiles
from ria_deck.importing.inheritance import SlideStyle
from ria_deck.importing.marked_text import plain_markdown
from ria_deck.importing.talk import PartKind, ShapeFrame, SlidePart
from ria_deck.ooxml.presentation import SlideShape, paragraph_text

WHOLE = '{width="100%"}'
"""What a picture says that is shown whole, however wide its place is: without it, a little is cut off to fill the place."""

_SMALLEST = 0.008  # of the slide's area: smaller pictures are decoration
_LONGEST = 1_500  # characters of words in an alternative text


def is_large(frame: ShapeFrame | None, size: tuple[int, int]) -> bool:
    """Whether a picture on a slide of this size is more than decoration."""
    return frame is None or frame.width * frame.height >= _SMALLEST * size[0] * size[1]


def in_order(shapes: Sequence[SlideShape], style: SlideStyle) -> list[SlideShape]:
    """Shapes from top to bottom and from left to right."""

    def place(shape: SlideShape) -> tuple[int, int]:
        frame = style.frame(shape) or ShapeFrame(0, 0, 0, 0)
        return frame.y, frame.x

    return sorted(shapes, key=place)


def drawing_part(
    group: SlideShape, inner: Sequence[SlideShape], words: str, style: SlideStyle, files: ProjectFiles, slide: int
) -> SlidePart | None:
    """The picture of a group, with its words (Markdown) as the simpler form; None where nothing of it is drawn."""
    frame = style.frame(group)
    drawn = [one for one in inner if one.kind in ("text", "connector")]
    if frame is None or len(drawn) < len([one for one in inner if one.kind != "group"]):
        return None  # pictures and tables in it stand alone
    data = drawing_svg(drawn, frame, style.frame, DrawingColors(style.package, style.master_part))
    if data is None:
        return None
    name = files.picture(FoundPicture(data, ".svg"), group.name, slide)
    said = "; ".join(
        " ".join(paragraph_text(one).split())
        for shape in in_order(drawn, style)
        for one in shape.paragraphs
        if paragraph_text(one).strip()
    )
    useful = useful_alternative(group.alternative)
    alt = plain_markdown(group.alternative if useful else said[:_LONGEST] or f"TODO: describe {name}", one_line=True)
    simpler = SlidePart(
        kind=PartKind.PROSE, markdown=words, frame=frame, name=group.name, loss="a drawing, as its words"
    )
    return SlidePart(
        kind=PartKind.PICTURE,
        markdown=f"![{alt}](images/{name}){WHOLE}",
        frame=frame,
        name=name,
        pictures=(name,),
        simpler=simpler if words else None,
    )
