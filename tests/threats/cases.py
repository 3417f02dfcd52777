"""Every threat by its row: a name and the files that spoil the sound project, as text, bytes or a symbolic link."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from pptx import Presentation

from tests.threats.base import CARS, CREDITS, PACKAGE, REPORT, TOPIC

OUTSIDE = "{outside}"
"""Stands for the absolute path of a file beside the project."""


FOLDER = "{folder}"
"""Stands for the folder that this file is in."""


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link to what stands outside."""

    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """One spoiled project; `outputs` are asked for beside the deck."""

    row: str
    name: str
    files: Mapping[str, str | bytes | Link | None]  # None: it isn't there
    outputs: tuple[str, ...] = ("pptx", "pdf")


def said(text: str) -> dict[str, str]:
    """The topic with this in the place of its first bullet."""
    return {"content/01-topic.md": TOPIC.replace("Cars fell to {{ cars.value", text + " {{ cars.value", 1)}


def topic(old: str, new: str) -> dict[str, str]:
    assert old in TOPIC, old
    return {"content/01-topic.md": TOPIC.replace(old, new, 1)}


def package(old: str, new: str) -> dict[str, str]:
    assert old in PACKAGE, old
    return {"data/datapackage.yaml": PACKAGE.replace(old, new, 1)}


def table(data: str | bytes, more: str = "") -> dict[str, str | bytes]:
    return {"data/cars.csv": data, "data/datapackage.yaml": PACKAGE.replace("path: cars.csv", "path: cars.csv" + more)}


EXPRESSIONS = {
    "a class": "().__class__",
    "a class of text": '"".__class__.__mro__[1].__subclasses__()',
    "the globals of a function": "cars.value.__globals__",
    "an attribute by filter": 'cars | attr("__class__")',
    "an attribute by key": 'cars["__class__"]',
    "a private name of a table": "cars._table",
    "a name of Jinja": "cycler.__init__.__globals__.os.popen('id').read()",
    "Jinja's lipsum": "lipsum.__globals__",
    "Jinja's namespace": "namespace(a=1)",
    "the template itself": "self._TemplateReference__context",
    "configuration": "config.items()",
    "a builtin": "open('/etc/passwd').read()",
    "an import": "__import__('os').system('id')",
    "a range without end": "range(10**10) | list",
    "a power of powers": "9**(9**9)",
    "a power as big as the memory": "10**(10**8)",
    "a text as big as the memory": '"a" * 10**10',
    "a list as big as the memory": "[1] * 10**10",
    "a float beyond all": "10.0**400",
    "a division by zero": "1 / 0",
    "a table written to a file": 'cars.to_csv("stolen.csv")',
    "a table pickled": 'cars.to_pickle("stolen")',
    "a format that reaches attributes": '"{0.__class__}".format(1)',
    "a format map": '"%(a)s" % {"a": 1}',
    "a lambda": "lambda: 1",
    "a comprehension": "[x for x in range(9)]",
    "an assignment": "report.update({})",
    "a method of a mapping": "report.pop('title')",
    "a mutable default": "report.setdefault('x', [])",
    "brackets without end": "(" * 2000 + "1" + ")" * 2000,
    "signs without end": "-" * 5000 + "1",
    "a sum without end": "+".join(["1"] * 20000),
    "filters without end": "1" + "|abs" * 5000,
    "a list in a list in a list": "[" * 500 + "]" * 500,
    "a text without end": '"' + "a" * 100_000 + '"',
    "a control character": '"\x0b"',
    "an unknown table": "planes.value('n')",
    "nothing": "",
    "half an expression": "cars.value(",
    "a statement's sign": "1 %} {% include '/etc/passwd' %}",
}
STATEMENTS = {
    "a loop": "{% for x in range(10**10) %}x{% endfor %}",
    "an include": '{% include "/etc/passwd" %}',
    "an import": '{% import "x" as y %}',
    "a comment": "{# hidden #}",
    "an expression never closed": "{{ 1",
}


def expressions() -> Iterator[Threat]:
    row = "Jinja: what expressions reach, and how much"
    for name, text in EXPRESSIONS.items():
        yield Threat(row=row, name=name, files=said("{{ " + text + " }}"))
    for name, text in STATEMENTS.items():
        yield Threat(row=row, name=f"statement: {name}", files=said(text))
    reach = "().__class__.__mro__"
    places = {
        "in a title": topic("## Cars fell {#cars", "## Cars {{ " + reach + " }} fell {#cars"),
        "in an alternative text": topic("alt: Bars of cars", 'alt: "{{ ' + reach + ' }} of cars"\nnote: x #'),
        "in an axis title": topic("title: Cars}", 'title: "{{ ' + reach + ' }}"}'),
        "in a condition": topic("{#cars layout=chart-right}", '{#cars layout=chart-right when="' + reach + '"}'),
        "in a loop": topic("{#cars layout=chart-right}", '{layout=chart-right for="row in ' + reach + '"}'),
        "in a filter": topic("mark: bar", 'mark: bar\ntransform: [{filter: "' + reach + ' == 1"}]'),
        "in a claim": topic(
            "title: Topic\n", "title: Topic\nclaims: [{that: '" + reach + " == 1', says: Cars fell}]\n"
        ),
        "in the report's title": {"content/report.yaml": REPORT.replace("title: Talk", 'title: "{{ ' + reach + ' }}"')},
        "in a credit": {"content/images/credits.yaml": CREDITS.replace("Test", '"{{ ' + reach + ' }}"')},
    }
    for name, files in places.items():
        yield Threat(row=row, name=name, files=files)


YAML = {
    "billion laughs": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)),
    "five thousand levels": "id: " + "[" * 5000 + "]" * 5000 + "\n",
    "five thousand levels of lines": "".join(" " * n + "a:\n" for n in range(1500)),
    "a key twice": "title: Other\n",
    "a Python object": "x: !!python/object/apply:os.system [id]\n",
    "an own tag": "x: !secret 1\n",
    "a control character": "x: \x07\n",
    "an escaped control character": 'venue: "\\x07"\n',
    "NUL": "x: \x00\n",
    "a lone surrogate": 'venue: "\\uD800"\n',
    "a noncharacter": "venue: \ufffe\n",
    "an alias of itself": "x: &a [*a]\n",
    "an alias of nothing": "x: *nothing\n",
    "a merge key": "x: {<<: {a: 1}}\n",
    "a tab as indent": "x:\n\t- 1\n",
    "a quote left open": 'venue: "open\n',
    "a bracket left open": "x: [1, 2\n",
    "two documents": "---\nid: other\n",
    "an unknown key": "colour: red\n",
    "a likely slip": "titel: Talk\n",
    "a date that there isn't": "venue: x\nevent: [1]\n",
    "one million characters": "x: " + "a" * 6_000_000 + "\n",
    "a language of no name": "policy: {untranslated: perhaps}\n",
}


def yamls() -> Iterator[Threat]:
    row = "YAML"
    for name, text in YAML.items():
        yield Threat(row=row, name=f"report.yaml: {name}", files={"content/report.yaml": REPORT + text})
    for name in ("billion laughs", "five thousand levels", "a Python object", "an alias of itself", "NUL"):
        text = YAML[name]
        yield Threat(row=row, name=f"datapackage.yaml: {name}", files={"data/datapackage.yaml": PACKAGE + text})
        yield Threat(row=row, name=f"theme.yaml: {name}", files={"templates/theme.yaml": text})
        yield Threat(row=row, name=f"credits.yaml: {name}", files={"content/images/credits.yaml": CREDITS + text})
        yield Threat(row=row, name=f"front matter: {name}", files=topic("title: Topic\n", "title: Topic\n" + text))
        yield Threat(row=row, name=f"a chart: {name}", files=topic("mark: bar\n", "mark: bar\n" + text))
    whole: dict[str, str | bytes] = {
        "empty": "",
        "a list": "- id: talk\n",
        "a word": "talk\n",
        "bytes that are no UTF-8": b"id: talk\ntitle: \xff\xfe\n",
        "UTF-16": REPORT.encode("utf-16"),
        "no title": REPORT.replace("title: Talk\n", ""),
        "an id that is a path": REPORT.replace("id: talk", "id: ../../talk"),
        "an id that is an absolute path": REPORT.replace("id: talk", "id: /tmp/talk"),
        "the thirtieth of February": REPORT.replace("2026-01-15", "2026-02-30"),
        "no language": REPORT.replace("languages: [en]", "languages: [en, NO-WHERE-AT-ALL]"),
        "a number as language": REPORT.replace("languages: [en]", "languages: [en, 1]"),
        "an edition that is a path": REPORT + "editions: {../x: {}}\n",
        "a topic outside": REPORT + "topics: [../../secret.md]\n",
        "an absolute topic": REPORT + f"topics: [{OUTSIDE}]\n",
        "an output of no name": REPORT + "outputs: [exe]\n",
    }
    for name, data in whole.items():
        yield Threat(row=row, name=f"report.yaml: {name}", files={"content/report.yaml": data})


def csvs() -> Iterator[Threat]:
    row = "CSV"
    japanese = CARS.replace("first", "新潟")
    cases: dict[str, Mapping[str, str | bytes | Link]] = {
        "CP932, not declared": table(japanese.encode("cp932")),
        "CP932 declared as shift_jis with ①": table(
            CARS.replace("first", "①").encode("cp932"), "\n    encoding: shift_jis"
        ),
        "UTF-16, not declared": table(japanese.encode("utf-16")),
        "Latin-1, not declared": table(CARS.replace("first", "prêt").encode("latin-1")),
        "an encoding that there isn't": table(CARS, "\n    encoding: klingon-8"),
        "an encoding that is code": table(CARS, "\n    encoding: unicode_escape"),
        "NUL": table(CARS.replace("first", "a\x00b")),
        "a control character": table(CARS.replace("first", "a\x0bb")),
        "a noncharacter": table(CARS.replace("first", "a\ufffeb")),
        "an extra column": table(CARS.replace("200,first", "200,first,9")),
        "a column too few": table(CARS.replace("200,first", "200")),
        "a name twice": table(CARS.replace("year,units", "year,year")),
        "a name missing": table(CARS.replace("year,units", "year,")),
        "another delimiter": table(CARS.replace(",", ";")),
        "a quote left open": table(CARS.replace("first", '"first')),
        "letters for a number": table(CARS.replace(",200,", ",two hundred,")),
        "infinity": table(CARS.replace(",200,", ",inf,")),
        "not a number": table(CARS.replace(",200,", ",NaN,")),
        "n/a": table(CARS.replace(",200,", ",n/a,")),
        "a grouped number": table(CARS.replace(",200,", ',"1,200",')),
        "full-width digits": table(CARS.replace(",200,", ",２００,")),
        "a key twice": table(CARS.replace("2008", "2007")),
        "no rows": table("year,units,remark\n"),
        "nothing at all": table(""),
        "a cell of two megabytes": table(CARS.replace("first", "x" * 2_000_000)),
        "an ambiguous date": {
            "data/cars.csv": CARS.replace("first", "01/02/2020"),
            "data/datapackage.yaml": PACKAGE.replace("{name: remark, type: string}", "{name: remark, type: date}"),
        },
        "a path outside": package("path: cars.csv", "path: ../../secret.md"),
        "an absolute path": package("path: cars.csv", f"path: {OUTSIDE}"),
        "an address of a file": package("path: cars.csv", f"path: file://{OUTSIDE}"),
        "an address that was not fetched": package("path: cars.csv", "path: http://127.0.0.1:9/cars.csv"),
        "an address of another kind": package("path: cars.csv", "path: ftp://127.0.0.1/cars.csv"),
        "a link that leads out": {"data/cars.csv": Link(OUTSIDE)},
        "a folder that leads out": {
            "data/more": Link(FOLDER),
            **package("path: cars.csv", "path: more/secret.md"),
        },
        "a pattern that never ends": {
            "data/cars.csv": CARS.replace("first", "a" * 40 + "!"),
            **package("{name: remark, type: string}", "{name: remark, type: string, constraints: {pattern: '(a+)+$'}}"),
        },
        "a table that hides a name": package("name: cars", "name: report"),
    }
    for name, files in cases.items():
        yield Threat(row=row, name=name, files=files)
    json_table = package("path: cars.csv", "path: cars.json")
    for name, text in {
        "a key twice": '[{"year": 2007, "year": 2008, "units": 1, "remark": "x"}]',
        "not a number": '[{"year": 2007, "units": NaN, "remark": "x"}]',
        "ten thousand levels": "[" * 10_000 + "]" * 10_000,
        "a word": '"cars"',
        "cut": '[{"year": 2007',
        "a lone surrogate": '[{"year": 2009, "units": 1, "remark": "\\ud800"}]',
        "a control character": '[{"year": 2009, "units": 1, "remark": "\\u0007"}]',
        "a number of a thousand digits": '[{"year": 2007, "units": ' + "9" * 5000 + ', "remark": "x"}]',
    }.items():
        yield Threat(row="JSON", name=name, files={**json_table, "data/cars.json": text})


MARKDOWN: dict[str, str] = {
    "fifty thousand brackets": "[" * 50_000,
    "nested quotations": ">" * 3000 + " x",
    "fifty thousand stars": "*a " * 30_000,
    "backticks": "`" * 50_000 + "a",
    "a tag": "<script>alert(1)</script>",
    "a script's address": "[x](javascript:alert(1))",
    "a script's address in capitals": "[x](JaVaScRiPt:alert(1))",
    "a file's address": "[x](file:///etc/passwd)",
    "a data address": "[x](data:text/html;base64,AAAA)",
    "an address of another kind": "[x](ms-word:ofe|u|http://x)",
    "a bare script address": "<javascript:alert(1)>",
    "a control character": "a\x0bb",
    "NUL": "a\x00b",
    "an escape": "a\x1b[31mb",
    "a noncharacter": "a\ufffeb",
    "a private character": "a\ue000b",
    "a hieroglyph that no face has": "a 𓆎 b",
    "mathematics": "$$x^2$$",
    "a footnote that isn't there": "x[^nothing]",
    "a word of a thousand letters": "x" * 1000,
    "a text as long as a book": "word " * 60_000,
}


def markdowns() -> Iterator[Threat]:
    row = "Markdown"
    for name, text in MARKDOWN.items():
        yield Threat(row=row, name=name, files=said(text))
    cases: dict[str, Mapping[str, str | bytes | Link]] = {
        "lists in lists": topic("- Cars fell", "".join("  " * n + "- x\n" for n in range(200)) + "\n- Cars fell"),
        "divs in divs": topic("- Cars fell", "::: {when=true}\n" * 300 + ":::\n" * 300 + "\n- Cars fell"),
        "a fence left open": topic("alt: Bars of cars by year.\n```\n", "alt: Bars of cars by year.\n"),
        "a footnote of itself": {
            "content/01-topic.md": TOPIC.replace("- Cars fell", "- x[^a]\n- Cars fell") + "\n[^a]: see [^a]\n"
        },
        "five hundred columns": topic("- Cars fell", "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n\n- Cars fell"),
        "ten thousand slides of one name": {"content/01-topic.md": "## Same {#same}\n\n" * 2000},
        "bytes that are no UTF-8": {"content/01-topic.md": TOPIC.encode() + b"\n\xff\n"},
        "UTF-16": {"content/01-topic.md": TOPIC.encode("utf-16")},
        "a topic that leads out": {"content/02-out.md": Link(OUTSIDE)},
        "a picture outside": topic("images/field.png", "../../secret.md"),
        "an absolute picture": topic("images/field.png", OUTSIDE),
        "a picture's file address": topic("images/field.png", f"file://{OUTSIDE}"),
        "a picture of the web": topic("images/field.png", "http://127.0.0.1:9/x.png"),
        "a picture that isn't there": topic("images/field.png", "images/other.png"),
        "a picture that leads out": {"content/images/field.png": Link(OUTSIDE)},
        "a picture that is a folder": topic("images/field.png", "images"),
        "a picture without credit": {"content/images/credits.yaml": "{}\n"},
    }
    for name, files in cases.items():
        yield Threat(row=row, name=name, files=files)


def charts() -> Iterator[Threat]:
    row = "Charts and tables"
    bar, alt = "mark: bar", "alt: Bars of cars by year."
    many = "year,units,remark\n" + "".join(f"{n},{n % 97},x\n" for n in range(1, 100_000))
    big = CARS.replace(",200,", "," + "9" * 400 + ",")

    def instead(kind: str, lines: str) -> Mapping[str, str | bytes | Link]:
        block = f"## Another {{#another layout={kind}}}\n\n```{{{kind}}}\n{lines}\nalt: x\n```"
        return topic("## A picture {#picture layout=picture}\n\n![A field](images/field.png)", block)

    cases: dict[str, Mapping[str, str | bytes | Link]] = {
        "a format that is markup": topic("title: Cars}", "title: Cars, format: '&<'}"),
        "a format that is a formula": topic("title: Cars}", "title: Cars, format: '=1+1'}"),
        "a format that ends quotes": topic("title: Cars}", "title: Cars, format: '0\"'}"),
        "a column's format that is markup": topic('format: "#,##0"', 'format: "<a>&"'),
        "a mark that there isn't": topic(bar, "mark: pyramid"),
        "a mark of Vega's that isn't taken": topic(bar, "mark: geoshape"),
        "a field that there isn't": topic("y: {field: units", "y: {field: unit"),
        "a table that there isn't": topic("data: cars", "data: planes"),
        "data written in the chart": topic("data: cars", "data: {values: [1, 2]}"),
        "data of an address": topic("data: cars", "data: {url: 'http://127.0.0.1:9/x.csv'}"),
        "no alternative text": topic(alt, "note: x"),
        "an alternative text with a control character": topic(alt, "alt: 'a\x0bb'"),
        "text as height": topic("y: {field: units", "y: {field: remark"),
        "a domain upside down": topic("title: Cars}", "title: Cars, scale: {domain: [10, 0]}}"),
        "a domain of nothing": topic("title: Cars}", "title: Cars, scale: {domain: [5, 5]}}"),
        "an infinite domain": topic("title: Cars}", "title: Cars, scale: {domain: [0, .inf]}}"),
        "a logarithm of zero": topic("title: Cars}", "title: Cars, scale: {type: log}}"),
        "a filter that leaves nothing": topic(bar, bar + '\ntransform: [{filter: "year > 3000"}]'),
        "a filter that is no expression": topic(bar, bar + '\ntransform: [{filter: "year >"}]'),
        "a filter of ten million": topic(bar, bar + '\ntransform: [{filter: "year == ' + "(" * 3000 + '"}]'),
        "an annotation that leads nowhere": topic(alt, alt + "\nannotations: [{x: 1999, text: x}]"),
        "two hundred annotations": topic(
            alt,
            alt + "\nannotations: [" + ", ".join(f"{{x: {2007 + n % 3}, text: note {n}}}" for n in range(200)) + "]",
        ),
        "a hundred thousand bars": {"data/cars.csv": many},
        "a number beyond all": {"data/cars.csv": big},
        "a number beyond a float in a sum": {
            "data/cars.csv": CARS.replace(",200,", ",1e308,").replace(",500,", ",1e308,"),
            **package("{name: units, type: integer}", "{name: units, type: number}"),
        },
        "a category with a control character": {"data/cars.csv": CARS.replace("first", "a\x01b")},
        "a map without a table": topic(
            alt + "\n```", alt + "\n```\n\n```{map}\npoints: {data: x, lat: a, lon: b}\nalt: x\n```"
        ),
        "a hundred thousand rows in one bar": {
            "data/cars.csv": many,
            **topic(
                "x: {field: year, type: ordinal}\n  y: {field: units",
                "x: {field: remark}\n  y: {aggregate: sum, field: units",
            ),
        },
        "a hundred thousand items, each once": {
            "data/cars.csv": many,
            **topic('cars.value("units", year=2009) | number', "cars.rows() | unique('year') | length"),
        },
        "a map of a hundred thousand points": {
            "data/cars.csv": many,
            **instead("map", "points: {data: cars, lat: year, lon: units, label: remark}"),
        },
        "a map of a hundred thousand links": {
            "data/cars.csv": CARS.replace(",200,", ",20,").replace(",500,", ",50,"),
            "data/links.csv": "place\n" + "first\n" * 100_000,
            **package(
                "      primaryKey: year\n",
                "      primaryKey: year\n  - name: links\n    path: links.csv\n    sources: [{name: made-up}]\n"
                "    schema: {fields: [{name: place, type: string}]}\n",
            ),
            **instead(
                "map",
                "points: {data: cars, lat: units, lon: units, label: remark}\n"
                "links: {data: links, from: place, to: place}",
            ),
        },
        "a timeline of a hundred thousand events": {
            "data/cars.csv": many,
            **instead("timeline", "data: cars\ndate: year\nlabel: remark"),
        },
        "a table of a hundred thousand rows": {
            "data/cars.csv": many,
            **topic("{#cars layout=chart-right}", "{#cars layout=chart-right when=\"edition == 'none'\"}"),
        },
    }
    for name, files in cases.items():
        yield Threat(row=row, name=name, files=files)


def packed(entries: Mapping[str, bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def entries_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def template_entries() -> dict[str, bytes]:
    """The parts of a sound template."""
    out = io.BytesIO()
    Presentation().save(out)
    return entries_of(out.getvalue())


def _template(change: str) -> bytes:
    entries = template_entries()
    types, master = "[Content_Types].xml", "ppt/slideMasters/slideMaster1.xml"
    rels = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    match change:
        case "macros":
            plain = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
            macro = b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
            entries[types] = entries[types].replace(plain, macro)
            entries["ppt/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
        case "doctype":
            head, rest = entries[master].split(b"?>", 1)
            entries[master] = head + b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + rest
        case "external":
            link = (
                b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                b'image" Target="http://127.0.0.1:9/x.png" TargetMode="External"/></Relationships>'
            )
            entries[rels] = entries[rels].replace(b"</Relationships>", link)
        case "bomb":
            entries["ppt/media/zeros.bin"] = b"\0" * 400_000_000
        case "ill-formed":
            entries[master] = entries[master][: len(entries[master]) // 2]
        case "missing master":
            del entries[master]
        case "a path outside":
            entries["../../../tmp/evil.xml"] = b"<x/>"
    return packed(entries)


def templates() -> Iterator[Threat]:
    row = "Templates"
    for change in ("macros", "doctype", "external", "bomb", "ill-formed", "missing master", "a path outside"):
        yield Threat(row=row, name=f"template: {change}", files={"templates/house.pptx": _template(change)})
    plain: dict[str, Mapping[str, str | bytes | Link]] = {
        "template: words": {"templates/house.pptx": "not a zip"},
        "template: nothing": {"templates/house.pptx": b""},
        "template: a zip of something else": {"templates/house.pptx": packed({"a.txt": b"x"})},
        "template: cut": {"templates/house.pptx": _template("")[:9000]},
        "template that leads out": {"templates/house.pptx": Link(OUTSIDE)},
        "template: two of them": {"templates/a.pptx": _template(""), "templates/b.potx": _template("")},
        "theme: a colour that is none": {"templates/theme.yaml": "color: {palette: {blue: '#zzz'}}\n"},
        "theme: a colour that is code": {
            "templates/theme.yaml": "color: {primary: 'red; } body { background: url(x)'}\n"
        },
        "theme: a logo outside": {"templates/theme.yaml": "logo: ../../secret.md\n"},
        "theme: a face that no machine has": {"templates/theme.yaml": "typography: {base: {family: No Such Face}}\n"},
    }
    page = "<html lang='en'><head><title>x</title></head><body>{}</body></html>"
    pages = {
        "a class": "{{ ''.__class__.__mro__ }}",
        "an include outside": f'{{% include "{OUTSIDE}" %}}',
        "an include above": '{% include "../content/report.yaml" %}',
        "a loop without end": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "a power of powers": "{{ 9**(9**9) }}",
        "a text as big as the memory": "{{ 'a' * 10**10 }}",
        "a text made wide": "{{ 'a'.ljust(10**10) }}",
        "a filter that makes it wide": "{{ 'a' | center(10**10) }}",
        "a format that makes it wide": "{{ '{:>9999999999}'.format(1) }}",
        "a division by zero": "{{ 1 / 0 }}",
        "a sum of text and number": "{{ 'a' + 1 }}",
        "a macro that calls itself": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "an include of itself": '{% include "handout.html.j2" %}',
        "half a statement": "{% if x %}",
        "an unknown name": "{{ nothing }}",
        "a picture of the web": "<img src='http://127.0.0.1:9/x.png' alt='x'>",
        "a file outside": f"<img src='file://{OUTSIDE}' alt='x'>",
        "an attachment": f"<link rel='attachment' href='file://{OUTSIDE}'>",
        "a style sheet of the web": "<link rel='stylesheet' href='http://127.0.0.1:9/x.css'>",
        "a picture that is a page": '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><image '
        'href="file:///etc/passwd" width="9" height="9"/></svg>\' alt=\'x\'>',
    }
    for name, body in pages.items():
        plain[f"handout.html.j2: {name}"] = {"templates/handout.html.j2": page.replace("{}", body)}
    sheets = {
        "an import of the web": "@import url(http://127.0.0.1:9/x.css);",
        "an import outside": f"@import url(file://{OUTSIDE});",
        "a background outside": f"body {{ background: url(file://{OUTSIDE}) }}",
        "a face of the web": "@font-face { font-family: X; src: url(http://127.0.0.1:9/x.ttf) } body { font-family: X }",
        "a colour profile": f"@color-profile --x {{ src: url(file://{OUTSIDE}) }}",
        "a value that is none": "p { color: 12px }",
    }
    for name, text in sheets.items():
        plain[f"handout.css: {name}"] = {"templates/handout.css": text}
    for name, files in plain.items():
        yield Threat(row=row, name=name, files=files)


HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: ru\\n"\n\n'


def catalogs() -> Iterator[Threat]:
    row = "PO"
    number = 'Cars fell to {{ cars.value(\\"units\\", year=2009) | number }} units.'
    entry = f'msgctxt "cars/item"\nmsgid "{number}"\nmsgstr "'
    cases: dict[str, str | bytes] = {
        "no UTF-8": HEAD.encode() + b'\nmsgid "\xff"\nmsgstr ""\n',
        "UTF-16": HEAD.encode("utf-16"),
        "a text left open": HEAD + 'msgid "Talk\nmsgstr "Доклад"\n',
        "conflict marks": HEAD + '<<<<<<< HEAD\nmsgid "Talk"\n=======\nmsgid "Talks"\n>>>>>>> x\nmsgstr "Доклад"\n',
        "garbage": HEAD + "что-то\n",
        "a message twice": HEAD + 'msgid "Talk"\nmsgstr "Доклад"\n\nmsgid "Talk"\nmsgstr "Речь"\n',
        "a control character": HEAD + 'msgid "Talk"\nmsgstr "Док\x07лад"\n',
        "an escaped control character": HEAD + 'msgid "Talk"\nmsgstr "Док\\aлад"\n',
        "an unknown escape": HEAD + 'msgid "Talk"\nmsgstr "Док\\qлад"\n',
        "another placeholder": HEAD + entry + 'Машин: {{ cars.value(\\"unit\\", year=2009) | number }}.' + '"\n',
        "a placeholder lost": HEAD + entry + "Машин стало меньше." + '"\n',
        "a placeholder of its own": HEAD + entry + number + " {{ ().__class__ }}" + '"\n',
        "a link of its own": HEAD + entry + number + " [x](javascript:alert(1))" + '"\n',
    }
    russian = {"content/report.yaml": REPORT.replace("languages: [en]", "languages: [en, ru]")}
    for name, data in cases.items():
        yield Threat(row=row, name=name, files={**russian, "content/locale/ru.po": data})
    yield Threat(row=row, name="a catalog that leads out", files={**russian, "content/locale/ru.po": Link(OUTSIDE)})


def rows() -> dict[str, Callable[[], Iterator[Threat]]]:
    """What makes the threats of each row."""
    from tests.threats import bombs, outside, places, ways

    found: dict[str, Callable[[], Iterator[Threat]]] = {
        "Jinja: what expressions reach, and how much": expressions,
        "YAML": yamls,
        "CSV": csvs,
        "JSON": csvs,
        "Markdown": markdowns,
        "Charts and tables": charts,
        "Templates": templates,
        "PO": catalogs,
        "Links that lead out": outside.links,
        "A build folder that comes with the project": outside.planted,
        "Names": outside.names,
        "Workbooks, Parquet and large tables": bombs.tables,
        "Pictures": bombs.pictures,
        "Pages and templates without end": bombs.pages,
        "Texts and slides without end": bombs.texts,
        "Characters in every place": places.characters,
        "Links": places.links,
        "Kinds of files": places.kinds,
        "Values of charts": places.values,
        "Words and faces": places.words,
    }
    found["YAML of topics"] = ways.yaml_topics
    for row, tried in ways.ROWS.items():
        for way in tried:
            found[f"{row}: {way}"] = partial(ways.again, row, way, found[row])
    return found


def threats(row: str) -> list[Threat]:
    """Those of a row."""
    return [threat for threat in rows()[row]() if threat.row == row]
