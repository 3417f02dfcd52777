"""What survives of a stranger's template: what sets and colours slides, and nothing that starts, sounds or tells."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from ria_deck.design import load_theme
from ria_deck.design.templates.allowed_parts import LeftOut
from ria_deck.design.templates.opening import open_and_tell, open_template
from ria_deck.diagnostics import Report, Severity
from ria_deck.pipeline import Options, build
from tests.threats.base import BASE
from tests.threats.cases import packed, template_entries

MASTER, LAYOUT, PACKAGE = "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout2.xml", ""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
R = f'xmlns:r="{OFFICE}"'
P14 = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
PICTURE = (
    '<p:pic><p:nvPicPr><p:cNvPr id="90" name="KEPT"/><p:cNvPicPr/><p:nvPr>{}</p:nvPr></p:nvPicPr>'
    '<p:blipFill><a:blip r:embed="rId90">{}</a:blip><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
    '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"/></p:spPr></p:pic>'
)
FRAME = (
    '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="91" name="CANARY"/><p:cNvGraphicFramePr/><p:nvPr/>'
    '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></p:xfrm><a:graphic>'
    '<a:graphicData uri="x">{}</a:graphicData></a:graphic></p:graphicFrame>'
)


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1, 1)).save(out, "PNG")
    return out.getvalue()


def relate(
    entries: dict[str, bytes], owner: str, number: int, kind: str, target: str, content: str, data: bytes
) -> None:
    """Add a part with its relationship `rId<number>` and content type."""
    folder, _, name = owner.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    link = f'<Relationship Id="rId{number}" Type="{kind}" Target="/{target}"/></Relationships>'
    entries[rels] = entries[rels].replace(b"</Relationships>", link.encode())
    entries[target] = data
    override = f'<Override PartName="/{target}" ContentType="{content}"/></Types>'
    entries["[Content_Types].xml"] = entries["[Content_Types].xml"].replace(b"</Types>", override.encode())


def put(entries: dict[str, bytes], part: str, before: str, xml: str) -> None:
    """Write XML before the first end of an element."""
    head, tail = entries[part].split(before.encode(), 1)
    entries[part] = head + xml.encode() + before.encode() + tail


def action(entries: dict[str, bytes], part: str, link: str) -> None:
    """Give the first shape of a part what happens at a click."""
    names = f'<p:nvSpPr><p:cNvPr id="92" name="KEPT">{link}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
    shape = f"<p:sp {R}>{names}<p:spPr/></p:sp>"
    put(entries, part, "</p:spTree>", shape)


def spoiled(kind: str) -> bytes:
    """A sound template with one thing in it that says CANARY."""
    entries = template_entries()
    xml = b"<x>CANARY</x>"
    match kind:
        case "program" | "macro" | "ole" | "customshow":
            action(entries, MASTER, f'<a:hlinkClick r:id="" action="ppaction://{kind}?CANARY"/>')
        case "a program on hovering over a layout":
            action(entries, LAYOUT, '<a:hlinkHover r:id="" action="PPACTION://Program?CANARY"/>')
        case "a sound at a click":
            relate(entries, MASTER, 90, f"{OFFICE}/audio", "ppt/media/a.wav", "audio/x-wav", b"CANARY")
            action(entries, MASTER, '<a:hlinkClick r:id=""><a:snd r:embed="rId90" name="CANARY"/></a:hlinkClick>')
        case "macros under another name":
            at = f"{MICROSOFT}/2006/relationships/vbaProject"
            relate(
                entries,
                "ppt/presentation.xml",
                90,
                at,
                "ppt/other.bin",
                "application/vnd.ms-office.vbaProject",
                b"CANARY",
            )
        case "a ribbon" | "a ribbon of 2006":
            year = "2007" if kind == "a ribbon" else "2006"
            relate(
                entries,
                PACKAGE,
                90,
                f"{MICROSOFT}/{year}/relationships/ui/extensibility",
                "customUI/c.xml",
                "application/xml",
                xml,
            )
        case "a task pane":
            at = f"{MICROSOFT}/2011/relationships/webextensiontaskpanes"
            relate(
                entries,
                PACKAGE,
                90,
                at,
                "ppt/webextensions/t.xml",
                "application/vnd.ms-office.webextensiontaskpanes+xml",
                xml,
            )
        case "a web extension":
            at = f"{MICROSOFT}/2011/relationships/webextension"
            relate(
                entries, MASTER, 90, at, "ppt/webextensions/w.xml", "application/vnd.ms-office.webextension+xml", xml
            )
            put(entries, MASTER, "</p:spTree>", FRAME.format(f'<we:webextensionref xmlns:we="x" {R} r:id="rId90"/>'))
        case "custom XML":
            relate(
                entries,
                "ppt/presentation.xml",
                90,
                f"{OFFICE}/customXml",
                "customXml/item1.xml",
                "application/xml",
                xml,
            )
        case "custom properties":
            content = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
            relate(entries, PACKAGE, 90, f"{OFFICE}/custom-properties", "docProps/custom.xml", content, xml)
        case "a film":
            relate(entries, MASTER, 90, f"{OFFICE}/image", "ppt/media/a.png", "image/png", png())
            relate(
                entries, MASTER, 91, f"{MICROSOFT}/2007/relationships/media", "ppt/media/a.mp4", "video/mp4", b"CANARY"
            )
            media = '<a:videoFile r:link="rId91"/><p:extLst><p:ext uri="x">'
            media += f'<p14:media {P14} r:embed="rId91"/></p:ext></p:extLst>'
            put(entries, MASTER, "</p:spTree>", PICTURE.format(media, "").replace("<p:pic>", f"<p:pic {R}>"))
        case "a control":
            relate(
                entries,
                MASTER,
                90,
                f"{OFFICE}/control",
                "ppt/activeX/a.xml",
                "application/vnd.ms-office.activeX+xml",
                xml,
            )
            put(entries, MASTER, "</p:cSld>", f'<p:controls><p:control {R} name="CANARY" r:id="rId90"/></p:controls>')
        case "an object":
            relate(
                entries,
                LAYOUT,
                90,
                f"{OFFICE}/oleObject",
                "ppt/embeddings/o.bin",
                "application/vnd.openxmlformats-officedocument.oleObject",
                b"CANARY",
            )
            put(entries, LAYOUT, "</p:spTree>", FRAME.format(f'<p:oleObj {R} r:id="rId90" progId="CANARY"/>'))
        case "a drawing with a script":
            relate(entries, MASTER, 90, f"{OFFICE}/image", "ppt/media/a.png", "image/png", png())
            svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>CANARY</script></svg>'
            relate(entries, MASTER, 91, f"{OFFICE}/image", "ppt/media/a.svg", "image/svg+xml", svg)
            drawing = '<a:extLst><a:ext uri="x"><s:svgBlip xmlns:s="y" r:embed="rId91"/></a:ext></a:extLst>'
            put(entries, MASTER, "</p:spTree>", PICTURE.format("", drawing).replace("<p:pic>", f"<p:pic {R}>"))
        case "a Windows metafile":
            relate(entries, MASTER, 90, f"{OFFICE}/image", "ppt/media/a.wmf", "image/x-wmf", b"CANARY")
            put(
                entries,
                MASTER,
                "</p:spTree>",
                PICTURE.format("", "").replace("KEPT", "CANARY").replace("<p:pic>", f"<p:pic {R}>"),
            )
        case "a Windows metafile behind a slide" | "a Windows metafile in a shape":
            relate(entries, MASTER, 90, f"{OFFICE}/image", "ppt/media/a.wmf", "image/x-wmf", b"CANARY")
            fill = f'<a:blipFill {R}><a:blip r:embed="rId90"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
            if kind.endswith("slide"):
                head, rest = entries[MASTER].split(b"<p:bg>", 1)
                tail = rest.split(b"</p:bg>", 1)[1]
                ground = f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"
                entries[MASTER] = head + ground.encode() + tail
            else:
                action(entries, MASTER, "")
                entries[MASTER] = entries[MASTER].replace(
                    b"<p:spPr/></p:sp></p:spTree>", f"<p:spPr>{fill}</p:spPr></p:sp></p:spTree>".encode()
                )
        case "what it tells of its maker":
            core = "docProps/core.xml"
            entries[core] = entries[core].replace(
                b"</cp:coreProperties>", b"<cp:contentStatus>CANARY</cp:contentStatus></cp:coreProperties>"
            )
            app = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>CANARY</Company><HyperlinkBase>CANARY</HyperlinkBase></Properties>'
            entries["docProps/app.xml"] = app
    assert any(b"CANARY" in data for data in entries.values()), kind
    return packed(entries)


KINDS = [
    *(
        "macros under another name",
        "program",
        "macro",
        "ole",
        "customshow",
        "a program on hovering over a layout",
        "a sound at a click",
        "a ribbon",
    ),
    *("a ribbon of 2006", "a task pane", "a web extension", "custom XML", "custom properties", "a film", "a control"),
    *(
        "an object",
        "a drawing with a script",
        "a Windows metafile",
        "a Windows metafile behind a slide",
        "a Windows metafile in a shape",
        "what it tells of its maker",
    ),
]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_it_is_left_in_the_opened_template(kind: str, tmp_path: Path, ooxml: object) -> None:
    data = spoiled(kind)
    (tmp_path / "house.pptx").write_bytes(data)
    opened = tmp_path / "opened.pptx"
    open_template(tmp_path / "house.pptx").save(str(opened))
    with zipfile.ZipFile(opened) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not [name for name, content in parts.items() if b"CANARY" in content]
    assert ooxml.validate(opened) == []  # type: ignore[attr-defined]
    assert (b"KEPT" in b"".join(parts.values())) == (b"KEPT" in b"".join(zipfile_parts(data))), (
        "only what is named goes"
    )
    assert len(Presentation(str(opened)).slide_layouts) == 11


@pytest.mark.parametrize(
    ("kind", "drawn", "other"),
    [
        ("program", (), ("actions of shapes",)),
        ("a sound at a click", (), ("films and sounds",)),
        ("a ribbon of 2006", (), ("ribbons",)),
        ("macros under another name", (), ("macros",)),
        ("a web extension", (), ("task panes",)),
        ("custom XML", (), ("custom XML",)),
        ("a control", (), ("controls",)),
        ("an object", (), ("embedded objects",)),
        ("a Windows metafile", ("pictures (image/x-wmf)",), ()),
        ("what it tells of its maker", (), ()),
    ],
)
def test_what_goes_is_told_in_peoples_words(
    kind: str, drawn: tuple[str, ...], other: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "house.pptx").write_bytes(spoiled(kind))
    assert open_and_tell(tmp_path / "house.pptx")[1] == LeftOut(drawn=drawn, other=other)


@pytest.mark.parametrize(("kind", "severity"), [("an object", Severity.NOTE), ("a Windows metafile", Severity.WARNING)])
def test_it_is_a_warning_only_where_slides_look_otherwise(kind: str, severity: Severity, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/house.pptx").write_bytes(spoiled(kind))
    report = Report()
    load_theme(tmp_path, report)
    (found,) = (one for one in report.diagnostics if one.code == "RD545")
    assert found.severity is severity


def zipfile_parts(data: bytes) -> list[bytes]:
    """The contents of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist()]


def test_links_between_slides_and_to_the_web_stay(tmp_path: Path) -> None:
    entries = template_entries()
    action(entries, MASTER, '<a:hlinkClick r:id="" action="ppaction://hlinkshowjump?jump=nextslide"/>')
    (tmp_path / "house.pptx").write_bytes(packed(entries))
    open_template(tmp_path / "house.pptx").save(str(tmp_path / "opened.pptx"))
    master = dict(
        zip(
            zipfile.ZipFile(tmp_path / "opened.pptx").namelist(),
            zipfile_parts((tmp_path / "opened.pptx").read_bytes()),
            strict=True,
        )
    )[MASTER]
    assert b"jump=nextslide" in master


def test_a_deck_says_of_itself_who_made_it(tmp_path: Path, ooxml: object) -> None:
    for name, data in {**BASE, "templates/house.pptx": spoiled("what it tells of its maker")}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    built = build(tmp_path, Options(output=tmp_path / "build", outputs=("pptx",), jobs=1))
    (deck,) = (tmp_path / "build").glob("*.pptx")
    parts = zipfile_parts(deck.read_bytes())
    assert not any(b"CANARY" in part for part in parts), built.diagnostics
    assert any(b"<Application>ria-deck</Application></Properties>" in part for part in parts)
    assert any(b"A. Author" in part and b"coreProperties" in part for part in parts)
    assert ooxml.validate(deck) == []  # type: ignore[attr-defined]
