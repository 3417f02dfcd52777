"""Words in their places: small talks whose decks and handouts are read back, each text where its author put it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pptx import Presentation
from typer.testing import CliRunner

from ria_deck.check.outline import read_pdf
from ria_deck.cli.app import app
from ria_deck.content.accepting import Accepted
from ria_deck.diagnostics import BuildError, Diagnostic
from ria_deck.pipeline import Options, build

REPORT = "id: t\ntitle: The report\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n"
PACKAGE = """
sources: [{name: s, title: An office}]
resources:
- {name: t, path: t.csv, sources: [{name: s}], schema: {fields: [{name: k}, {name: v, type: number}]}}
"""


@dataclass(frozen=True)
class Talk:
    """What came of a build: `slides` are (texts, notes) of each slide, the handout is one text."""

    folder: Path
    diagnostics: list[Diagnostic]
    accepted: tuple[Accepted, ...] = ()

    @property
    def codes(self) -> list[str]:
        return [found.code for found in self.diagnostics]

    @property
    def slides(self) -> list[tuple[list[str], str]]:
        deck = Presentation(str(self.folder / "t.en.pptx"))
        return [
            (
                [line for shape in slide.shapes if shape.has_text_frame for line in shape.text_frame.text.split("\n")],
                slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "",
            )
            for slide in deck.slides
        ]

    @property
    def handout(self) -> str:
        outline = read_pdf((self.folder / "t.en.pdf").read_bytes())
        return "\n".join(
            text
            for part in outline.parts
            for text in (
                *([part.title] if part.title else []),
                *part.texts,
                *(c for t in part.tables for r in t for c in r),
            )
        )


Make = Callable[..., Talk]


@pytest.fixture(name="make")
def _make(tmp_path: Path) -> Make:
    def make(
        topic: str, *, outputs: tuple[str, ...] = ("pptx",), rows: str = "k,v\na,1\nb,2\n", **more: str | bytes
    ) -> Talk:
        files: dict[str, str | bytes] = {
            "content/report.yaml": REPORT + f"outputs: [{', '.join(outputs)}]\n",
            "content/01.md": topic,
            "data/datapackage.yaml": PACKAGE,
            "data/t.csv": rows,
            **more,
        }
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        out = tmp_path / "out"
        accepted: tuple[Accepted, ...] = ()
        try:
            built = build(tmp_path, Options(output=out, jobs=1))
            told, accepted = list(built.diagnostics), built.accepted
        except BuildError as error:
            told = list(error.diagnostics)
        return Talk(out, [found for found in told if found.code not in ("RD250", "RD334", "RD335")], accepted)

    return make


def test_notes_hold_lists_and_the_rows_of_tables(make: Make) -> None:
    talk = make(
        "## A {#a}\n\n- x\n\n::: notes\nFirst.\n\n- one\n  - within\n\n3. three\n4. four\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```{table}\ndata: t\n```\n:::\n"
    )
    assert talk.codes == []
    assert talk.slides[1][1].split("\n") == [
        "First.", "one", "within", "three", "four", "a | b", "1 | 2", "k | v", "a | 1", "b | 2"
    ]  # fmt: skip
    page = Presentation(str(talk.folder / "t.en.pptx")).slides[1].notes_slide.notes_text_frame
    marks = [
        re.findall(r"<a:bu(\w+) (?:char|type)=\"(\w+|•)\"(?: startAt=\"(\d+)\")?", p._p.xml) for p in page.paragraphs
    ]
    assert marks[:5] == [
        [],
        [("Char", "•", "")],
        [("Char", "•", "")],
        [("AutoNum", "arabicPeriod", "3")],
        [("AutoNum", "arabicPeriod", "4")],
    ]


@pytest.mark.parametrize(
    ("block", "what"),
    [
        ("```python\nx = 1\n```", "a listing"),
        ("![A](images/a.png)", "a picture"),
        ("```{chart}\ndata: t\nmark: bar\nencoding: {x: k, y: v}\nalt: Bars.\n```", "a chart"),
        ("> ```\n> x\n> ```", "a listing"),
    ],
)
def test_what_notes_cant_hold_is_an_error(make: Make, block: str, what: str) -> None:
    (found,) = [d for d in make(f"## A\n\n- x\n\n::: notes\n{block}\n:::\n").diagnostics if d.code == "RD146"]
    assert found.message == f"speaker's notes can't hold {what}"


def test_a_footnote_is_where_its_mark_is(make: Make) -> None:
    topic = (
        "## A[^title] {#a layout=table}\n\n| k |\n|---|\n| v[^cell] |\n\n: A caption[^caption]\n\n"
        "::: notes\nSay[^notes] this[^both].\n:::\n\n::: handout\nPrinted[^handout] and[^both].\n:::\n\n"
        + "".join(f"[^{name}]: About {name}.\n" for name in ("notes", "handout", "both", "caption", "cell", "title"))
    )
    talk = make(topic, outputs=("pptx", "pdf"))
    assert talk.codes == []
    texts, notes = talk.slides[1]
    assert [text for text in texts if "About" in text] == ["1 About title.", "2 About cell."]
    assert notes.split("\n") == ["Say1 this2.", "1 About notes.", "2 About both."]
    found = re.findall(r"^\d About \w+\.", talk.handout, re.MULTILINE)
    assert found == ["1 About title.", "2 About cell.", "3 About caption.", "4 About handout.", "5 About both."]


@pytest.mark.parametrize(
    "topic",
    [
        "# Topic[^1]\n\n## A\n\n- x\n\n[^1]: y",
        "## A {layout=chart}\n\n```{chart}\ndata: t\nmark: bar\nencoding: {x: k, y: {field: v, title: 'N[^1]'}}\nalt: x\n"
        "```\n\n[^1]: y",
        "## A {layout=picture}\n\n![A[^1]](images/a.png)\n\n[^1]: y",
    ],
)
def test_a_footnote_without_a_place_for_its_mark_is_an_error(make: Make, topic: str) -> None:
    assert "RD147" in make(topic).codes


def test_the_labels_of_small_slices_are_found_in_print(make: Make) -> None:
    chart = "```{chart}\ndata: t\nmark: arc\nencoding: {theta: v, color: k}\nalt: A ring.\n```\n"
    rows = "k,v\nLarge share of everything,90\nb,5\nc,3\nd,1\ne,1\n"
    assert make(f"---\nsources: [s]\n---\n## A {{layout=chart}}\n\n{chart}", outputs=("pdf",), rows=rows).codes == []


@pytest.mark.parametrize("layout", ["table", "table-lead"])
@pytest.mark.parametrize("before", ["", "- Before.\n\n"])
def test_text_under_a_figure_is_never_moved_above_it(make: Make, layout: str, before: str) -> None:
    talk = make(f"## A {{layout={layout}}}\n\n{before}| k |\n|---|\n| v |\n\n- After.\n")
    (found,) = talk.diagnostics
    assert found.message == "this text would be above the table that it follows"
    assert "chart-right, table-right" in found.hint


def test_text_beside_a_figure_may_follow_it(make: Make) -> None:
    talk = make("## A {layout=table-right}\n\n| k |\n|---|\n| v |\n\n- After.\n")
    assert talk.codes == []
    assert "After." in talk.slides[1][0]


def test_a_written_title_slide_is_the_cover(make: Make) -> None:
    talk = make("---\ntitle: T\n---\n\n## {#cover layout=title}\n\n::: notes\nWelcome.\n:::\n\n## A\n\n- x\n")
    assert talk.codes == []
    assert [(texts[0], notes) for texts, notes in talk.slides] == [
        ("The report", "Welcome."),
        ("Contents", ""),
        ("A", ""),
    ]


def test_words_of_a_written_title_slide_are_printed(make: Make) -> None:
    topic = "## {layout=title}\n\nOwn words.\n\n::: handout\nOnly printed.\n:::\n\n## A\n\n- x\n"
    talk = make(topic, outputs=("pptx", "pdf"))
    assert talk.codes == []
    assert talk.slides[0][0] == ["The report", "Own words."]
    assert "Own words." in talk.handout
    assert "Only printed." in talk.handout


def test_a_last_slide_that_looks_like_a_cover_stays_the_last(make: Make) -> None:
    talk = make("## A\n\n- x\n\n## Thank you {layout=title}\n")
    assert [texts[0] for texts, _ in talk.slides] == ["The report", "A", "Thank you"]


def test_a_break_before_a_heading_is_one_break(make: Make) -> None:
    talk = make("## A\n\n- x\n\n---\n\n<!-- then -->\n\n## B\n\n- y\n\n---\n\nWithout a title.\n")
    assert [texts[0] for texts, _ in talk.slides] == ["The report", "A", "B", "Without a title."]


CREDITS = "a.png: {credit: B, licence: CC0, source: drawn for this}\n"


def png(width: int, height: int, kind: str = "PNG", frames: int = 1) -> bytes:
    out = io.BytesIO()
    pictures = [Image.new("RGB", (width, height), (40 * number, 90, 120)) for number in range(frames)]
    pictures[0].save(out, kind, **({"save_all": True, "append_images": pictures[1:]} if frames > 1 else {}))
    return out.getvalue()


def with_picture(make: Make, topic: str, data: bytes, outputs: tuple[str, ...] = ("pptx",)) -> Talk:
    return make(topic, outputs=outputs, **{"content/images/a.png": data, "content/images/credits.yaml": CREDITS})


def test_four_footnotes_take_room_from_the_body(make: Make) -> None:
    topic = "## A\n\n" + "".join(f"- Point[^{n}]\n" for n in "abcd") + "\n"
    talk = make(topic + "".join(f"[^{n}]: A note on {n}.\n\n" for n in "abcd"), outputs=("pptx", "pdf", "slides-pdf"))
    assert talk.codes == []
    shapes = {shape.name: shape for shape in Presentation(str(talk.folder / "t.en.pptx")).slides[1].shapes}
    body, foot = shapes["Body"], shapes["Footnotes"]
    assert foot.height > 4 * 11 * 12_700
    assert body.top + body.height <= foot.top
    assert [p.text for p in foot.text_frame.paragraphs] == [f"{i} A note on {n}." for i, n in enumerate("abcd", 1)]


def test_footnotes_that_leave_no_room_are_an_error(make: Make) -> None:
    names = "abcdefghijklmnopqrst"
    topic = "## A\n\n- Point" + "".join(f"[^{n}]" for n in names) + "\n\n"
    assert make(topic + "".join(f"[^{n}]: A note on {n}.\n\n" for n in names)).codes == ["RD530"]


@pytest.mark.parametrize(
    ("widths", "shares"),
    [
        (("20%", "80%"), (0.2, 0.8)),
        (("", ""), (0.5, 0.5)),
        (("", "", ""), (1 / 3,) * 3),
        (("50%", "20%", ""), (0.5, 0.2, 0.3)),
    ],
)
def test_columns_are_as_wide_as_asked(make: Make, widths: tuple[str, ...], shares: tuple[float, ...]) -> None:
    heads = [f'{{.column width="{width}"}}' if width else "column" for width in widths]
    columns = "".join(f"::: {head}\nText {number}\n:::\n" for number, head in enumerate(heads))
    talk = make(f"## A {{layout=two-columns}}\n\n:::: columns\n{columns}::::\n", outputs=("pptx", "pdf"))
    assert talk.codes == []
    slide = Presentation(str(talk.folder / "t.en.pptx")).slides[1]
    found = [s for s in slide.placeholders if s.has_text_frame and s.text_frame.text.startswith("Text ")]
    total = sum(shape.width for shape in found)
    assert [shape.width / total for shape in found] == pytest.approx(shares, abs=0.002)
    assert all(a.left + a.width < b.left for a, b in pairwise(found))


@pytest.mark.parametrize("width", [20, 60])
def test_a_picture_is_as_wide_as_asked(make: Make, width: int) -> None:
    talk = with_picture(make, f"## A {{layout=picture}}\n\n![A](images/a.png){{width={width}%}}\n", png(1600, 400))
    assert talk.codes == []
    (picture,) = [s for s in Presentation(str(talk.folder / "t.en.pptx")).slides[1].shapes if s.name == "Picture a"]
    assert picture.width / (11.8333 * 914_400) == pytest.approx(width / 100, abs=0.001)
    assert picture.width / picture.height == pytest.approx(4, abs=0.001)
    assert (picture.crop_left, picture.crop_top) == (0, 0)


def test_a_picture_of_few_pixels_is_reported(make: Make) -> None:
    topic = "## A {layout=picture}\n\n![A](images/a.png)\n"
    (told,) = with_picture(make, topic, png(8, 8)).diagnostics
    assert (told.code, told.message) == ("RD564", "image `a` has 8 × 8 pixels, too few for its size on the slide")
    assert with_picture(make, topic, png(640, 480)).codes == []


def test_an_animation_is_reported(make: Make) -> None:
    topic = "## A {layout=picture}\n\n![A](images/a.png)\n"
    for _ in range(2):  # the second time from the cache
        assert with_picture(make, topic, png(640, 480, "WEBP", frames=3)).codes == ["RD565"]
    assert with_picture(make, topic, png(640, 480, "GIF")).codes == []


def test_characters_that_no_font_has_are_one_error(make: Make) -> None:
    (told,) = make(
        "## A {#a}\n\n- x \U00013000 \U00013000\n\n## B {#b layout=table}\n\n| k |\n|---|\n| \U00013000 |\n",
        outputs=("pptx", "pdf"),
    ).diagnostics
    assert told.code == "RD531"
    assert "no font has “\U00013000” U+13000 (EGYPTIAN HIEROGLYPH A001), " in told.message
    assert told.message.endswith("3 times on 2 slides")


def test_characters_of_captions_that_no_font_has_are_told_before_the_handout_is_set(make: Make) -> None:
    caption = "| k |\n|---|\n| x |\n\n: A caption 𓀀\n"
    topic = f"## A {{#a layout=table}}\n\n{caption}\n::: handout\n{caption}:::\n"
    (told,) = make(topic, outputs=("pptx", "pdf")).diagnostics
    assert (told.code, told.message.rpartition(", ")[2]) == ("RD531", "2 times on one slide")
    assert make(topic, outputs=("pptx",)).diagnostics == []  # which shows no captions


def test_a_footnote_may_follow_what_is_set_high(make: Make) -> None:
    talk = make("## A\n\n- x^a^[^1]\n\n[^1]: About it.\n")
    assert talk.codes == []
    assert talk.slides[1][0][1:3] == ["xa1", "1 About it."]


ALLOW = "allow: [{code: RD565, at: %s, because: The rest shows no more}]\n"


@pytest.mark.parametrize("at", ["b", "content/01.md"])
def test_an_accepted_warning_is_not_reported(make: Make, at: str) -> None:
    topic = "## A {#a}\n\n- x\n\n## B {#b layout=picture}\n\n![A](images/a.png)\n"
    files = {
        "content/report.yaml": REPORT + "outputs: [pptx]\n" + ALLOW % at,
        "content/images/a.png": png(640, 480, "WEBP", frames=3),
        "content/images/credits.yaml": CREDITS,
    }
    talk = make(topic, **files)
    assert talk.codes == []
    ((found, because),) = talk.accepted
    assert (found.code, because) == ("RD565", "The rest shows no more")
    result = CliRunner().invoke(app, ["check", "--strict", "--project", str(talk.folder.parent)])
    assert "RD565" not in result.output


def test_an_entry_that_accepts_nothing_is_reported(make: Make) -> None:
    (told,) = make(
        "## A {#a}\n\n- x\n", **{"content/report.yaml": REPORT + "outputs: [pptx]\n" + ALLOW % "a"}
    ).diagnostics
    assert (told.code, told.message) == ("RD036", "no warning RD565 at `a` to accept")


@pytest.mark.parametrize(("at", "hint"), [("a", "the warning is at `b`"), ("zz", "the warning is at `b`")])
def test_where_the_warning_is_elsewhere_the_entry_says_where(make: Make, at: str, hint: str) -> None:
    topic = "## A {#a}\n\n- x\n\n## B {#b layout=picture}\n\n![A](images/a.png)\n"
    files = {
        "content/report.yaml": REPORT + "outputs: [pptx]\n" + ALLOW % at,
        "content/images/a.png": png(640, 480, "WEBP", frames=3),
        "content/images/credits.yaml": CREDITS,
    }
    told = {found.code: found for found in make(topic, **files).diagnostics}
    assert set(told) == {"RD565", "RD036"}
    assert told["RD036"].hint == hint


def test_a_reason_says_something(make: Make) -> None:
    allow = "outputs: [pptx]\nallow: [{code: RD565, because: ' '}]\n"
    (told,) = make("## A {#a}\n\n- x\n", **{"content/report.yaml": REPORT + allow}).diagnostics
    assert (told.code, told.message) == ("RD024", "the reason in `because` is empty")


def test_an_error_is_never_accepted(make: Make) -> None:
    allow = "outputs: [pptx]\nallow: [{code: RD502, because: so}]\n"
    talk = make("## A {layout=bullets}\n\n| a |\n|---|\n| b |\n", **{"content/report.yaml": REPORT + allow})
    assert talk.codes == ["RD502"]


def test_an_entry_with_an_unknown_code_is_an_error(make: Make) -> None:
    allow = "outputs: [pptx]\nallow: [{code: RD999, because: so}]\n"
    (told,) = make("## A\n\n- x\n", **{"content/report.yaml": REPORT + allow}).diagnostics
    assert (told.code, told.message) == ("RD023", "unknown code `RD999`")


def test_one_mistake_of_a_column_is_one_error(make: Make) -> None:
    rows = "k,v\n" + "".join(f"r{n},{n} t\n" for n in range(15)) + "last,n.a.\n"
    (told,) = [d for d in make("## A\n\n- x\n", rows=rows).diagnostics if d.code == "RD320"]
    assert told.message == "`0 t` is not a number (and 15 more cells of this column)"
    assert "`bareNumber: false`" in told.hint
    assert [str(span) for span, _ in told.related] == ["data/t.csv:3:4", "data/t.csv:4:4", "data/t.csv:5:4"]


def test_a_language_asked_of_a_broken_report_is_not_blamed(make: Make) -> None:
    broken = REPORT.replace("languages:", "languagse:").replace("2026-01-15", "x")
    talk = make("## A\n\n- x\n", **{"content/report.yaml": broken})
    result = CliRunner().invoke(app, ["build", "--lang", "en", "--project", str(talk.folder.parent)])
    assert result.exit_code == 1
    assert "RD901" not in result.output
    assert "did you mean `languages`?" in result.output


def test_a_number_of_decimals_is_answered_with_a_pattern(make: Make) -> None:
    (told,) = make('## A\n\n- {{ t.sum("v") | number(1) }}\n').diagnostics
    assert 'number("0.0")' in told.hint


def test_links_lead_to_slides(make: Make) -> None:
    topic = (
        "## A {#a}\n\n- see [the end](#ende-ä) and [it](https://example.org/)\n\n"
        "::: notes\nGo to [the end](#ende-ä).\n:::\n\n"
        "## B {#ende-ä layout=table}\n\n| k |\n|---|\n| [back](#a) |\n"
    )
    talk = make(topic, outputs=("pptx", "pdf", "slides-pdf", "html"))
    assert talk.codes == []
    first, last = list(Presentation(str(talk.folder / "t.en.pptx")).slides)[1:]
    assert "Go to the end." in talk.slides[1][1]
    for source, target in ((first, last), (last, first)):
        jumps = [
            link for link in source._element.iter("{*}hlinkClick") if link.get("action") == "ppaction://hlinksldjump"
        ]
        ids = [link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id") for link in jumps]
        assert [source.part.related_part(rid) for rid in ids] == [target.part]
    for name in ("t.en.pdf", "t.en.slides.pdf"):
        with pikepdf.open(next(talk.folder.glob(name))) as pdf:
            notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
            inside = [str(note.get("/Dest", "")) for note in notes if "/Dest" in note]
            assert any("ende-" in place for place in inside), inside
    html = (talk.folder / "t.en.html").read_text("utf-8")
    assert 'href="#ende-ä"' in html
    assert 'id="ende-ä"' in html


@pytest.mark.parametrize(
    "words",
    [
        "- [x](#anex)\n",
        "- x\n\n::: handout\n```{chart}\ndata: t\nmark: bar\nencoding: {x: k, y: v}\nalt: Bars.\n"
        'note: "[x](#anex)"\n```\n:::\n',
    ],
)
def test_a_link_to_no_slide_is_an_error(words: str, make: Make) -> None:
    (told,) = make(f"## A {{#a}}\n\n{words}\n## B {{#annex}}\n\n- y\n").diagnostics
    assert (told.code, told.label) == ("RD167", "did you mean `annex`?")


def test_tasks_show_what_is_done(make: Make) -> None:
    topic = (
        "## A\n\n- [ ] To **do**\n- [x] Done\n  - [X] Within\n- [y] text\n- \\[ ] text\n\n::: notes\n- [ ] say\n:::\n"
    )
    talk = make(topic, outputs=("pptx", "pdf"))
    assert talk.codes == []
    assert talk.slides[1] == (
        ["A", "□ To do", "✓ Done", "✓ Within", "[y] text", "[ ] text", "The report", "2"],
        "□ say",
    )
    assert "✓ Done" in talk.handout
