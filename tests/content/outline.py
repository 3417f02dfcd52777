"""A topic goes in, a text that people can read and compare comes out: every block and message with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ria_deck.content.specs.slides import (
    BlockSpec,
    ChartSpec,
    Claim,
    CodeSpec,
    ColumnsSpec,
    Expression,
    FootnoteSpec,
    ListSpec,
    MapSpec,
    MarkdownTableSpec,
    Message,
    ParagraphSpec,
    PictureSpec,
    QuoteSpec,
    SlideSpec,
    SlotSpec,
    TableSpec,
    TopicSpec,
    WhenSpec,
)
from ria_deck.diagnostics import Diagnostic, Span

_INDENT = "  "


def outline(topic: TopicSpec) -> str:
    """The topic as text, one line for each block and message."""
    return "\n".join(_topic(topic)) + "\n"


def told(diagnostics: Iterable[Diagnostic]) -> str:
    """The diagnostics as text, one line for each."""
    return "".join(
        f"{found.severity.value}[{found.code}] {place(found.span) if found.span else ''} {found.message}"
        f"{f' | {found.label}' if found.label else ''}{f' | {found.hint}' if found.hint else ''}\n"
        for found in diagnostics
    )


def place(span: Span) -> str:
    """`line:column-column`, or `line:column-line:column` over several lines."""
    end = f"{span.end_column}" if span.line == span.end_line else f"{span.end_line}:{span.end_column}"
    return f"{span.line}:{span.column}-{end}"


def _message(message: Message | None) -> str:
    if message is None:
        return "-"
    text = message.text.replace("\n", "⏎")
    return f"“{text}” <{message.context}> {place(message.span)}"


def _expression(expression: Expression) -> str:
    return f"({expression.text}) {place(expression.span)}"


def _topic(topic: TopicSpec) -> Iterator[str]:
    yield f"topic {topic.id}: {_message(topic.title)}"
    if topic.sources:
        yield f"{_INDENT}sources {', '.join(topic.sources)}"
    for message in topic.source or ():
        yield f"{_INDENT}source {_message(message)}"
    if topic.editions is not None:
        yield f"{_INDENT}editions {', '.join(topic.editions)}"
    if topic.when is not None:
        yield f"{_INDENT}when {_expression(topic.when)}"
    yield from _claims(topic.claims)
    for slide in topic.slides:
        yield ""
        yield from _slide(slide)


def _slide(slide: SlideSpec) -> Iterator[str]:
    flags = [name for name, on in (("hidden", slide.hidden), ("split", slide.split)) if on]
    layout = f"{slide.layout} {place(slide.layout_span)}" if slide.layout else ""
    yield " ".join(part for part in (f"slide {slide.id}: {_message(slide.title)}", layout, *flags) if part)
    if slide.when is not None:
        yield f"{_INDENT}when {_expression(slide.when)}"
    if slide.loop is not None:
        yield f"{_INDENT}for {slide.loop[0]} in {_expression(slide.loop[1])}"
    if slide.sources is not None:
        yield f"{_INDENT}sources {', '.join(slide.sources)}"
    for message in slide.source or ():
        yield f"{_INDENT}source {_message(message)}"
    if slide.editions is not None:
        yield f"{_INDENT}editions {', '.join(slide.editions)}"
    yield from _claims(slide.claims)
    yield from _indented(_blocks(slide.blocks))
    for name, blocks in (("notes", slide.notes), ("handout", slide.handout)):
        if blocks:
            yield f"{_INDENT}{name}:"
            yield from _indented(_blocks(blocks), 2)
    for note in slide.footnotes.values():
        yield from _indented(_footnote(note))


def _claims(claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        under = "".join(f" when {_expression(condition)}" for condition in claim.when)
        yield f"{_INDENT}claim ({claim.that}) {place(claim.span)}: “{claim.says}” at {place(claim.sentence)}{under}"


def _footnote(note: FootnoteSpec) -> Iterator[str]:
    yield f"footnote {note.label} {place(note.span)}"
    for message in note.paragraphs:
        yield f"{_INDENT}{_message(message)}"


def _indented(lines: Iterable[str], depth: int = 1) -> Iterator[str]:
    for line in lines:
        yield _INDENT * depth + line


def _blocks(blocks: Iterable[BlockSpec]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: BlockSpec) -> Iterator[str]:
    match block:
        case ParagraphSpec(text=text, heading=heading):
            yield f"{f'heading {heading}' if heading else 'paragraph'}: {_message(text)}"
        case ListSpec(items=items):
            yield f"list {place(block.span)}"
            for item in items:
                mark = f"{item.number}." if item.number else "-"
                yield f"{_INDENT * (item.level + 1)}{mark} {_message(item.text)}"
                for further in item.continued:
                    yield f"{_INDENT * (item.level + 1)}+ {_message(further)}"
        case QuoteSpec(blocks=inner):
            yield f"quote {place(block.span)}"
            yield from _indented(_blocks(inner))
        case CodeSpec(language=language, code=code):
            yield f"code {language or '-'} {place(block.span)}"
            yield from (f"{_INDENT}| {line}" for line in code.rstrip("\n").split("\n"))
        case MarkdownTableSpec():
            yield f"table {place(block.span)} {' '.join(block.align)}"
            if block.caption:
                yield f"{_INDENT}caption {_message(block.caption)}"
            for row in block.rows:
                yield f"{_INDENT}row"
                yield from (f"{_INDENT * 2}{_message(cell)}" for cell in row)
        case PictureSpec():
            yield f"picture {block.path} {place(block.span)} width={block.width or '-'} focus={block.focus}"
            yield f"{_INDENT}alt {_message(block.alt)}"
            if block.caption:
                yield f"{_INDENT}caption {_message(block.caption)}"
        case ColumnsSpec(columns=columns):
            yield f"columns {place(block.span)} {' '.join(f'{width:.2f}' for width in block.widths)}".rstrip()
            for column in columns:
                yield f"{_INDENT}column"
                yield from _indented(_blocks(column), 2)
        case SlotSpec(slot=slot, blocks=inner):
            yield f"slot {slot} {place(block.span)}"
            yield from _indented(_blocks(inner))
        case WhenSpec(when=when, blocks=inner):
            yield f"when {_expression(when)} {place(block.span)}"
            yield from _indented(_blocks(inner))
        case ChartSpec(name=name, alt=alt):
            yield f"chart {name} {place(block.span)}"
            yield f"{_INDENT}alt {_message(alt)}"
        case TableSpec(name=name, data=data):
            yield f"table {name} of {data} {place(block.span)}"
        case MapSpec(name=name, alt=alt):
            yield f"map {name} {place(block.span)}"
            yield f"{_INDENT}alt {_message(alt)}"
