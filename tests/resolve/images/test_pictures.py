"""Pictures as people have them: turned by EXIF, CMYK, 16 bits, animated, huge, drawn, damaged."""

from __future__ import annotations

import base64
import io
import shutil
import struct
import zlib
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest
from PIL import Image, ImageCms
from pptx import Presentation

from ria_deck.pipeline import Options, build
from ria_deck.resolve.images.pixels import unshown

TOPIC = "## A picture {layout=picture}\n\n![A picture of nothing](images/NAME){FOCUS}\n"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="20" height="20" fill="#c81414"/>'
    '<rect x="20" width="20" height="20" fill="#1414c8"/>{}</svg>'
)


def project(root: Path, name: str, data: bytes, attributes: str = "") -> Path:
    (root / "content/images").mkdir(parents=True)
    (root / "content/report.yaml").write_text(
        "id: talk\ntitle: Talk\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n", "utf-8"
    )
    topic = TOPIC.replace("NAME", name).replace("{FOCUS}", attributes)
    (root / "content/01-talk.md").write_text(topic, "utf-8")
    (root / "content/images" / name).write_bytes(data)
    (root / "content/images/credits.yaml").write_text(
        f"{name}: {{credit: Test, licence: CC0-1.0, source: made here}}\n", "utf-8"
    )
    return root


def shown(root: Path, *told: str, outputs: tuple[str, ...] = ("pptx",)) -> tuple[Image.Image, tuple[float, ...]]:
    """The picture in the deck, and what is cropped from it: left, top, right, bottom; and nothing but these codes told."""
    result = build(root, Options(output=root / "build", outputs=outputs, jobs=1))
    assert sorted(found.code for found in result.diagnostics) == sorted(told)
    slides = Presentation(io.BytesIO((root / "build/talk.en.pptx").read_bytes())).slides
    (shape,) = [s for slide in slides for s in slide.shapes if s._element.tag.endswith("}pic")]
    crop = (shape.crop_left, shape.crop_top, shape.crop_right, shape.crop_bottom)
    return Image.open(io.BytesIO(shape.image.blob)), crop


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def near(one: tuple[int, ...], other: tuple[int, ...], by: int = 6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def halves(mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (200, 100), (200, 20, 20))
    picture.paste((20, 20, 200), (100, 0, 200, 100))
    return picture.convert(mode)


def test_exif_turns_are_applied_and_taken_out(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    found, _ = shown(project(tmp_path, "turned.jpg", saved(halves(), "JPEG", exif=exif, quality=95)))
    assert found.size == (100, 200)
    assert near(found.getpixel((50, 20)), (200, 20, 20))
    assert near(found.getpixel((50, 180)), (20, 20, 200))
    assert 0x0112 not in found.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_becomes_rgb(kind: str, tmp_path: Path) -> None:
    found, _ = shown(project(tmp_path, f"print.{kind.lower()}", saved(halves("CMYK"), kind)), "RD564")
    assert found.mode == "RGB"
    assert near(found.getpixel((20, 50)), (200, 20, 20), 10)


def test_a_colour_profile_is_followed_and_a_damaged_one_is_not(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found, _ = shown(project(tmp_path / "a", "p.png", saved(halves(), "PNG", icc_profile=lab)), "RD564")
    assert near(found.getpixel((20, 50)), (200, 20, 20))
    assert "icc_profile" not in found.info
    found, _ = shown(project(tmp_path / "b", "p.png", saved(halves(), "PNG", icc_profile=b"nonsense")), "RD564")
    assert near(found.getpixel((20, 50)), (200, 20, 20))


def test_sixteen_bits_keep_their_greys(tmp_path: Path) -> None:
    grey = Image.new("I;16", (100, 100), 32_768)
    found, _ = shown(project(tmp_path, "scan.png", saved(grey, "PNG")), "RD564")
    assert near(found.convert("RGB").getpixel((50, 50)), (128, 128, 128), 2)


def test_an_animated_gif_moves_in_deck_and_browsers_and_stands_on_paper(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (600, 400), colour) for colour in ((10, 200, 10), (200, 10, 10), (10, 10, 200))]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=200, comment=b"by me")
    root = project(tmp_path, "moving.gif", data)
    found, _ = shown(root, outputs=("pptx", "html", "pdf"))
    assert (found.format, found.n_frames) == ("GIF", 3)
    assert b"by me" not in (tmp_path / "build/talk.en.pptx").read_bytes()
    assert "data:image/gif" in (tmp_path / "build/talk.en.html").read_text("utf-8")
    assert len(images_of(tmp_path / "build/talk.en.pdf")) == 1
    large = project(tmp_path / "large", "moving.gif", data + b"\0" * (8 * 1024 * 1024))
    shown(large, "RD565")


PLAN = (
    '<?xml version="1.0"?><!-- in /home/me --><svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:i" viewBox="0 0 400 300"'
    ' i:file="/home/me/x.png"><metadata>me</metadata><rect width="400" height="300" fill="#336699"/>INNER</svg>'
)
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


def images_of(pdf: Path) -> list[object]:
    document = pypdfium2.PdfDocument(pdf)
    found = [each for page in document for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    kinds = [each.type for each in found]
    document.close()
    return kinds


@pytest.mark.parametrize(
    ("inner", "in_browsers", "on_paper"),
    [
        ("", True, True),
        ('<g opacity="0.5"><circle r="20"/></g>', True, False),
        ('<text x="9" y="99" font-size="30">Harbour</text>', False, False),
    ],
)
def test_a_drawing_stays_one_where_it_looks_alike(
    inner: str, in_browsers: bool, on_paper: bool, tmp_path: Path
) -> None:
    root = project(tmp_path, "plan.svg", PLAN.replace("INNER", inner).encode())
    pixels, _ = shown(root, outputs=("pptx", "html", "pdf"))
    assert pixels.format == "PNG"
    deck = Presentation(str(tmp_path / "build/talk.en.pptx"))
    (shape,) = [s for slide in deck.slides for s in slide.shapes if s._element.tag.endswith("}pic")]
    (blip,) = shape._element.iter(SVG_BLIP)
    relation = blip.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
    part = shape.part.related_part(relation)
    assert part.content_type == "image/svg+xml"
    assert b'viewBox="0 0 400 300" width="400" height="300"' in part.blob
    assert not any(word in part.blob for word in (b"home", b"metadata", b"urn:i"))
    page = (tmp_path / "build/talk.en.html").read_text("utf-8")
    assert (base64.b64encode(part.blob).decode() in page) == in_browsers
    assert (images_of(tmp_path / "build/talk.en.pdf") == []) == on_paper


def test_a_drawing_with_a_script_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path, "plan.svg", PLAN.replace("INNER", "<script>alert(1)</script>").encode())
    told = build(root, Options(output=root / "build", outputs=("pptx",), jobs=1)).diagnostics
    assert [one.code for one in told] == ["RD562"]
    assert not (root / "build/talk.en.pptx").exists()


@pytest.mark.parametrize("output", ["pptx", "pdf"])
def test_the_judges_of_drawings_and_animations_are_content(
    output: str, tmp_path: Path, ooxml: ModuleType, audit: ModuleType, pdfua: ModuleType
) -> None:
    shown(project(tmp_path, "plan.svg", PLAN.replace("INNER", "").encode()), outputs=("pptx", "pdf"))
    path = tmp_path / f"build/talk.en.{output}"
    assert [*ooxml.validate(path), *audit.validate(path)] == [] if output == "pptx" else pdfua.validate(path) == []


@pytest.mark.parametrize(("kind", "name"), [("PNG", "moving.png"), ("WEBP", "moving.webp")])
def test_of_an_animation_the_first_frame_is_shown(kind: str, name: str, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (80, 60), colour) for colour in ((10, 200, 10), (200, 10, 10))]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    found, _ = shown(project(tmp_path, name, data), "RD564", "RD565")
    assert getattr(found, "n_frames", 1) == 1
    assert near(found.convert("RGB").getpixel((40, 30)), (10, 200, 10), 12)


def test_of_several_pages_and_of_a_moving_drawing_it_is_told_what_is_shown(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (80, 60), colour) for colour in ((10, 200, 10), (200, 10, 10))]
    scan = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    found, _ = shown(project(tmp_path / "a", "scan.tif", scan), "RD564", "RD565")
    assert near(found.convert("RGB").getpixel((40, 30)), (10, 200, 10), 12)
    moving = DRAWING.format('<rect width="4" height="4"><animate attributeName="x" to="30" dur="1s"/></rect>')
    assert unshown(moving.encode()) == "is an animation: it is shown as it begins"
    assert unshown(DRAWING.format("").encode()) == unshown(saved(pages[0], "TIFF")) == unshown(b"GIF89a") == ""
    assert unshown(scan) == "has 2 pages: only the first is shown"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("cut.png", saved(Image.effect_noise((300, 200), 80), "PNG")[:4000], "its end is missing"),
        ("cut.jpg", saved(Image.effect_noise((300, 200), 80), "JPEG")[:4000], "its end is missing"),
        ("page.png", b"<html>404</html>", "it is of no known format"),
    ],
)
def test_what_is_wrong_with_a_picture_is_said_in_words_of_its_own(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (found,) = build(project(tmp_path, name, data), Options(output=tmp_path / "out", jobs=1)).diagnostics
    assert (found.code, found.message) == ("RD563", f"can't open the image `images/{name}`: {words}")
    assert found.hint


def test_transparency_is_kept(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (80, 60), (10, 10, 200, 0))
    found, _ = shown(project(tmp_path, "clear.png", saved(picture, "PNG")), "RD564", outputs=("pptx", "pdf"))
    assert found.mode == "RGBA"
    assert found.getpixel((40, 30))[3] == 0


def test_a_large_picture_is_brought_to_what_a_slide_needs(tmp_path: Path) -> None:
    found, _ = shown(project(tmp_path, "large.jpg", saved(Image.new("RGB", (6000, 3000), (9, 9, 9)), "JPEG")))
    assert found.size == (2400, 1200)


def test_a_picture_keeps_its_focus_when_it_is_cropped(tmp_path: Path) -> None:
    data = saved(Image.new("RGB", (2000, 400), (9, 9, 9)), "PNG")
    crops = [
        shown(project(tmp_path / name, "wide.png", data, attributes))[1]
        for name, attributes in (("left", '{focus="0,0.5"}'), ("middle", ""), ("right", '{focus="1,0.5"}'))
    ]
    if any(sum(crop) > 0 for crop in crops):  # the layout fills its box
        assert crops[0][0] < crops[1][0] < crops[2][0]
        assert crops[0][2] > crops[1][2] > crops[2][2]
    for left, top, right, bottom in crops:
        assert min(left, top, right, bottom) >= 0
        assert left + right < 1
        assert top + bottom < 1


def test_a_drawing_is_drawn_at_the_size_that_a_slide_needs(tmp_path: Path) -> None:
    found, _ = shown(project(tmp_path, "drawn.svg", DRAWING.format("").encode()))
    assert found.size == (2400, 1200)
    assert near(found.convert("RGB").getpixel((600, 600)), (200, 20, 20))


def test_words_of_a_drawing_are_set_in_our_faces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = '<text x="2" y="12" font-size="6" font-family="Comic Sans MS" fill="#fff">Niigata 新潟</text>'
    data = DRAWING.format(words).encode()
    first, _ = shown(project(tmp_path / "a", "words.svg", data))
    (tmp_path / "fonts.conf").write_text("<?xml version='1.0'?><fontconfig/>", "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))  # a machine with no fonts at all
    second, _ = shown(project(tmp_path / "b", "words.svg", data))
    assert first.tobytes() == second.tobytes()
    plain, _ = shown(project(tmp_path / "c", "words.svg", DRAWING.format("").encode()))
    assert first.tobytes() != plain.tobytes()


def test_a_drawing_leaves_the_handouts_warnings_audible(tmp_path: Path) -> None:
    shown(project(tmp_path / "a", "drawn.svg", DRAWING.format("").encode()))
    root = project(tmp_path / "b", "drawn.svg", DRAWING.format("").encode())
    (root / "templates").mkdir()
    (root / "templates/handout.css").write_text("p { colour-of-text: red }\n", "utf-8")
    result = build(root, Options(output=root / "build", outputs=("pdf",), jobs=1))
    assert [one.code for one in result.diagnostics] == ["RD582"]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


BOMB = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
    + chunk(b"IEND", b"")
)

DAMAGED = {
    "empty.png": (b"", "RD563"),
    "words.png": (b"not a picture at all", "RD563"),
    "cut.jpg": (saved(Image.effect_noise((200, 100), 80), "JPEG")[:3000], "RD563"),
    "cut.png": (saved(Image.effect_noise((200, 100), 80), "PNG")[:3000], "RD563"),
    "bomb.png": (BOMB, "RD563"),
    "script.svg": (DRAWING.format("<script>1</script>").encode(), "RD562"),
    "outside.svg": (
        DRAWING.format('<image href="file:///etc/passwd" width="9" height="9"/>').encode(),
        "RD562",
    ),
    "entity.svg": (
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + DRAWING.format("&x;").encode(),
        "RD562",
    ),
    "nested.svg": (DRAWING.format("<g>" * 400 + "</g>" * 400).encode(), "RD562"),
    "many.svg": (DRAWING.format("<g/>" * 30_000).encode(), "RD562"),
    "uses.svg": (DRAWING.format('<use href="#a"/>').encode(), "RD562"),
    "flat.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "RD562"),
    "styled.svg": (DRAWING.format('<rect style="fill:url(http://127.0.0.1:9/x)"/>').encode(), "RD562"),
    "broken.svg": (b"<svg><rect></svg>", "RD562"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_or_hostile_picture_is_one_error_where_it_is_asked_for(name: str, tmp_path: Path) -> None:
    data, code = DAMAGED[name]
    root = project(tmp_path / "project", name, data)
    result = build(root, Options(output=tmp_path / "out", jobs=1))
    assert [(one.code, one.span and (one.span.path, one.span.line)) for one in result.diagnostics] == [
        (code, ("content/01-talk.md", 3))
    ]
    shutil.rmtree(root)
    assert not list((tmp_path / "out").rglob("*.pptx")) if (tmp_path / "out").exists() else True


@pytest.mark.parametrize("kind", ["TIFF", "PNG", "BMP"])
def test_a_picture_without_a_resolution_is_as_large_as_its_slot(kind: str, tmp_path: Path) -> None:
    root = project(tmp_path, f"small.{kind.lower()}", saved(halves().resize((80, 40)), kind))
    assert shown(root, "RD564")[0].size == (80, 40)
    deck = Presentation(io.BytesIO((root / "build/talk.en.pptx").read_bytes()))
    [(slide, shape)] = [(s, one) for s in deck.slides for one in s.shapes if one._element.tag.endswith("}pic")]
    assert shape.width == slide.shapes.title.width < deck.slide_width  # a slot is as wide as the title
    assert (shape.crop_left, shape.crop_right) == (0, 0)
    assert shape.crop_top == pytest.approx(shape.crop_bottom)
    assert shape.crop_top < 0.12
    whole = shape.height / (1 - shape.crop_top - shape.crop_bottom)
    assert shape.width / whole == pytest.approx(2, abs=0.01)
