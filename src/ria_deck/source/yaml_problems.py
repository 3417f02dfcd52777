"""A YAML parser's complaint and the text it is about in; what is wrong, where and what to do, in words, out.

The wording doesn't lean on the parser's own sentences more than it must, since ruamel.yaml's C parser and its Python
parser word theirs differently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TEMPLATE_VALUE = re.compile(r"(?:^|[:\-?,\[{]\s+|^\s*)(\{[{%].*)$")
_KEY_THEN_COLON = re.compile(r"^\s*(?:- +)*([^\s#:\[{\"'][^:#]*?):\s+(.*?):(?:\s|$)")
_MISSING_SPACE = re.compile(r"^\s*(?:- +)*([A-Za-z_][\w.-]*):(\S.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A syntax error: `start` and `end` are offsets in the text, `related` a second place with its words."""

    message: str
    start: int
    end: int
    label: str = ""
    hint: str = ""
    related: tuple[int, str] | None = None


def explain(text: str, problem: str, at: int, context: str, context_at: int | None) -> Problem:
    """The problem that the parser found at offset `at` (having begun at `context_at`), told for people."""
    at = min(at, len(text))
    start = text.rfind("\n", 0, at) + 1
    line = text[start : text.find("\n", at) if "\n" in text[at:] else len(text)]
    character = text[at : at + 1]
    return (
        _tab(text, at, start, line)
        or _template(text, at, context_at)
        or _goes_on(text, start, at)
        or _unclosed(text, problem, at, context, context_at)
        or _reserved(character, problem, at)
        or _colon(text, problem, at, start, line)
        or _escape(text, problem, at)
        or _indentation(problem, at, line, context_at)
        or Problem(
            message=f"not valid YAML: {problem or context or 'it can’t be parsed'}", start=at, end=at + len(character)
        )
    )


def _tab(text: str, at: int, start: int, line: str) -> Problem | None:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if text[at : at + 1] != "\t" and not ("\t" in indent and at <= start + len(indent)):
        return None
    where = at if text[at : at + 1] == "\t" else start + indent.index("\t")
    return Problem(
        message="tab in the indentation",
        start=where,
        end=where + 1,
        label="write spaces",
        hint="YAML only allows spaces for indentation",
    )


def template_problem(start: int, end: int) -> Problem:
    """`{{ … }}` as a bare value, which YAML takes for a mapping in a mapping."""
    return Problem(
        message="a value that starts with `{{` must be in quotes",
        start=start,
        end=end,
        label="write it in quotes",
        hint='write `"{{ … }}"`: without quotes YAML reads `{` as a mapping',
    )


def _template(text: str, at: int, context_at: int | None) -> Problem | None:
    for place in (at, context_at):
        if place is None:
            continue
        start = text.rfind("\n", 0, place) + 1
        line = text[start : text.find("\n", start) if "\n" in text[start:] else len(text)]
        match = _TEMPLATE_VALUE.search(line)
        if match:
            return template_problem(start + match.start(1), start + len(line.rstrip()))
    return None


def _goes_on(text: str, start: int, at: int) -> Problem | None:
    """Words right behind a closing quotation mark: one inside the text has ended it."""
    before = text[start:at].rstrip(" ")
    quote = before[-1:]
    if quote not in ('"', "'") or before.count(quote) < 2 or text[at : at + 1] in ("", "\n", ":"):
        return None
    inside = "write it twice (`''`)" if quote == "'" else 'write `\\"`'
    other = "double" if quote == "'" else "single"
    place = start + len(before) - 1
    return Problem(
        message="this quotation mark ends the text, but more text follows it",
        start=place,
        end=place + 1,
        hint=f"if it belongs to the text, {inside}, or put the whole text in {other} quotes",
    )


def _unclosed(text: str, problem: str, at: int, context: str, context_at: int | None) -> Problem | None:
    if context_at is None:
        return None
    opened = text[context_at : context_at + 1]
    if opened in ('"', "'") and "unexpected end" in problem:
        hint = "write a quote inside the text twice (`''`)" if opened == "'" else 'write `\\"` for a `"` inside'
        return Problem(message="this quotation mark is never closed", start=context_at, end=context_at + 1, hint=hint)
    if opened in ("[", "{") and "flow" in context:
        closing = "]" if opened == "[" else "}"
        return Problem(
            message=f"this `{opened}` is never closed",
            start=context_at,
            end=context_at + 1,
            label=f"add `{closing}` or `,`",
            related=(at, "noticed here") if at < len(text) else None,
        )
    return None


def _reserved(character: str, problem: str, at: int) -> Problem | None:
    if "cannot start any token" not in problem or not character:
        return None
    return Problem(
        message=f"a value can't start with {'a backtick' if character == '`' else f'`{character}`'}",
        start=at,
        end=at + 1,
        label="put the value in quotes",
    )


def _colon(text: str, problem: str, at: int, start: int, line: str) -> Problem | None:
    if "mapping values are not allowed" not in problem:
        return None
    twice = _KEY_THEN_COLON.match(line)
    if twice and start + len(twice[0]) - 1 >= at >= start + twice.end(1):
        return Problem(
            message="a second `: ` on one line",
            start=at,
            end=at + 1,
            label="a value with a colon must be in quotes",
            hint=f'write `{twice[1]}: "{line[twice.start(2) :].strip()}"`',
        )
    above_end = start - 1
    above_start = text.rfind("\n", 0, max(above_end, 0)) + 1
    above = text[above_start:above_end] if start else ""
    missing = _MISSING_SPACE.match(above)
    if missing:
        return Problem(
            message="missing space after a colon",
            start=above_start + missing.end(1),
            end=above_start + missing.end(1) + 1,
            label=f"write `{missing[1]}: {missing[2]}`",
        )
    if above.strip() and len(line) - len(line.lstrip()) > len(above) - len(above.lstrip()) and ":" in above:
        return Problem(
            message="this line is indented more than the key above it, which already has a value",
            start=at,
            end=at + 1,
            hint="start all keys of one level in the same column",
        )
    return Problem(
        message="unexpected key",
        start=at,
        end=at + 1,
        hint="check the line above: is a `:` missing after its key, or a quotation mark?",
    )


def _escape(text: str, problem: str, at: int) -> Problem | None:
    if "escape" not in problem:
        return None
    backslash = text.rfind("\\", 0, at + 1)
    backslash = at if backslash < 0 else backslash
    return Problem(
        message=f"`{text[backslash : backslash + 2]}` is not a YAML escape",
        start=backslash,
        end=backslash + 2,
        hint="write the backslash twice, or use single quotes",
    )


def _indentation(problem: str, at: int, line: str, context_at: int | None) -> Problem | None:
    end = at + max(1, len(line.strip()))
    if "'-'" in problem or "block end" in problem or "expected key" in problem or "did not find expected" in problem:
        return Problem(
            message="this line matches neither the lines above it nor a new level",
            start=at,
            end=end,
            label="wrong indentation?",
            hint="start all keys of one level in the same column, and all `- ` of one list",
            related=(context_at, "while reading this") if context_at is not None and context_at != at else None,
        )
    if "document start" in problem:
        return Problem(
            message="this line is indented less than the first one",
            start=at,
            end=end,
            label="wrong indentation?",
            hint="start all keys of one level in the same column",
        )
    return None
