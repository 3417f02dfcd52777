"""What the readers of blocks share: texts, names, formats, expressions, colours.

A decoded value and its place go in; the part of a spec comes out, mistakes go to the report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ria_deck.content.blocks.chart_shape import DataRef
from ria_deck.content.specs.slides import Expression, Message
from ria_deck.content.specs.wording import expression_at, message_at
from ria_deck.diagnostics import Report, Span
from ria_deck.source.yaml import Loc, YamlDocument

_D3 = re.compile(r"[<>^]?[-+( ]?\$?0?\d*,?(\.\d+)?~?[bcdeEfFgGnoprsxX%]")
_STRFTIME = re.compile(r"%[-_0]?[A-Za-z]")
_FILTER = re.compile(r"[a-z]+(_[a-z]+)?(\s*\([^(){}]*\))?")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_PATTERN = re.compile(r"[#0?,.%‰¤$€£¥₽+\-;()\sEeyMdQGw:/年月日]*")
_LONGEST_FORMAT = 60
_HEX_COLOR = re.compile(r"#[0-9A-Fa-f]{3,8}|rgba?\(.*\)|hsla?\(.*\)")
_SCRIPT = (
    (re.compile(r"\bdatum\s*[.\[]"), "columns are named alone: `year > 2000`, not `datum.year > 2000`"),
    (re.compile(r"&&"), "write `and`"),
    (re.compile(r"\|\|"), "write `or`"),
    (re.compile(r"[=!]=="), "write `==` or `!=`"),
    (re.compile(r"\{\{|\{%"), "leave out the braces: this is an expression already"),
)


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Reads one block. `context` begins the contexts of its messages (the slide's id); `report` is the block's own,
    so that what fails in it is this block."""

    document: YamlDocument
    context: str
    report: Report

    def text(self, loc: Loc, value: str | None, kind: str) -> Message | None:
        """The message of a text that may be missing."""
        return message_at(self.document, loc, value, f"{self.context}/{kind}")

    def needed_text(self, loc: Loc, value: str, kind: str) -> Message | None:
        """The message of a text that must say something."""
        found = self.text(loc, value, kind)
        if found is None:
            self.report.error("RD024", f"`{loc[-1]}` can't be empty", self.document.span(loc))
        return found

    def switched_text(self, loc: Loc, value: str | None, kind: str, *, given: bool) -> Message | None:
        """The message of a text that null or an empty text switches off; None where it isn't given."""
        found = self.text(loc, value, kind)
        if found is None and given:
            return Message(text="", context=f"{self.context}/{kind}", span=self.document.span(loc), literal=True)
        return found

    def one_of_two(self, names: tuple[str, str], values: tuple[str | None, str | None], kind: str) -> Message | None:
        """The message of a text that is written under one of two keys; both is an error."""
        if values[0] is not None and values[1] is not None:
            first, second = names
            self.report.error(
                "RD044",
                f"`{first}` and `{second}` say the same thing",
                self.document.span((second,), key=True),
                label="keep one of the two",
                related=((self.document.span((first,), key=True), "the other one"),),
            )
        index = 0 if values[0] is not None else 1
        return self.text((names[index],), values[index], kind)

    def data(self, loc: Loc, value: str | DataRef) -> tuple[str, Span]:
        """A table's name with its place."""
        if isinstance(value, DataRef):
            return value.name, self.document.text_span((*loc, "name"))
        if not value.strip():
            self.report.error("RD024", "`data` can't be empty", self.document.span(loc))
        elif re.search(r"[/\\]|\.(csv|tsv|xlsx?|parquet|json)$", value, re.IGNORECASE):
            self.report.error(
                "RD045",
                f"`{value}` is a file; expected a table name",
                self.document.span(loc),
                hint="list the file in data/datapackage.yaml and write the table's name here",
            )
        return value.strip(), self.document.text_span(loc)

    def expression(self, loc: Loc, text: str) -> Expression:
        """An expression over columns, looked through for JavaScript, which Vega-Lite has there."""
        found = expression_at(self.document, loc, text)
        for script, hint in _SCRIPT:
            match = script.search(text)
            if match:
                self.report.error(
                    "RD046", f"`{match[0]}` isn't allowed in this expression", self.document.span(loc), hint=hint
                )
                break
        if not found.text:
            self.report.error("RD024", "an expression can't be empty", self.document.span(loc))
        return found

    def format(self, loc: Loc, value: str) -> str:
        """A number's or date's format: a pattern, or a filter's name."""
        hint = format_problem(value)
        if hint:
            self.report.error(
                "RD042", f"`{value}` is not a valid Excel or CLDR number format", self.document.span(loc), hint=hint
            )
        return value.strip()

    def color(self, loc: Loc, value: str) -> str:
        """A colour by its role; which roles there are, the theme knows."""
        if _HEX_COLOR.fullmatch(value.strip()):
            self.report.error(
                "RD047",
                f"expected a theme colour name, not a colour value: `{value}`",
                self.document.span(loc),
                hint="write the name of a theme colour, like series-1 or accent; templates/theme.yaml gives its value",
            )
        return value.strip()


def format_problem(value: str) -> str:
    """What to write instead of a format that is none; empty for a good one.

    Patterns are those that Excel's number formats and CLDR share: `#,##0`, `0.0%`, `yyyy-MM`; anything else would break
    the chart's XML or mean one thing in the deck and another in the handout.
    """
    text = value.strip()
    if not text:
        return "leave the key out for the default format"
    if _STRFTIME.search(text):
        return "this is strftime's syntax: write a pattern such as `yyyy-MM-dd`"
    if _FILTER.fullmatch(text) and len(text) > 1:
        return ""
    bare = _QUOTED.sub("", text)
    if _D3.fullmatch(text) and (text[0] in ".,~$" or not re.search("[#0]", bare)):
        return "this is d3's syntax: write `#,##0` for 1,234, `0.0` for 1.2, `0.0%` for 12.3%"
    if len(text) > _LONGEST_FORMAT:
        return f"at most {_LONGEST_FORMAT} characters"
    if not _PATTERN.fullmatch(bare):
        return "write a pattern like `#,##0`, `0.0%`, `yyyy-MM`, with other words in quotes, or a filter like `percent`"
    if not re.search("[#0yMdQ]", bare):
        return "write a `0` or `#` where the digits go"
    return ""
