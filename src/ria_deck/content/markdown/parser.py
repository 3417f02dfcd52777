"""Parse a topic into markdown-it's tree: CommonMark with tables, fenced divs and footnotes.

Every block knows the offsets of its lines in the file, without the markers of the blocks around it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.markdown import block_rules, div_rules, table_rule
from ria_deck.content.markdown.opaque import Kind, Opaque
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText

PLACE = "\ue000"
"""Stands for a character of an expression while blocks are found: no Markdown, and places stay what they are."""

_MOST_NESTING = 200  # far above the limit that is told, so that markdown-it never drops a block in silence


def parse_blocks(source: SourceText, start: int, opaque: Opaque, report: Report) -> SyntaxTreeNode:
    """The tree of `source.text[start:]`. Mistakes of structure are told in the report.

    Nodes carry in `meta["lines"]` the (start, end) offsets of their lines. Types beyond CommonMark's: `div` (`info`:
    offsets of what stands after the colons), `note_def` (`info`: label), `table` (`rows`: offsets of the cells of each
    row, `align`: start, center or end of each column).
    """
    env = {block_rules.SOURCE: source, block_rules.REPORT: report, div_rules.FORGIVEN: set()}
    return SyntaxTreeNode(_parser().parse(_prepared(source.text, start, opaque), env))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MOST_NESTING}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - told, whatever it leads to
    parser.core.ruler.disable(["inline", "text_join"])
    ruler = parser.block.ruler
    ruler.disable(["html_block"])
    ruler.before("table", "depth", block_rules.depth)
    ruler.at("table", table_rule.table, {"alt": ["paragraph", "reference"]})
    ruler.at("code", block_rules.code)
    ruler.at("fence", block_rules.fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    ruler.before("fence", "div", div_rules.div, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    ruler.before("div", "div_end", div_rules.stray_end, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    ruler.before("fence", "note_def", block_rules.note_definition, {"alt": ["paragraph", "reference"]})
    ruler.at("reference", block_rules.link_definition)
    ruler.at("heading", block_rules.heading, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("lheading", block_rules.underlined_heading)
    ruler.at("paragraph", block_rules.paragraph)
    return parser


def _prepared(text: str, start: int, opaque: Opaque) -> str:
    """The text as blocks are found in it: of the same length, with expressions as letters and without comments."""
    parts = [re.sub(r"[^\n]", " ", text[:start])]
    index = start
    for stretch in opaque.stretches:
        if stretch.kind is Kind.CODE:
            continue
        parts.append(text[index : stretch.start])
        written = text[stretch.start : stretch.end]
        if stretch.kind is Kind.EXPRESSION:
            parts.append(_as_letters(written, text[text.rfind("\n", 0, stretch.start) + 1 : stretch.start]))
        else:
            parts.append(_as_nothing(text, stretch.start, stretch.end))
        index = stretch.end
    parts.append(text[index:])
    return "".join(parts)


def _as_letters(written: str, before: str) -> str:
    """An expression as letters. On its further lines the marks of a block quotation stay, as many as on its first."""
    quotes = re.match(r"(?:[ \t]*>)*", before)
    marks = rf"(?:[ \t]*>){{0,{quotes[0].count('>') if quotes else 0}}}[ \t]*"
    first, *rest = written.split("\n")
    lines = [PLACE * len(first)]
    for line in rest:
        kept = re.match(marks, line)
        width = kept.end() if kept else 0
        lines.append(line[:width] + PLACE * (len(line) - width))
    return "\n".join(lines)


def _as_nothing(text: str, start: int, end: int) -> str:
    """A comment as blanks; as letters on a line with other text, so that this doesn't seem to be indented."""
    parts: list[str] = []
    for line in re.finditer(r"[^\n]+|\n", text[start:end]):
        if line[0] == "\n":
            parts.append("\n")
            continue
        at = start + line.start()
        line_start = text.rfind("\n", 0, at) + 1
        line_end = text.find("\n", at)
        around = text[line_start:at] + text[start + line.end() : len(text) if line_end < 0 else line_end]
        parts.append((PLACE if around.strip() else " ") * len(line[0]))
    return "".join(parts)
