"""An imported talk as the files of a project, by their paths."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from ria_deck.content.slides.slug import slugify
from ria_deck.importing.talk import ImportedSlide, ImportedTalk, ImportedTopic, PictureFile, SlidePart, TableFile
from ria_deck.importing.yaml_text import YamlValue, block, flow, scalar

_LONGEST = 40


_ALLOWED = """\
allow:  # until data/datapackage.yaml says where the numbers are from: `sources`
  - {code: RD222, because: the deck that this was imported from names no source}
"""


def project_files(talk: ImportedTalk) -> dict[str, bytes]:
    """Every file of the project."""
    files: dict[str, str | bytes] = {"content/report.yaml": _report(talk)}
    for number, topic in enumerate(talk.topics, start=1):
        files[topic_path(number, topic)] = topic_text(topic)
    if talk.tables:
        files["data/datapackage.yaml"] = _package(talk)
        files |= {f"data/{table.name}.csv": _csv(table) for table in talk.tables}
    if talk.pictures:
        files["content/images/credits.yaml"] = _credits(talk.pictures)
        files |= {f"content/images/{picture.name}": picture.data for picture in talk.pictures}
    files |= dict(talk.files)
    files[".gitignore"] = "/build/\n"
    return {path: data if isinstance(data, bytes) else data.encode("utf-8") for path, data in files.items()}


def topic_path(number: int, topic: ImportedTopic) -> str:
    """Where a topic is written."""
    name = slugify(re.sub(r"[\\*`]", "", topic.title))[:_LONGEST].strip("-")
    return f"content/{number:02}-{name or 'slides'}.md"


def topic_text(topic: ImportedTopic) -> str:
    """A topic as Markdown."""
    head = f"---\ntitle: {scalar(topic.title)}\n---\n\n" if topic.title else ""
    return head + "\n".join(slide_text(slide) for slide in topic.slides)


def slide_text(slide: ImportedSlide) -> str:
    """A slide as Markdown."""
    attributes = [f"#{slide.id}"]
    attributes += [f"layout={slide.layout}"] * bool(slide.layout and slide.layout != "bullets")
    attributes += [".hidden"] * slide.hidden + [".split"] * slide.split
    if slide.source:
        attributes.append(f'source="{_quoted(slide.source)}"')
    blocks = [f"##{' ' * bool(slide.title)}{slide.title} {{{' '.join(attributes)}}}"]
    blocks += [part.markdown for part in slide.parts]
    if slide.columns:
        columns = ["::: column\n" + "\n\n".join(part.markdown for part in column) + "\n:::" for column in slide.columns]
        blocks.append(":::: columns\n" + "\n\n".join(columns) + "\n::::")
    if slide.notes:
        blocks.append(f"::: notes\n{slide.notes}\n:::")
    if slide.handout:
        blocks.append(f"::: handout\n{slide.handout}\n:::")
    blocks += [f"[^{label}]: {text}" for label, text in slide.footnotes]
    return "\n\n".join(blocks) + "\n"


def parts_of(slide: ImportedSlide) -> list[SlidePart]:
    """All parts of a slide, those in columns too."""
    return [*slide.parts, *(part for column in slide.columns for part in column)]


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _report(talk: ImportedTalk) -> str:
    keys: dict[str, YamlValue] = {"id": talk.id, "title": talk.title}
    if talk.subtitle:
        keys["subtitle"] = talk.subtitle
    if talk.running_title and talk.running_title != talk.title:
        keys["running_title"] = talk.running_title
    if talk.authors:
        keys["authors"] = [{"name": name} for name in talk.authors]
    text = block(keys)
    return (
        f"# Imported from {talk.origin}.\n{text}\ndate: {talk.date.isoformat()}\nlanguage: {talk.language}\n"
        f"languages: [{talk.language}]\noutputs: [pptx, pdf]\n" + (_ALLOWED if talk.tables else "")
    )


def _csv(table: TableFile) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(table.rows)
    return out.getvalue().encode("utf-8")


def _package(talk: ImportedTalk) -> str:
    lines = [f"# The tables of {talk.origin}.", f"name: {scalar(talk.id)}", "resources:"]
    for table in talk.tables:
        lines += [f"  - name: {table.name}"]
        lines += [f"    title: {scalar(table.title)}"] * bool(table.title)
        lines += [f"    path: {table.name}.csv", "    schema:", "      fields:"]
        for name, type_, title in table.fields:
            field: dict[str, YamlValue] = {"name": name, "type": type_}
            lines.append(f"        - {flow(field | ({'title': title} if title else {}))}")
        if table.key:
            lines.append(f"      primaryKey: {flow(list(table.key))}")
    return "\n".join(lines) + "\n"


def _credits(pictures: Sequence[PictureFile]) -> str:
    lines = ["# Whose pictures these are, and who may show them: fill in what says TODO."]
    for picture in pictures:
        entry: dict[str, YamlValue] = {
            "credit": picture.credit,
            "licence": picture.licence,
            "source": picture.source,
        }
        lines += [f"{scalar(picture.name)}:", *(f"  {key}: {flow(value)}" for key, value in entry.items())]
    return "\n".join(lines) + "\n"
