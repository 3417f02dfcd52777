"""Read the nodes of markdown-it's tree as blocks with spans and messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.markdown.dialects import paragraph_finding
from ria_deck.content.markdown.running_text import cut, running_text
from ria_deck.content.markdown.table_rule import CAPTION
from ria_deck.content.slides.divs import read_div
from ria_deck.content.slides.fences import read_fence
from ria_deck.content.slides.messages import cell_of, message_in, message_of
from ria_deck.content.slides.pictures import picture_of
from ria_deck.content.slides.slide_reader import Reading
from ria_deck.content.specs.slides import (
    BlockSpec,
    ChartSpec,
    ClaimListSpec,
    CodeSpec,
    FootnoteSpec,
    KpiSpec,
    ListItem,
    ListSpec,
    MapSpec,
    MarkdownTableSpec,
    Message,
    ParagraphSpec,
    PictureSpec,
    ProcessSpec,
    QuoteSpec,
    TimelineSpec,
)
from ria_deck.diagnostics import Span
from ria_deck.source.text import SourceText

_WITHOUT_SPACE = re.compile(r"(?P<mark>#{1,6}|[-*+]|\d{1,9}[.)])(?:\u3000|(?<=##)(?=[^\s#]))")
_UNSAYABLE: dict[type, str] = {
    CodeSpec: "a listing",
    ChartSpec: "a chart",
    ClaimListSpec: "a list of claims",
    MapSpec: "a map",
    TimelineSpec: "a timeline",
    KpiSpec: "key figures",
    ProcessSpec: "a process",
    PictureSpec: "a picture",
}
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_SUBHEADING = 3  # `###` is the first level below a slide's


def read_blocks(nodes: Sequence[SyntaxTreeNode], kind: str, reading: Reading) -> list[BlockSpec]:
    """The blocks of some sibling nodes. `kind` is what their texts are: `text` on a slide, `notes` or `handout`."""
    blocks: list[BlockSpec] = []
    for node in nodes:
        if node.type == "paragraph":
            table = blocks[-1] if blocks else None
            caption = _caption(node, reading)
            if caption is not None and isinstance(table, MarkdownTableSpec) and table.caption is None:
                blocks[-1] = replace(table, caption=caption)
                continue
        found = _block(node, kind, reading)
        blocks += _sayable(found, reading) if kind == "notes" else found
    return blocks


def _sayable(blocks: list[BlockSpec], reading: Reading) -> list[BlockSpec]:
    """The blocks that a notes pane can hold, which is text; the others are reported."""
    kept: list[BlockSpec] = []
    for block in blocks:
        what = _UNSAYABLE.get(type(block))
        if what is None:
            kept.append(block)
        else:
            hint = "put it on the slide or into `::: handout`, and say in the notes what it shows"
            reading.report.error("RD146", f"speaker's notes can't hold {what}", block.span, hint=hint)
    return kept


def lines_of(node: SyntaxTreeNode) -> list[tuple[int, int]]:
    """The offsets of a node's lines, as the rules of blocks left them."""
    found: list[tuple[int, int]] = node.meta["lines"]
    return found


def span_of(node: SyntaxTreeNode, source: SourceText) -> Span:
    """The place of a node: from its first character, its own marker included, to its last."""
    first = (node.map or (0, 1))[0]
    end = _end_of(node, source)
    if node.type == "heading":
        return source.slice_span(node.meta["hashes"][0], end)
    if "lines" in node.meta:
        return source.slice_span(lines_of(node)[0][0], end)
    begin = source.line_start(first + 1)
    quotes = re.match(rf"(?:[ \t]*>){{0,{_quotes_around(node)}}}[ \t]*", source.line(first + 1))
    return source.slice_span(begin + (quotes.end() if quotes else 0), end)


def _end_of(node: SyntaxTreeNode, source: SourceText) -> int:
    """Where a node ends; one with others in it and no mark of its own at its end, where the last of these does."""
    if node.type not in {"div", "fence"} and "lines" in node.meta and not node.children:
        return lines_of(node)[-1][1]
    if node.type in {"bullet_list", "ordered_list", "list_item", "blockquote", "note_def"} and node.children:
        return _end_of(node.children[-1], source)
    last = (node.map or (0, 1))[1]
    return source.line_start(last) + len(source.line(last))


def _quotes_around(node: SyntaxTreeNode) -> int:
    """How many block quotations a node stands in."""
    count = 0
    while node.parent is not None:
        node = node.parent
        count += node.type == "blockquote"
    return count


def _block(node: SyntaxTreeNode, kind: str, reading: Reading) -> list[BlockSpec]:
    span = span_of(node, reading.source)
    match node.type:
        case "paragraph":
            return _paragraph(node, kind, span, reading)
        case "heading":
            return _subheading(node, kind, span, reading)
        case "bullet_list" | "ordered_list":
            items = tuple(_items(node, 0, "item" if kind == "text" else kind, reading))
            return [ListSpec(items=items, span=span)] if items else []
        case "blockquote":
            inner = read_blocks(node.children, "quote" if kind == "text" else kind, reading)
            return [QuoteSpec(blocks=tuple(inner), span=span)] if inner else []
        case "fence":
            return read_fence(node, kind, span, reading)
        case "code_block":
            return [CodeSpec(language="", code=node.content, span=span)]
        case "table":
            return [_table(node, span, reading)]
        case "div":
            return read_div(node, kind, span, reading, read_blocks)
        case "hr":
            reading.report.error(
                "RD110", "`---` inside a block", span, hint="`---` starts a slide: close the block first"
            )
        case "note_def":
            hint = "put the footnote's text at the end of the file, outside all blocks"
            reading.report.error("RD111", "footnote text inside a block", span, hint=hint)
        case _:
            reading.report.error("RD112", f"`{node.type}` isn't supported here", span)
    return []


def _paragraph(node: SyntaxTreeNode, kind: str, span: Span, reading: Reading) -> list[BlockSpec]:
    picture = picture_of(lines_of(node), span, reading)
    if picture is not None:
        return [*picture]
    for start, end in lines_of(node):
        if reading.opaque.at(start) is not None:
            continue
        if mark := _WITHOUT_SPACE.match(reading.source.text, start, end):
            reading.report.error(
                "RD126",
                f"`{mark['mark']}` needs a space after it",
                reading.source.span(*mark.span()),
                label="a full-width one" if mark[0].endswith("\u3000") else "",
                hint=f"write `\\{mark['mark']}` for a literal `{mark['mark']}`",
            )
        if reading.source.text.startswith((": ", ":\t"), start):
            reading.report.error(
                "RD124",
                "a line starting with `: ` must be a caption under a table",
                reading.source.slice_span(start, end),
                hint="put the caption directly under its table; definition lists aren't supported: write a table or a "
                "list",
            )
            return []
    if _is_other_dialect(node, reading):
        return []
    message = message_of(lines_of(node), kind, reading)
    return [ParagraphSpec(text=message, span=span)] if message else []


def _is_other_dialect(node: SyntaxTreeNode, reading: Reading) -> bool:
    """Report a paragraph that is something else in another dialect of Markdown."""
    lines = [(start, end) for start, end in lines_of(node) if reading.opaque.at(start) is None]
    found = paragraph_finding([reading.source.text[start:end] for start, end in lines]) if lines else None
    if found is not None:
        words, hint = found
        reading.report.error("RD148", words, reading.source.slice_span(*lines[0]), hint=hint)
    return found is not None


def _caption(node: SyntaxTreeNode, reading: Reading) -> Message | None:
    """The caption in a paragraph that begins with `: ` or `Table: `."""
    start, end = lines_of(node)[0]
    if not CAPTION.match(reading.source.text, start, end):
        return None
    window = running_text(lines_of(node), reading.source, reading.opaque)
    match = CAPTION.match(window.text)
    if match is None:
        return None
    return message_in(cut(window, match.end(), len(window.text)), f"{reading.slide}/caption", reading)


def _subheading(node: SyntaxTreeNode, kind: str, span: Span, reading: Reading) -> list[BlockSpec]:
    level: int = node.meta["level"]
    if kind != "handout" or level < _SUBHEADING:
        reading.report.error(
            "RD113",
            f"heading of level {level} inside a slide",
            span,
            hint="start a slide with `##`, or write **bold**; use sub-headings (`###`) only in `::: handout`",
        )
        return []
    message = message_of(lines_of(node), kind, reading)
    return [ParagraphSpec(text=message, span=span, heading=level - _SUBHEADING + 1)] if message else []


def _items(node: SyntaxTreeNode, level: int, kind: str, reading: Reading) -> list[ListItem]:
    items: list[ListItem] = []
    number = 0
    if node.type == "ordered_list":
        number = int(node.attrs.get("start", 1))
        if number < 1:
            hint = "start with `1.`"
            reading.report.error("RD112", "lists are always numbered from 1", span_of(node, reading.source), hint=hint)
    for item in node.children:
        done, texts, nested = _item(item, level, kind, reading)
        if texts:
            items.append(ListItem(text=texts[0], level=level, number=number, continued=tuple(texts[1:]), done=done))
        elif not item.children or nested:
            span = span_of(item, reading.source)
            span = replace(span, end_line=span.line, end_column=len(reading.source.line(span.line)) + 1)
            reading.report.warning("RD138", "the list item is empty", span, hint="write its text or remove it")
        items += nested
        number += 1 if number else 0
    return items


def _item(
    item: SyntaxTreeNode, level: int, kind: str, reading: Reading
) -> tuple[bool | None, list[Message], list[ListItem]]:
    """Whether a task is done (None for no task), an item's paragraphs, and the items of the lists in it."""
    texts: list[Message] = []
    nested: list[ListItem] = []
    done: bool | None = None
    for child in item.children:
        if child.type == "paragraph" and nested:
            words = "the text of an item can't go on below a list in it"
            hint = "write it above that list, or as an item of its own"
            reading.report.error("RD114", words, span_of(child, reading.source), hint=hint)
        elif child.type == "paragraph":
            lines = lines_of(child)
            if not texts and (task := _TASK.match(reading.source.text, *lines[0])):
                done = task[1] != " "
                lines = [(task.end(), lines[0][1]), *lines[1:]]
            message = message_of(lines, kind, reading)
            texts += [message] if message else []
        elif child.type in {"bullet_list", "ordered_list"}:
            nested += _items(child, level + 1, kind, reading)
        else:
            words, hint = (
                "list items can only contain text and lists",
                "put the block after the list, without indentation",
            )
            reading.report.error("RD114", words, span_of(child, reading.source), hint=hint)
    return done, texts, nested


def _table(node: SyntaxTreeNode, span: Span, reading: Reading) -> MarkdownTableSpec:
    rows = [
        tuple(cell_of(start, end, "cell" if number else "head", reading) for start, end in row)
        for number, row in enumerate(node.meta["rows"])
    ]
    return MarkdownTableSpec(
        name=reading.name("text-table"), rows=tuple(rows), align=tuple(node.meta["align"]), span=span
    )


def read_note(node: SyntaxTreeNode, topic: str, reading: Reading) -> FootnoteSpec:
    """The footnote of a `[^label]: …`. Its paragraphs have a context by the label, for slides may share it."""
    shared = replace(reading, slide=f"{topic}-{node.info}")
    texts: list[Message] = []
    for child in node.children:
        if child.type != "paragraph":
            span = span_of(child, reading.source)
            reading.report.error("RD114", "footnotes can only contain text", span)
            continue
        message = message_of(lines_of(child), "footnote", shared)
        texts += [message] if message else []
    span = span_of(node, reading.source)
    if not node.children:
        reading.report.error("RD121", f"the footnote `[^{node.info}]` has no text", span)
    return FootnoteSpec(label=node.info, paragraphs=tuple(texts), span=span)
