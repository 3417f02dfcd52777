"""The threats of topics once more, by the other ways that a topic can be written: in YAML, made by a template, and with a
template on each of its slides."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ria_deck.content.yaml_topics.convert import as_yaml
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText
from tests.threats.base import TOPIC as SOUND
from tests.threats.cases import YAML, Link, Threat

TOPIC = "content/01-topic.md"
ROWS = {
    "Jinja: what expressions reach, and how much": ("in YAML", "by a template", "by templates of slides"),
    "Markdown": ("in YAML", "by a template", "by templates of slides"),
    "Texts and slides without end": ("in YAML", "by a template", "by templates of slides"),
    "Charts and tables": ("in YAML", "by a template"),
    "Characters in every place": ("by templates of slides",),
    "Links": ("by templates of slides",),
    "Values of charts": ("by a template",),
    "Words and faces": ("by a template",),
}
"""The rows with threats that a topic can hold, and the ways by which they are tried again."""

Files = Mapping[str, str | bytes | Link | None]


def in_yaml(text: str) -> Files:
    """The topic in YAML: as `convert` writes it, or with all of a slide in its `text` where that can't be read."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as it is read
    yaml = as_yaml(SourceText(TOPIC, text), Report()) or _all_in_text(text)
    return {TOPIC: None, "content/01-topic.yaml": yaml}


def _all_in_text(text: str) -> str:
    parts = text.split("---\n", 2)
    head, body = (parts[1], parts[2]) if len(parts) == 3 and not parts[0] else ("", f"\n{text}")
    slides = []
    for slide in body.split("\n## ")[1:]:
        title, _, rest = slide.partition("\n")
        words = title.split(" {#")[0]
        layout = next((name for name in ("chart-right", "table", "picture") if f"layout={name}" in title), "bullets")
        slides.append(f"  - {{title: {json.dumps(words)}, layout: {layout}, text: {json.dumps(rest)}}}\n")
    return f"{head}slides:\n{''.join(slides)}"


def by_template(text: str) -> Files | None:
    """The topic's slides made by a template that prints the same text."""
    parts = text.split("---\n", 2)
    if len(parts) < 3 or parts[0]:
        return None
    return {TOPIC: f"---\n{parts[1]}template: all.md.j2\n---\n", "templates/all.md.j2": parts[2]}


def by_templates_of_slides(text: str) -> Files:
    """The topic in YAML, each slide with a template that prints all of it."""
    yaml = str(in_yaml(text)["content/01-topic.yaml"])
    head, _, slides = yaml.partition("slides:\n")
    named = re.sub("^  - (?!{)", "  - template: one.md.j2\n    ", slides, flags=re.MULTILINE)
    named = re.sub("^  - {", "  - {template: one.md.j2, ", named, flags=re.MULTILINE)
    template = "{{ slide.heading }}\n{{ slide.body }}\n"
    return {TOPIC: None, "content/01-topic.yaml": f"{head}slides:\n{named}", "templates/one.md.j2": template}


WAYS: Mapping[str, Callable[[str], Files | None]] = {
    "in YAML": in_yaml,
    "by a template": by_template,
    "by templates of slides": by_templates_of_slides,
}


def yaml_topics() -> Iterator[Threat]:
    """What YAML can do to a topic: at its head, on a slide, in the values of templates."""
    row = "YAML of topics"
    sound = str(in_yaml(SOUND)["content/01-topic.yaml"])
    slide = "{{ slide.heading }}\n{{ slide.body }}\n"
    for name, text in YAML.items():
        indented = "".join(f"    {line}\n" for line in text.splitlines())
        places = {
            "at the head": {"content/01-topic.yaml": text + sound},
            "on a slide": {"content/01-topic.yaml": sound + indented},
            "in values": {
                "content/01-topic.yaml": f"{sound}    template: one.md.j2\n    values:\n"
                + indented.replace("    ", "      ", 1).replace("\n    ", "\n      "),
                "templates/one.md.j2": slide,
            },
        }
        for place, files in places.items():
            yield Threat(row=row, name=f"{place}: {name}", files={TOPIC: None, **files}, outputs=("pptx",))


def again(row: str, way: str, threats: Callable[[], Iterator[Threat]]) -> Iterator[Threat]:
    """The threats of a row's topics by one way."""
    for threat in threats():
        text = threat.files.get(TOPIC)
        if threat.row != row or not isinstance(text, str):
            continue
        files = WAYS[way](text)
        if files is not None:
            yield replace(threat, row=f"{row}: {way}", files={**threat.files, **files}, outputs=("pptx",))
