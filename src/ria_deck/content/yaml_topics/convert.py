"""A topic written in the other form: Markdown as YAML, YAML as Markdown, with the same texts for translators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.markdown.attributes import Attributes
from ria_deck.content.slides.written import WrittenSlide, WrittenTopic, written_topic
from ria_deck.content.yaml_topics.read import markdown_of
from ria_deck.content.yaml_topics.shape import BLOCKS
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import load_yaml

_ORDER = ("columns", *BLOCKS, "image", "claims", "notes", "handout")
_FENCE = re.compile(r"(?P<marks>`{3,})\{(?P<kind>\w+)(?: #(?P<name>[\w:.-]+))?\}")
_DIV = re.compile(r"::: (notes|handout)")
_COLUMN = re.compile(r'::: (?:column|\{\.column(?P<pairs>(?: \w+="(?:[^"\\]|\\.)*")*)\})')
_PAIR = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
_REMARK = re.compile(r"\s*<!-- (.+?) -->[ \t]*(?:\n|$)", re.DOTALL)
_IMAGE = re.compile(
    r'!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\]\((?P<path>[^\s()<>]+)(?: "(?P<caption>(?:[^"\\]|\\.)*)")?\)(?:\{(?P<pairs>[^{}]*)\})?'
)
_FRONT = re.compile(r"---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_BAREABLE = re.compile(r"""[^\s"'{}“”„«»=]+""")
_INDENT = "    "


def as_markdown(source: SourceText, report: Report) -> str | None:
    """A YAML topic as Markdown; None, with errors in `report`, when it can't be read."""
    document = load_yaml(source, report)
    found = markdown_of(document, report) if document is not None else None
    slides = document.data.get("slides") if found is not None and document is not None else None
    for index, slide in enumerate(slides if isinstance(slides, list) else ()):
        if document is not None and isinstance(slide, dict) and slide.get("template"):
            span = document.span(("slides", index, "template"), key=True)
            hint = "a topic's own `template` can: write it above `slides`"
            report.error("RD279", "a slide's `template` can't be written in Markdown", span, hint=hint)
    return None if found is None or report.failed else found[0].text.lstrip("\n")


def as_yaml(source: SourceText, report: Report) -> str | None:
    """A Markdown topic as YAML; None, with errors in `report`, when it can't be read.

    What has no key of its own where it stands (a second chart, a text after a chart) stays Markdown in `text`.
    """
    topic = written_topic(source, report)
    if report.failed:
        return None
    head = _head(source, topic)
    slides = [_slide(slide, source) for slide in topic.slides]
    body = "\n".join(slides)
    return f"{head}slides:{' []' if not slides else ''}\n{body}"


def _head(source: SourceText, topic: WrittenTopic) -> str:
    front = _FRONT.match(source.text, 0, topic.head_end)
    text = front["body"] if front and front["body"].strip() else ""
    if topic.title is not None:
        text += f"title: {scalar(topic.title)}\n"
    for begin, end in topic.claims:
        text += "claims:\n" + _indented(source.text[begin:end].rstrip("\n"), "  ") + "\n"
    return text


def _slide(slide: WrittenSlide, source: SourceText) -> str:
    """A slide as an entry of `slides`: with a key for each part where that gives the same Markdown, else in `text`."""
    head = _heading(slide, source)
    lines = source.text[slide.begin : slide.end]
    body = lines.strip("\n")
    begin = slide.begin + len(lines) - len(lines.lstrip("\n")) if body else slide.end
    remark = _REMARK.match(body)
    tries = []
    if remark:
        rest = body[remark.end() :].strip("\n")
        after = begin + body.index(rest, remark.end()) if rest else slide.end
        named = [("remark", _text(remark[1]))]
        tries += [head + named + parts for parts in (_parts(slide, source, after), _whole(rest))]
    tries += [head + parts for parts in (_parts(slide, source, begin), _whole(body))]
    wanted = source.text[slide.start : slide.end].rstrip()
    entries = [_entry(keys) for keys in tries]
    return next((entry for entry in entries if _markdown(entry) == wanted), entries[-1])


def _markdown(entry: str) -> str:
    """The Markdown of one slide's entry."""
    report = Report()
    document = load_yaml(SourceText("", f"slides:\n{entry}"), report)
    found = markdown_of(document, report) if document is not None else None
    return "" if found is None or report.failed else found[0].text.strip()


def _entry(keys: Sequence[tuple[str, str]]) -> str:
    if not keys:
        return "  - {}\n"
    text = "".join(f"{_INDENT}{name}:{value if value.startswith(chr(10)) else ' ' + value}\n" for name, value in keys)
    return "  - " + text[len(_INDENT) :]


def _heading(slide: WrittenSlide, source: SourceText) -> list[tuple[str, str]]:
    keys = [("title", scalar(slide.title))] if slide.title else []
    given = slide.attributes or Attributes()
    found: list[tuple[int, str, str]] = []
    if given.id:
        found.append((given.id_start, "id", scalar(given.id)))
    found += [(at, name, "true") for name, at in given.classes.items()]
    for name, pair in given.pairs.items():
        quoted = source.text[pair.value_start - 1] in "\"'"
        words = [part.strip() for part in pair.value.split(",")]
        if name in ("sources", "editions") and len(words) > 1 and ", ".join(words) == pair.value:
            value = "[" + ", ".join(scalar(word, flow=True) for word in words) + "]"
        else:
            value = _quoted(pair.value) if quoted and _BAREABLE.fullmatch(pair.value) else scalar(pair.value)
        found.append((pair.start, name, value))
    return keys + [(name, value) for _, name, value in sorted(found)]


def _whole(body: str) -> list[tuple[str, str]]:
    return [("text", _text(body))] if body else []


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a slide that has a key of its own: `rank` is its place in the order of the keys."""

    rank: int
    key: str
    value: str
    begin: int
    end: int


def _parts(slide: WrittenSlide, source: SourceText, begin: int) -> list[tuple[str, str]]:
    """The slide's body by keys: what stands before the first part with a key of its own is `text`."""
    pieces: list[_Piece] = []
    for node in reversed(slide.nodes):
        piece = _piece(node, source) if node.map else None
        if piece is None or piece.begin < begin or (pieces and piece.rank >= pieces[0].rank):
            break
        pieces.insert(0, piece)
    stop = pieces[0].begin if pieces else slide.end
    text = source.text[begin:stop].strip("\n")
    return [*_whole(text), *((piece.key, piece.value) for piece in pieces)]


def _piece(node: SyntaxTreeNode, source: SourceText) -> _Piece | None:
    first, last = node.map or (0, 0)
    begin, end = source.line_start(first + 1), source.line_start(last + 1)
    lines = source.text[begin:end].rstrip("\n").split("\n")
    found: tuple[str, str] | None = None
    if node.type == "fence":
        found = _fence(lines)
    elif node.type == "div":
        found = _div(node, lines, source)
    elif node.type == "paragraph" and len(lines) == 1:
        found = _image(lines[0])
    return _Piece(_ORDER.index(found[0]), *found, begin, end) if found else None


def _fence(lines: Sequence[str]) -> tuple[str, str] | None:
    match = _FENCE.fullmatch(lines[0])
    if match is None or match["kind"] not in (*BLOCKS, "claims") or lines[-1] != match["marks"]:
        return None
    body = "\n".join(lines[1:-1])
    name = f"\n{_INDENT}  id: {match['name']}" if match["name"] else ""
    if name and body.lstrip()[:1] in ("{", "["):
        return None
    return match["kind"], f"{name}\n{_indented(body, _INDENT + '  ')}"


def _div(node: SyntaxTreeNode, lines: Sequence[str], source: SourceText) -> tuple[str, str] | None:
    match = _DIV.fullmatch(lines[0])
    if match and lines[-1] == ":::":
        body = "\n".join(lines[1:-1])
        return (match[1], _text(body)) if body.strip() else None
    if lines[0] != ":::: columns" or lines[-1] != "::::":
        return None
    columns = [_column(child, source) for child in node.children]
    if not columns or None in columns:
        return None
    return "columns", "".join(f"\n{_INDENT}  - {column}" for column in columns)


def _column(node: SyntaxTreeNode, source: SourceText) -> str | None:
    first, last = node.map or (0, 0)
    lines = source.text[source.line_start(first + 1) : source.line_start(last + 1)].rstrip("\n").split("\n")
    match = _COLUMN.fullmatch(lines[0])
    body = "\n".join(lines[1:-1])
    if match is None or not body.strip():
        return None
    text = _text(body, _INDENT + "    ")
    pairs = _PAIR.findall(match["pairs"] or "")
    if not pairs:
        return text
    keys = [f"{name}: {scalar(_unescaped(value))}" for name, value in pairs]
    return f"\n{_INDENT}    ".join([*keys, f"text: {_text(body, _INDENT + '      ')}"])


def _image(line: str) -> tuple[str, str] | None:
    match = _IMAGE.fullmatch(line)
    if match is None:
        return None
    keys = [("path", match["path"]), ("alt", match["alt"])]
    if match["caption"]:
        keys.append(("caption", re.sub(r'\\"', '"', match["caption"])))
    keys += [(name, _unescaped(value)) for name, value in _PAIR.findall(match["pairs"] or "")]
    return "image", "".join(f"\n{_INDENT}  {name}: {scalar(value)}" for name, value in keys)


def _unescaped(value: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", value)


def _text(text: str, indent: str = _INDENT + "  ") -> str:
    """A text of one or more lines as a literal block; a text on one line that YAML takes as it is, as that."""
    explicit = "2" if text[:1] in (" ", "\t") else ""
    return f"|{explicit}\n{_indented(text, indent)}"


def _indented(text: str, indent: str) -> str:
    return "\n".join(f"{indent}{line}" if line.strip() else "" for line in text.split("\n"))


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as a YAML scalar on one line: plain where it is read back as it is, else in double quotes."""
    report = Report()
    around = f"[{text}]" if flow else f"key: {text}"
    plain = text == text.strip() and "\n" not in text and (not flow or not re.search(r"[,\[\]{}]", text))
    document = load_yaml(SourceText("", around), report) if plain else None
    data = document.data if document is not None else None
    same = data == [text] if flow else data == {"key": text}
    return text if same else _quoted(text)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
