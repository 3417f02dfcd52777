"""The footnotes of a topic, and which of them a slide's texts refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.markdown.inline import footnote_labels
from ria_deck.content.slides.blocks import read_note, span_of
from ria_deck.content.slides.slide_reader import Reading
from ria_deck.content.specs.slides import FootnoteSpec, Message, SlideSpec
from ria_deck.content.specs.walk_messages import messages_in
from ria_deck.diagnostics import Report
from ria_deck.source.nearest import did_you_mean

_WITH_FOOTNOTES = frozenset(
    ["title", "text", "item", "quote", "head", "cell", "caption", "note", "source", "notes", "handout", "footnote"]
)  # the kinds of texts that carry marks of footnotes


def read_footnotes(nodes: list[SyntaxTreeNode], topic: str, shared: Reading) -> dict[str, FootnoteSpec]:
    """The footnotes of a file by label, those written within texts (`^[…]`) included."""
    found: dict[str, FootnoteSpec] = {}
    for node in nodes:
        if node.info in found:
            related = ((found[node.info].span, "the first one"),)
            span = span_of(node, shared.source)
            shared.report.error("RD121", f"duplicate footnote `{node.info}`", span, related=related)
            continue
        found[node.info] = read_note(node, topic, shared)
    return found | shared.footnotes


def referred(spec: SlideSpec, footnotes: Mapping[str, FootnoteSpec], report: Report) -> dict[str, FootnoteSpec]:
    """The footnotes that a slide's texts refer to, in that order, and those that these refer to."""
    found: dict[str, FootnoteSpec] = {}
    messages = list(messages_in(spec))
    for message in messages:  # grows as footnotes are found
        for label in footnote_labels(message.text) if "[^" in message.text else ():
            if not _takes_footnotes(message):
                tell_unmarkable(label, message, report)
                _tell_unknown(label, message, footnotes, report)
            elif label not in footnotes:
                _tell_unknown(label, message, footnotes, report)
            elif label not in found:
                found[label] = footnotes[label]
                messages.extend(footnotes[label].paragraphs)
    return found


def _tell_unknown(label: str, message: Message, footnotes: Mapping[str, FootnoteSpec], report: Report) -> None:
    at = message.text.find(f"[^{label}]")
    report.error(
        "RD120",
        f"unknown footnote `[^{label}]`",
        message.place(at, at + len(label) + 3) if at >= 0 else message.span,
        label=did_you_mean(label, footnotes),
        hint=f"define it on a line of its own in the same file: `[^{label}]: the note`",
    )


def _takes_footnotes(message: Message) -> bool:
    """Whether a text is printed as text, and not drawn in a figure or read out by a program."""
    kind = message.context.rpartition("/")[2]
    return kind in _WITH_FOOTNOTES or kind.startswith("column.")


def tell_unmarkable(label: str, message: Message, report: Report) -> None:
    """Report the mark of a footnote in a text that can't carry it."""
    at = message.text.find(f"[^{label}]")
    span = message.place(at, at + len(label) + 3) if at >= 0 else message.span
    hint = "put the mark into a text, a caption or a `note:`"
    report.error("RD147", f"the footnote `[^{label}]` can't be marked in this text", span, hint=hint)


def tell_footnotes_in_title(title: Message | None, report: Report) -> None:
    """Report the marks in a topic's title."""
    if title is not None:
        for label in footnote_labels(title.text):
            tell_unmarkable(label, title, report)


def tell_unused(
    footnotes: Mapping[str, FootnoteSpec], slides: Iterable[SlideSpec], title: Message | None, report: Report
) -> None:
    """Report footnotes that nothing marks; one marked where no mark can be is told there."""
    used = set(footnote_labels(title.text)) if title is not None else set()
    for slide in slides:
        used.update(slide.footnotes, *(footnote_labels(message.text) for message in messages_in(slide)))
    for label, note in footnotes.items():
        if label not in used:
            hint = f"write `[^{label}]` where it belongs, or remove the footnote"
            report.warning("RD122", f"the footnote `[^{label}]` is never used", note.span, hint=hint)
