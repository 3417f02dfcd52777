"""Load content/: the report, topics and credits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from ria_deck.content.report.credits import load_credits
from ria_deck.content.report.report import load_report
from ria_deck.content.specs.slides import Content, CreditSpec, PictureSpec, ReportSpec, SlideSpec, TopicSpec
from ria_deck.content.specs.walk_pictures import pictures_in
from ria_deck.content.topic_files import is_markdown, topic_id, topic_names
from ria_deck.content.yaml_topics.markdown_topics import read_markdown_topic
from ria_deck.content.yaml_topics.read import read_yaml_topic
from ria_deck.diagnostics import Report, Span
from ria_deck.project import INPUT_FOLDERS
from ria_deck.source.files import files_below
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import no_file, read_source, resolve_inside

MOST_SLIDES = 1_000
_EXAMPLE = '{credit: A. Photographer, licence: CC BY 4.0, source: "https://…"}'


def load_content(root: Path, report: Report) -> Content:
    """The content of the project at `root`. Every mistake goes to `report`; what could be read is there."""
    for folder in INPUT_FOLDERS:
        if not (root / folder).resolve().is_relative_to(root.resolve()):
            report.error(
                "RD002",
                f"`{folder}` is a link that points outside the project",
                Span(path=folder),
                hint="remove the link",
            )
    if report.failed:
        return Content(reports={}, topics=(), credits={})
    reports = load_report(root, report)
    told = Report()
    ledger = load_credits(root, told)
    report.extend(told.diagnostics)
    topics: list[TopicSpec] = []
    slides = 0
    for name in _files(root, reports.values()):
        source = read_source(root, f"content/{name}", report)
        if source is None:
            continue
        read = read_markdown_topic if is_markdown(name) else read_yaml_topic
        topics.append(read(source, topic_id(name), report))
        slides += len(topics[-1].slides)
        if slides > MOST_SLIDES:
            _tell_too_many(topics[-1].slides[MOST_SLIDES - slides].span, report)
            break
    if not topics and not report.failed:
        report.error(
            "RD160",
            "the report is empty: content/ contains no topics",
            Span(path="content/report.yaml"),
            hint="write content/01-first.md: a title in its front matter, then slides under `##` headings",
        )
    _check_names(topics, report)
    _check_ids(topics, report)
    _check_editions(topics, reports, report)
    _check_pictures(root, topics, reports, None if told.failed else ledger, report)
    return Content(reports=reports, topics=tuple(topics), credits=ledger)


def check_topics(root: Path, content: Content, report: Report) -> None:
    """Report what is wrong with topics that templates have made since they were loaded: ids, editions, pictures."""
    slides = [slide for topic in content.topics for slide in topic.slides]
    if len(slides) > MOST_SLIDES:
        _tell_too_many(slides[MOST_SLIDES].span, report)
    _check_ids(list(content.topics), report)
    _check_editions(list(content.topics), content.reports, report)
    _check_pictures(root, list(content.topics), content.reports, content.credits, report)


def _tell_too_many(span: Span, report: Report) -> None:
    report.error("RD159", f"more than {MOST_SLIDES:,} slides", span, hint="split it into several reports")


def _files(root: Path, reports: Iterable[ReportSpec]) -> list[str]:
    """The topic files: those that report.yaml lists (any edition's), else all of content/ by name."""
    listed = [name for spec in reports for name in spec.topics]
    if listed:
        # Those that are missing were told where they are listed.
        return [name for name in dict.fromkeys(listed) if (root / "content" / name).exists()]
    return topic_names(root)


def _check_names(topics: Sequence[TopicSpec], report: Report) -> None:
    """Report topics whose files differ in their endings only: their texts would be one topic's for translators."""
    seen: dict[str, TopicSpec] = {}
    for topic in topics:
        first = seen.setdefault(topic.id, topic)
        if first is not topic:
            report.error(
                "RD166",
                f"two topics are called `{topic.id}`",
                Span(path=topic.path),
                hint="a topic is one file: remove or rename one of the two",
                related=((Span(path=first.path), "the other one"),),
            )


def _check_ids(topics: list[TopicSpec], report: Report) -> None:
    seen: dict[str, Span] = {}
    for topic in topics:
        for slide in topic.slides:
            if slide.id in seen:
                report.error(
                    "RD161",
                    f"duplicate slide id `{slide.id}`",
                    slide.span,
                    hint="give one of the slides another id: "
                    + ("`## Title {#another-id}`" if is_markdown(topic.path) else "`id: another-id`"),
                    related=((seen[slide.id], "the other slide"),),
                )
            seen.setdefault(slide.id, slide.span)


def _check_editions(topics: list[TopicSpec], reports: Mapping[str, ReportSpec], report: Report) -> None:
    known = [name for name in reports if name]
    hint = f"editions: {listing(known, 'and')}" if known else "report.yaml defines no editions"
    parts: Iterable[TopicSpec | SlideSpec] = chain.from_iterable((topic, *topic.slides) for topic in topics)
    for part in parts if reports else ():
        for name in part.editions or ():
            if name not in known:
                span = part.editions_span or part.span
                report.error("RD162", f"unknown edition `{name}`", span, label=did_you_mean(name, known), hint=hint)


def _check_pictures(
    root: Path,
    topics: list[TopicSpec],
    reports: Mapping[str, ReportSpec],
    ledger: Mapping[str, CreditSpec] | None,
    report: Report,
) -> None:
    """A picture with a file for each language must be there in the languages of the content; others may lack it."""
    there = _pictures_there(root)
    slides = chain.from_iterable(topic.slides for topic in topics)
    for picture in chain.from_iterable(map(pictures_in, slides)):
        span = picture.path_span or picture.span
        if not _is_path_inside(picture.path, span, report):
            continue
        credited = ledger is None or picture.path in ledger
        for file in _files_of(picture, root, reports.values()):
            _check_picture(root, file, span, there, None if credited else ledger, report)


def _files_of(picture: PictureSpec, root: Path, reports: Collection[ReportSpec]) -> Iterable[str]:
    """The files that a picture needs, and those of other languages that are there, each once."""
    needed = [picture.path_in(spec.language) for spec in reports] or [picture.path_in("")]
    others = [picture.path_in(code) for spec in reports for code in spec.languages]
    return dict.fromkeys((*needed, *(file for file in others if (root / "content" / file).is_file())))


def _is_path_inside(path: str, span: Span, report: Report) -> bool:
    """Whether an image's path is written as one in content/; reports addresses and other paths."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", path):
        hint = "builds don't download anything: save the image in content/images/"
        report.error("RD163", f"the image `{path}` is not a file of the project", span, hint=hint)
        return False
    if path.startswith("/") or "\\" in path:
        hint = "write the path from content/ on, with `/` between folders: images/x.jpg"
        report.error("RD163", f"`{path}` is not an image path inside content/", span, hint=hint)
        return False
    return True


def _check_picture(
    root: Path, file: str, span: Span, there: Sequence[str], ledger: Mapping[str, CreditSpec] | None, report: Report
) -> None:
    path = resolve_inside(root, f"content/{file}", report, span)
    if path is None:
        return
    if not path.is_relative_to((root / "content").resolve()):
        hint = "copy it into content/images/"
        report.error("RD163", f"the image `{file}` is outside content/", span, hint=hint)
        return
    if not path.is_file():
        label = _picture_meant(file, there)
        report.error("RD163", f"the image content/{file} {no_file(path)}", span, label=label)
        return
    name = file.removeprefix("images/")
    if ledger is not None and file not in ledger and f"images/{name}" not in ledger:
        hint = f"add to content/images/credits.yaml: {name}: {_EXAMPLE}"
        report.error("RD164", f"the image `{file}` has no credit", span, hint=hint)


def _picture_meant(path: str, there: Sequence[str]) -> str:
    """The label for a picture that is not there: one of its name in another folder, else one of a similar path."""
    name = path.rpartition("/")[2].casefold()
    same = [other for other in there if other.rpartition("/")[2].casefold() == name]
    return f"did you mean `{same[0]}`?" if same else did_you_mean(path, there)


def _pictures_there(root: Path) -> list[str]:
    """The files of content/images/, relative to content/, in name order."""
    content = root / "content"
    files = files_below(content / "images") if not (content / "images").is_symlink() else ()
    return sorted(path.relative_to(content).as_posix() for path in files if path.suffix not in {".yaml", ".yml", ""})
