"""Nodes of markdown-it's tree go in, blocks with spans and messages come out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.attributes import Attributes, read_attributes
from ria_deck.content.blocks import ClaimDraft, decode_chart, decode_claims, decode_map, decode_table
from ria_deck.content.messages_in_text import cell_message, message_from, message_of
from ria_deck.content.pictures_in_text import picture_of
from ria_deck.content.spec import (
    BlockSpec,
    CodeSpec,
    ColumnsSpec,
    Expression,
    ListItem,
    ListSpec,
    MarkdownTableSpec,
    Message,
    ParagraphSpec,
    QuoteSpec,
    SlotSpec,
    WhenSpec,
)
from ria_deck.content.syntax import restore
from ria_deck.diagnostics import Report, Span
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import load_yaml

DIVS = ("notes", "handout", "columns", "column")
DIV_KEYS = ("when", "slot", "width")
_YAML_BLOCK = re.compile(r"\{(\w+)((?:\s+[#\w.=\"'-]+)*)\s*\}\s*$")
_CAPTION = re.compile(r"(?:Table)?:\s+(.*)", re.DOTALL)
_ALIGN = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}


@dataclass(slots=True)
class Reading:
    """What the reading of one slide shares: its id, the counts of its blocks, and what stands beside the blocks."""

    source: SourceText
    report: Report
    slide: str
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[BlockSpec] = field(default_factory=list)
    handout: list[BlockSpec] = field(default_factory=list)
    claims: list[ClaimDraft] = field(default_factory=list)

    def name(self, kind: str) -> str:
        """A name for a block that its author gave none: the kind, numbered from the second on."""
        self.counts[kind] += 1
        return kind if self.counts[kind] == 1 else f"{kind}-{self.counts[kind]}"


def read_blocks(nodes: Sequence[SyntaxTreeNode], kind: str, reading: Reading) -> list[BlockSpec]:
    """The blocks of some sibling nodes. `kind` is what their texts are: `text` on a slide, `notes` or `handout`."""
    blocks: list[BlockSpec] = []
    for node in nodes:
        block = _block(node, kind, blocks, reading)
        if block is not None:
            blocks.append(block)
    return blocks


def span_of(node: SyntaxTreeNode, source: SourceText) -> Span:
    """The lines of a node, without the white space around them."""
    first, last = node.map or (0, 1)
    return source.slice_span(source.line_start(first + 1), source.line_start(last) + len(source.line(last)))


def _block(node: SyntaxTreeNode, kind: str, before: list[BlockSpec], reading: Reading) -> BlockSpec | None:
    source, report = reading.source, reading.report
    match node.type:
        case "paragraph":
            return _paragraph(node, kind, before, reading)
        case "heading":
            return _subheading(node, kind, reading)
        case "bullet_list" | "ordered_list":
            items = tuple(_items(node, 0, "item" if kind == "text" else kind, reading))
            return ListSpec(items=items, span=span_of(node, source)) if items else None
        case "blockquote":
            inner = read_blocks(node.children, "quote" if kind == "text" else kind, reading)
            return QuoteSpec(blocks=tuple(inner), span=span_of(node, source))
        case "fence":
            return _fence(node, reading)
        case "table":
            return _table(node, reading)
        case "div":
            return _div(node, kind, reading)
        case "hr":
            report.error("RD110", "a `---` inside of a block", span_of(node, source), hint="it starts a slide")
        case "note_def":
            report.error("RD111", "a footnote's text stands inside of a block", span_of(node, source))
        case _:
            report.error("RD112", f"`{node.type}` is not taken here", span_of(node, source))
    return None


def _paragraph(node: SyntaxTreeNode, kind: str, before: list[BlockSpec], reading: Reading) -> BlockSpec | None:
    source, report = reading.source, reading.report
    content = restore(node.children[0].content)
    picture = picture_of(content, span_of(node, source), reading.slide, source, report)
    if picture is not None:
        return picture
    caption = _CAPTION.fullmatch(content)
    if caption and before and isinstance(before[-1], MarkdownTableSpec):
        message = message_of(node, f"{reading.slide}/caption", source, report)
        if message:
            shift = len(content) - len(caption[1])
            span = message.span
            inner = Span(
                path=span.path,
                line=span.line,
                column=span.column + shift,
                end_line=span.end_line,
                end_column=span.end_column,
            )
            text = message.text[shift:]
            table = before.pop()
            assert isinstance(table, MarkdownTableSpec)
            return MarkdownTableSpec(
                rows=table.rows,
                align=table.align,
                span=table.span,
                caption=Message(text=text, context=message.context, span=inner),
            )
    text_message = message_of(node, f"{reading.slide}/{kind}", source, report)
    return ParagraphSpec(text=text_message, span=span_of(node, source)) if text_message else None


def _subheading(node: SyntaxTreeNode, kind: str, reading: Reading) -> BlockSpec | None:
    if kind != "handout":
        reading.report.error(
            "RD113",
            f"a heading of level {node.tag[1:]} on a slide",
            span_of(node, reading.source),
            hint="one idea a slide: start one with `##`, or use **bold**; sub-headings stand in `::: handout`",
        )
        return None
    message = message_of(node, f"{reading.slide}/{kind}", reading.source, reading.report)
    if message is None:
        return None
    return ParagraphSpec(text=message, span=span_of(node, reading.source), heading=max(int(node.tag[1:]) - 2, 1))


def _items(node: SyntaxTreeNode, level: int, kind: str, reading: Reading) -> list[ListItem]:
    items: list[ListItem] = []
    number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    for item in node.children:
        texts: list[Message] = []
        nested: list[ListItem] = []
        for child in item.children:
            if child.type == "paragraph":
                message = message_of(child, f"{reading.slide}/{kind}", reading.source, reading.report)
                texts += [message] if message else []
            elif child.type in {"bullet_list", "ordered_list"}:
                nested += _items(child, level + 1, kind, reading)
            else:
                reading.report.error(
                    "RD114",
                    "a list item holds text and lists only",
                    span_of(child, reading.source),
                    hint="put the block after the list",
                )
        if texts:
            items.append(ListItem(text=texts[0], level=level, number=number, continued=tuple(texts[1:])))
        items += nested
        number += 1 if number else 0
    return items


def _fence(node: SyntaxTreeNode, reading: Reading) -> BlockSpec | None:
    source, report = reading.source, reading.report
    first, last = node.map or (0, 1)
    opening = source.line_start(first + 1)
    info = node.info.strip()
    match = _YAML_BLOCK.match(info)
    if match is None:
        return CodeSpec(
            language=info.split()[0].strip("{}.") if info else "", code=node.content, span=span_of(node, source)
        )
    kind = match[1]
    at = source.text.find(info, opening)
    if kind not in {"chart", "table", "map", "claims"}:
        report.error(
            "RD115",
            f"no block `{{{kind}}}`",
            source.span(at + 1, at + 1 + len(kind)),
            label=did_you_mean(kind, ("chart", "table", "map", "claims")),
            hint=f"blocks: {listing(('{chart}', '{table}', '{map}', '{claims}'), 'and')}",
        )
        return None
    attributes = read_attributes("{" + match[2].strip() + "}", 0, len(match[2].strip()) + 2) if match[2] else None
    name = attributes.id if attributes and attributes.id else ""
    begin, end = source.line_start(first + 2), source.line_start(last)
    document = load_yaml(source, report, start=begin, end=max(end, begin))
    if document is None:
        return None
    if kind == "claims":
        reading.claims.extend(decode_claims(document, report))
        return None
    name = name or reading.name(kind)
    if kind == "chart":
        return decode_chart(document, name, reading.slide, report)
    if kind == "table":
        return decode_table(document, name, reading.slide, report)
    return decode_map(document, name, reading.slide, report)


def _table(node: SyntaxTreeNode, reading: Reading) -> MarkdownTableSpec:
    rows: list[tuple[Message, ...]] = []
    align: list[str] = []
    for part in node.children:
        for row in part.children:
            line = (row.map or node.map or (0, 1))[0] + 1
            cells: list[Message] = []
            cursor = reading.source.line_start(line)
            kind = "head" if part.type == "thead" else "cell"
            for cell in row.children:
                text = restore(cell.children[0].content) if cell.children else ""
                at = reading.source.text.find(text, cursor) if text else cursor
                at = cursor if at < 0 else at
                cells.append(cell_message(text, at, f"{reading.slide}/{kind}", reading.source, reading.report))
                cursor = at + len(text)
                if part.type == "thead":
                    align.append(_ALIGN.get(str(cell.attrs.get("style", "")), "start"))
            rows.append(tuple(cells))
    return MarkdownTableSpec(rows=tuple(rows), align=tuple(align), span=span_of(node, reading.source))


def _div(node: SyntaxTreeNode, kind: str, reading: Reading) -> BlockSpec | None:
    source, report = reading.source, reading.report
    name, attributes = div_head(node, source, report)
    inner_kind = name if name in {"notes", "handout"} else kind
    span = span_of(node, source)
    if name == "columns":
        return _columns(node, kind, span, reading)
    if name == "column":
        report.error("RD116", "a `column` stands outside of `columns`", span)
        return None
    blocks: list[BlockSpec] = list(read_blocks(node.children, inner_kind, reading))
    when = attributes.pairs.get("when") if attributes else None
    slot = attributes.pairs.get("slot") if attributes else None
    wrapped: BlockSpec | None = None
    if slot:
        wrapped = SlotSpec(slot=slot.value, blocks=tuple(blocks), span=source.span(slot.value_start, slot.value_end))
        blocks = [wrapped]
    if when:
        expression = Expression(text=when.value, span=source.span(when.value_start, when.value_end))
        wrapped = WhenSpec(when=expression, blocks=tuple(blocks), span=span)
        blocks = [wrapped]
    if name in {"notes", "handout"}:
        (reading.notes if name == "notes" else reading.handout).extend(blocks)
        return None
    return wrapped


def _columns(node: SyntaxTreeNode, kind: str, span: Span, reading: Reading) -> ColumnsSpec:
    columns: list[tuple[BlockSpec, ...]] = []
    widths: list[float] = []
    for child in node.children:
        if child.type != "div" or div_head(child, reading.source, reading.report)[0] != "column":
            reading.report.error(
                "RD117",
                "only columns stand in `columns`",
                span_of(child, reading.source),
                hint="wrap it in `::: column`",
            )
            continue
        attributes = div_head(child, reading.source, Report())[1]
        width = attributes.pairs.get("width") if attributes else None
        if width:
            share = re.fullmatch(r"(\d+(?:\.\d+)?)%", width.value)
            if share is None:
                reading.report.error(
                    "RD118",
                    f"`{width.value}` is no width of a column",
                    reading.source.span(width.value_start, width.value_end),
                    hint='write width="40%"',
                )
            else:
                widths.append(float(share[1]) / 100)
        columns.append(tuple(read_blocks(child.children, kind, reading)))
    return ColumnsSpec(columns=tuple(columns), span=span, widths=tuple(widths) if len(widths) == len(columns) else ())


def div_head(node: SyntaxTreeNode, source: SourceText, report: Report) -> tuple[str, Attributes | None]:
    """A div's class and attributes; unknown ones are told."""
    info = restore(node.info)
    start = source.line_start((node.map or (0, 1))[0] + 1)
    at = source.text.find(info, start)
    attributes = read_attributes(source.text, at, at + len(info)) if info.startswith("{") else None
    if info.startswith("{") and attributes is None:
        report.error(
            "RD119", f"can't read `{info}`", source.span(at, at + len(info)), hint='write {.class key="value"}'
        )
        return "", None
    names = list(attributes.classes) if attributes else [info.split()[0]]
    for name in names:
        if name not in DIVS:
            report.error(
                "RD130",
                f"no div `{name}`",
                source.span(at, at + len(info)),
                label=did_you_mean(name, DIVS),
                hint=f"divs: {listing(DIVS, 'and')}",
            )
    for key, pair in (attributes.pairs if attributes else {}).items():
        if key not in DIV_KEYS:
            report.error(
                "RD131",
                f"a div takes no `{key}`",
                source.span(pair.start, pair.start + len(key)),
                label=did_you_mean(key, DIV_KEYS),
            )
    return (names[0] if names and names[0] in DIVS else ""), attributes


def note_texts(node: SyntaxTreeNode, context: str, source: SourceText, report: Report) -> tuple[Message, ...]:
    """The paragraphs of a `[^label]: …`."""
    first, last = node.map or (0, 1)
    lines = [source.line(number) for number in range(first + 1, last + 1)]
    lines[0] = re.sub(r"^\s*\[\^[^\]]*\]:\s*", "", lines[0])
    found: list[Message] = []
    begin = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not lines[index].strip():
            if index > begin:
                pieces = [line.strip() for line in lines[begin:index]]
                message = message_from(pieces, first + begin, first + index, context, source, report)
                found += [message] if message else []
            begin = index + 1
    return tuple(found)
