"""The folder content/ goes in, everything that the author wrote comes out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ria_deck.content.credits import load_credits
from ria_deck.content.pictures_walk import pictures_in
from ria_deck.content.report import load_report
from ria_deck.content.spec import Content, CreditSpec, ReportSpec, TopicSpec
from ria_deck.content.topics import read_topic
from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import read_source, resolve_inside


def load_content(root: Path, report: Report) -> Content:
    """The content of the project at `root`. Every mistake goes to `report`; what could be read is there."""
    reports = load_report(root, report)
    credits = load_credits(root, report)
    topics: list[TopicSpec] = []
    for name in _files(root, reports.values()):
        source = read_source(root, f"content/{name}", report)
        if source is not None:
            topics.append(read_topic(source, name.removesuffix(".md"), report))
    if not topics and not report.failed:
        report.error(
            "RD160",
            "the report is empty: content/ has no topics",
            Span(path="content/report.yaml"),
            hint="write content/01-first.md: a title in its front matter, then slides under `##` headings",
        )
    _check_ids(topics, report)
    _check_editions(topics, reports, report)
    _check_pictures(root, topics, credits, report)
    return Content(reports=reports, topics=tuple(topics), credits=credits)


def _files(root: Path, reports: Iterable[ReportSpec]) -> list[str]:
    """The topic files: those that report.yaml lists (any edition's), else all of content/*.md by name."""
    listed = [name for spec in reports for name in spec.topics]
    if listed:
        return [name if name.endswith(".md") else f"{name}.md" for name in dict.fromkeys(listed)]
    folder = root / "content"
    return sorted(path.name for path in folder.glob("*.md") if path.is_file()) if folder.is_dir() else []


def _check_ids(topics: list[TopicSpec], report: Report) -> None:
    seen: dict[str, Span] = {}
    for topic in topics:
        for slide in topic.slides:
            if slide.id in seen:
                report.error(
                    "RD161",
                    f"two slides have the id `{slide.id}`",
                    slide.span,
                    hint="give one of them an id of its own: `## Title {#another-id}`",
                    related=((seen[slide.id], "the first one"),),
                )
            seen.setdefault(slide.id, slide.span)


def _check_editions(topics: list[TopicSpec], reports: dict[str, ReportSpec], report: Report) -> None:
    known = [name for name in reports if name]
    for topic in topics:
        places = [(topic.editions, topic.span), *((slide.editions, slide.span) for slide in topic.slides)]
        for editions, span in places:
            for name in editions or ():
                if name not in known and reports:
                    report.error(
                        "RD162",
                        f"no edition `{name}`",
                        span,
                        hint=f"editions in report.yaml: {', '.join(known) or 'none'}",
                    )


def _check_pictures(root: Path, topics: list[TopicSpec], credits: dict[str, CreditSpec], report: Report) -> None:
    for picture in (picture for topic in topics for slide in topic.slides for picture in pictures_in(slide)):
        path = resolve_inside(root, f"content/{picture.path}", report, picture.span)
        if path is None:
            continue
        if not path.is_file():
            report.error("RD163", f"there is no picture content/{picture.path}", picture.span)
            continue
        name = picture.path.removeprefix("images/")
        entry = credits.get(picture.path) or credits.get(name)
        if entry is None:
            report.error(
                "RD164",
                f"the picture `{picture.path}` has no credit",
                picture.span,
                hint=f"add to content/images/credits.yaml: {name}: {{credit: …, licence: …, source: …}}",
            )
