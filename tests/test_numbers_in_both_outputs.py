"""A number says the same in the deck and in the handout."""

from __future__ import annotations

from pathlib import Path

from ria_deck.check.outline import read_pdf
from ria_deck.i18n.forms.excel_codes import excel_text
from tests.small_project import built

CHART = (
    "## C {#c layout=chart}\n\n```{chart}\ndata: t\nmark: bar\nencoding: {x: {field: k}, y: {field: v}}\nalt: a\n```\n"
)


def test_bars_of_whole_and_broken_numbers_say_the_same_on_slide_and_paper(tmp_path: Path) -> None:
    project = built(tmp_path, {"content/01.md": CHART, "data/t.csv": "k,v\nnorth,12.5\nsouth,40\nwest,0.25\n"})
    assert project.codes == []
    chart = project.part("ppt/charts/chart1.xml")
    values = [float(point.text or "") for point in chart.findall(".//{*}val//{*}pt/{*}v")]
    codes = [code.get("formatCode", "") for code in chart.findall(".//{*}dLbl/{*}numFmt")]
    native = [excel_text(code, value) for code, value in zip(codes, values, strict=True)]
    assert native == ["12.5", "40", "0.25"]
    parts = read_pdf((tmp_path / "out/t.en.pdf").read_bytes()).parts
    assert [row[-1] for part in parts for table in part.tables for row in table][1:] == native


def test_the_axis_may_have_a_form_of_its_own(tmp_path: Path) -> None:
    form = 'y: {field: v, format: "0.0", axis: {format: "0"}}'
    text = CHART.replace("y: {field: v}", form).replace("mark: bar\n", "mark: bar\nlabels: all\n")
    project = built(tmp_path, {"content/01.md": text, "data/t.csv": "k,v\nnorth,12.5\nsouth,40\n"})
    assert project.codes == []
    chart = project.part("ppt/charts/chart1.xml")
    assert {code.get("formatCode", "") for code in chart.findall(".//{*}valAx/{*}numFmt")} == {"0"}
    assert {code.get("formatCode", "") for code in chart.findall(".//{*}dLbls/{*}numFmt")} == {"0.0"}
    parts = read_pdf((tmp_path / "out/t.en.pdf").read_bytes()).parts
    assert [row[-1] for part in parts for table in part.tables for row in table][1:] == ["12.5", "40.0"]
