"""`Edit data`: no text of a chart contradicts its data, before and after somebody changes them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from ria_deck.i18n.forms.excel_codes import excel_text
from tests.render.chart_reading import Native
from tests.render.edited_charts import ADDED, RENAMED, edited

CHARTS = Path(__file__).parents[1] / "projects/charts"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = {"Rule", "Note", "Missing value", "Leader", "Mark", "Axis title"}  # what has no native form


@pytest.fixture(name="deck", scope="module")
def _deck(charts_deck: bytes) -> bytes:
    return charts_deck


@pytest.fixture(name="changed", scope="module")
def _changed(deck: bytes) -> bytes:
    return edited(deck)


def natives(deck: bytes) -> list[Native]:
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", name)]
    return [Native(deck, number) for number in range(1, len(names) + 1)]


def test_only_what_has_no_native_form_is_drawn_over_a_chart(deck: bytes) -> None:
    names = [
        shape.get("name", "")
        for native in natives(deck)
        if native.drawing is not None
        for shape in native.drawing.iter("{*}cNvPr")
    ]
    assert {name.partition(":")[0] for name in names} <= DRAWN
    assert len(names) <= 8  # rules with their words, and two places that say why there is no number


def test_no_label_title_or_drawn_word_is_a_typed_number(deck: bytes) -> None:
    for native in natives(deck):
        shown = {excel_text("General", value) for series in native.series() for value in native.values(series).values()}
        for text in native.root.iter("{*}t"):
            assert text.text not in shown
        for series in native.series():
            native.numbers(series)  # asserts that none is typed


def test_labels_follow_the_data_and_an_added_category_has_one(deck: bytes, changed: bytes) -> None:
    labelled = 0
    for before, after in zip(natives(deck), natives(changed), strict=True):
        for old, new in zip(before.series(), after.series(), strict=True):
            if not before.numbers(old):
                continue
            labelled += 1
            values = after.values(new)
            for label in new.iterfind(f"{C}dLbls/{C}dLbl"):
                form = label.find(f"{C}numFmt")
                if form is not None:
                    assert excel_text(form.get("formatCode", ""), values[int(after.one("c:idx", label))])
            if len(before.numbers(old)) == len(before.values(old)):
                assert after.one("c:dLbls/c:showVal", new) == "1"  # so that a category without an own label has one
    assert labelled >= 6


def test_a_renamed_series_is_renamed_wherever_its_name_is_shown(changed: bytes) -> None:
    for native in natives(changed):
        names = [native.name(series) for series in native.series()]
        assert names[0] == RENAMED
        shown = [text for series in native.series() for text, named in native._labels(series).values() if named]
        assert all(any(name in text for name in names) or "\n" in text for text in shown)


def test_an_edited_value_is_not_cut_off(changed: bytes) -> None:
    for native in natives(changed):
        for axis in native.value_axes():
            high = axis.find(f"{C}scaling/{C}max")
            assert (
                high is None
                or float(high.get("val", "")) in (0.0, 1.0)
                or max(native._reached(axis)) <= float(high.get("val", ""))
            )


def test_libreoffice_draws_the_edited_numbers_and_names(
    deck: bytes, changed: bytes, tmp_path: Path, libreoffice: ModuleType, poppler: ModuleType
) -> None:
    before = set(poppler.text(libreoffice.convert(deck, tmp_path / "before")).split())
    after = set(poppler.text(libreoffice.convert(changed, tmp_path / "after")).split())
    assert {"59.2", "-32.2", "89.7"} <= before
    assert not {"59.2", "-32.2", "89.7"} & after
    assert {"316.5", RENAMED, ADDED} <= after
