"""Marks of other Markdown dialects (pandoc, Quarto, GitHub, Obsidian) that would be printed as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Finding = tuple[str, int, int, str, str]  # code, start, end, message, hint

_INLINE: tuple[tuple[str, re.Pattern[str], str, str], ...] = (
    (
        "RD148",
        re.compile(r"(?<![=<>!{])==(?=[^\s=])[^=\n]*?(?<=[^\s=])==(?!=)"),
        "highlighting (`==…==`) isn't supported",
        "write `**…**`, or `\\==` for the characters themselves",
    ),
    (
        "RD148",
        re.compile(r"(?<![\w+{])\+\+(?=[^\s+])[^+\n]*?(?<=[^\s+])\+\+(?![\w+])"),
        "inserted text (`++…++`) isn't supported",
        "write `**…**`, or `\\++` for the characters themselves",
    ),
    (
        "RD148",
        re.compile(r"(?<![\w:/]):(?:[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*|\+1|-1):(?![\w:/])"),
        "emoji codes aren't supported: `{0}`",
        "type the character itself, or write `\\:` for a colon",
    ),
    (
        "RD148",
        re.compile(r"\{(?:>>.*?<<|\+\+.*?\+\+|--.*?--|~~.*?~~|==.*?==)\}", re.DOTALL),
        "suggested changes and remarks (CriticMarkup) aren't supported: `{0}`",
        "accept or reject the change; a remark is a comment: `<!-- … -->`",
    ),
    (
        "RD148",
        re.compile(
            r"\\(?:auto|foot|paren|text)?(?:cite|ref|label|eqref|autoref|textbf|textit|emph|url|href)[tp]?\*?(?:\[[^\]\n]*\])*\{[^{}\n]*\}"
        ),
        "LaTeX isn't supported: `{0}`",
        "write a footnote for a citation, `[text](#slide-id)` for a reference, `**…**` or `*…*` for emphasis",
    ),
    (
        "RD148",
        re.compile(r"\[\[[^\[\]\n]+\]\](?!\()"),
        "wiki links aren't supported: `{0}`",
        "link a slide with `[text](#slide-id)`, an address with `[text](https://…)`",
    ),
    (
        "RD148",
        re.compile(r"(?<![\w\\:])\\(?:new|page|clear|line)(?:page|break|line)(?![A-Za-z])"),
        "LaTeX isn't supported: `{0}`",
        "take it out; a `---` between blank lines starts a slide, a `\\` at the end of a line breaks it",
    ),
    (
        "RD109",
        re.compile(r"(?<![\w$])\$(?=[A-Za-z(|])(?:[A-Za-z]|[^$\n]*?[=^_+*/<>(|][^$\n]*?)(?<=\S)\$(?![\d\w$])"),
        "mathematics isn't supported: `{0}`",
        "write the formula in words, with `*x*`, `^2^` and `~i~`, or as a picture; a `$` that is text is written `\\$`",
    ),
    (
        "RD109",
        re.compile(r"(?<![\w@./\[-])-?@(?:fig|tbl|tab|sec|eq|lst|thm)[-:][\w:.-]*\w"),
        "cross-references aren't supported: `{0}`",
        "link the slide with `[Figure](#slide-id)`; an `@` that is text is written `\\@`",
    ),
)
_MENTION = re.compile(r"(?<![\w@./\[;-])@(?!(?:fig|tbl|tab|sec|eq|lst|thm)[-:])[A-Za-z_][\w:.-]*\w")
_BY_REFERENCE = re.compile(r"(?<![\w\]])!?\[(?!\^)(?P<text>[^\[\]\n]+)\]\[(?!\^)(?P<label>[^\[\]\n]*)\]")
_LETTERS = 3  # `[y][z]` is text
_GRID = re.compile(r"\+(?:[-=:]{2,}\+)+")
_LETTERED = re.compile(r"([a-zA-Z]|[ivxIVX]{2,4})[.)][ \t]+\S")
_NUMBERED = re.compile(r"(?:\(\d{1,3}\)|\(@\w*\)|#\.)[ \t]+\S")
_TEX = re.compile(r"\\[a-zA-Z]{3,}(?:\{[^{}]*\})*")
_CONTENTS = re.compile(r"\[\[?_?toc_?\]\]?", re.IGNORECASE)
_TIGHT = re.compile(r"(?:[-+]|\d{1,3}[.)])[^\W\d_]")
_BULLET = re.compile(r"[•▪◦‣●○■□➢✓·・⁃∙◆◇►▶➤❖]\s*\S|[–—−][ \t]+\S")
_ABBREVIATION = re.compile(r"\*\[[^\]\n]+\]:[ \t]")
_ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.IGNORECASE)
_ADMONITION = re.compile(r"(?:!!!|\?\?\?)\+?[ \t]+\w")


def inline_findings(masked: str, text: str) -> Iterator[Finding]:
    """What stands in a text; `masked` is the text with code, expressions and escaped characters blanked."""
    for code, pattern, words, hint in _INLINE:
        for match in pattern.finditer(masked):
            yield code, *match.span(), words.format(text[match.start() : match.end()]), hint


def by_reference(masked: str, text: str) -> Iterator[tuple[Finding, str]]:
    """Links and pictures whose address is elsewhere, each with the label that it is to be found under."""
    for match in _BY_REFERENCE.finditer(masked) if "][" in masked else ():
        if match[0][0] == "!" or sum(letter.isalpha() for letter in match["text"]) >= _LETTERS:
            words = f"links by reference aren't supported: `{text[match.start() : match.end()]}`"
            hint = "write the address beside the text: `[text](https://…)`, `![What it shows](images/x.png)`"
            yield ("RD148", *match.span(), words, hint), match["label"] or match["text"]


def mentions(masked: str) -> Iterator[tuple[int, int]]:
    """Where a citation key or a person's handle (`@key`) stands; which of the two, nobody can tell."""
    return (match.span() for match in _MENTION.finditer(masked))


def paragraph_finding(lines: Sequence[str]) -> tuple[str, str] | None:
    """(message, hint) of a paragraph that is something else in another dialect; None of any other one."""
    first = lines[0].strip()
    if all(line.startswith("|") for line in lines):
        return _bars_finding(lines)
    if len(lines) == 1 and (found := next((found for pattern, *found in _ALONE if pattern.fullmatch(first)), None)):
        return found[0].format(first), found[1]
    for pattern, words, hint in _FIRST:
        if pattern.match(first):
            return words.format(first), hint
    broken = any(line.endswith(("\\", "  ")) for line in lines[:-1])  # then they are lines of their own, as typed
    return None if broken else _list_finding(lines)


def _bars_finding(lines: Sequence[str]) -> tuple[str, str] | None:
    """(message, hint) of lines that each begin with a bar."""
    if len(lines) > 1 and all(line.rstrip().endswith("|") for line in lines):
        return "a table needs a line under its head", "write `|---|---|` below the first row, one `---` per column"
    if all(line.startswith("| ") for line in lines):
        return "line blocks aren't supported", "end each line with a backslash, which breaks it; leave out the `|`"
    return None


def _list_finding(lines: Sequence[str]) -> tuple[str, str] | None:
    """(message, hint) of lines that are each an item of another dialect's list."""
    if len(lines) > 1 and all(_LETTERED.match(line) for line in lines) and _in_order(lines):
        return "lists with letters aren't supported", "number the items `1.`, `2.`, or begin them with `- `"
    for pattern, words, hint in _LISTS if len(lines) > 1 else _LISTS[-1:]:
        if all(pattern.match(line) for line in lines):
            return words.format(lines[0].strip()[0]), hint
    return None


_LISTS = (
    (_NUMBERED, "this form of numbered lists isn't supported", "number the items `1.`, `2.`"),
    (_TIGHT, "the marks of this list need a space after them", "write `- item` or `1. item`; `\\-` is a literal `-`"),
    (_BULLET, "a list isn't typed with `{0}`", "begin its items with `- `"),
    (
        _ABBREVIATION,
        "abbreviations (`*[…]: …`) aren't supported",
        "write it out where it first occurs: `HTML (Hyper…)`",
    ),
)


_AS_PIPES = "write a pipe table: `| a | b |`, under it `|---|---|`, then the rows"
_AT_ONCE = "a slide shows all it has: take it out, or start a slide with `---`"
_ALONE = (  # what a line that is a paragraph by itself is
    (_TEX, "LaTeX isn't supported: `{0}`", "take it out; a `---` between blank lines starts a slide"),
    (_CONTENTS, "the list of contents is made by itself", "take it out, or give a slide `{layout=contents}`"),
)
_FIRST = (  # what a paragraph is by its first line
    (re.compile(r"(?:\. \. \.|\.\.\.)$"), "pauses (`. . .`) aren't supported", _AT_ONCE),
    (re.compile(r"--$"), "pauses (`--`) aren't supported", _AT_ONCE),
    (re.compile(rf"{_GRID.pattern}$"), "grid tables aren't supported", _AS_PIPES),
    (_ALERT, "alerts aren't supported: `{0}`", "leave the mark out: `> text` is a quotation"),
    (re.compile(r"\?\?\?$"), "notes aren't written below `???`", "write `::: notes`, what you say, and `:::`"),
    (_ADMONITION, "admonitions (`!!!`) aren't supported", "write `> text`, or **bold** text"),
)
_SIMPLE_RULE = re.compile(r"[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*")


def simple_table(line: str, before: str, after: str) -> tuple[str, str] | None:
    """(message, hint) where a line of dashes belongs to a pandoc table: lines of text are right above or below."""
    if _SIMPLE_RULE.fullmatch(line) and (before.strip() or after.strip()):
        return "tables drawn with dashes aren't supported", _AS_PIPES
    return None


def _in_order(lines: Sequence[str]) -> bool:
    letters = [line[0].lower() for line in lines]
    return letters[0] in "ai" and (letters[1] == "b" or letters[0] == "i")


DIAGRAMS = frozenset(
    {"mermaid", "dot", "graphviz", "plantuml", "puml", "d2", "tikz", "ditaa", "nomnoml", "vega", "vega-lite", "math"}
)
"""Languages of listings that other programs draw."""
