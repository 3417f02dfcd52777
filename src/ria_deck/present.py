"""Diagnostics in; text for people, JSON, GitHub's annotations, SARIF or JUnit out, in the order of files and lines."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ria_deck.alike import as_one
from ria_deck.codes import CODES
from ria_deck.diagnostics import Diagnostic, Severity, Span
from ria_deck.junit import as_junit
from ria_deck.source.code_frame import Files, frame, visible
from ria_deck.source.text import SourceText

FORMATS = ("text", "json", "github", "sarif", "junit")
"""The forms that `present` knows."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}

_COMMAND = re.compile(r"##(?=(?:vso|teamcity)?\[)")  # of GitHub Actions, Azure Pipelines and TeamCity

Piece = tuple[str, str]
"""Text with the name of its style, which may be empty."""


def present(
    diagnostics: Iterable[Diagnostic],
    form: str = "text",
    *,
    root: Path | None = None,
    color: bool = False,
    width: int = 100,
    texts: Mapping[str, SourceText] | None = None,
) -> str:
    """All diagnostics in one of `FORMATS`; ValueError for another form.

    `root` is the project that spans are relative to: the lines shown are read from its files, or from `texts` where
    they are known. Without diagnostics, `text` and `github` are empty. Colour is left out when NO_COLOR is set.
    """
    found = in_order(diagnostics)
    match form:
        case "text":
            return _text(found, Files(root, texts), width, color=color and not os.environ.get("NO_COLOR"))
        case "json":
            return _json(found)
        case "github":
            return _github(found, root)
        case "sarif":
            return _sarif(found)
        case "junit":
            return as_junit(found)
        case _:
            raise ValueError(f"unknown format `{form}`: write one of {', '.join(FORMATS)}")


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics sorted by file, line, column and code, each once; sheets and cells in their natural order."""
    return sorted(dict.fromkeys(diagnostics), key=_order)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are: `2 errors, 1 warning`; empty for none."""
    severities = [found.severity for found in diagnostics]
    counts = [(severity.value, severities.count(severity)) for severity in Severity]
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for word, count in counts if count)


def _order(found: Diagnostic) -> tuple[Any, ...]:
    span = found.span
    if span is None:
        return ("", 0, 0, [], found.code, found.message)
    place = [(len(part), part) if part.isdigit() else (0, part) for part in re.split(r"(\d+)", span.place)]
    return (span.path, span.line, span.column, place, found.code, found.message)


def _text(found: Sequence[Diagnostic], files: Files, width: int, *, color: bool) -> str:
    if not found:
        return ""
    blocks = [_block(one, files, width) for one in as_one(found)]
    pieces = [piece for block in blocks for piece in (*block, ("\n", ""))]
    pieces.append((summary(found) + "\n", "bold"))
    return _colored(pieces) if color else "".join(text for text, _ in pieces)


def _block(found: Diagnostic, files: Files, width: int) -> list[Piece]:
    style = _STYLES[found.severity]
    pieces = [(f"{found.severity.value}[{found.code}]", style), (f": {_line(found.message)}\n", "bold")]
    if found.span is not None:
        pieces += _frame("-->", found.span, found.label, files, width, style=style)
    elif found.label:
        pieces.append((f"  = {_line(found.label)}\n", ""))
    for span, words in found.related:
        pieces += _frame(":::", span, words, files, width, style="bold blue")
    if found.rows is not None:
        pieces += [("     = ", "blue"), (f"{_line(str(found.rows))}\n", "")]
    if found.hint:
        first, *more = found.hint.split("\n")
        pieces += [("     = ", "blue"), (f"hint: {_line(first)}\n", "")]
        pieces += [(f"       {_line(words)}\n", "") for words in more]
    return pieces


def _frame(arrow: str, span: Span, label: str, files: Files, width: int, *, style: str) -> list[Piece]:
    pieces = [(f"  {arrow} ", "blue"), (f"{_no_command(visible(str(span)))}\n", "")]
    line = files.line(span)
    if line is None:
        return pieces + ([("     = ", "blue"), (f"{_line(label)}\n", "")] if label else [])
    number = f"{span.line:>4}"
    shown = frame(line, span, max(40, width - len(number) - 3))
    marks = "^" if arrow == "-->" else "-"
    return [
        *pieces,
        (f"{number} | ", "blue"),
        (f"{_no_command(shown.text)}\n", ""),
        (f"{' ' * len(number)} | ", "blue"),
        (f"{' ' * shown.indent}{marks * shown.marks} {_line(label)}".rstrip() + "\n", style),
    ]


def _line(text: str) -> str:
    return _no_command(visible(" ".join(text.split("\n"))))


def _no_command(text: str) -> str:
    """A text in which CI runners find no command of theirs: some look for these anywhere in a line of the log."""
    return _COMMAND.sub("#\u2060#", text)


def _colored(pieces: Sequence[Piece]) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", highlight=False, legacy_windows=False)
    console.print(Text.assemble(*pieces), end="", soft_wrap=True)
    return out.getvalue()


def _json(found: Sequence[Diagnostic]) -> str:
    severities = [one.severity for one in found]
    whole = {
        "diagnostics": [_plain(one) for one in found],
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _plain(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "label": found.label,
        "hint": found.hint,
        "span": _plain_span(found.span),
        "related": [{"span": _plain_span(span), "message": words} for span, words in found.related],
        **({"rows": {"ids": list(found.rows.ids), "of": found.rows.of}} if found.rows else {}),
    }


def _plain_span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line or span.line,
        "end_column": span.end_column or span.column,
        "place": span.place,
    }


def _github(found: Sequence[Diagnostic], root: Path | None) -> str:
    """Workflow commands; `%`, line ends, and in properties `:` and `,` are escaped as the runner wants them."""
    prefix = _below_workspace(root)
    lines = []
    for one in found:
        properties = _github_place(one.span, prefix) | {"title": one.code}
        place = f"{one.span.place}: " if one.span is not None and one.span.place else ""
        message = place + one.message + "".join(f"\n{words}" for words in _words(one) if words)
        given = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items())
        lines.append(f"::{_GITHUB[one.severity]} {given}::{_escape(message)}\n")
    return "".join(lines)


def _github_place(span: Span | None, prefix: str) -> dict[str, str | int]:
    """The file and the lines of a place; a cell of a sheet has none."""
    if span is None:
        return {}
    found: dict[str, str | int] = {"file": prefix + span.path}
    if span.place:
        return found
    found |= {"line": span.line, "col": span.column}
    if span.end_line:
        found["endLine"] = span.end_line
    if span.end_line == span.line:
        found["endColumn"] = span.end_column
    return found


def _words(one: Diagnostic) -> tuple[str, ...]:
    """What is told beside the message."""
    return (one.label, str(one.rows) if one.rows else "", one.hint)


def _below_workspace(root: Path | None) -> str:
    """The project's folder as seen from the repository that GitHub checked out, with a slash; empty for its root."""
    if root is None:
        return ""
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    project = root.resolve()
    if project == workspace or not project.is_relative_to(workspace):
        return ""
    return project.relative_to(workspace).as_posix() + "/"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(found: Sequence[Diagnostic]) -> str:
    """SARIF 2.1.0 (OASIS): one run, a rule for each code that occurs."""
    codes = sorted({one.code for one in found})
    whole = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "ria-deck",
                        "rules": [{"id": code, "shortDescription": {"text": CODES.get(code, code)}} for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(one) for one in found],
            }
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _sarif_result(found: Diagnostic) -> dict[str, Any]:
    text = ". ".join(part.rstrip(".") for part in (found.message, *_words(found)) if part)
    result: dict[str, Any] = {"ruleId": found.code, "level": found.severity.value, "message": {"text": text}}
    if found.span is not None:
        result["locations"] = [_sarif_location(found.span)]
    if found.related:
        result["relatedLocations"] = [
            _sarif_location(span) | {"message": {"text": words}} for span, words in found.related
        ]
    return result


def _sarif_location(span: Span) -> dict[str, Any]:
    from urllib.parse import quote

    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(span.path)}}
    if span.place:
        return {"physicalLocation": physical, "logicalLocations": [{"name": span.place}]}
    region = {"startLine": span.line, "startColumn": span.column}
    if span.end_line:
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    return {"physicalLocation": physical | {"region": region}}
