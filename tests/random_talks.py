"""Small talks made by chance: every block in every place it may be in, each of its words with the places where it must
come out and where it must not."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

LANGUAGES = ("en", "ja", "ru")
THEMES = (
    "",
    "color: {primary: '#5B2A86', secondary: '#0B7A75'}\n",
    "color: {foreground: '#2B2B2B', primary: '#8C1C13'}\nria: {series: [night, reed, amber, sea, toki]}\n",
    "typography: {base: {size: 18pt}, headings: {size: 28pt}}\n",
)
_SAID = {"en": "About {}", "ja": "これは{}です", "ru": "Слово {} здесь"}
_WORD = {"en": "word", "ja": "言葉", "ru": "слово"}
SLIDE, NOTES, PRINT = "slide", "notes", "print"
EVERYWHERE = frozenset({SLIDE, PRINT})
PRINTED = frozenset({PRINT})
SPOKEN = frozenset({NOTES})


@dataclass
class RandomTalk:
    """The files of a project, and for each of its words the outputs that must have it; the others must not."""

    files: dict[str, str] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass
class Writer:
    """Writes Markdown by chance, and keeps the places of each word that it makes."""

    chance: random.Random
    language: str
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)  # definitions of footnotes
    number: int = 0
    slides: int = 0
    untitled: bool = False  # the slide's hidden title then says what its first block or caption says

    def word(self, places: frozenset[str]) -> str:
        """A word that no other text has, in letters that every font has."""
        self.number += 1
        letters, rest = "", self.number
        while rest:
            rest, digit = divmod(rest, 20)
            letters = "bcdfghjklmnpqrstvwxz"[digit] + letters
        word = f"Qa{letters}o"
        self.words[word] = places
        return word

    def maybe(self, share: float = 0.3) -> bool:
        return self.chance.random() < share

    def text(self, places: frozenset[str], *, marks: bool = True, short: bool = False) -> str:
        """A short text with a word of its own, and perhaps marks of Markdown and a footnote."""
        word = self.word(places)
        if marks and self.maybe(0.5):
            form = self.chance.choice(
                ("**{}**", "*{}*", "~~{}~~", "`{}`", "***{}***", "[{}](https://example.org/x)", "{}^a^", "{}~b~",
                 "{}<!-- not this -->", "{{{{ '{}' }}}}", "\\*{}\\*", "“{}”", "{} & <i", "{}\\\n  " + _WORD[self.language])
            )  # fmt: skip
            word = form.format(word)
        said = word if short else _SAID[self.language].format(word)
        if marks and self.maybe(0.2):
            said += self.footnote(places)
        return said

    def footnote(self, places: frozenset[str]) -> str:
        if self.maybe(0.2):
            return f"^[{_SAID[self.language].format(self.word(places))}]"
        label = f"n{len(self.notes)}"
        self.notes.append(f"[^{label}]: {self.text(places, marks=False)}")
        return f"[^{label}]"

    def paragraph(self, places: frozenset[str]) -> str:
        return self.text(places)

    def listing(self, places: frozenset[str]) -> str:
        mark = self.chance.choice(("-", "1.", "3.", "*"))
        indent = " " * (len(mark) + 1)
        lines = [f"{mark} {self._item(places, indent)}"]
        if self.maybe(0.2):
            lines.append(f"\n{indent}{self.text(places)}\n")
        if self.maybe():
            lines.append(f"{indent}{self.chance.choice(('-', '1.'))} {self._item(places, indent + '   ')}")
        if self.maybe(0.7):
            lines.append(f"{mark if mark in '-*' else '4.'} {self._item(places, indent)}")
        return "\n".join(lines)

    def _item(self, places: frozenset[str], indent: str) -> str:
        return self.text(places).replace("\\\n  ", "\\\n" + indent)

    def quote(self, places: frozenset[str]) -> str:
        lines = self.text(places).replace("\\\n  ", "\\\n").split("\n")
        return "\n".join(f"> {line}" for line in lines)

    def prose(self, places: frozenset[str], most: int = 2) -> str:
        kinds: tuple[Callable[[frozenset[str]], str], ...] = (self.paragraph, self.listing, self.quote)
        blocks = [self.chance.choice(kinds)(places) for _ in range(self.chance.randint(1, most))]
        return "\n\n<!-- between -->\n\n".join(blocks)

    def code(self, places: frozenset[str]) -> str:
        return f"```python\nprint('{self.word(places)}')\n    # {self.word(places)}\n```"

    def table(self, places: frozenset[str], printed: frozenset[str]) -> str:
        if self.maybe(0.3):
            caption = (
                f"caption: {self.text(printed)!r}\n".replace("\\\\\\n", " ")
                if self.maybe() and printed and not self.untitled
                else ""
            )
            note = f"note: {self.word(places)}\n" if self.maybe() and places != SPOKEN else ""
            return f"```{{table}}\ndata: t\n{caption if printed else ''}{note}```"
        rows = [[self._cell(places) for _ in range(2)] for _ in range(self.chance.randint(2, 3))]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, self.chance.choice(("|---|---|", "|:--|--:|", "|:-:|---|")))
        caption = f"\n\n: {self.text(printed)}" if self.maybe() and printed and not self.untitled else ""
        return "\n".join(lines) + caption

    def _cell(self, places: frozenset[str]) -> str:
        return self.text(places, short=True).replace("\\\n  ", " ")

    def chart(self, printed: frozenset[str]) -> str:
        mark = self.chance.choice(("bar", "line", "arc", "area"))
        encoding = (
            "{theta: {field: v}, color: {field: k}}"
            if mark == "arc"
            else "{x: {field: k, type: ordinal}, y: {field: v}}"
        )
        caption = f"caption: {self.word(printed)}\n" if self.maybe() and not self.untitled else ""
        return f"```{{chart}}\ndata: t\nmark: {mark}\nencoding: {encoding}\nalt: {_WORD[self.language]}\n{caption}```"

    def picture(self, printed: frozenset[str]) -> str:
        caption = f' "{self.word(printed)}"' if self.maybe() and not self.untitled else ""
        width = self.chance.choice(("", "", "{width=40%}"))
        return f"![{_WORD[self.language]}](images/a.png{caption}){width}"

    def figure(self) -> tuple[str, str]:
        """(kind, block) of something that is no prose, on a slide."""
        kind = self.chance.choice(("table", "chart", "picture"))
        if kind == "table":
            return kind, self.table(EVERYWHERE, PRINTED)
        return kind, self.chart(PRINTED) if kind == "chart" else self.picture(PRINTED)

    def columns(self, count: int) -> str:
        shares = self.chance.choice(([], [], ["40%", "60%"] if count == 2 else ["30%", "40%", "30%"]))
        parts = []
        for index in range(count):
            head = f'{{.column width="{shares[index]}"}}' if shares else "column"
            inside = self.prose(EVERYWHERE, 1) if self.maybe(0.7) or count == 3 else self.figure()[1]
            parts.append(f"::: {head}\n{inside}\n:::")
        return ":::: columns\n" + "\n".join(parts) + "\n::::"

    def slide(self) -> str:
        """A slide of some layout with what it takes, perhaps notes and parts for the handout."""
        self.slides += 1
        kind = self.chance.choice(
            (
                "words",
                "words",
                "figure",
                "figure",
                "beside",
                "columns",
                "three",
                "statement",
                "section",
                "code",
                "blank",
            )
        )
        places = EVERYWHERE
        match kind:
            case "words":
                layout, body = "", self.prose(places, 3)
            case "figure":
                layout, figure = self.figure()
                body = f"{self.text(places)}\n\n{figure}" if self.maybe() else figure
            case "beside":
                figure_kind, figure = self.figure()
                layout, before, after = f"{figure_kind}-right", self.maybe(), self.maybe()
                body = figure
                if before or not after:
                    body = f"{self.prose(places, 1)}\n\n{body}"
                if after:
                    body = f"{body}\n\n{self.prose(places, 1)}"
            case "columns":
                layout, body = "two-columns", self.columns(2)
            case "three":
                layout, body = self.chance.choice(("two-columns", "three-columns")), self.columns(3)
            case "statement":
                layout, body = "statement", self.text(places)
            case "section":
                layout, body = "section", self.text(places, marks=False) if self.maybe() else ""
            case "code":
                layout, body = self.chance.choice(("code", "")), self.code(places)
            case _:
                self.untitled = True
                layout, body = "blank", self.chance.choice((lambda: self.prose(places, 1), lambda: self.figure()[1]))()
        self.untitled = False
        if layout == "blank" or (kind == "words" and self.maybe(0.15)):
            head = "---" if kind == "words" else f"## {{#s{self.slides} layout=blank}}"
        else:
            attributes = f" layout={layout}" if layout else ""
            hidden = " .hidden" if self.maybe(0.1) else ""
            marks = kind not in ("section",)
            title = self.text(EVERYWHERE, marks=marks).replace("\\\n  ", " ")
            head = f"## {title} {{#s{self.slides}{hidden}{attributes}}}"
        parts = [head, body]
        if self.maybe(0.4):
            parts.append(self._notes())
        if self.maybe(0.4):
            parts.insert(self.chance.randint(2, len(parts)), self._handout())
        return "\n\n".join(part for part in parts if part)

    def _notes(self) -> str:
        inside = self.prose(SPOKEN) if self.maybe(0.7) else self.table(SPOKEN, frozenset())
        return f"::: notes\n{inside}\n:::"

    def _handout(self) -> str:
        kinds = (
            lambda: self.prose(PRINTED, 3),
            lambda: f"### {self.text(PRINTED, marks=False)}\n\n{self.paragraph(PRINTED)}",
            lambda: self.table(PRINTED, PRINTED),
            lambda: self.chart(PRINTED),
            lambda: self.picture(PRINTED),
            lambda: self.code(PRINTED),
        )
        blocks = [self.chance.choice(kinds)() for _ in range(self.chance.randint(1, 2))]
        return "::: handout\n" + "\n\n".join(blocks) + "\n:::"


def language_of(chance: random.Random) -> str:
    """One of the languages that talks are written in."""
    return chance.choice(LANGUAGES)


def random_talk(seed: int, slides: int = 5) -> RandomTalk:
    """The talk of a seed, the same every time."""
    chance = random.Random(seed)
    writer = Writer(chance, language_of(chance))
    cover = ""
    if writer.maybe(0.15):
        cover = f"## {{#cover layout=title}}\n\n::: notes\n{writer.prose(SPOKEN)}\n:::\n\n"
    topics: list[str] = []
    for index in range(chance.randint(1, 2)):
        title = f"# {writer.text(EVERYWHERE, marks=False)}\n\n" if writer.maybe(0.8) else ""
        if index and not title:
            title = f"# {writer.text(EVERYWHERE, marks=False)}\n\n"
        body = "\n\n".join(writer.slide() for _ in range(chance.randint(1, slides)))
        if not title and body.startswith("---"):  # at the head of a file that begins its front matter
            title = f"# {writer.text(EVERYWHERE, marks=False)}\n\n"
        notes = "\n\n".join(writer.notes)
        writer.notes.clear()
        topics.append(f"{title}{cover if not index else ''}{body}\n\n{notes}\n")
    return RandomTalk(files_of(writer, topics), writer.words)


def files_of(writer: Writer, topics: list[str]) -> dict[str, str]:
    """The files of a talk in these topics: report, a table, a picture's credit, perhaps a theme."""
    language = writer.language
    languages = [language, *(["qps"] if writer.maybe(0.1) else [])]
    report = (
        f"id: t\ntitle: {writer.word(EVERYWHERE)}\nauthors: [{{name: {writer.word(EVERYWHERE)}}}]\ndate: 2026-01-15\n"
        f"language: {language}\nlanguages: [{', '.join(languages)}]\noutputs: [pptx, pdf]\n"
    )
    files = {
        "content/report.yaml": report,
        "content/images/credits.yaml": "a.png: {credit: B, licence: CC0, source: drawn for this}\n",
        "data/datapackage.yaml": "sources: [{name: s, title: Office}]\nresources:\n- {name: t, path: t.csv, sources: "
        "[{name: s}], schema: {fields: [{name: k}, {name: v, type: number}]}}\n",
        "data/t.csv": "k,v\nnorth,12.5\nsouth,40\nwest,7\n",
        **{f"content/{index:02}.md": topic for index, topic in enumerate(topics, start=1)},
    }
    if theme := writer.chance.choice(THEMES):
        files["templates/theme.yaml"] = theme
    return files
