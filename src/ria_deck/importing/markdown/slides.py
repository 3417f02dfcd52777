"""A talk in Markdown divided into slides, by the rules of pandoc and Quarto (headings) or Marp and Slidev (rules)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import load_yaml

_HEADING = re.compile(r"(#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_FENCE = re.compile(r"[ ]{0,3}(?P<mark>`{3,}|~{3,})")
_TITLE_BLOCK = re.compile(r"%[ \t]*(.*)")
_KEY = re.compile(r"[\w-]+:(?:\s|$)")
_SLIDEV = frozenset(
    {"transition", "mdc", "highlighter", "drawings", "class", "background", "layout", "routerMode", "fonts"}
)


@dataclass(slots=True)
class WrittenPart:
    """A slide as it is written: its lines, the level of its heading (0 without one), and what its own head says."""

    lines: list[str] = field(default_factory=list)
    level: int = 0
    title: str = ""
    head: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownTalk:
    """A talk's head and slides; `dialect` is pandoc, quarto, marp or slidev; a `section` is a heading over slides."""

    dialect: str
    head: Mapping[str, Any]
    slides: tuple[WrittenPart, ...]
    section_level: int


def divided(text: str, *, quarto: bool) -> MarkdownTalk:
    """The slides of a talk."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    head, lines = _head(lines)
    dialect = _dialect(head, quarto=quarto)
    if dialect in ("marp", "slidev"):
        return MarkdownTalk(dialect=dialect, head=head, slides=tuple(_by_rules(lines, head)), section_level=0)
    level = 2 if dialect == "quarto" else _slide_level(lines)
    return MarkdownTalk(dialect=dialect, head=head, slides=tuple(_by_headings(lines, level)), section_level=level - 1)


def _head(lines: list[str]) -> tuple[dict[str, Any], list[str]]:
    if lines and lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)
        if end:
            return _yaml("\n".join(lines[1:end])), lines[end + 1 :]
    block: list[str] = []
    while len(block) < 3 and len(lines) > len(block) and (match := _TITLE_BLOCK.match(lines[len(block)])):
        block.append(match[1].strip())
    return dict(zip(("title", "author", "date"), block, strict=False)), lines[len(block) :]


def _yaml(text: str) -> dict[str, Any]:
    document = load_yaml(SourceText("", text), Report())
    return dict(document.data) if document is not None and isinstance(document.data, dict) else {}


def _dialect(head: Mapping[str, Any], *, quarto: bool) -> str:
    if head.get("marp"):
        return "marp"
    if quarto or "format" in head:
        return "quarto"
    return "slidev" if _SLIDEV & set(head) else "pandoc"


def _slide_level(lines: Sequence[str]) -> int:
    """The highest level of a heading that words follow directly, as pandoc has it."""
    levels = []
    for index, line in _outside_fences(lines):
        match = _HEADING.match(line)
        follows = next((one for one in lines[index + 1 :] if one.strip()), "")
        if match and follows and not _HEADING.match(follows) and not _RULE.match(follows):
            levels.append(len(match[1]))
    return min(levels, default=1)


def _outside_fences(lines: Sequence[str]) -> list[tuple[int, str]]:
    found = []
    fence = ""
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else match["mark"]
        elif not fence:
            found.append((index, line))
    return found


def _by_headings(lines: Sequence[str], level: int) -> list[WrittenPart]:
    outside = dict(_outside_fences(lines))
    slides: list[WrittenPart] = []
    broken = True  # a slide begins with the next words
    for index, line in enumerate(lines):
        match = _HEADING.match(line) if index in outside else None
        if match and len(match[1]) <= level:
            slides.append(WrittenPart(level=len(match[1]), title=match["title"]))
            broken = False
        elif index in outside and _RULE.match(line) and not (index and lines[index - 1].strip()):
            broken = True
        elif line.strip() and broken:
            slides.append(WrittenPart(lines=[line]))
            broken = False
        elif slides:
            slides[-1].lines.append(line)
    return slides


def _by_rules(lines: Sequence[str], head: Mapping[str, Any]) -> list[WrittenPart]:
    """Slides between rules; Slidev's may have a head of their own, a second rule after lines of keys."""
    outside = dict(_outside_fences(lines))
    groups: list[list[str]] = [[]]
    for index, line in enumerate(lines):
        if index in outside and _RULE.match(line) and line.strip().startswith("---"):
            groups.append([])
        else:
            groups[-1].append(line)
    slides: list[WrittenPart] = []
    own: Mapping[str, Any] = {}
    for number, group in enumerate(groups):
        words = [line for line in group if line.strip()]
        if (
            number
            and words
            and all(_KEY.match(line) or line.startswith((" ", "#")) for line in words)
            and _KEY.match(words[0])
        ):
            own = _yaml("\n".join(group))
            continue
        slides.append(_with_title(WrittenPart(lines=group, head=own or (head if not number else {}))))
        own = {}
    return [slide for slide in slides if slide.title or any(line.strip() for line in slide.lines)]


def _with_title(slide: WrittenPart) -> WrittenPart:
    """The first heading of a slide as its title."""
    for index, line in _outside_fences(slide.lines):
        match = _HEADING.match(line)
        if match:
            slide.title, slide.level = match["title"], len(match[1])
            del slide.lines[index]
            break
    return slide
