"""The Markdown of a slide of another program as parts of a slide of ours: parsed, and written anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.markdown.dialects import DIAGRAMS
from ria_deck.importing.drawings.pictures import FoundPicture
from ria_deck.importing.files import ProjectFiles
from ria_deck.importing.inheritance import ListMark
from ria_deck.importing.marked_text import BREAK, TextRun, inline_markdown, plain_markdown
from ria_deck.importing.talk import LeftBehind, PartKind, SlidePart
from ria_deck.importing.texts import TextParagraph, body_markdown

_DIV = re.compile(r"[ ]{0,3}(?P<colons>:{3,})[ \t]*(?P<info>.*?)[ \t]*:*$")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_DIRECTIVE = re.compile(r"\s*(?:_?[a-zA-Z]+\s*:|\$)")
_ATTRIBUTES = re.compile(r"(?<=[\)\]])\{[^{}\n]*\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_PAUSE = re.compile(r"^[ ]{0,3}(?:\. \. \.|\.\.\.)[ \t]*$", re.MULTILINE)
_MATH = re.compile(r"\$\$|(?<![\w\\$])\$(?=\S)[^$\n]+(?<=\S)\$(?!\d)")
_CITATION = re.compile(r"\[-?@[\w][^\]]*\]")
_MARP_WORDS = ("bg", "left", "right", "fit", "cover", "contain", "auto", "vertical")
_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".svg")


@dataclass(slots=True)
class MarkdownReading:
    """What a slide's Markdown holds."""

    parts: list[SlidePart] = field(default_factory=list)
    columns: list[list[SlidePart]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class MarkdownReader:
    """Reads the Markdown of one slide after the other; pictures are taken from below `folder` only."""

    def __init__(self, folder: Path, files: ProjectFiles, dialect: str) -> None:
        self.folder = folder.resolve()
        self.files = files
        self.dialect = dialect
        self.left: list[LeftBehind] = []
        self.number = 0
        self._parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def read(self, lines: Sequence[str], number: int) -> MarkdownReading:
        """The parts of a slide."""
        self.number = number
        found = MarkdownReading()
        text = self._without_comments("\n".join(lines), found)
        if _PAUSE.search(text):
            self._leave("pauses")
            text = _PAUSE.sub("", text)
        for name, body in _divs(text):
            if "notes" in name:
                found.notes += [part.markdown for part in self._parts(body) if part.kind is PartKind.PROSE]
            elif "column" in name or "right" in name:
                found.columns.append(self._parts(body))
            else:
                found.parts += self._parts(body)
        return found

    def title(self, text: str) -> str:
        """A heading as a title, without attributes."""
        bare = re.sub(r"[ \t]*\{[^{}]*\}$", "", text)
        nodes = SyntaxTreeNode(self._parser.parseInline(bare))
        runs = [run for node in nodes.children for run in self._runs(node)]
        if any(node.type == "image" for node in nodes.walk()):
            self._leave("a picture in a title")
        return inline_markdown(runs, one_line=True)

    def _without_comments(self, text: str, found: MarkdownReading) -> str:
        """The text without comments, which are notes in Marp and Slidev."""

        def gone(match: re.Match[str]) -> str:
            words = match[1].strip()
            if words and self.dialect in ("marp", "slidev") and not _DIRECTIVE.match(words):
                found.notes += [part.markdown for part in self._parts(words) if part.kind is PartKind.PROSE]
            return ""

        return _COMMENT.sub(gone, text)

    def _parts(self, text: str) -> list[SlidePart]:
        if _MATH.search(text):
            self._leave("mathematics: written as it is typed")
        if _CITATION.search(text):
            self._leave("citations: written as they are typed")
        parts: list[SlidePart] = []
        for node in SyntaxTreeNode(self._parser.parse(_ATTRIBUTES.sub("", text))).children:
            parts += self._block(node)
        return _merged(parts)

    def _block(self, node: SyntaxTreeNode) -> list[SlidePart]:
        match node.type:
            case "paragraph" | "heading":
                return self._paragraph(node)
            case "bullet_list" | "ordered_list":
                return self._prose(body_markdown(self._items(node, 0)), self._images(node))
            case "blockquote":
                inner = "\n\n".join(part.markdown for child in node.children for part in self._block(child))
                return self._prose("\n".join(f"> {line}".rstrip() for line in inner.split("\n")))
            case "fence" | "code_block":
                return self._code(node)
            case "table":
                return [SlidePart(kind=PartKind.TABLE, markdown=self._table(node))]
            case "html_block":
                return self._html(node.content)
            case _:
                return []

    def _paragraph(self, node: SyntaxTreeNode) -> list[SlidePart]:
        runs = [run for child in node.children for run in self._runs(child)]
        if node.type == "heading":
            runs = [replace(run, bold=True) for run in runs]
        return self._prose(inline_markdown(runs), self._images(node))

    def _prose(self, markdown: str, pictures: Sequence[SlidePart] = ()) -> list[SlidePart]:
        return [SlidePart(kind=PartKind.PROSE, markdown=markdown)] * bool(markdown) + list(pictures)

    def _items(self, node: SyntaxTreeNode, level: int) -> list[TextParagraph]:
        found: list[TextParagraph] = []
        start = int(node.attrs.get("start", 1) or 1)
        mark = ListMark(numbered=node.type == "ordered_list", start=max(start, 1))
        for child in chain.from_iterable(item.children for item in node.children):
            if child.type in ("bullet_list", "ordered_list"):
                found += self._items(child, level + 1)
            elif child.type in ("paragraph", "heading"):
                runs = tuple(run for one in child.children for run in self._runs(one))
                found.append(TextParagraph(runs=runs, level=level, mark=mark))
            elif child.type in ("fence", "code_block") and (text := " ".join(child.content.split())):
                found.append(TextParagraph(runs=(TextRun(text=text, code=True),), level=level, mark=mark))
        return found

    def _runs(self, node: SyntaxTreeNode, form: TextRun | None = None) -> list[TextRun]:
        form = form or TextRun(text="", typed=True)
        match node.type:
            case "text" | "text_special":
                return [replace(form, text=node.content)]
            case "softbreak":
                return [replace(form, text=" ")]
            case "hardbreak":
                return [replace(form, text=BREAK)]
            case "code_inline":
                return [replace(form, text=node.content, code=True)]
            case "html_inline":
                return [replace(form, text=BREAK)] * node.content.lower().startswith("<br")
            case "image":
                return []
            case "strong":
                form = replace(form, bold=True)
            case "em":
                form = replace(form, italic=True)
            case "s":
                form = replace(form, strike=True)
            case "link":
                form = replace(form, href=str(node.attrs.get("href", "")))
            case _:
                pass
        return [run for child in node.children for run in self._runs(child, form)]

    def _images(self, node: SyntaxTreeNode) -> list[SlidePart]:
        found = []
        for image in (one for one in node.walk() if one.type == "image"):
            words = "".join(child.content for child in image.children).strip()
            part = self._image(unquote(str(image.attrs.get("src", ""))), words)
            found += [part] if part else []
        return found

    def _image(self, source: str, alt: str) -> SlidePart | None:
        place = (self.folder / source.lstrip("/")).resolve()
        if re.match(r"[a-z]+:", source, re.IGNORECASE):
            self._leave(f"a picture elsewhere, which is not fetched: {source[:80]}")
            return None
        if not place.is_relative_to(self.folder) or not place.is_file() or place.suffix.lower() not in _SUFFIXES:
            self._leave(f"a picture that is not there, or in another format: {source[:80]}")
            return None
        suffix = place.suffix.lower().replace(".jpeg", ".jpg").replace(".tiff", ".tif")
        name = self.files.picture(FoundPicture(place.read_bytes(), suffix), place.stem, self.number)
        directives = alt.split() if self.dialect == "marp" else []
        words = (
            alt if not directives else " ".join(one for one in directives if one not in _MARP_WORDS and ":" not in one)
        )
        if not words:
            self._leave(f"no alternative text of {name}: write one in its place (TODO)")
        shown = plain_markdown(words or f"TODO: describe {name}", one_line=True)
        return SlidePart(kind=PartKind.PICTURE, markdown=f"![{shown}](images/{name})", name=name, pictures=(name,))

    def _code(self, node: SyntaxTreeNode) -> list[SlidePart]:
        info = node.info.strip().strip("{}").split(maxsplit=1)
        word = re.split(r"[^\w+-]", info[0].lstrip("."))[0] if info else ""
        if node.info.strip().startswith("{") and not info[0].startswith("."):
            self._leave(f"a program that runs ({word}): its text is a listing")
        if word.lower() in DIAGRAMS:
            self._leave(f"a drawing in {word}: its text is a listing")
            word = ""
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", node.content) or [""]))
        return [SlidePart(kind=PartKind.CODE, markdown=f"{fence}{word}\n{node.content.rstrip()}\n{fence}")]

    def _table(self, node: SyntaxTreeNode) -> str:
        rows = [one for one in node.walk() if one.type == "tr"]
        lines = [f"| {' | '.join(map(self._cell, row.children))} |" for row in rows]
        if rows:
            styles = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
            marks = ["---:" if "right" in one else ":---:" if "center" in one else "---" for one in styles]
            lines.insert(1, f"|{'|'.join(marks)}|")
        return "\n".join(lines)

    def _cell(self, cell: SyntaxTreeNode) -> str:
        return inline_markdown([run for inner in cell.children for run in self._runs(inner)], cell=True)

    def _html(self, html: str) -> list[SlidePart]:
        words = " ".join(_TAG.sub(" ", html).split())
        if words or _TAG.search(html):
            self._leave("HTML: its words were kept" if words else "HTML")
        return self._prose(plain_markdown(words)) if words else []

    def _leave(self, what: str) -> None:
        self.left.append(LeftBehind(self.number, "", what))


def _merged(parts: Sequence[SlidePart]) -> list[SlidePart]:
    """Neighbouring texts as one part."""
    found: list[SlidePart] = []
    for part in parts:
        if found and part.kind is found[-1].kind is PartKind.PROSE:
            found[-1] = replace(found[-1], markdown=f"{found[-1].markdown}\n\n{part.markdown}")
        else:
            found.append(part)
    return found


def _divs(text: str) -> list[tuple[str, str]]:
    """(name, text) of the stretches of a slide: those in fenced divs by their classes, and what is right of `::right::`."""
    found: list[tuple[str, list[str]]] = [("", [])]
    open_names: list[str] = []
    for line in text.split("\n"):
        slot = re.fullmatch(r"::(\w+)::\s*", line)
        match = _DIV.match(line)
        if slot and slot[1] == "right":
            found[-1] = ("column", found[-1][1])
            found.append(("column right", []))
        elif slot:
            found.append(("", []))
        elif match:
            if match["info"]:
                open_names.append(re.sub(r"[{}.#]", " ", match["info"]).replace("columns", "row"))
            else:
                open_names[-1:] = []
            found.append((["", *open_names][-1], []))
        else:
            found[-1][1].append(line)
    return [(name, "\n".join(lines)) for name, lines in found if any(map(str.strip, lines))]
