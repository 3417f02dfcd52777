"""What may stand in each place of a project and what may not: characters, links, encodings, kinds of files, values of
charts, words. Beside each that is refused stand its neighbours that are taken."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping

from PIL import Image

from tests.threats.base import BASE, CARS, CREDITS, PACKAGE, REPORT, TOPIC
from tests.threats.bombs import parquet
from tests.threats.cases import HEAD, Link, Threat, package, said, table, template_entries, topic
from tests.threats.outside import RUSSIAN

Files = Mapping[str, str | bytes | Link]

_SERIES = "year,units,remark\n2007,200,a\n2008,500,a\n2009,50,a\n2007,20,b\n2009,30,b\n"
_TABLE = TOPIC[TOPIC.index("## A table") : TOPIC.index("## A picture")]


def _series(first: str = "a", second: str = "b") -> dict[str, str | bytes]:
    """Two series of unequal lengths, of these names."""
    coloured = TOPIC.replace("title: Cars}", "title: Cars}\n  color: {field: remark}")
    coloured = coloured.replace('cars.value("units", year=2009)', 'cars.sum("units", year=2009)')
    return {
        "data/cars.csv": _SERIES.replace(",a\n", f",{first}\n").replace(",b\n", f",{second}\n"),
        "content/01-topic.md": coloured,
        **package("primaryKey: year", "primaryKey: [year, remark]"),
    }


def _theme(text: str) -> Files:
    return {"templates/theme.yaml": text}


def characters() -> Iterator[Threat]:
    row = "Characters in every place"
    alt = "alt: Bars of cars by year."
    control: dict[str, Files] = {
        "a slide's title": topic("## Cars fell", "## Cars\x0b fell"),
        "a category": {"data/cars.csv": CARS.replace("2009,50", "20\x0b09,50")},
        "a series": _series(second="b\x0b"),
        "an axis": topic("title: Cars}", 'title: "Ca\\x0brs"}'),
        "an alternative text": topic(alt, 'alt: "a\\x0bb"'),
        "the title among the properties": {"content/report.yaml": REPORT.replace("title: Talk", 'title: "Ta\\0lk"')},
        "an author": {"content/report.yaml": REPORT.replace("A. Author", '"A\\x0bB"')},
        "a link": said("[x](https://example.org/\x0b)"),
        "a credit": {"content/images/credits.yaml": CREDITS.replace("Test", '"Te\\x0bst"')},
        "a source": package("title: Made up", 'title: "Made\\x0bup"'),
        "a table's head": table(CARS.replace("remark", "re\x0bmark")),
        "a caption": topic("![A field](images/field.png)", "![A \x0bfield](images/field.png)"),
        "speaker's notes": topic("## A table", "::: notes\na\x0bb\n:::\n\n## A table"),
        "a colour's name": _theme('color: {palette: {"a\\x0b": "#123456"}}\n'),
    }
    for name, files in control.items():
        yield Threat(row=row, name=f"a control character in {name}", files=files)
    others: dict[str, Files] = {
        "a noncharacter in the title among the properties": {
            "content/report.yaml": REPORT.replace("title: Talk", 'title: "a\\uFFFEb"')
        },
        "a surrogate in an alternative text": topic(alt, 'alt: "a\\uD800b"'),
        "a surrogate in a title": {"content/report.yaml": REPORT.replace("title: Talk", 'title: "\\uDC00"')},
        "lines of Windows in every file": {
            name: data if name.endswith(".png") else data.replace(b"\n", b"\r\n") for name, data in BASE.items()
        },
        "a line of Windows in an alternative text": topic(alt, 'alt: "Bars\\r\\nof cars"'),
        "a line of the old Mac": said("a\rb"),
        "accents apart from their letters": said("e\u0301t\u0435\u0306"),
    }
    for name, files in others.items():
        yield Threat(row=row, name=name, files=files)


def links() -> Iterator[Threat]:
    row = "Links"
    for name, address in {
        "https": "https://example.org/a?b=c#d",
        "http": "http://example.org",
        "mailto": "mailto:a@example.org",
        "in capitals": "HTTPS://EXAMPLE.ORG",
        "with a blank": "<http://example.org/a b>",
        "in Japanese": "https://example.org/新潟",
        "ftp": "ftp://example.org",
        "tel": "tel:123",
        "without a scheme": "//example.org/x",
        "relative": "other.html",
        "to a slide": "#table",
        "to a folder of the network": "\\\\\\\\example\\x",
        "without a host": "http:",
        "a script with a tab": "java&#9;script:alert(1)",
        "a script with a blank": "<  javascript:alert(1)>",
        "an expression": "{{edition}}",
        "an expression with blanks": "{{ 'javascript:alert(1)' }}",
        "an expression in the address": "https://example.org/{{ edition }}/x",
    }.items():
        yield Threat(row=row, name=name, files=said(f"[x]({address})"))
    for name, address in {
        "in angle brackets": "<vbscript:x>",
        "by a name": "[x][a]\n\n[a]: javascript:alert(1)\n\n- y",
    }.items():
        yield Threat(row=row, name=name, files=said(address))
    yield Threat(
        row=row,
        name="of a source",
        files=package("title: Made up}", "title: Made up, path: 'javascript:alert(1)'}"),
    )
    yield Threat(
        row=row,
        name="of a picture's source",
        files={"content/images/credits.yaml": CREDITS.replace("made here", "'javascript:alert(1)'")},
    )


def _picture(picture: Image.Image, name: str, kind: str, **more: object) -> Files:
    out = io.BytesIO()
    picture.save(out, kind, **more)  # type: ignore[arg-type]
    return _image(out.getvalue(), name)


def _image(data: bytes, name: str) -> Files:
    credit = {"content/images/credits.yaml": CREDITS.replace("field.png", name)}
    return {f"content/images/{name}": data, **credit, **topic("images/field.png", f"images/{name}")}


def _twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the second entry
        for name, data in (*template_entries().items(), *list(template_entries().items())[-1:]):
            archive.writestr(name, data)
    return out.getvalue()


def _potx() -> bytes:
    kind = b"openxmlformats-officedocument.presentationml."
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in template_entries().items():
            archive.writestr(name, data.replace(kind + b"presentation.main", kind + b"template.main"))
    return out.getvalue()


def kinds() -> Iterator[Threat]:
    row = "Kinds of files"
    japanese = CARS.replace("first", "新潟①")
    typed = PACKAGE.replace("path: cars.csv", "path: cars.parquet")
    dated = typed.replace("{name: remark, type: string}", "{name: remark, type: datetime}")
    years, remarks = [2007, 2008, 2009], ["a", "b", "c"]
    hour = dt.datetime(2020, 1, 1, 9, tzinfo=dt.UTC)
    number = '{{ cars.value(\\"units\\", year=2009) | number }}'
    rgb, turned = Image.new("RGB", (40, 30), (20, 60, 120)), Image.Exif()
    turned[0x0112] = 6
    cases: dict[str, Files] = {
        "CSV: CP932, declared": table(japanese.encode("cp932"), "\n    encoding: cp932"),
        "CSV: UTF-16, declared": table(japanese.encode("utf-16"), "\n    encoding: utf-16"),
        "CSV: UTF-8 with a mark at its head": table(b"\xef\xbb\xbf" + japanese.encode()),
        "CSV: NA among numbers": table(CARS.replace(",200,", ",NA,")),
        "CSV: None among texts": table(CARS.replace("first", "None")),
        "CSV: a code that begins with noughts": table(CARS.replace("first", "00123")),
        "CSV: a blank before a number": table(CARS.replace(",200,", ", 200,")),
        "Parquet: not a number": {
            "data/datapackage.yaml": typed,
            "data/cars.parquet": parquet(year=years, units=[200.0, float("nan"), 50.0], remark=remarks),
        },
        "Parquet: infinity": {
            "data/datapackage.yaml": typed,
            "data/cars.parquet": parquet(year=years, units=[200.0, float("inf"), 50.0], remark=remarks),
        },
        "Parquet: a gap": {
            "data/datapackage.yaml": typed,
            "data/cars.parquet": parquet(year=years, units=[200, None, 50], remark=remarks),
        },
        "Parquet: no time, and hours of a zone": {
            "data/datapackage.yaml": dated,
            "data/cars.parquet": parquet(year=years, units=[1, 2, 3], remark=[hour, None, hour]),
        },
        "PO: a stale translation": {
            "content/report.yaml": RUSSIAN,
            "content/locale/ru.po": HEAD + '#, fuzzy\nmsgctxt "report/title"\nmsgid "Talk"\nmsgstr "Доклад"\n',
        },
        "PO: a function by another name": {
            "content/report.yaml": RUSSIAN,
            "content/locale/ru.po": HEAD
            + f'msgctxt "cars/item"\nmsgid "Cars fell to {number} units."\nmsgstr "{number.replace("value", "valeur")}"\n',
        },
        "PO: a template's statement": {
            "content/report.yaml": RUSSIAN,
            "content/locale/ru.po": HEAD
            + 'msgctxt "report/title"\nmsgid "Talk"\nmsgstr "{% include \\"/etc/passwd\\" %}"\n',
        },
        "PO: HTML": {
            "content/report.yaml": RUSSIAN,
            "content/locale/ru.po": HEAD + 'msgctxt "report/title"\nmsgid "Talk"\nmsgstr "<b>Доклад</b>"\n',
        },
        "picture: WebP": _picture(rgb, "x.webp", "WEBP"),
        "picture: AVIF": _picture(rgb, "x.avif", "AVIF"),
        "picture: GIF": _picture(rgb, "x.gif", "GIF"),
        "picture: CMYK": _picture(rgb.convert("CMYK"), "x.jpg", "JPEG"),
        "picture: turned": _picture(rgb, "x.jpg", "JPEG", exif=turned),
        "picture: TIFF without a resolution": _picture(rgb, "x.tif", "TIFF"),
        "picture: a hundred million pixels": _picture(Image.new("1", (10_001, 10_000)), "x.png", "PNG"),
        "picture: an empty drawing": _image(b"", "x.svg"),
        "template: a .potx": {"templates/house.potx": _potx()},
        "template: a part twice": {"templates/house.potx": _twice()},
        "YAML: NO, an hour and a number with a nought as texts": {
            "content/report.yaml": REPORT.replace("title: Talk", "title: NO\nvenue: 12:30:00\nevent: 0123")
        },
    }
    for name, files in cases.items():
        yield Threat(row=row, name=name, files=files)


def _years(count: int) -> str:
    return "year,units,remark\n" + "".join(f"{year},{year % 97},x\n" for year in range(2009, 2009 + count))


def values() -> Iterator[Threat]:
    row = "Values of charts"
    without = {"content/01-topic.md": TOPIC.replace(_TABLE, "")}
    points = TOPIC.replace(_TABLE, "").replace("mark: bar", "mark: point").replace("ordinal", "quantitative")
    cases: dict[str, Files] = {
        "series of unequal lengths": _series(),
        "names that are formulas": _series('"=HYPERLINK(""http://x"")"', "+1+1"),
        "a name that is an address": _series("https://example.org"),
        "names that are markup": _series("<c:v>9</c:v>", "&amp;"),
        "names that are mathematics": _series("$5 and $6", "$x^$"),
        "a title that is mathematics": topic("title: Cars}", "title: '$5 and $6, $x^$'}"),
        "a title in Japanese": topic("title: Cars}", "title: 自動車}"),
        "a title with a sign that no face has": topic("title: Cars}", "title: a 𓆎}"),
        "a name with a sign that no face has": _series("𓆎"),
        "four hundred bars": {**without, "data/cars.csv": _years(400)},
        "four hundred and one bars": {**without, "data/cars.csv": _years(401)},
        "a thousand points": {"content/01-topic.md": points, "data/cars.csv": _years(1_000)},
        "two thousand and one points": {"content/01-topic.md": points, "data/cars.csv": _years(2_001)},
    }
    for name, files in cases.items():
        yield Threat(row=row, name=name, files=files)


def words() -> Iterator[Threat]:
    row = "Words and faces"
    columns = ", ".join(f"{{name: c{number}, type: string}}" for number in range(40))
    wide = CARS.splitlines()
    wide = [wide[0] + "".join(f",c{number}" for number in range(40)), *(line + ",longword" * 40 for line in wide[1:])]
    handout = "::: handout\n{}\n:::\n\n## A picture"
    cases: dict[str, Files] = {
        "a word of 300 letters in a list": said("x" * 300),
        "a word of 300 letters in a title": topic("## Cars fell", "## " + "X" * 300),
        "a word of 300 letters in a cell": table(CARS.replace("first", "x" * 300)),
        "a word of 300 letters in the handout": topic("## A picture", handout.format("x" * 300)),
        "forty columns": {
            "data/cars.csv": "\n".join(wide) + "\n",
            "data/datapackage.yaml": PACKAGE.replace("string}]", f"string}}, {columns}]"),
            **topic("{field: remark}", "{field: remark}" + "".join(f", {{field: c{number}}}" for number in range(40))),
        },
        "forty columns in the handout": topic(
            "## A picture", handout.format("\n".join(["|" + "a|" * 40, "|" + "-|" * 40, "|" + "longwordthere|" * 40]))
        ),
        "a face of the handout that nothing has": {"templates/handout.css": "body { font-family: 'No Such Face' }"},
        "a face of the theme that nothing has": _theme("typography: {headings: {family: No Such Face}}\n"),
        "a face of which there is no file": _theme(
            "typography: {base: {family: X}, fonts: [{family: X, source: file, files: [x.ttf]}]}\n"
        ),
        "a face whose file is none": {
            **_theme("typography: {base: {family: X}, fonts: [{family: X, source: file, files: [x.ttf]}]}\n"),
            "templates/x.ttf": b"not a font",
        },
        "a sign that no face has in a table": table(CARS.replace("first", "a 𓆎")),
        "a sign that no face has in the handout": topic("## A picture", handout.format("a 𓆎")),
        "a picture of the handout that isn't there": {
            "templates/handout.html.j2": "<html lang='en'><head><title>x</title></head><body>"
            "<img src='nothing.png' alt='x'></body></html>"
        },
    }
    for name, files in cases.items():
        yield Threat(row=row, name=name, files=files)
