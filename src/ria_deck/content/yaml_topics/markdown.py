"""The Markdown that a topic in YAML stands for: what is read in its place, and what `convert` writes.

Every character of it knows where it comes from (`source/derived.py`), so that a mistake in it is one in the YAML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ria_deck.content.yaml_topics.shape import BLOCKS, ColumnText, ImageEntry, SlideDraft
from ria_deck.content.yaml_topics.yaml_writer import YamlWriter, has_alias
from ria_deck.source.yaml import Loc, YamlDocument

ATTRIBUTES = ("id", "hidden", "split", "layout", "when", "for", "editions", "sources", "source")
"""The keys of a slide that are attributes of its heading in Markdown."""

PARTS = ("text", "columns", *BLOCKS, "image", "claims", "notes", "handout")
"""The keys of a slide that stand below its heading, in their order."""

_BARE = re.compile(r"""[^\s"'{}“”„«»=]+""")
_NAME = re.compile(r"[\w:.-]+")


class MarkdownWriter(YamlWriter):
    """Writes the Markdown of one document; `starts` are the offsets at which slides begin in it. `templates` says whether
    it names the templates of slides and has their values, as the topic of an author's does; `comments` are printed as such
    on the slides of these numbers."""

    def __init__(
        self, document: YamlDocument, *, templates: bool = False, comments: Mapping[int, str] | None = None
    ) -> None:
        super().__init__(document)
        self.starts: set[int] = set()
        self._templates = templates
        self._comments = comments or {}

    def front_matter(self, keys: Sequence[str]) -> None:
        """The head of the topic between lines of `---`: the entries `keys` as they are written."""
        if not keys:
            return
        begin, end = self.value_range(())
        self.out.make("---\n", self.document.source, begin, begin)
        if not self._whole_head():
            for name in keys:
                self._entry(name)
        self.out.make("---\n", self.document.source, end, end)

    def _whole_head(self) -> bool:
        """Copy all before `body` and `slides` as it is, comments too, where these come last and nothing is an alias."""
        window, root = self.document.window, self.document.node()
        entries = list(root.entries or {})
        last = [name for name in entries if name in ("body", "slides")]
        first = self.document.key_node((last[0],)) if last else None
        if first is None or entries[-len(last) :] != last or self.is_flow(root) or has_alias(root):
            return False
        end = len(window.text[: first.start].rstrip())
        if re.search(r"^(?:---|\.\.\.)", window.text[:end], re.MULTILINE):
            return False
        begin = len(window.text[:end]) - len(window.text[:end].lstrip("\n"))
        self.out.copy(self.document.source, window.to_source(begin), window.to_source(end - 1) + 1)
        self.out.make("\n", self.document.source, window.to_source(end - 1) + 1, window.to_source(end - 1) + 1)
        return True

    def before(self, text: str | None) -> None:
        """What stands before the first slide."""
        if text and text.strip():
            self._text(("body",))

    def slide(self, index: int, given: SlideDraft) -> None:
        """A slide with all that it has."""
        at: Loc = ("slides", index)
        if self.out.length or not (given.title or self._attributes(at)):
            self.made("\n", at)
        self._heading(at)
        if given.remark and given.remark.strip():
            self.open("<!-- ", (*at, "remark"))
            self._remark((*at, "remark"))
            self.made(" -->\n", (*at, "remark"))
        if index in self._comments:
            self.made(f"\n<!-- {self._comments[index].replace('-->', '-- >')} -->\n", at)
        if self._templates and given.values is not None:
            self._fence("values", (*at, "values"))
        for name in PARTS:
            self.part(name, index, given)

    def heading(self, index: int) -> None:
        """The line that a slide begins with."""
        self._heading(("slides", index))

    def attribute(self, name: str, index: int) -> None:
        """The title, or the value of an attribute, as text on one line."""
        loc: Loc = ("slides", index, name)
        value = self.document.node(loc).data
        for number, part in enumerate([(*loc, at) for at in range(len(value))] if isinstance(value, list) else [loc]):
            if number:
                self.made(" | " if name == "source" else ", ", loc)
            self.line(self.placed(part))

    def part(self, name: str, index: int, given: SlideDraft) -> None:
        """What one of `PARTS` puts on a slide, where it is given."""
        loc: Loc = ("slides", index, name)
        value = getattr(given, name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        match name:
            case "text":
                self._text(loc)
            case "columns":
                self._columns(loc, value)
            case "image":
                self._image(loc, value)
            case "notes" | "handout":
                self.open(f"::: {name}\n", loc)
                self.body(loc)
                self.made(":::\n", loc)
            case _:
                self._fence(name, loc)

    def _entry(self, name: str) -> None:
        """A key of the head with its value, as it is written."""
        window, entry = self.document.window, self.document.key_node((name,))
        assert entry is not None
        node = entry.node
        if has_alias(node):
            self.made(f"{name}: ", (name,))
            self.flow(node)
        elif self.is_flow(self.document.node()):
            self.made(f"{name}: ", (name,))
            self.verbatim(node.start, node.end)
        else:
            start = window.text.rfind("\n", 0, entry.start) + 1
            self.verbatim(
                start if not window.text[start : entry.start].strip() else entry.start, max(node.end, entry.end)
            )
            if node.start == node.end and not self.out.text.endswith(":"):
                self.made(":", (name,))
        if not self.out.text.endswith("\n"):
            self.made("\n", (name,))

    def _heading(self, at: Loc) -> None:
        has_title = bool(str(self.document.data["slides"][at[1]].get("title") or "").strip())
        names = self._attributes(at)
        self.starts.add(self.out.length)
        if not has_title and not names:
            given = self.document.data["slides"][at[1]]
            self.made("---\n" if any(given.values()) else "##\n", at)
            return
        self.made("##", at)
        if has_title:
            self.made(" ", at)
            self.line(self.placed((*at, "title")))
        if names:
            self.made(" {", at)
            for number, name in enumerate(names):
                if number:
                    self.made(" ", at)
                self._attribute(name, (*at, name))
            self.made("}", at)
        self.made("\n", at)

    def _attributes(self, at: Loc) -> list[str]:
        """The keys of a slide that become attributes, as they are ordered there."""
        given = self.document.data["slides"][at[1]]
        names = (*ATTRIBUTES, "template") if self._templates else ATTRIBUTES
        return [name for name in given if name in names and given[name] not in (None, False, "", [])]

    def _attribute(self, name: str, loc: Loc) -> None:
        if name in ("hidden", "split"):
            self.made(f".{name}", loc)
        elif name == "id":
            self.made("#", loc)
            self.line(self.placed(loc))
        else:
            self.made(f"{name}=", loc)
            self._attribute_value(loc, " | " if name == "source" else ", ")

    def _attribute_value(self, loc: Loc, between: str) -> None:
        """A text, or the texts of a list in one, in quotation marks where these are written or needed."""
        value = self.document.node(loc).data
        parts = [(*loc, index) for index in range(len(value))] if isinstance(value, list) else [loc]
        first = self.document.node(parts[0])
        bare = first.style == "" and _BARE.fullmatch(str(value)) and _BARE.fullmatch(str(first.data))
        quoted = len(parts) > 1 or not bare
        if quoted:
            self.made('"', loc)
        for number, part in enumerate(parts):
            if number:
                self.made(between, loc)
            self.line(self.placed(part), escaped='"\\' if quoted else "")
        if quoted:
            self.made('"', loc)

    def _text(self, loc: Loc) -> None:
        self.made("\n", loc)
        self.body(loc)

    def _remark(self, loc: Loc) -> None:
        text = self.placed(loc)
        cursor = 0
        stripped = text.text.strip()
        begin = text.text.find(stripped)
        for match in re.finditer("-->", stripped):
            text.write(self.out, begin + cursor, begin + match.start() + 2)
            self.made(" ", loc)
            cursor = match.start() + 2
        text.write(self.out, begin + cursor, begin + len(stripped))

    def _columns(self, loc: Loc, columns: Sequence[str | ColumnText]) -> None:
        self.open(":::: columns\n", loc)
        for index, column in enumerate(columns):
            at: Loc = (*loc, index)
            attributes = [
                name for name in ("width", "when") if isinstance(column, ColumnText) and getattr(column, name)
            ]
            if attributes:
                self.made("::: {.column", at)
                for name in attributes:
                    self.made(f' {name}="', (*at, name))
                    self.line(self.placed((*at, name)), escaped='"\\')
                    self.made('"', (*at, name))
                self.made("}\n", at)
            else:
                self.made("::: column\n", at)
            self.body((*at, "text") if isinstance(column, ColumnText) else at)
            self.made(":::\n", at)
        self.made("::::\n", loc)

    def _fence(self, kind: str, loc: Loc) -> None:
        node = self.document.node(loc)
        first = next(iter(node.entries.items()), None) if node.entries else None
        named = first is not None and first[0] == "id" and _NAME.fullmatch(str(first[1].node.data))
        begin = node.start
        marks = "`" * max(3, 1 + _longest_run(self.document.window.text[node.start : node.end]))
        self.made("\n", loc)
        if kind != "values" and named and not self.is_flow(node) and node.entries is not None and len(node.entries) > 1:
            self.made(f"{marks}{{{kind} #", loc)
            self.line(self.placed((*loc, "id")))
            self.made("}\n", loc)
            begin = list(node.entries.values())[1].start
        else:
            self.made(f"{marks}{{{kind}}}\n", loc)
        if has_alias(node):
            self.flow(node)
        else:
            self.verbatim(begin, node.end)
        self.made("\n", loc)
        self.made(f"{marks}\n", loc)

    def _image(self, loc: Loc, image: str | ImageEntry) -> None:
        self.open("![", loc)
        if isinstance(image, str):
            self.made("](", loc)
            self._address(loc)
            self.made(")\n", loc)
            return
        alt = self.placed((*loc, "alt"))
        self.line(alt, escaped="" if _balanced(alt.text) else "[]")
        self.made("](", loc)
        self._address((*loc, "path"))
        if image.caption and image.caption.strip():
            self.made(' "', loc)
            self.line(self.placed((*loc, "caption")), escaped='"')
            self.made('"', loc)
        self.made(")", loc)
        pairs = [name for name in ("width", "focus") if getattr(image, name)]
        if pairs:
            self.made("{", loc)
            for number, name in enumerate(pairs):
                self.made(f'{" " if number else ""}{name}="', (*loc, name))
                self.line(self.placed((*loc, name)), escaped='"\\')
                self.made('"', (*loc, name))
            self.made("}", loc)
        self.made("\n", loc)

    def _address(self, loc: Loc) -> None:
        text = self.placed(loc)
        plain = re.fullmatch(r"[^\s()<>]+", text.text)
        self.made("" if plain else "<", loc)
        self.line(text, escaped="" if plain else "<>")
        self.made("" if plain else ">", loc)


def _longest_run(text: str) -> int:
    """The length of the longest run of backquotes at a line's beginning."""
    return max((len(match[1]) for match in re.finditer(r"^[ \t]*(`{3,})", text, re.MULTILINE)), default=0)


def _balanced(text: str) -> bool:
    level = 0
    for char in re.sub(r"\\.", "", text):
        level += (char == "[") - (char == "]")
        if level < 0:
            return False
    return level == 0
