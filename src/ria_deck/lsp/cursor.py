"""What stands at a place of a file: a key or value of a form, an expression, a heading's attributes, a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from ria_deck.content.markdown.expression_scanner import expression_end
from ria_deck.lsp.yaml_place import YamlPlace, yaml_place
from ria_deck.source.text import SourceText

_FENCE = re.compile(r"^[ \t>]*(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$", re.MULTILINE)
_KIND = re.compile(r"\{[ \t]*(?P<kind>[\w-]*)")
_FRONT = re.compile(r"---[ \t]*\n")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t].*\{(?P<attributes>[^{}]*)$")
_ATTRIBUTE = re.compile(r"(?P<key>[\w-]+)=[\"']?(?P<value>[\w., -]*)$")
_LINK = re.compile(r"\]\((?P<target>[^()\s]*)$")
_FILES = {
    "content/report.yaml": "report",
    "content/images/credits.yaml": "credits",
    "content/locale/glossary.yaml": "glossary",
    "data/datapackage.yaml": "datapackage",
    "data/datapackage.yml": "datapackage",
    "templates/theme.yaml": "theme",
}


@dataclass(frozen=True, slots=True)
class KeyOrValue:
    """A place in YAML; `form` is the name of its schema, `block` whether it is inside of a fence."""

    form: str
    place: YamlPlace
    block: bool = False


@dataclass(frozen=True, slots=True)
class InExpression:
    """Inside of `{{ … }}`: the expression's text, where it starts, and how much of it stands before the cursor."""

    text: str
    start: int
    end: int
    before: str


@dataclass(frozen=True, slots=True)
class FenceName:
    """The name behind the fence's marks: ```{ch."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HeadingAttribute:
    """Among a heading's attributes: `key` is empty where a key is wanted; offsets are those of the last word."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Behind `](`: what has been typed of the target, and all of it."""

    target: str
    start: int
    end: int


Cursor = KeyOrValue | InExpression | FenceName | HeadingAttribute | LinkTarget | None


def form_of(path: str) -> str:
    """The schema that a YAML file of a project is read by; empty for other files."""
    if path in _FILES:
        return _FILES[path]
    place = PurePosixPath(path)
    is_topic = place.parent == PurePosixPath("content") and place.suffix.lower() in (".yaml", ".yml")
    return "topic" if is_topic else ""


def cursor_at(source: SourceText, offset: int) -> Cursor:
    """What stands at an offset of a file."""
    expression = _expression(source.text, offset)
    if expression is not None:
        return expression
    if PurePosixPath(source.path).suffix.lower() == ".md":
        return _in_markdown(source, offset)
    form = form_of(source.path)
    place = yaml_place(source, 0, len(source.text), offset) if form else None
    return KeyOrValue(form, place) if place is not None else None


def _expression(text: str, offset: int) -> InExpression | None:
    begin = text.rfind("{{", max(0, offset - 2000), offset)
    if begin < 0 or "\n\n" in text[begin:offset]:
        return None
    end = expression_end(text, begin)
    if 0 <= end <= offset:
        return None
    stop = end - 2 if end > 0 else text.find("\n", offset) if "\n" in text[offset:] else len(text)
    return InExpression(text[begin + 2 : stop], begin + 2, stop, text[begin + 2 : offset])


def _in_markdown(source: SourceText, offset: int) -> Cursor:
    text = source.text
    front = _FRONT.match(text)
    body = 0
    if front:
        closed = _FRONT_END.search(text, front.end())
        stop, body = (closed.start(), closed.end()) if closed else (len(text), len(text))
        if front.end() <= offset <= stop:
            place = yaml_place(source, front.end(), stop, offset)
            return KeyOrValue("topic", place) if place else None
    opened = _open_fence(text, body, offset)
    if opened is None:
        return _in_line(text, offset)
    if offset <= opened.end():
        return _in_fence_line(text, opened, offset)
    return _in_block(source, opened, offset)


def _open_fence(text: str, body: int, offset: int) -> re.Match[str] | None:
    """The fence whose line or block the cursor is in."""
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text, body):
        if fence.start() > offset:
            break
        if opened is None:
            opened = fence
            if offset <= fence.end():
                break
        elif fence["info"] == "" and fence["mark"].startswith(opened["mark"]):
            opened = None
    return opened


def _in_fence_line(text: str, fence: re.Match[str], offset: int) -> Cursor:
    """The block's name, where the cursor is in it; nothing elsewhere in the line that opens a block."""
    name = _KIND.search(text, fence.start("info"), fence.end("info"))
    inside = name is not None and name.start("kind") <= offset <= name.end("kind")
    return FenceName(name.start("kind"), name.end("kind")) if name and inside else None


def _in_block(source: SourceText, opened: re.Match[str], offset: int) -> Cursor:
    name = _KIND.match(opened["info"])
    if name is None:
        return None
    closing = re.compile(rf"^[ \t>]*{re.escape(opened['mark'])}[`~]*[ \t]*$", re.MULTILINE)
    start = min(opened.end() + 1, len(source.text))
    closed = closing.search(source.text, start)
    place = yaml_place(source, start, closed.start() if closed else len(source.text), offset)
    return KeyOrValue(name["kind"], place, block=True) if place is not None else None


def _in_line(text: str, offset: int) -> Cursor:
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:offset]
    word = re.compile(r"[\w./#-]*").match(text, offset)
    end = word.end() if word else offset
    if heading := _HEADING.match(line):
        typed = _ATTRIBUTE.search(heading["attributes"])
        if typed:
            value = typed["value"].rpartition(",")[2].lstrip()
            return HeadingAttribute(typed["key"], offset - len(value), end)
        last = heading["attributes"].rpartition(" ")[2]
        return None if last.startswith("#") else HeadingAttribute("", offset - len(last), end)
    if link := _LINK.search(line):
        return LinkTarget(text[start + link.start("target") : end], start + link.start("target"), end)
    return None
