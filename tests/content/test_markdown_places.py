"""Every text of a topic knows its place: what the place covers in the file is what the text says."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ria_deck.content.slides.topics import read_topic
from ria_deck.content.specs.slides import Message, TopicSpec
from ria_deck.content.specs.walk_messages import messages_in
from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import SourceText

WORDS = ["used", "cars", "port", "新潟", "港は", "годы", "a|b", "*x*", "1.", "-5", "{{ a | b }}", "`c d`", "é", "한국"]
word = st.sampled_from(WORDS)
line = st.lists(word, min_size=1, max_size=5).map(" ".join).filter(lambda text: not re.match(r"[-\d]", text))
lines = st.lists(line, min_size=1, max_size=3)


def _read(text: str) -> tuple[SourceText, TopicSpec, Report]:
    source, report = SourceText("content/a.md", text), Report()
    return source, read_topic(source, "a", report), report


def _covered(source: SourceText, span: Span) -> str:
    return source.text[source.offset(span.line, span.column) : source.offset(span.end_line, span.end_column)]


def _squeezed(text: str) -> str:
    """Text without white space and the markers of lists and quotations at the beginning of lines."""
    return re.sub(r"\s+", "", re.sub(r"\n[ \t>]*", "", text).replace("\\|", "|"))


def _assert_covered(source: SourceText, message: Message) -> None:
    covered = _covered(source, message.span)
    assert _squeezed(covered) == _squeezed(message.text)
    assert covered == covered.strip()
    for start in range(len(message.text)):
        if message.text[start].isspace() or message.text.startswith("|", start):
            continue
        assert _covered(source, message.place(start, start + 1)) == message.text[start]


@st.composite
def block(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """The lines of a block: a paragraph, or others in a list, a quotation or a div."""
    kind = draw(st.sampled_from(["paragraph", "paragraph", "table", "list", "quote", "div"][: 6 if depth < 3 else 3]))
    if kind == "paragraph":
        return draw(lines)
    if kind == "table":
        cells = st.lists(word.filter(lambda text: "|" not in text or "{" in text), min_size=2, max_size=2)
        rows = draw(st.lists(cells, min_size=1, max_size=3))
        return ["| h1 | *h2* |", "|---|--:|", *(f"|  {a} | {b}|" for a, b in rows)]
    if kind == "list":
        mark = draw(st.sampled_from(["- ", "* ", "1. ", "10) "]))
        found: list[str] = []
        for item in draw(st.lists(lines, min_size=1, max_size=3)):
            found += [mark + item[0], *(" " * len(mark) + further for further in item[1:])]
        if draw(st.booleans()) and kind == "list":
            found += [" " * len(mark) + further for further in ["- " + draw(line)]]
        return found
    inner: list[str] = []
    for part in draw(st.lists(block(depth + 1), min_size=1, max_size=3)):
        inner += [*part, ""]
    if kind == "quote":
        return [f"> {text}".rstrip() for text in inner]
    colons = ":" * (8 - depth)
    name = draw(st.sampled_from(["notes", "handout", '{when="x"}', "{slot=figure}"]))
    return [f"{colons} {name}", *inner, colons]


@given(st.lists(block(), min_size=1, max_size=4), st.sampled_from(["", "---\ntitle: T\n---\n\n", "<!-- c\n\n-->\n"]))
def test_places_cover_their_texts(blocks: list[list[str]], head: str) -> None:
    text = head + "## Title {{ x }} {#id}\n\n" + "\n\n".join("\n".join(block) for block in blocks) + "\n"
    source, topic, report = _read(text)
    assert [found.message for found in report.diagnostics] == []
    messages = [message for slide in topic.slides for message in messages_in(slide)]
    assert messages
    for message in messages:
        _assert_covered(source, message)


@given(st.lists(st.sampled_from(["notes", "handout", '{when="a"}', "{slot=b}"]), min_size=1, max_size=12))
def test_divs_nest(names: list[str]) -> None:
    openings = [f"::: {name}" for name in names]
    text = "\n".join(["## A", "", *openings, "", "inside", *[":::"] * len(names), "", "outside"])
    _, topic, report = _read(text)
    assert report.diagnostics == []
    (slide,) = topic.slides
    inside = [message.context for message in messages_in(slide) if message.text == "inside"]
    nearest = [name for name in names if name in {"notes", "handout"}]
    assert inside == [f"a/{nearest[-1] if nearest else 'text'}"]
    assert [message.context for message in messages_in(slide.blocks) if message.text == "outside"] == ["a/text"]


@given(st.text(alphabet="ab |*_`<>$@[]()!^~#-+:.\n\t「」新", max_size=30))
def test_whatever_stands_in_an_expression_survives(inside: str) -> None:
    inside = re.sub(r"\n\s*\n", "\n", inside)
    if re.search(r"\n[ \t]*(>|`{3}|~{3}|$)", inside):  # quotations and fences begin wherever a line does
        inside = inside.replace("\n", " ")
    text = f"## A\n\n| {{{{ {inside.replace(chr(10), ' ')} }}}} | b |\n|---|---|\n\nbefore {{{{ {inside} }}}} after\n"
    _, topic, report = _read(text)
    assert report.diagnostics == []
    cell, _, paragraph = list(messages_in(topic.slides[0].blocks))
    assert _squeezed(cell.text) == _squeezed(f"{{{{{inside}}}}}")
    assert _squeezed(paragraph.text) == _squeezed(f"before{{{{{inside}}}}}after")


@given(st.text(alphabet="ab \n\n#-*>|:`~{}[]()<>!^$%@\\_.1\"'=「新\t", max_size=200))
def test_any_text_is_read_without_an_exception_and_with_places_inside_of_it(text: str) -> None:
    source, topic, report = _read(text)
    spans = [message.span for message in messages_in(topic)]
    spans += [found.span for found in report.diagnostics if found.span]
    for span in spans:
        assert 1 <= span.line <= span.end_line <= source.lines
        assert 1 <= span.column <= len(source.line(span.line)) + 1
        assert 1 <= span.end_column <= len(source.line(span.end_line)) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)


def test_an_expression_over_two_lines_of_a_quotation_is_told_where_it_stands() -> None:
    source, topic, _ = _read("## A\n\n> - It fell by {{ change(a,\n>   b) | percent }} since.\n")
    (message,) = messages_in(topic.slides[0].blocks)
    assert message.text == "It fell by {{ change(a, b) | percent }} since."
    at = message.text.index("b) | percent")
    assert _covered(source, message.place(at, at + 12)) == "b) | percent"
    span = message.place(message.text.index("{{"), message.text.index("}}") + 2)
    assert (span.line, span.column, span.end_line, span.end_column) == (3, 16, 4, 20)
