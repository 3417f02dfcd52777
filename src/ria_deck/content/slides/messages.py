"""Read the lines of a block as a message with the place of every character.

What no text may hold is told: HTML, pictures, mathematics, citations, attributes, links that can't go into a deck.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from markdown_it.common.html_re import HTML_TAG_RE

from ria_deck.content.markdown import dialects
from ria_deck.content.markdown.inline_rules import TYPED
from ria_deck.content.markdown.opaque import Kind, Opaque, Stretch
from ria_deck.content.markdown.running_text import cut, running_text, with_changes
from ria_deck.content.slides.addresses import link_faults
from ria_deck.content.slides.slide_reader import Reading
from ria_deck.content.specs.slides import FootnoteSpec, Message
from ria_deck.source.window import Window

MOST_CHARACTERS = 20_000  # of one text: seven pages without a break

_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_MATH = re.compile(r"\$\$.*?\$\$|\$(?=\S)[^$\n]*?\\[A-Za-z]+[^$\n]*?(?<=\S)\$(?!\d)", re.DOTALL)
_CITATION = re.compile(r"\[(?:[^\[\]]*[\s;])?-?@[\w][^\[\]]*\](?![(\[])")
_ATTRIBUTES = re.compile(r"(?<=[\])`])\{(?=[.#\w:])[^{}\n]*[.#=][^{}\n]*\}")
_LONE_ATTRIBUTES = re.compile(r"(?<!\S)\{[.#][\w-][^{}\n]*\}(?!\S)")
_CONFLICT = re.compile(r"(?<!\S)<{7} \S+")  # git's other marks are a heading and quotations here
_ADDRESS = re.compile(r"\]\([^()\s]*\)|<[^<>\s]+>|https?://\S+")
_REFERENCE = re.compile(r"\[\^[^\]\s\[^]+\]")  # behind the end of `^sup^`: a footnote's mark


def message_of(lines: Sequence[tuple[int, int]], kind: str, reading: Reading) -> Message | None:
    """The message of some lines, given by their offsets; None for nothing but comments."""
    window = running_text(lines, reading.source, reading.opaque)
    return message_in(window, f"{reading.slide}/{kind}", reading) if window.text else None


def message_in(window: Window, context: str, reading: Reading) -> Message:
    """The message of a running text. A footnote written in it (`^[…]`) becomes one of its own, with a label for it."""
    if len(window.text) > MOST_CHARACTERS:
        hint = "split it with empty lines"
        reading.report.error(
            "RD127", f"text of more than {MOST_CHARACTERS:,} characters", window.span(0, 80), hint=hint
        )
        return bare_message(cut(window, 0, 80), context)
    written = window
    window = _footnotes_out(window, reading)
    message = bare_message(window, context, written)
    _check(window, message, reading)
    return message


def bare_message(window: Window, context: str, written: Window | None = None) -> Message:
    """The message of a running text, taken as it is; its place is that of the text as it was `written`."""
    pieces: list[tuple[int, int, int]] = []
    names: dict[str, Any] = {}
    for index, (start, origin) in enumerate(zip(window.starts, window.origins, strict=True)):
        stop = window.starts[index + 1] if index + 1 < len(window.starts) else len(window.text)
        pieces += (
            (start + ahead, line, column)
            for ahead, line, column in window.source.positions(origin, origin + stop - start)
        )
        names.update(window.source.names(origin, origin + stop - start))
    written = written or window
    return Message(
        text=window.text, context=context, span=written.span(0, len(written.text)), pieces=tuple(pieces), names=names
    )


def cell_of(start: int, end: int, kind: str, reading: Reading) -> Message:
    """The message of a table's cell, which may be empty. `\\|` is a bar, as the table's own escape has it."""
    window = running_text([(start, end)], reading.source, reading.opaque)
    if not window.text:
        context = f"{reading.slide}/{kind}"
        return Message(text="", context=context, span=reading.source.span(start, start))
    changes = [
        (match.start(), match.end(), "|")
        for match in re.finditer(r"\\\|", window.text)
        if not _is_expression(_stretch_at(window, match.start(), reading.opaque))
    ]
    message = message_in(with_changes(window, changes) if changes else window, f"{reading.slide}/{kind}", reading)
    return replace(message, span=window.span(0, len(window.text)))


def _stretch_at(window: Window, index: int, opaque: Opaque) -> Stretch | None:
    return opaque.at(window.to_source(index))


def _is_expression(stretch: Stretch | None) -> bool:
    return stretch is not None and stretch.kind is Kind.EXPRESSION


def _footnotes_out(window: Window, reading: Reading) -> Window:
    """The text with `[^label]` for each `^[…]` in it, whose text becomes a footnote of the slide."""
    changes: list[tuple[int, int, str]] = []
    at = window.text.find("^[")
    while at >= 0:
        end = at + 1
        if not _is_literal(window, at, reading.opaque) and not _REFERENCE.match(window.text, at + 1):
            end = closing_bracket(window, at + 1, reading.opaque)
            note = running_text_of(cut(window, at + 2, max(end, at + 2)))
            if not note.text:
                words = "the footnote is empty" if end > 0 else "the footnote is never closed"
                hint = "write `^[the note]`, or `\\^` for a literal `^`"
                reading.report.error("RD106", words, window.span(at, at + 2), hint=hint)
                break
            label = f"{reading.slide}-{reading.name('note')}"
            message = message_in(note, f"{reading.slide}/footnote", reading)
            reading.footnotes[label] = FootnoteSpec(label=label, paragraphs=(message,), span=message.span)
            changes.append((at, end + 1, f"[^{label}]"))
        at = window.text.find("^[", end + 1)
    return with_changes(window, changes) if changes else window


def running_text_of(window: Window) -> Window:
    """A running text without white space at its ends."""
    text = window.text
    start = len(text) - len(text.lstrip())
    return cut(window, start, max(start, len(text.rstrip())))


def _is_literal(window: Window, at: int, opaque: Opaque) -> bool:
    """Whether the character at an index is escaped, or in code or an expression."""
    slashes = 0
    while at > slashes and window.text[at - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1 or _stretch_at(window, at, opaque) is not None


def closing_bracket(window: Window, at: int, opaque: Opaque) -> int:
    """Where the `]` of the `[` at an index stands, -1 where there is none; code and expressions are passed over."""
    text = window.text
    level = 0
    index = at
    while index < len(text):
        char = text[index]
        if _stretch_at(window, index, opaque) is None:
            if char == "\\":
                index += 1
            elif char == "[":
                level += 1
            elif char == "]":
                level -= 1
                if level == 0:
                    return index
        index += 1
    return -1


def _masked(window: Window, opaque: Opaque) -> str:
    """The text with code, expressions and escaped characters blanked: what is left is Markdown's or plain."""
    text = _ESCAPE.sub("  ", window.text)
    parts: list[str] = []
    for index, start in enumerate(window.starts):
        stop = window.starts[index + 1] if index + 1 < len(window.starts) else len(text)
        origin = window.origins[index]
        cursor = start
        for stretch in opaque.within(origin, origin + stop - start):
            begin = max(start, start + stretch.start - origin, cursor)
            end = max(begin, min(stop, start + stretch.end - origin))
            parts += [text[cursor:begin], " " * (end - begin)]
            cursor = end
        parts.append(text[cursor:stop])
    return "".join(parts)


def _check(window: Window, message: Message, reading: Reading) -> None:
    """Tell what a text may not hold."""
    text = window.text
    masked = _masked(window, reading.opaque)
    for code, start, end, words, hint in (
        *_plain_faults(masked, text),
        *link_faults(text, masked),
        *(found for found, label in dialects.by_reference(masked, text) if not _is_defined(label, reading)),
    ):
        reading.report.error(code, words, message.place(start, end), hint=hint)
    for start, end in dialects.mentions(masked) if "@" in masked else ():
        words = f"`{text[start:end]}` is printed as typed: citations aren't supported"
        hint = "write a footnote, `[^1]` with `[^1]: the source` on a line of its own; an `@` that is text is `\\@`"
        reading.report.warning("RD149", words, message.place(start, end), hint=hint)


_FOREIGN = (  # the sign that each has, what it looks like, what is told and what to do
    (
        "$",
        _MATH,
        "mathematics isn't supported yet",
        "write the formula in words or as an image; write `\\$` for a literal `$`",
    ),
    (
        "@",
        _CITATION,
        "citations aren't supported yet",
        "write a footnote: `[^1]`, and `[^1]: the source` on a line of its own",
    ),
)


def _is_defined(label: str, reading: Reading) -> bool:
    """Whether the address of a link by reference is in the topic, where it is told; labels have no case."""
    return f"[{label}]:".casefold() in reading.source.text.casefold()


def _plain_faults(masked: str, text: str) -> Iterator[tuple[str, int, int, str, str]]:
    if "<" in masked:
        yield from _angle_brackets(masked)
    for sign, pattern, words, hint in _FOREIGN:
        for match in pattern.finditer(masked) if sign in masked else ():
            yield "RD109", *match.span(), words, hint
    yield from dialects.inline_findings(_without_links(masked), text)
    for match in (*_ATTRIBUTES.finditer(masked), *_LONE_ATTRIBUTES.finditer(masked)) if "{" in masked else ():
        if not text.startswith(TYPED, match.start() - 1):
            words = f"attributes on text aren't supported: `{text[match.start() : match.end()]}`"
            yield "RD129", *match.span(), words, "put them on a heading, div or image; write `\\{` for a literal `{`"


def _angle_brackets(masked: str) -> Iterator[tuple[str, int, int, str, str]]:
    """Markers of a merge and HTML."""
    for match in _CONFLICT.finditer(masked):
        yield "RD145", *match.span(), "unresolved merge conflict", "keep one version and remove git's markers"
    opened: list[str] = []
    for match in HTML_TAG_RE.finditer(masked):
        name = re.sub(r"\W.*", "", match[0].strip("</>"), flags=re.DOTALL).lower()
        if match[0].startswith("</") and name in opened:  # told where it opens
            opened.remove(name)
            continue
        opened.append(name)
        is_break = match[0].lower().startswith("<br")
        hint = "end the line with a backslash to break it" if is_break else "write Markdown, or `\\<` for a literal `<`"
        yield "RD105", *match.span(), f"HTML isn't supported: `{match[0]}`", hint


def _without_links(masked: str) -> str:
    """The text with the addresses of links blanked."""
    return _ADDRESS.sub(lambda match: " " * len(match[0]), masked)
