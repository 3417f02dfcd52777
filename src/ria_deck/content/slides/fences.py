"""Read a code fence as a listing, or as the block that its YAML describes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.blocks.decode import (
    decode_chart,
    decode_claims,
    decode_kpi,
    decode_map,
    decode_printed_claims,
    decode_process,
    decode_table,
    decode_timeline,
)
from ria_deck.content.markdown.attributes import check_attributes, read_attributes, tell_unreadable
from ria_deck.content.markdown.dialects import DIAGRAMS
from ria_deck.content.slides.slide_reader import Reading
from ria_deck.content.specs.slides import BlockSpec, CodeSpec, WhenSpec
from ria_deck.diagnostics import Report, Span
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.yaml import YamlDocument, load_yaml

KINDS = ("chart", "table", "map", "timeline", "kpi", "process", "claims")
_BLOCK = re.compile(r"\{[ \t]*([\w-]+)(?=[\s}])")
_PRINTED = re.compile(r"[ \t]+print(?=[\s}])")  # behind `{claims`
_OTHER = re.compile(r"^[ \t]*(`{3,}.*|:{3,}.*)", re.MULTILINE)  # never YAML: the beginning of another block
_LANGUAGE = re.compile(r"\{?[ \t]*\.?([\w#+.-]*)")


def read_fence(node: SyntaxTreeNode, kind_of_text: str, span: Span, reading: Reading) -> list[BlockSpec]:
    """The block of a fence, if it makes one: claims are kept in the reading. `kind_of_text` is what its place is for:
    `text`, `notes` or `handout`."""
    if not node.meta["closed"]:  # reported: what it swallowed says nothing
        return []
    source, report = reading.source, reading.report
    start, end = node.meta["info"]
    text = source.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    match = _BLOCK.match(source.text, start, end)
    if match is None:
        return _listing(node.content, _LANGUAGE.match(source.text, start, end), span, reading)
    kind = match[1]
    if not _is_kind(kind, source.span(match.start(1), match.end(1)), report):
        return []
    printed = _PRINTED.match(source.text, match.end(1), end) if kind == "claims" else None
    name = _name(kind, printed.end() if printed else match.end(1), start, end, reading)
    begin, stop = node.meta["body"]
    swallowed = _OTHER.search(source.text, begin, stop)
    if swallowed is not None:
        report.error(
            "RD103",
            f"the block `{{{kind}}}` is never closed",
            source.span(start, end),
            hint="close it with a line of ```",
            related=((source.span(swallowed.start(1), swallowed.end(1)), "this would become part of it"),),
        )
        return []
    document = load_yaml(source, report, start=begin, end=stop)
    if document is None:
        return []
    if printed:
        return _printed_claims(document, kind_of_text, span, reading)
    if kind == "claims":
        conditions = tuple(reading.conditions)
        reading.claims += [(draft, conditions) for draft in decode_claims(document, report)]
        return []
    name = _id_key(kind, document, name, reading)
    found = _DECODERS[kind](document, name or reading.name(kind), reading.slide, reading.report)
    return [found] if found is not None else []


def _listing(code: str, language: re.Match[str] | None, span: Span, reading: Reading) -> list[BlockSpec]:
    """A listing of code; a block or diagram that is written as one is told instead."""
    if language is None:
        return [CodeSpec(language="", code=code, span=span)]
    name, place = language[1], reading.source.span(language.start(1), language.end(1))
    if name in KINDS:
        hint = f"for a block write braces: ```{{{name}}}"
        reading.report.error("RD115", f"unknown listing language `{name}`", place, hint=hint)
        return []
    if name.lower() in DIAGRAMS:
        _tell_diagram(name, place, reading.report)
        return []
    return [CodeSpec(language=name, code=code, span=span)]


def _is_kind(kind: str, place: Span, report: Report) -> bool:
    """Whether there is such a block; reports one that there isn't."""
    if kind.lower() in DIAGRAMS:
        _tell_diagram(kind, place, report)
        return False
    if kind == "values":
        hint = "name it: `template=profile.md.j2` in the heading right above, `template:` beside `values:` in YAML"
        report.error("RD279", "values are for the template of a slide, and this one has none", place, hint=hint)
        return False
    if kind not in KINDS:
        report.error(
            "RD115",
            f"unknown block `{{{kind}}}`",
            place,
            label=did_you_mean(kind, KINDS),
            hint=f"blocks: {listing((f'{{{other}}}' for other in KINDS), 'and')}; a listing begins with ```{kind}",
        )
    return kind in KINDS


def _printed_claims(document: YamlDocument, kind_of_text: str, span: Span, reading: Reading) -> list[BlockSpec]:
    """The claims that the handout prints: in its part of the slide, wherever the block is written."""
    found = decode_printed_claims(document, reading.name("claims"), reading.slide, span, reading.report)
    if found is None:
        return []
    block, drafts = found
    conditions = tuple(reading.conditions)
    reading.claims += [(draft, conditions) for draft in drafts]
    if kind_of_text in ("handout", "notes"):
        return [block]
    under: BlockSpec = block
    for condition in reversed(conditions):
        under = WhenSpec(when=condition, blocks=(under,), span=span)
    reading.handout.append(under)
    return []


def _id_key(kind: str, document: YamlDocument, name: str, reading: Reading) -> str:
    """The name that the block's key `id` gives it, where its fence gives none."""
    given = document.data.get("id") if isinstance(document.data, dict) else None
    if not isinstance(given, str):
        return name
    span = document.text_span(("id",))
    if name:
        words = f"the {{{kind}}} block has two names"
        reading.report.error("RD139", words, span, related=((reading.names[name], "the other one"),), hint="keep one")
    elif given in reading.names:
        words = f"two blocks of the slide are called `{given}`"
        first = ((reading.names[given], "the first one"),)
        reading.report.error("RD139", words, span, related=first, hint=f"give one another name: `{given}-2`")
    reading.names.setdefault(given, span)
    return name or given


def _tell_diagram(language: str, span: Span, report: Report) -> None:
    hint = "save the drawing as SVG or PNG: `![What it shows](images/x.svg)`; to print the source, write ```text"
    report.error("RD115", f"`{language}` drawings aren't supported", span, hint=hint)


_DECODERS: Mapping[str, Callable[[YamlDocument, str, str, Report], BlockSpec | None]] = {
    "chart": decode_chart,
    "table": decode_table,
    "map": decode_map,
    "timeline": decode_timeline,
    "kpi": decode_kpi,
    "process": decode_process,
}


def _name(kind: str, after: int, start: int, end: int, reading: Reading) -> str:
    """The `#name` behind a block's kind, unique on its slide; empty without one."""
    source, report = reading.source, reading.report
    # Attributes are read where they stand, with the kind blanked out.
    blanked = source.text[:start] + "{" + " " * (after - start - 1) + source.text[after:end]
    attributes = read_attributes(blanked, start, end)
    if attributes is None:
        tell_unreadable(source, start, end, report)
        return ""
    check_attributes(
        attributes,
        f"a {{{kind}}} block",
        ("RD131", "RD131"),
        takes_id=kind != "claims",
        hint='put the condition on a div around the block: `::: {when="…"}` … `:::`',
        source=source,
        report=report,
    )
    name = attributes.id
    if name:
        span = source.span(attributes.id_start, attributes.id_start + 1 + len(name))
        if name in reading.names:
            report.error(
                "RD139",
                f"two blocks on this slide are named `{name}`",
                span,
                related=((reading.names[name], "the other block"),),
                hint=f"give one another name: `#{name}-2`",
            )
        reading.names.setdefault(name, span)
    return name
