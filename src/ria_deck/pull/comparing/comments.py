"""Comments of reviewers, each with the place in content/ that it is about.

Two kinds: classic ones (ECMA-376 part 1, 19.4), which stand on a slide, and PowerPoint's threaded ones since 2018 ([MS-PPTX]
2.2.36), which name a shape and a stretch of its text and have replies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ria_deck.diagnostics import Span
from ria_deck.ooxml.presentation import DeckSlide, Presentation, paragraph_text
from ria_deck.ooxml.spans import Element
from ria_deck.pull.differences import Difference, PullOutcome, Spot
from ria_deck.pull.letters import text_of
from ria_deck.pull.matching import Pairs
from ria_deck.pull.pages import EditedShape, EditedSlide
from ria_deck.pull.sources import SlideTexts, Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewComment:
    """A comment: the number of its slide, who wrote it and when (as the file says it), its words with those of replies;
    `shape` is the id of the shape that it is about, 0 for the slide, `at` the first character of the text it is about."""

    slide: int
    author: str
    date: str
    text: str
    replies: tuple[str, ...] = ()
    shape: int = 0
    at: int = 0


def comments_of(presentation: Presentation) -> list[ReviewComment]:
    """All comments in the order of the slides."""
    package = presentation.package
    names: dict[str, str] = {}
    for kind in ("commentAuthors", "authors"):
        for part in package.related(package.main, kind):
            names |= {one.get("id"): one.get("name") for one in package.tree(part).iter("cmAuthor", "author")}
    return [one for slide in presentation.slides for one in _on_slide(slide, names)]


def comment_differences(
    presentation: Presentation, pairs: Pairs[EditedSlide], sources: Sources
) -> Iterator[Difference]:
    """Each comment as something to look at."""
    now_of = {edited.number: (now, edited) for now, edited in pairs.both}
    for comment in comments_of(presentation):
        now, edited = now_of.get(comment.slide, (None, None))
        shape = next((one for one in edited.shapes if one.id == comment.shape), None) if edited is not None else None
        replies = "".join(f"\n  {reply}" for reply in comment.replies)
        yield Difference(
            outcome=PullOutcome.LISTED,
            code="RD859",
            spot=Spot(
                slide=now.name if now is not None else "",
                number=comment.slide,
                where=shape.name if shape is not None else "",
            ),
            message=f"{comment.author or 'Somebody'} commented{f' on {comment.date[:10]}' if comment.date else ''}",
            new=comment.text + replies,
            span=_span(now, shape, comment, sources) if now is not None else None,
        )


def _on_slide(slide: DeckSlide, names: Mapping[str, str]) -> Iterator[ReviewComment]:
    for part in slide.package.related(slide.part, "comments"):
        for element in slide.package.tree(part).all("cm"):
            shape = next(iter(element.iter("spMk")), None)
            stretch = next(iter(element.iter("txMk")), None)
            yield ReviewComment(
                slide=slide.number,
                author=names.get(element.get("authorId"), ""),
                date=element.get("dt") or element.get("created"),
                text=_words(element),
                replies=tuple(
                    f"{names.get(one.get('authorId'), 'Somebody')}: {_words(one)}" for one in element.iter("reply")
                ),
                shape=_number(shape, "id"),
                at=_number(stretch, "cp"),
            )


def _words(element: Element) -> str:
    plain = element.child("text")
    body = element.child("txBody")
    if plain is not None:
        return plain.text
    return "\n".join(paragraph_text(one) for one in body.all("p")) if body is not None else ""


def _number(element: Element | None, name: str) -> int:
    value = element.get(name, "0") if element is not None else "0"
    return int(value) if value.isdigit() else 0


def _span(now: EditedSlide, shape: EditedShape | None, comment: ReviewComment, sources: Sources) -> Span | None:
    """Where the sources say what a comment is about: the text, else the slide."""
    slide = sources.slide(now.name)
    if slide is None:
        return None
    built = next((one for one in now.shapes if shape is not None and one.name == shape.name), None)
    if built is not None:
        texts = SlideTexts(slide, sources.loose)
        found: Span | None = None
        at = 0
        for paragraph in built.paragraphs:
            origin = texts.text(text_of(paragraph)).origin
            if origin is not None and (found is None or at <= comment.at):
                found = origin.span
            at += len(text_of(paragraph)) + 1
        if found is not None:
            return found
    return slide.span
