"""A topic whose slides name templates: plain slides as they are, the others as their templates print them."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from jinja2 import nodes

from ria_deck.content.slides.topics import read_topic
from ria_deck.content.specs.slides import TopicSpec
from ria_deck.content.specs.template import Authored, TemplateUse, TopicPart
from ria_deck.content.yaml_topics.markdown import ATTRIBUTES, PARTS
from ria_deck.diagnostics import Diagnostic, Report, Severity, Span
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.templates.limits import Allowance, Load, TemplateEndError
from ria_deck.resolve.templates.pieces import Fragment, PrintedText
from ria_deck.resolve.templates.printing import Printer
from ria_deck.resolve.templates.runner import Runner
from ria_deck.resolve.templates.syntax import TemplateTree
from ria_deck.source.derived import DerivedText
from ria_deck.source.text import SourceText

_START = re.compile(r"^ {0,3}(?=##(?!#)|---)", re.MULTILINE)
_UNPRINTED = frozenset(("template", "values", "remark"))


def print_parts(
    topic: TopicSpec, use: TemplateUse, evaluator: Evaluator, load: Load, printer: Printer, allowance: Allowance
) -> set[int]:
    """Print every part of a topic, all of them within one allowance; the offsets at which slides may start. Mistakes go to
    the printer's report."""
    starts: set[int] = set()
    title: Any = Authored(topic.title.text, topic.title) if topic.title is not None else ""
    about = {"id": topic.id, "title": title, "values": use.values}
    for part in use.parts:
        begin = printer.out.length
        if not part.name:
            printer.write(_pieces(part.markdown))
            starts |= {begin + start for start in part.starts}
            continue
        assert part.span is not None
        loader = _Loader(load)
        tree = loader.load(part.name, part.span)
        if tree is None:
            continue
        names = {"slide": _slide_names(part), "values": part.values, "topic": about}
        runner = Runner(evaluator, loader.load, printer.report, part.span, allowance)
        printer.write([PrintedText("\n", topic_source(part), 0, 0, copied=False)])
        with suppress(TemplateEndError):  # reported
            printer.write(runner.run(tree, names))
        printer.incomplete |= runner.incomplete
        if allowance.ended:
            break
        printer.write([PrintedText("\n", topic_source(part), 0, 0, copied=False)])
        starts |= {begin + match.end() for match in _START.finditer(printer.out.text[begin:])}
        _tell_unprinted(part, loader.trees, printer.report)
    return starts


def plain_faults(topic: TopicSpec, use: TemplateUse) -> list[Diagnostic]:
    """The errors of the slides that no template makes, for a topic of which a template prints nothing to read."""
    printer, starts, read = Printer(Report()), set[int](), Report()
    for part in use.parts:
        if not part.name:
            starts |= {printer.out.length + start for start in part.starts}
            printer.write(_pieces(part.markdown))
    if starts:
        read_topic(printer.out.derived(topic.path), topic.id, read, starts=starts, made_by=topic.id, claims=use.claims)
    return [one for one in read.diagnostics if one.severity is Severity.ERROR]


def _slide_names(part: TopicPart) -> dict[str, Any]:
    """What a template sees as `slide`: the keys of the slide that names it, and its values."""
    keys = {name: text if isinstance(text, bool) else Fragment(_pieces(text), []) for name, text in part.keys.items()}
    return keys | {"values": part.values}


def topic_source(part: TopicPart) -> SourceText:
    """The text that a part's line breaks are made on account of."""
    heading = part.keys["heading"]
    return heading.stretches[0].source if isinstance(heading, DerivedText) and heading.stretches else part.markdown


class _Loader:
    """Loads templates and keeps those that were asked for."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self.trees: list[TemplateTree] = []

    def load(self, name: str, span: Span) -> TemplateTree | None:
        tree = self._load(name, span)
        if tree is not None:
            self.trees.append(tree)
        return tree


def _tell_unprinted(part: TopicPart, trees: list[TemplateTree], report: Report) -> None:
    """Report the keys of a slide that none of its templates asks for: they would be lost without a word."""
    asked: set[str] = set()
    for tree in trees:
        asked |= {node.attr for node in tree.root.find_all(nodes.Getattr)}
        asked |= {
            str(node.arg.value) for node in tree.root.find_all(nodes.Getitem) if isinstance(node.arg, nodes.Const)
        }
    asked |= {*PARTS} if "body" in asked else set()
    asked |= {"title", *ATTRIBUTES} if "heading" in asked else set()
    for name, span in part.at.items():
        if name not in asked and name not in _UNPRINTED:
            hint = f"print it there: `{{{{ slide.{name} }}}}`, or remove it here"
            report.warning("RD278", f"the template `{part.name}` doesn't use `{name}` of this slide", span, hint=hint)


def _pieces(text: SourceText) -> list[PrintedText]:
    """A derived text as pieces, each with its place."""
    stretches = text.stretches if isinstance(text, DerivedText) else ()
    if not stretches:
        return []
    ends = [stretch.at for stretch in stretches[1:]] + [len(text.text)]
    return [
        PrintedText(text.text[one.at : end], one.source, one.start, one.end, one.copied)
        for one, end in zip(stretches, ends, strict=True)
    ]
