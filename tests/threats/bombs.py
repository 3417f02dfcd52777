"""Small files that ask for much: workbooks, Parquet, JSON, pictures, templates, catalogs and slides without end."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator, Mapping

import pyarrow
import pyarrow.parquet
from PIL import Image

from tests.threats.base import BASE, CARS, CREDITS, REPORT
from tests.threats.cases import HEAD, Link, Threat, entries_of, package, packed, said, template_entries, topic
from tests.threats.outside import workbook

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _sheet(rows: bytes) -> bytes:
    return b"<worksheet " + _MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def _lying(data: bytes, name: str, size: int) -> bytes:
    """The package, of whose part `name` both headers say another size."""
    out = bytearray(data)
    for mark, length_at, size_at, name_at in ((b"PK\x03\x04", 26, 22, 30), (b"PK\x01\x02", 28, 24, 46)):
        at = out.find(mark)
        while out[at + name_at : at + name_at + struct.unpack_from("<H", out, at + length_at)[0]] != name.encode():
            at = out.find(mark, at + 4)
        struct.pack_into("<I", out, at + size_at, size)
    return bytes(out)


def parquet(**columns: object) -> bytes:
    """These columns as a file."""
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def tables() -> Iterator[Threat]:
    row = "Workbooks, Parquet and large tables"
    good = entries_of(workbook())
    doctype = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    book = good["xl/workbook.xml"].decode()
    books = {
        "a sheet that unpacks to far more": packed({**good, SHEET: _sheet(b"<row>" + b"<c/>" * 9_000_000 + b"</row>")}),
        "a cell at the last place": packed(
            {**good, SHEET: _sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}
        ),
        "a million cells and one": packed(
            {**good, SHEET: _sheet((b"<row>" + b"<c/>" * 1001 + b"</row>\n") * 1000 + noise())}
        ),
        "a list of sheets of ten megabytes": packed(
            {**good, "xl/workbook.xml": (book + "<!--").encode() + noise(10_000_000) + b"-->"}
        ),
        "a size that is a lie": _lying(
            packed({**good, STRINGS: b"<sst " + _MAIN + b">" + b"<si><t/></si>" * 3_000_000 + b"</sst>"}), STRINGS, 1000
        ),
        "a document type": packed({**good, "xl/workbook.xml": doctype.encode() + good["xl/workbook.xml"]}),
        "a document type in UTF-16": packed(
            {**good, "xl/workbook.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + doctype + book).encode("utf-16")}
        ),
        "a document type far inside": packed(
            {**good, SHEET: b"<!--" + b"x" * 70_000 + b"-->" + doctype.encode() + good[SHEET]}
        ),
        "a formula never computed": packed({**good, SHEET: good[SHEET].replace(b"<v>200</v>", b"<f>1+1</f>")}),
        "an old workbook": b"\xd0\xcf\x11\xe0" + bytes(600),
        "no workbook": b"not a zip",
    }
    for name, data in books.items():
        yield Threat(row=row, name=f"xlsx: {name}", files={**package("cars.csv", "cars.xlsx"), "data/cars.xlsx": data})
    shared = pyarrow.DictionaryArray.from_arrays(
        pyarrow.array([0] * 5_000, pyarrow.int32()), pyarrow.array(["x" * 900_000])
    )
    many = pyarrow.nulls(2_000_001, pyarrow.int64())
    parquets = {
        "a text that thousands of rows share": parquet(year=range(5_000), units=[1] * 5_000, remark=shared),
        "lists": parquet(year=[2009], units=[1], remark=pyarrow.array([[["a"]]])),
        "bytes": parquet(year=[2009], units=[1], remark=pyarrow.array([b"\xff"], pyarrow.binary())),
        "too many rows": parquet(year=many, units=many, remark=many),
        "cut": parquet(year=[2009], units=[1], remark=["x"])[:-30],
    }
    for name, data in parquets.items():
        files = {**package("cars.csv", "cars.parquet"), "data/cars.parquet": data}
        yield Threat(row=row, name=f"Parquet: {name}", files=files)
    head = "year,units,remark\n"
    plain: dict[str, Mapping[str, str | bytes | Link]] = {
        "CSV: too many columns": {"data/cars.csv": "a," * 3_000 + "a\n"},
        "JSON: too many cells": {
            **package("cars.csv", "cars.json"),
            "data/cars.json": "[" + ("[" + "1," * 1_999 + "1],") * 3_001 + "[]]",
        },
        "JSON: a key thousands of times": {
            **package("cars.csv", "cars.json"),
            "data/cars.json": '[{"year":1' + ',"x":1' * 100_000 + "}]",
        },
        "a category that is a formula": {
            "data/cars.csv": CARS.replace("2007,200,first", "2007,200,\"=cmd|'/c calc'!A0\"")
        },
        "text that means nothing elsewhere": {"data/cars.csv": CARS.replace("first", "NA").replace("second", "NULL")},
        "nothing but gaps": {
            "data/cars.csv": head + "2007,,a\n2008,,b\n2009,,c\n",
            **topic('{{ cars.value("units", year=2009) | number }} units', "nothing"),
        },
    }
    for name, files in plain.items():
        yield Threat(row=row, name=name, files=files)


def noise(size: int = 30_000) -> bytes:
    """Letters that don't pack well, always the same."""
    return hashlib.shake_256(b"noise").hexdigest(size // 2).encode()


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 80">{}</svg>'


def pictures() -> Iterator[Threat]:
    row = "Pictures"
    field = BASE["content/images/field.png"]
    header = field[:16] + struct.pack(">II", 50_000, 50_000) + field[24:29]
    chain = "".join(
        f'<pattern id="p{n}" width="1" height="1">' + f'<rect fill="url(#p{n + 1})"/>' * 10 + "</pattern>"
        for n in range(9)
    )
    drawings = {
        "foreign content": DRAWING.format("<foreignObject/>"),
        "a script": DRAWING.format("<script>alert(1)</script>"),
        "a use of uses": DRAWING.format('<use href="#a"/>'),
        "three thousand deep": DRAWING.format("<g>" * 3000 + "</g>" * 3000),
        "patterns of patterns": DRAWING.format(chain + '<rect fill="url(#p0)"/>'),
        "a mask of itself": DRAWING.format('<mask id="m"><rect mask="url(#m)"/></mask><rect mask="url(#m)"/>'),
        "a file outside": DRAWING.format('<rect fill="url(file:///etc/passwd#x)"/>'),
        "an event": DRAWING.format('<rect onload="alert(1)"/>'),
        "a width beyond all": DRAWING.replace("100 80", "1e300 1"),
        "a thread": DRAWING.replace("100 80", "1 1000"),
        "no number": DRAWING.replace("100 80", "nan nan"),
        "an entity in UTF-16": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + DRAWING.format("<text>&x;</text>"),
        "five megabytes": DRAWING.format("<!--" + "x" * 5_000_000 + "-->"),
    }
    files: dict[str, tuple[str, bytes]] = {
        f"drawing: {name}": ("x.svg", text.encode("utf-16" if "UTF-16" in text else "utf-8"))
        for name, text in drawings.items()
    }
    pdf, postscript = b"%PDF-1.4\n", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n"
    cut = io.BytesIO()
    Image.effect_noise((200, 100), 80).save(cut, "JPEG")
    files |= {
        "nothing": ("x.png", b""),
        "cut": ("x.jpg", cut.getvalue()[:3000]),
        "two thousand million pixels": ("x.png", header + struct.pack(">I", zlib.crc32(header[12:])) + field[33:]),
        "a page": ("x.png", pdf),
        "a program of PostScript": ("x.eps", postscript),
        "a drawing named otherwise": ("x.png", DRAWING.format("<script/>").encode()),
    }
    for name, (file, data) in files.items():
        credit = {"content/images/credits.yaml": CREDITS.replace("field.png", file)}
        yield Threat(
            row=row,
            name=name,
            files={f"content/images/{file}": data, **credit, **topic("images/field.png", f"images/{file}")},
        )


PAGE = "<html lang='en'><head><title>x</title></head><body>{}</body></html>"
DOUBLED = "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(40) %}"


NESTED = (
    "{% set ns = namespace(x=[0], y=[0]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}"
    "{% set ns.y = [ns.y, ns.y] %}{% endfor %}{use}"
)
NESTED_USES = {
    "lists doubled, and one comparison": "{{ ns.x == ns.y }}",
    "lists doubled, and an order": "{{ 'a' if ns.x < ns.y else 'b' }}",
    "lists doubled, and one in the other": "{{ ns.x not in [ns.y] }}",
    "lists doubled, and a test": "{% if ns.x is eq(ns.y) %}a{% endif %}",
    "lists doubled, and sorted": "{{ [ns.x, ns.y] | sort | length }}",
    "lists doubled, and the greatest of them": "{{ [ns.x, ns.y] | max }}",
    "lists doubled, and a place": "{{ [ns.x].index(ns.y) }}",
    "lists doubled, and what changed": "{% for a in [ns.x, ns.y] %}{{ loop.changed(a) }}{% endfor %}",
    "lists doubled, and printed": "{{ ns.x }}",
    "lists doubled, and joined": "{{ ns.x ~ ns.y }}",
    "lists doubled, and as JSON": "{{ ns.x | tojson }}",
}


def pages() -> Iterator[Threat]:
    row = "Pages and templates without end"
    bodies = {
        "a text doubled by ~": DOUBLED + "{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "a text doubled by +": DOUBLED + "{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "a text doubled by a block": DOUBLED
        + "{% set y %}{{ ns.x }}{{ ns.x }}{% endset %}{% set ns.x = y %}{% endfor %}",
        "a joint as long as a book": "{{ range(99999) | join('a' * 4000000) }}",
        "a replacement as long as a book": "{{ ('a' * 4000000).replace('a', 'b' * 4000000) }}",
        "a sum of lists": "{{ ([range(99999) | list] * 5000) | sum(start=[]) }}",
        "blocks that call two": "".join(
            f"{{% block a{n} %}}{{{{ self.a{n + 1}() }}}}{{{{ self.a{n + 1}() }}}}{{% endblock %}}" for n in range(25)
        )
        + "{% block a25 %}{% endblock %}",
        **{name: NESTED.replace("{use}", use) for name, use in NESTED_USES.items()},
        "tuples doubled, and a key": "{% set ns = namespace(x=(0,)) %}{% for i in range(60) %}{% set ns.x = (ns.x, ns.x) %}"
        "{% endfor %}{{ {ns.x: 1} | length }}",
        "lists of two by a filter": "{% set ns = namespace(x=[0], y=[0]) %}{% for i in range(60) %}"
        "{% set ns.x = 'ab' | map(attribute='z', default=ns.x) | list %}"
        "{% set ns.y = 'ab' | map(attribute='z', default=ns.y) | list %}{% endfor %}{{ [ns.x] | map('eq', ns.y) | list }}"
        "{{ ns.x in [ns.y] }}",
        "lists a thousand deep": "{% set ns = namespace(x=[0], y=[0]) %}{% for i in range(1000) %}{% set ns.x = [ns.x] %}"
        "{% set ns.y = [ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
        "words of no sense": "{{ lipsum(n=1000000) }}",
    }
    for name, body in bodies.items():
        yield Threat(
            row=row, name=name, files={"templates/handout.html.j2": PAGE.replace("{}", body)}, outputs=("pdf",)
        )
    includes = {f"templates/a{n}": f"{{% include 'a{n + 1}' %}}" * 2 for n in range(25)}
    files: dict[str, Mapping[str, str | bytes | Link]] = {
        "includes of two": {
            "templates/handout.html.j2": PAGE.replace("{}", "{% include 'a0' %}"),
            **includes,
            "templates/a25": "",
        },
        "a sheet of half a megabyte": {"templates/handout.css": "a { color: red }\n" * 30_000},
        "brackets in a sheet": {"templates/handout.css": "a { b: " + "(" * 100_000},
        "a sheet that imports itself": {"templates/handout.css": "@import url(handout.css);"},
        "a sheet that is no UTF-8": {"templates/handout.css": b"a { content: '\xff' }"},
    }
    for name, spoiled in files.items():
        yield Threat(row=row, name=name, files=spoiled, outputs=("pdf",))
    master = "ppt/slideMasters/slideMaster1.xml"
    rels = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    good = template_entries()
    quoted = (
        b"<Relationship TargetMode='External' Id='rId98' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
        b"relationships/image' Target='file:///etc/passwd'/></Relationships>"
    )
    sixteen = ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a>' + good[master].decode().split("?>", 1)[1]).encode(
        "utf-16"
    )
    templates = {
        "a master of nine megabytes": {**good, master: good[master] + b"<!--" + noise(9_000_000) + b"-->"},
        "a document type in UTF-16": {**good, master: sixteen},
        "a relation in other quotes": {**good, rels: good[rels].replace(b"</Relationships>", quoted)},
        "macros under another name": {**good, "ppt/vbaProject.BIN": b"\xd0\xcf"},
    }
    for name, entries in templates.items():
        yield Threat(
            row=row, name=f"template: {name}", files={"templates/house.potx": packed(entries)}, outputs=("pptx",)
        )


def texts() -> Iterator[Threat]:
    row = "Texts and slides without end"
    many = "year,units,remark\n" + "".join(f"{n},1,a\n" for n in range(1, 5_000))
    loop = '---\ntitle: T\n---\n\n## {{ row.year }} {for="row in cars.rows()"}\n\n- x\n'
    russian = REPORT.replace("languages: [en]", "languages: [en, ru]")
    cases: dict[str, Mapping[str, str | bytes | Link]] = {
        "five thousand slides of a table": {"data/cars.csv": many, "content/01-topic.md": loop},
        "two thousand slides": {"content/01-topic.md": "".join(f"## A {{#s{n}}}\n\n" for n in range(2_000))},
        "a topic of a megabyte": {"content/01-topic.md": "## A\n\n" + "word word word\n\n" * 70_000},
        "a loop over its own row": topic("{#cars layout=chart-right}", '{layout=chart-right for="row in row.rows()"}'),
        "a thousand sums of two hundred thousand rows": {
            "data/cars.csv": "year,units,remark\n" + "".join(f"{n},1,a\n" for n in range(1, 200_000)),
            "content/01-topic.md": "".join(
                f"## A {{#s{n}}}\n\n" + "- {{ cars.sum('units') }}\n" * 5 for n in range(200)
            ),
        },
        "a thousand sums of fifty thousand rows with a gap at the end": {
            "data/cars.csv": "year,units,remark\n" + "".join(f"{n},1,a\n" for n in range(1, 50_000)) + "50000,,a\n",
            "content/01-topic.md": "".join(
                f"## A {{#s{n}}}\n\n" + "- {{ cars.sum('units') }}\n" * 5 for n in range(200)
            ),
        },
        "mathematics that is none": said("$5 and $6, $x^$ and \\$1"),
        "a title with a control character": {"content/report.yaml": REPORT.replace("title: Talk", 'title: "a\\x0bb"')},
        "a link with a control character": said("[x](http://a\x0bb)"),
        "a catalog of five megabytes": {
            "content/report.yaml": russian,
            "content/locale/ru.po": HEAD + "# " + "x" * 5_000_000,
        },
        "a translation of a book": {
            "content/report.yaml": russian,
            "content/locale/ru.po": HEAD
            + 'msgctxt "report/title"\nmsgid "Talk"\nmsgstr "'
            + "Доклад " * 30_000
            + '"\n',
        },
        "a catalog with a mark at its head": {"content/report.yaml": russian, "content/locale/ru.po": "\ufeff" + HEAD},
        "a merge key in the theme": {"templates/theme.yaml": "color: {<<: {palette: {a: '#123456'}}}\n"},
        "colours that name each other": {"templates/theme.yaml": "color: {palette: {a: b, b: a}, primary: a}\n"},
    }
    for name, files in cases.items():
        yield Threat(row=row, name=name, files=files, outputs=("pptx",))
