"""A slide of a Markdown topic as the keys that it has in YAML, each with the place that it stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.markdown.attributes import Attributes
from ria_deck.content.slides.written import WrittenSlide
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
_BAREABLE = re.compile(r"""[^\s"'{}“”„«»=]+""")
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class SlideKey:
    """A key of a slide: its value as YAML writes it after `key:`, and the offsets of what it stands for in the Markdown."""

    name: str
    value: str
    begin: int
    end: int


def slide_keys(slide: WrittenSlide, source: SourceText) -> list[SlideKey]:
    """The keys of a slide: one for each part where that gives the same Markdown again, else all of it in `text`."""
    head = list(_heading(slide, source))
    wanted = source.text[slide.start : slide.end].rstrip()
    tries: list[list[SlideKey]] = []
    for lead, begin in _leads(slide, source):
        tries += [[*head, *lead, *rest] for rest in (_parts(slide, source, begin), _whole(source, begin, slide.end))]
    return next((keys for keys in tries if _markdown(entry_of(keys)) == wanted), tries[-1])


def entry_of(keys: Sequence[SlideKey]) -> str:
    """A slide as an entry of `slides`."""
    if not keys:
        return "  - {}\n"
    text = "".join(
        f"{_INDENT}{key.name}:{key.value if key.value.startswith(chr(10)) else ' ' + key.value}\n" for key in keys
    )
    return "  - " + text[len(_INDENT) :]


def _leads(slide: WrittenSlide, source: SourceText) -> Iterator[tuple[list[SlideKey], int]]:
    """What stands right under the heading and has a key of its own, and where the rest begins: a remark, or not taken as
    one, and the values of the slide's template."""
    begin = _after_blank(source, slide.begin, slide.end)
    remark = _REMARK.match(source.text, begin, slide.end)
    found: list[tuple[list[SlideKey], int]] = []
    if remark:
        after = _after_blank(source, remark.end(), slide.end)
        found.append(([SlideKey("remark", _text(remark[1]), begin, remark.end())], after))
    found.append(([], begin))
    named = slide.attributes is not None and "template" in slide.attributes.pairs
    for lead, start in found:
        node = next((one for one in slide.nodes if one.map and source.line_start(one.map[0] + 1) == start), None)
        values = _piece(node, source, kinds=("values",)) if named and node is not None else None
        if values is None:
            yield lead, start
        else:
            yield [*lead, values], _after_blank(source, values.end, slide.end)


def _after_blank(source: SourceText, start: int, end: int) -> int:
    text = source.text[start:end]
    return start + len(text) - len(text.lstrip("\n"))


def _markdown(entry: str) -> str:
    """The Markdown of one slide's entry."""
    report = Report()
    document = load_yaml(SourceText("", f"slides:\n{entry}"), report)
    found = markdown_of(document, report) if document is not None else None
    return "" if found is None or report.failed else found[0].text.strip()


def _heading(slide: WrittenSlide, source: SourceText) -> Iterator[SlideKey]:
    if slide.title:
        begin = source.text.index(slide.title, slide.start)
        yield SlideKey("title", scalar(slide.title), begin, begin + len(slide.title))
    given = slide.attributes or Attributes()
    found: list[SlideKey] = []
    if given.id:
        found.append(SlideKey("id", scalar(given.id), given.id_start, given.id_start + 1 + len(given.id)))
    found += [SlideKey(name, "true", at, at + 1 + len(name)) for name, at in given.classes.items()]
    for name, pair in given.pairs.items():
        quoted = source.text[pair.value_start - 1] in "\"'"
        words = [part.strip() for part in pair.value.split(",")]
        if name in ("sources", "editions") and len(words) > 1 and ", ".join(words) == pair.value:
            value = "[" + ", ".join(scalar(word, flow=True) for word in words) + "]"
        else:
            value = _quoted(pair.value) if quoted and _BAREABLE.fullmatch(pair.value) else scalar(pair.value)
        found.append(SlideKey(name, value, pair.start, pair.value_end + quoted))
    yield from sorted(found, key=lambda key: key.begin)


def _whole(source: SourceText, begin: int, end: int) -> list[SlideKey]:
    text = source.text[begin:end].strip("\n")
    return [SlideKey("text", _text(text), begin, begin + len(text))] if text.strip() else []


def _parts(slide: WrittenSlide, source: SourceText, begin: int) -> list[SlideKey]:
    """The slide's body by keys: what stands before the first part with a key of its own is `text`."""
    pieces: list[SlideKey] = []
    for node in reversed(slide.nodes):
        piece = _piece(node, source) if node.map else None
        rank = _ORDER.index(piece.name) if piece is not None else 0
        if piece is None or piece.begin < begin or (pieces and rank >= _ORDER.index(pieces[0].name)):
            break
        pieces.insert(0, piece)
    stop = pieces[0].begin if pieces else slide.end
    return [*_whole(source, begin, stop), *pieces]


def _piece(node: SyntaxTreeNode, source: SourceText, *, kinds: Sequence[str] = (*BLOCKS, "claims")) -> SlideKey | None:
    first, last = node.map or (0, 0)
    begin, end = source.line_start(first + 1), source.line_start(last + 1)
    lines = source.text[begin:end].rstrip("\n").split("\n")
    found: tuple[str, str] | None = None
    if node.type == "fence":
        found = _fence(lines, kinds)
    elif node.type == "div":
        found = _div(node, lines, source)
    elif node.type == "paragraph" and len(lines) == 1:
        found = _image(lines[0])
    return SlideKey(*found, begin, begin + len("\n".join(lines))) if found else None


def _fence(lines: Sequence[str], kinds: Sequence[str]) -> tuple[str, str] | None:
    match = _FENCE.fullmatch(lines[0])
    if match is None or match["kind"] not in kinds or lines[-1] != match["marks"]:
        return None
    body = "\n".join(lines[1:-1])
    name = f"\n{_INDENT}  id: {match['name']}" if match["name"] else ""
    if name and body.lstrip()[:1] in ("{", "["):
        return None
    return match["kind"], f"{name}\n{indented(body, _INDENT + '  ')}"


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
    return f"|{explicit}\n{indented(text, indent)}"


def indented(text: str, indent: str) -> str:
    """Lines further to the right, but for empty ones."""
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
    return json.dumps(text, ensure_ascii=False)
