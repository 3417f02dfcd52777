"""A deck with every mark once: built strictly, every deliverable read back, and what both outputs say of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from lxml import etree
from pptx import Presentation

from ria_deck.pipeline import Options, build
from tests.small_project import PACKAGE
from tests.small_project import built as small

PROJECT = Path(__file__).parent / "projects/marks"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(name="built", scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("marks")
    assert not build(PROJECT, Options(output=output, jobs=1, strict=True)).diagnostics
    return output


def charts(built: Path) -> Iterator[tuple[str, etree._Element]]:
    """The chart parts of the deck by their slides' titles."""
    for slide in Presentation(str(built / "marks.en.pptx")).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                yield slide.shapes.title.text, shape.chart._chartSpace


def test_marks_are_native_charts(built: Path) -> None:
    found = dict(charts(built))
    assert {
        name: [tag for tag in ("pieChart", "errBars", "logBase", "bubbleChart") if list(one.iter(C + tag))]
        for name, one in found.items()
    } == {
        "Boxplot": ["errBars"],
        "Waterfall": [],
        "Histogram": [],
        "Pie": ["pieChart"],
        "Slope": [],
        "Dumbbell": ["errBars"],
        "Reference and span": [],
        "Highlight": [],
        "Highlight a line": [],
        "Log": ["logBase"],
        "Error bars and forecast": ["errBars"],
        "Totals": [],
        "Sizes": ["bubbleChart"],
    }
    gaps = [gap.get("val") for gap in found["Histogram"].iter(C + "gapWidth")]
    assert gaps == ["0"]
    bars = next(found["Waterfall"].iter(C + "barChart"))
    assert [one.get("val") for one in bars.iter(C + "grouping")] == ["stacked"]
    assert len(list(next(bars.iter(C + "ser")).iter("{*}noFill"))) >= 1


def test_the_handout_says_the_same_numbers(built: Path) -> None:
    pages = pdfium.PdfDocument(built / "marks.en.pdf")
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    for word in ("+120", "-80", "Median", "Target", "Crisis", "48%", "17,576,000", "789,275"):
        assert word in text, word


@pytest.mark.parametrize("mark", ["line", "area", "waterfall", "dumbbell", "slope", "boxplot"])
def test_marks_without_a_lying_form_say_so(mark: str, tmp_path: Path) -> None:
    color = ", color: g" if mark in ("dumbbell", "slope") else ""
    chart = f"```{{chart}}\ndata: t\nmark: {mark}\nencoding: {{y: k, x: v{color}}}\nalt: Numbers by name.\n```\n"
    package = PACKAGE.replace("{name: k}", "{name: k}, {name: g}")
    files = {
        "content/1.md": f"# T\n\n## A {{layout=chart}}\n\n{chart}",
        "data/t.csv": "k,g,v\na,p,1\nb,p,2\n",
        "data/datapackage.yaml": package,
    }
    told = small(tmp_path, files).told
    assert [(one.code, one.message) for one in told] == [
        ("RD618", f"the mark `{mark}` can't lie: `k` on `y` has no numbers")
    ]
    assert "`x: k, y: v`" in told[0].hint


def test_a_rule_over_the_data_is_told_how_to_draw_its_line(tmp_path: Path) -> None:
    chart = "```{chart}\ndata: t\nencoding: {x: k, y: v}\nlayer:\n- mark: bar\n- RULE\nalt: Numbers by name.\n```\n"
    files = {"content/1.md": "# T\n\n## A {layout=chart}\n\n" + chart, "data/t.csv": "k,v\na,1\nb,2\n"}
    rule = "{mark: rule, encoding: {y: {field: v, aggregate: mean}}}"
    told = small(tmp_path / "a", files | {"content/1.md": files["content/1.md"].replace("RULE", rule)}).told
    hint = next(one.hint for one in told if "needs a `datum`" in one.message)
    line = hint.partition("of its own: `")[2].rstrip("`")
    made = small(tmp_path / "b", files | {"content/1.md": files["content/1.md"].replace("RULE", line)})
    assert made.codes == []
