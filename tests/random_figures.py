"""Talks made by chance with figures of words as well (key figures, steps, events, areas), tables of data whose cells are
words, and slides that templates print: each word with the places where it must come out."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from tests.random_talks import EVERYWHERE, PRINTED, SPOKEN, RandomTalk, Writer, files_of, language_of

_RING = "[[[{w},30],[{e},30],[{e},40],[{w},40],[{w},30]]]"
TEMPLATE = """\
## {{ slide.title }} {#{{ slide.id }}}

- {{ values.lead }}
{% for row in t.rows() %}{% if row.v > 10 %}- {{ row.k }} **{{ values.each }}**
{% endif %}{% endfor %}
{{ slide.text }}
{{ slide.notes }}
{{ slide.handout }}
"""


@dataclass
class FiguresWriter(Writer):
    """Writes what `Writer` does, and the rest of the figures; `files` are those of their data."""

    files: dict[str, str] = field(default_factory=dict)
    resources: list[str] = field(default_factory=list)

    def slide(self) -> str:
        """A slide of one figure made of words, or of a template, or any other slide."""
        kinds = (
            self.kpi,
            self.process,
            self.timeline,
            self.areas,
            self.points,
            self.cells,
            self.printed,
            super().slide,
        )
        return self.chance.choice(kinds)()

    def _slide(self, layout: str, body: str) -> str:
        self.slides += 1
        parts = [f"## {self.text(EVERYWHERE, marks=False)} {{#s{self.slides}{layout}}}", body]
        if self.maybe(0.4):
            parts.append(f"::: notes\n{self.prose(SPOKEN)}\n:::")
        if self.maybe(0.4):
            parts.append(f"::: handout\n{self.prose(PRINTED)}\n:::")
        return "\n\n".join(parts)

    def _caption(self) -> str:
        return f"caption: {self.word(PRINTED)}\n" if self.maybe() else ""

    def kpi(self) -> str:
        """Two or three key figures."""
        lines = []
        for _ in range(self.chance.randint(2, 3)):
            lines += [f"- value: '{self.word(EVERYWHERE)}'", f"  label: {self.word(EVERYWHERE)}"]
            lines += [f"  note: '**{self.word(EVERYWHERE)}**'"] if self.maybe() else []
        return self._slide(" layout=kpi", "```{kpi}\n" + "\n".join(lines) + "\n```")

    def process(self) -> str:
        """Three or four steps."""
        lines = []
        for _ in range(self.chance.randint(3, 4)):
            lines.append(f"- label: {self.word(EVERYWHERE)}")
            lines += [f"  text: '*{self.word(EVERYWHERE)}*'"] if self.maybe(0.6) else []
        return self._slide(" layout=process", "```{process}\n" + "\n".join(lines) + "\n```")

    def _table(self, name: str, fields: str, rows: list[str]) -> None:
        head = ",".join(re.findall(r"name: (\w+)", fields))
        self.files[f"data/{name}.csv"] = "\n".join([head, *rows]) + "\n"
        self.resources.append(
            f"- {{name: {name}, path: {name}.csv, sources: [{{name: s}}], schema: {{fields: [{fields}]}}}}\n"
        )

    def timeline(self) -> str:
        """Three events of years apart."""
        name = f"e{len(self.resources)}"
        years = (2001, 2010, 2021)
        self._table(name, "{name: y, type: year}, {name: what}", [f"{year},{self.word(EVERYWHERE)}" for year in years])
        body = f"```{{timeline}}\ndata: {name}\ndate: y\nlabel: what\nalt: a\n{self._caption()}```"
        return self._slide(" layout=timeline", body)

    def areas(self) -> str:
        """A choropleth of three squares; their names aren't drawn."""
        name = f"a{len(self.resources)}"
        self._table(name, "{name: area}, {name: n, type: number}", ["West,1", "Mid,5", "East,9"])
        squares = [
            f'{{"type":"Feature","properties":{{"name":"{area}"}},"geometry":{{"type":"Polygon","coordinates":{ring}}}}}'
            for area, west in (("West", 130), ("Mid", 135), ("East", 140))
            for ring in (_RING.format(w=west, e=west + 5),)
        ]
        self.files[f"data/{name}.geojson"] = '{"type":"FeatureCollection","features":[' + ",".join(squares) + "]}"
        title = self.word(EVERYWHERE)
        regions = f"{{data: {name}, key: area, value: n, shapes: {name}.geojson, title: {title}, classes: [3, 6]}}"
        return self._slide(" layout=map", f"```{{map}}\nregions: {regions}\nalt: a\n{self._caption()}```")

    def points(self) -> str:
        """A map of two places with names."""
        name = f"p{len(self.resources)}"
        rows = [f"{self.word(EVERYWHERE)},{lat},{lon}" for lat, lon in ((33, 131), (43, 142))]
        self._table(name, "{name: k}, {name: lat, type: number}, {name: lon, type: number}", rows)
        body = f"```{{map}}\npoints: {{data: {name}, lat: lat, lon: lon, label: k}}\nalt: a\n{self._caption()}```"
        return self._slide(" layout=map", body)

    def cells(self) -> str:
        """A table of data whose cells and heads are words."""
        name = f"c{len(self.resources)}"
        rows = [f"{self.word(EVERYWHERE)},{n}" for n in range(self.chance.randint(1, 4))]
        self._table(name, "{name: k}, {name: v, type: number}", rows)
        columns = f"[{{field: k, title: {self.word(EVERYWHERE)}}}, {{field: v, title: {self.word(EVERYWHERE)}}}]"
        body = f"```{{table}}\ndata: {name}\ncolumns: {columns}\n{self._caption()}```"
        return self._slide(" layout=table", body)

    def printed(self) -> str:
        """A slide that a template prints of its values and of rows."""
        self.files["templates/made.md.j2"] = TEMPLATE
        values = f"```{{values}}\nlead: {self.word(EVERYWHERE)}\neach: {self.word(EVERYWHERE)}\n```"
        return self._slide(" template=made.md.j2", f"{values}\n\n{self.paragraph(EVERYWHERE)}")


def talk_with_figures(seed: int, slides: int = 4) -> RandomTalk:
    """The talk of a seed, the same every time."""
    chance = random.Random(f"figures {seed}")
    writer = FiguresWriter(chance, language_of(chance))
    topics: list[str] = []
    for _ in range(chance.randint(1, 2)):
        title = f"# {writer.text(EVERYWHERE, marks=False)}\n\n"
        body = "\n\n".join(writer.slide() for _ in range(chance.randint(1, slides)))
        topics.append(f"{title}{body}\n\n" + "\n\n".join(writer.notes) + "\n")
        writer.notes.clear()
    files = files_of(writer, topics) | writer.files
    files["data/datapackage.yaml"] += "".join(writer.resources)
    return RandomTalk(files, writer.words)
