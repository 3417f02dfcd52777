"""A topic in Markdown, with slides that name templates of their own."""

from __future__ import annotations

import re

from ria_deck.content.markdown.attributes import Attributes
from ria_deck.content.slides.front_matter import read_head
from ria_deck.content.slides.heading_attributes import SlideHead
from ria_deck.content.slides.topics import read_topic
from ria_deck.content.slides.written import WrittenSlide, written_topic
from ria_deck.content.specs.slides import TopicSpec
from ria_deck.content.specs.template import TopicPart, authored
from ria_deck.content.yaml_topics.markdown import ATTRIBUTES, PARTS
from ria_deck.content.yaml_topics.written_parts import SlideKey, slide_keys
from ria_deck.diagnostics import Report
from ria_deck.source.derived import Derivation, DerivedText
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import load_yaml

_NAMED = re.compile(r"^ {0,3}##[^\n]*\btemplate[ \t]*=", re.MULTILINE)


def read_markdown_topic(source: SourceText, topic: str, report: Report) -> TopicSpec:
    """The topic of one Markdown file; its slides with a template are made when the templates are run."""
    slides = written_topic(source).slides if _NAMED.search(source.text) else ()
    named = [slide for slide in slides if _template_of(slide)]
    if not named:
        return read_topic(source, topic, report)
    if read_head(source, topic, Report()).template:
        hint = "use one of them: a topic's template makes all of its slides"
        span = _attributes(named[0]).value_span("template", source)
        report.error("RD279", "a slide's `template` in a topic that has a template", span, hint=hint)
        return read_topic(source, topic, report)
    parts: list[TopicPart] = []
    cursor = 0
    for slide in named:
        parts += _plain(source, cursor, slide.start, slides)
        parts.append(_part(slide, source, topic, report))
        cursor = slide.end
    parts += _plain(source, cursor, len(source.text), slides)
    return read_topic(source, topic, report, templated=tuple(parts))


def _attributes(slide: WrittenSlide) -> Attributes:
    return slide.attributes or Attributes()


def _template_of(slide: WrittenSlide) -> str:
    pair = _attributes(slide).pairs.get("template")
    return pair.value.strip() if pair else ""


def _plain(source: SourceText, begin: int, end: int, slides: tuple[WrittenSlide, ...]) -> list[TopicPart]:
    """The stretch of a file between slides with templates, as it is."""
    if begin >= end:
        return []
    out = Derivation()
    out.copy(source, begin, end)
    starts = tuple(slide.start - begin for slide in slides if begin <= slide.start < end)
    return [TopicPart(markdown=out.derived(source.path), starts=starts)]


def _part(slide: WrittenSlide, source: SourceText, topic: str, report: Report) -> TopicPart:
    """A slide with its keys as they stand there, and `heading` and `body`, the whole of it."""
    given = _attributes(slide)
    SlideHead(given, source, report).check()
    found = {key.name: key for key in slide_keys(slide, source)}
    keys: dict[str, SourceText | bool] = {name: _printed(name, found.get(name), given, source) for name in _KEYS}
    below = [key for name, key in found.items() if name in PARTS]
    keys["heading"] = _heading(slide, source)
    keys["body"] = _lines(source, below[0].begin, below[-1].end) if below else Derivation().derived(source.path)
    values = found.get("values")
    document = None
    if values is not None:
        first = source.text.index("\n", values.begin) + 1
        document = load_yaml(source, report, start=first, end=source.text.rindex("\n", first, values.end) + 1)
    is_mapping = document is not None and isinstance(document.data, dict)
    if document is not None and not is_mapping:
        hint = "write keys with values: `lead: A lead`"
        report.error("RD022", "`values` must be keys with values", document.span(), hint=hint)
    return TopicPart(
        markdown=SourceText(source.path, ""),
        name=_template_of(slide),
        span=given.value_span("template", source),
        values=authored(document, (), f"{given.id or topic}/values") if document is not None and is_mapping else {},
        keys=keys,
        at={name: source.span(key.begin, key.end) for name, key in found.items() if name in _KEYS},
    )


_KEYS = ("title", *ATTRIBUTES, *PARTS)


def _printed(name: str, key: SlideKey | None, given: Attributes, source: SourceText) -> SourceText | bool:
    """What a template prints of a key; nothing for one that isn't there."""
    if key is None:
        return Derivation().derived(source.path)
    if name in given.classes:
        return True
    if name in PARTS:
        return _lines(source, key.begin, key.end)
    out = Derivation()
    pair = given.pairs.get(name)
    if pair is None:
        out.copy(source, key.begin + (name == "id"), key.end)
    elif source.text[pair.value_start : pair.value_end] == pair.value:
        out.copy(source, pair.value_start, pair.value_end)
    else:
        out.make(pair.value, source, pair.value_start, pair.value_end)
    return out.derived(source.path)


def _lines(source: SourceText, begin: int, end: int) -> DerivedText:
    """Whole lines, after an empty one."""
    out = Derivation()
    out.make("\n", source, begin, begin)
    out.copy(source, begin, end)
    out.make("\n", source, end, end)
    return out.derived(source.path)


def _heading(slide: WrittenSlide, source: SourceText) -> DerivedText:
    """The slide's heading without its template."""
    given = _attributes(slide)
    out = Derivation()
    title = source.text[slide.start : given.start].rstrip()
    out.copy(source, slide.start, slide.start + len(title))
    others = [(given.id_start, given.id_start + 1 + len(given.id))] if given.id else []
    others += [(at, at + 1 + len(name)) for name, at in given.classes.items()]
    for name, pair in given.pairs.items():
        if name != "template":
            others.append((pair.start, pair.value_end + (source.text[pair.value_start - 1] in "\"'")))
    for number, (begin, end) in enumerate(sorted(others)):
        out.make(" " if number else " {", source, begin, begin)
        out.copy(source, begin, end)
    out.make("}\n" if others else "\n", source, given.end, given.end)
    return out.derived(source.path)
