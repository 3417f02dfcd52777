"""What is wrong in a page's template, told at its place in the project's file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.environment import TemplateModule
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.runtime import Macro
from jinja2.tests import TESTS as DEFAULT_TESTS
from jinja2.utils import missing

from ria_deck.diagnostics import Diagnostic, Severity, Span
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.template_tags import Tag, syntax_fault
from ria_deck.source.text import SourceText

SHIPPED = "ria/"  # before the name of a built-in template: `{% extends "ria/handout.html.j2" %}`
HELP = "`ria-deck help view` lists what a page can print"
MISTAKES = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
"""What a template's own expressions raise; OverflowError, of the budget, is an ArithmeticError."""

_LISTED = 12  # names that are listed in a hint
_BEGIN, _END = ("variable_begin", "block_begin"), ("variable_end", "block_end")
_QUOTED = re.compile(r"'([^']+)'")
_ARGUMENTS = re.compile(r"macro '(?P<macro>\w+)' takes (?:not more than|no keyword argument '(?P<named>\w+)')")
_EXPRESSION, _STATEMENT = re.compile(r"\{\{-?\s*(.+?)\s*-?\}\}"), re.compile(r"\{%-?\s*(.+?)\s*-?%\}")
_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)")
_EXPORTER = re.compile(r"the template '([^']+)' .*does not export")


class UnknownNameError(UndefinedError):
    """A template asks for a name that there isn't: of the page, of what has the names `there`, or of another template,
    the `exporter`."""

    def __init__(self, name: str, there: tuple[str, ...] | None, message: str | None = None) -> None:
        super().__init__(message)
        found = _EXPORTER.search(message or "")
        self.name = name
        self.exporter = found[1] if found else ""
        self.there = () if self.exporter else there


class Unknown(StrictUndefined):
    """A name that there isn't: says which, wherever it is used."""

    def __init__(self, hint: Any = None, obj: Any = missing, name: Any = None, exc: Any = UndefinedError) -> None:
        super().__init__(hint, obj, name, exc)
        if exc is UndefinedError and name is not None:
            there = None if obj is missing else tuple(_names_of(obj))
            self._undefined_exception: Any = partial(UnknownNameError, str(name), there)


def _names_of(holder: Any) -> Iterator[str]:
    """The names that a template may ask a value for: keys, or macros of another template."""
    if isinstance(holder, TemplateModule):
        yield from (name for name, macro in vars(holder).items() if isinstance(macro, Macro))
    elif isinstance(holder, Mapping):
        yield from map(str, holder)


def fault_in(
    error: BaseException,
    page: SourceText,
    names: Collection[str],
    own: Mapping[str, SourceText],
    there: Mapping[str, str],
) -> Diagnostic:
    """The mistake that printing `page` ended in, at its place. `names` are the page's own, `own` the project's templates by
    the files that Jinja knows them by, `there` the texts of all templates by their names."""
    source, line = _where(error, page, own)
    hint, label, words, code = HELP, "", "", "RD580"
    match error:
        case TemplateSyntaxError():
            return syntax_fault_in(error, source)
        case TemplateNotFound():
            return no_template(str(error.name), source, line, there)
        case UnknownNameError() if error.exporter:
            words, known = error.name, _MACRO.findall(there.get(error.exporter, ""))
            code, message = "RD274", f"the template `{error.exporter}` has no macro `{words}`"
            label = did_you_mean(words, known)
            hint = f"it has {listing(known, 'and')}" if known and not label else ""
        case UnknownNameError():
            return unknown_name(error.name, error.there, source, line, names)
        case TemplateRuntimeError() if "No test named" in str(error) or "No filter named" in str(error):
            return syntax_fault_in(TemplateSyntaxError(str(error), line), source)
        case RecursionError():
            message, hint = "the template calls itself without end", "give the macro, include or block an end"
        case OverflowError() | MemoryError():
            message = f"the page is too large or takes too long: {error}" if str(error) else "the page is too large"
            hint = "is there a loop that goes over far more than it should?"
        case TypeError() if found := _ARGUMENTS.match(str(error)):
            name, given = found["macro"], found["named"]
            words = f"{name}("
            message = f"the macro `{name}` takes no argument `{given}`" if given else f"too many arguments for `{name}`"
            hint = "look at its first line, `{% macro " + name + "(…) %}`, for what it takes"
        case _:
            message = f"the expression can't be computed: {str(error) or type(error).__name__}"
            mixed = isinstance(error, TypeError) and "operand" in message
            hint = "join texts with `~`, and compute with numbers alone" if mixed else HELP
    start, end = place_of_name(source, line, words) if words else _first_tag(source, line)
    span = source.span(start, end)
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, span=span, label=label, hint=hint)


def unknown_name(
    name: str, there: tuple[str, ...] | None, source: SourceText, line: int, names: Collection[str]
) -> Diagnostic:
    """A name that a template asks for and doesn't get: of the page, which has `names`, or of what has the names `there`."""
    start, end = place_of_name(source, line, name)
    known = names if there is None else there
    label = did_you_mean(name, known)
    holder = _holder(source.text, start) if there is not None else "the page"
    hint = "" if label else f"it has {listing(known, 'and')}" if there and len(there) <= _LISTED else HELP
    message, span = f"{holder} has no `{name}`", source.span(start, end)
    return Diagnostic(code="RD587", severity=Severity.ERROR, message=message, span=span, label=label, hint=hint)


def no_template(name: str, source: SourceText, line: int, there: Collection[str]) -> Diagnostic:
    """A template that a page names and that isn't `there`."""
    label = did_you_mean(name, there)
    known = sorted(one for one in there if one.startswith(SHIPPED) or SHIPPED + one not in there)
    hint = "" if label else f"templates: {listing(known, 'and')}"
    span = source.span(*place_of_name(source, line, name))
    message = f"no template `{name}`"
    return Diagnostic(code="RD270", severity=Severity.ERROR, message=message, span=span, label=label, hint=hint)


def syntax_fault_in(error: TemplateSyntaxError, source: SourceText) -> Diagnostic:
    """What Jinja can't read in a template, at the tag where it stands."""
    problem = error.message or ""
    tags: list[Tag] = []
    with suppress(TemplateSyntaxError):  # the one that is told
        tags += _tags(source)
    named = _QUOTED.search(problem)
    start, end = _first_tag(source, error.lineno)
    if named and any(tag.text == named[1] for tag in tags):
        start, end = place_of_name(source, error.lineno, named[1])
    known = {**DEFAULT_FILTERS, **DEFAULT_TESTS}
    return syntax_fault(problem, source, tags, start, end, code="RD580", filters=known)


def place_of_name(source: SourceText, line: int, name: str) -> tuple[int, int]:
    """The offsets of a name (one with `(` after it is called there), or of a text in quotes, within the first tag from a
    line on that has it; else of the line."""
    begin = source.line_start(line)
    called, name = name.endswith("("), name.removesuffix("(")
    with suppress(TemplateSyntaxError):  # it has been told
        for tag in _tags(source):
            if tag.start >= begin and tag.text.strip("\"'") == name:
                if called and source.text[tag.end : tag.end + 1] != "(":
                    continue
                quoted = tag.text != name
                return tag.start + quoted, tag.end - quoted
    return begin, begin + max(len(source.line(line)), 1)


def _first_tag(source: SourceText, line: int) -> tuple[int, int]:
    """The offsets of the content of a line's first expression, or of its first tag, or of the line."""
    begin = source.line_start(line)
    text = source.line(line)
    found = _EXPRESSION.search(text) or _STATEMENT.search(text)
    return (begin + found.start(1), begin + found.end(1)) if found else (begin, begin + max(len(text), 1))


def _tags(source: SourceText) -> Iterator[Tag]:
    """What stands in a template's tags."""
    offset, inside = 0, False
    for _, kind, value in Environment().lexer.tokeniter(source.text, None):
        start = source.text.find(value, offset)
        offset = start + len(value)
        if kind in _BEGIN:
            inside = True
        if inside and kind != "whitespace":
            yield Tag(value.strip(), start, start + len(value.rstrip()))
        inside = inside and kind not in _END


def _holder(text: str, start: int) -> str:
    """What stands before the dot before `start`, in backquotes."""
    found = re.search(r"((?:\w+(?:\[[^\[\]]*\])?\s*\.\s*)*\w+(?:\[[^\[\]]*\])?)\s*(?:\.|\[[\"'])$", text[:start])
    return f"`{found[1]}`" if found else "it"


def _where(error: BaseException, page: SourceText, own: Mapping[str, SourceText]) -> tuple[SourceText, int]:
    """The innermost of the project's templates that an error went through, and its line."""
    if isinstance(error, TemplateSyntaxError):
        return own.get(error.filename or "", page), error.lineno
    found: tuple[SourceText, int] | None = None
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file in own:
            found = own[file], trace.tb_lineno
        trace = trace.tb_next
    return found or (page, 1)


def refused(name: str, code: str, reason: str) -> Diagnostic:
    """A file of templates/ that can't be read."""
    message = f"templates/{Path(name).as_posix()} can't be read: {reason}"
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, span=Span(path=f"templates/{name}"))
