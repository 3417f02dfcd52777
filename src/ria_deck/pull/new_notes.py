"""Notes that were written for a slide without any: lines of its section in Markdown, a key of its mapping in YAML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ria_deck.content.specs.slides import SlideSpec, TopicSpec
from ria_deck.pull.differences import LineEdit, Spot
from ria_deck.pull.letters import Letter, escaped, text_of, to_markdown
from ria_deck.pull.patches import Patches
from ria_deck.pull.slide_order import sections_of
from ria_deck.pull.sources import Sources
from ria_deck.pull.splices import Splice
from ria_deck.source.text import SourceText

_KEY = re.compile(r"(?P<indent>[ \t]*(?:-[ \t]+)?)(?:id|title):[ \t]+[^ \t|>&*{\[].*")
WRITTEN = "notes were written for a slide that had none"


def new_notes(notes: Sequence[Sequence[Letter]], spot: Spot, sources: Sources) -> LineEdit | None:
    """The lines to write for the paragraphs of a slide's notes; None where its source has no place for them: in a
    translated deck, on a slide that several share, in a mapping on one line."""
    found = written(spot.slide, sources)
    if found is None:
        return None
    topic, spec, source = found
    paragraphs = [_markdown(one) for one in notes if text_of(one).strip()]
    splice = _in_markdown(topic, source, sources, spot.slide, paragraphs) or _in_yaml(topic, spec, source, paragraphs)
    if splice is None:
        return None
    return LineEdit(
        path=topic.path,
        splices=(splice,),
        words="\n".join(text_of(one).strip() for one in notes if text_of(one).strip()),
        gone=False,
        spot=spot,
        message=WRITTEN,
        span=spec.span,
    )


def written(slide: str, sources: Sources) -> tuple[TopicSpec, SlideSpec, SourceText] | None:
    """Where a slide's own keys are written; None in a translated deck and for front matter."""
    found = sources.spec(slide)
    if found is None or sources.translated:
        return None
    source = Patches(sources.root).source(found[0].path)
    return None if source is None else (*found, source)


def _markdown(letters: Sequence[Letter]) -> str:
    text = to_markdown(letters)
    return escaped(text, begins=True) if text == text_of(letters) else text


def _in_markdown(
    topic: TopicSpec, source: SourceText, sources: Sources, name: str, paragraphs: Sequence[str]
) -> Splice | None:
    """At the end of the slide's section."""
    place = (sections_of(topic, source, sources, [name]) or {}).get(name)
    if place is None:
        return None
    start, end = place
    end = start + len(source.text[start:end].rstrip())
    text = "\n\n".join(paragraphs)
    return Splice(end, end, f"\n\n::: notes\n{text}\n:::")


def _in_yaml(topic: TopicSpec, spec: SlideSpec, source: SourceText, paragraphs: Sequence[str]) -> Splice | None:
    lines = "\n\n".join(paragraphs).splitlines()
    return after_key(topic, spec, source, "notes: |", lines)


def after_key(
    topic: TopicSpec, spec: SlideSpec, source: SourceText, key: str, lines: Sequence[str] = ()
) -> Splice | None:
    """A key of a slide in YAML with the lines below it, after that of its id or title; None where there is no such line."""
    if not topic.path.endswith((".yaml", ".yml")) or topic.template is not None or spec.loop is not None:
        return None
    line = source.line(spec.span.line)
    first = _KEY.fullmatch(line)
    if first is None or line.rstrip().endswith("}"):
        return None
    indent = " " * len(first["indent"])
    text = "".join(f"\n{indent}  {line}" if line else "\n" for line in lines)
    end = source.line_start(spec.span.line) + len(line)
    return Splice(end, end, f"\n{indent}{key}{text}")
