"""Topics that templates make, as topics: each template is run for one edition and language, its Markdown is read."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

from ria_deck.content.load import check_topics
from ria_deck.content.slides.topics import MOST_CHARACTERS, read_topic
from ria_deck.content.specs.slides import Content, TopicSpec
from ria_deck.content.specs.template import Authored, TemplateUse
from ria_deck.data import Tables
from ria_deck.diagnostics import Report, Severity, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.resolve.expressions.budget import Work
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.names import NO_ROW, DeckRow, deck_names
from ria_deck.resolve.templates.limits import MOST_OUTPUT, MOST_WORK_OF_A_DECK, Allowance, TemplateEndError
from ria_deck.resolve.templates.pieces import Fragment, PrintedText
from ria_deck.resolve.templates.printing import Printer
from ria_deck.resolve.templates.runner import Runner
from ria_deck.resolve.templates.slide_templates import plain_faults, print_parts
from ria_deck.resolve.templates.syntax import TemplateTree, parse_template
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import SourceText, read_source, resolve_inside

FOLDER = "templates"
SUFFIX = ".md.j2"
BUILT_IN = "ria/"


def expanded(
    content: Content,
    edition: str,
    language: str,
    root: Path,
    tables: Tables,
    report: Report,
    row: DeckRow = NO_ROW,
) -> Content:
    """The content with the slides of every topic that names a template, for one edition in one language and its row.

    Mistakes in templates are reported where they are, with the topic that uses them.
    """
    if not any(topic.template for topic in content.topics) or edition not in content.reports:
        return content
    names = deck_names(content.reports[edition], edition, language, row)
    evaluator = Evaluator(tables, Formatter(language, content.reports[edition].forms), names, report)
    shelf = Shelf(root, report)
    work = Work(MOST_WORK_OF_A_DECK)
    topics = tuple(
        _expanded(topic, evaluator, shelf, report, work) if topic.template else topic for topic in content.topics
    )
    made = replace(content, topics=topics)
    if not report.failed:
        check_topics(root, made, report)
    return made


def _expanded(topic: TopicSpec, evaluator: Evaluator, shelf: Shelf, report: Report, work: Work) -> TopicSpec:
    use = topic.template
    assert use is not None
    own = Report()
    before = len(report.diagnostics)  # templates that aren't there, and what is wrong in them, are reported there
    printer = Printer(own)
    starts: set[int] | None = None
    allowance = Allowance(work)
    if use.parts:
        starts = print_parts(topic, use, evaluator, shelf.load, printer, allowance)
    else:
        tree = shelf.load(use.name, use.span)
        if tree is None:
            return replace(topic, template=None)
        runner = Runner(evaluator, shelf.load, own, use.span, allowance)
        with suppress(TemplateEndError):  # reported
            printer.write(runner.run(tree, _names(topic, use)))
        printer.incomplete = runner.incomplete
    allowance.settle()
    if printer.out.length > min(MOST_OUTPUT, MOST_CHARACTERS) and not allowance.ended:
        hint = "make several topics of it"
        own.error("RD272", f"the template prints more than {MOST_OUTPUT:,} characters", use.span, hint=hint)
    report.extend(own.diagnostics)
    if own.failed or printer.incomplete or any(one.severity is Severity.ERROR for one in report.diagnostics[before:]):
        report.extend(plain_faults(topic, use))
        return replace(topic, template=None)
    read = Report()
    text = printer.out.derived(topic.path)
    found = read_topic(text, topic.id, read, starts=starts, made_by=use.name or topic.id, claims=use.claims)
    told: set[object] = set()
    for one in read.diagnostics:  # of all the rows that a loop goes over, each mistake once
        if (one.code, one.message, one.span) in told:
            continue
        told.add((one.code, one.message, one.span))
        elsewhere = one.span is not None and one.span.path != topic.path and not one.related
        report.diagnostics.append(
            replace(one, related=((use.span, "the topic that uses this template"),)) if elsewhere else one
        )
    return replace(
        found,
        title=found.title or topic.title,
        sources=found.sources or topic.sources,
        sources_span=found.sources_span or topic.sources_span,
        source=found.source if found.source is not None else topic.source,
        editions=topic.editions,
        editions_span=topic.editions_span,
        when=topic.when,
        typed=found.typed if use.parts else (*topic.typed, *found.typed),
        texts=tuple(printer.asked.values()),
        span=topic.span,
    )


def _names(topic: TopicSpec, use: TemplateUse) -> Mapping[str, Any]:
    """What a template knows of the topic that uses it."""
    source = use.body
    end = len(source.text.rstrip())
    start = min(use.start + len(source.text[use.start :]) - len(source.text[use.start :].lstrip("\n")), end)
    pieces = [PrintedText(source.text[start:end], source, start, end, copied=True)] if start < end else []
    body = Fragment(pieces, [])
    title: Any = Authored(topic.title.text, topic.title) if topic.title is not None else ""
    own = {"id": topic.id, "title": title, "values": use.values, "slides": list(use.slides), "body": body}
    return {"topic": own, "values": use.values, "body": body}


class Shelf:
    """The templates of a project, each read once: files of templates/ and those that the program ships (`ria/…`)."""

    def __init__(self, root: Path, report: Report) -> None:
        self._root = root
        self._report = report
        self._trees: dict[str, TemplateTree | None] = {}

    def load(self, name: str, span: Span) -> TemplateTree | None:
        """The tree of a template that is named at `span`; None, reported, where there is none."""
        if name not in self._trees:
            source = self._source(name, span)
            if source is None:
                return None
            self._trees[name] = parse_template(source, self._report)
        return self._trees[name]

    def _source(self, name: str, span: Span) -> SourceText | None:
        if name.startswith(BUILT_IN):
            return self._built_in(name, span)
        plain = name.replace("\\", "/")
        if plain.startswith("/") or ".." in plain.split("/") or ":" in plain:
            hint = f"name a file of {FOLDER}/ by its path from there, like `region.md.j2`"
            self._report.error("RD270", f"the template `{name}` is outside of {FOLDER}/", span, hint=hint)
            return None
        path = resolve_inside(self._root, f"{FOLDER}/{plain}", self._report, span)
        if path is None:
            return None
        folder = (self._root / FOLDER).resolve()
        if not path.is_relative_to(folder):
            hint = "copy the file into templates/"
            self._report.error("RD270", f"the template `{name}` is outside of {FOLDER}/", span, hint=hint)
            return None
        if not path.is_file() or not plain.endswith(SUFFIX):
            self._tell_none(name, plain, folder, span)
            return None
        return read_source(self._root, f"{FOLDER}/{plain}", self._report)

    def _tell_none(self, name: str, plain: str, folder: Path, span: Span) -> None:
        """Report a template that isn't there, or has another ending."""
        there = sorted(found.relative_to(folder).as_posix() for found in folder.rglob(f"*{SUFFIX}"))
        label = did_you_mean(plain, there)
        words, hint = f"`{name}` is not a template of slides", f"their names end in {SUFFIX}"
        if plain.endswith(SUFFIX):
            words, others = f"no template `{name}`", f"templates: {listing(there, 'and')}"
            hint = "" if label else others if there else f"write {FOLDER}/{plain}"
        self._report.error("RD270", words, span, label=label, hint=hint)

    def _built_in(self, name: str, span: Span) -> SourceText | None:
        folder = resources.files("ria_deck.resolve.templates") / "ria"
        there = sorted(found.name for found in folder.iterdir() if found.name.endswith(SUFFIX))
        file = name.removeprefix(BUILT_IN)
        if file not in there:
            hint = f"built-in templates: {listing((BUILT_IN + one for one in there), 'and')}"
            self._report.error("RD270", f"no built-in template `{name}`", span, hint=hint)
            return None
        return SourceText(name, (folder / file).read_text("utf-8"))
