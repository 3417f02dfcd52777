"""The 22 defects that no single program finds: each is planted in a good deck, and found by our own rules, by the Open
XML SDK or by openxml-audit, which of them is written down here. What stands in ours, every build finds by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from ria_deck.diagnostics import Report
from ria_deck.pipeline import Options, build
from ria_deck.starter import start_project
from tests.check.deck_to_break import replacing, zipped
from tests.check.test_package import GOOD, OFFICE, PICTURES, PLANTED, TABLE, Change, codes, rels

CELL = '<a:r><a:rPr lang="en-GB"/><a:t>1.1</a:t></a:r></a:p></a:txBody><a:tcPr/>'
BODY = '<a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/><a:t>1.1</a:t></a:r></a:p></a:txBody>'
FRAME = '<a:off x="914400" y="1828800"/><a:ext cx="1828800" cy="1371600"/>'


def ours(name: str) -> Change:
    return PLANTED[name][1]


# the table's name of it -> who finds it (ours by its code), and what is planted; None where it needs a build
DEFECTS: dict[str, tuple[str, Change | None]] = {
    "duplicate shape id": ("RD742 audit", ours("shape id twice")),
    "missing relation target": ("RD730 sdk audit", ours("relationship to no picture")),
    "missing workbook": ("RD730 sdk audit", ours("relationship to no workbook")),
    "rId not in rels": ("RD732 sdk audit", ours("picture by an id that isn't there")),
    "wrong content type": ("RD728 sdk", ours("slide with the layout's content type")),
    "missing content type": ("RD727 sdk", ours("no content type for pictures")),
    "orphan chart part": ("RD733", ours("loose chart")),
    "tc order": ("sdk audit", replacing(TABLE, BODY + "<a:tcPr/>", "<a:tcPr/>" + BODY)),
    "tcPr order": (
        "sdk audit",
        replacing(
            TABLE,
            CELL,
            CELL.replace(
                "<a:tcPr/>",
                '<a:tcPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:lnL w="12700"/></a:tcPr>',
            ),
        ),
    ),
    "spPr order": (
        "sdk audit",
        replacing(
            PICTURES,
            f'<a:xfrm>{FRAME}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:xfrm>{FRAME}</a:xfrm>',
        ),
    ),
    "empty txBody": ("RD748 sdk audit", ours("text body without paragraph")),
    "unknown element": ("sdk audit", replacing(TABLE, "</p:spTree>", "<p:nonsense/></p:spTree>")),
    "bad enum": ("sdk audit", replacing(PICTURES, 'prst="rect"', 'prst="rectangle"')),
    "float EMU": ("RD754 sdk audit", ours("length with a fraction")),
    "# in rgb": ("RD754 sdk audit", ours("colour with a hash")),
    "duplicate zip names": ("RD723 sdk", None),
    "ill-formed XML": ("RD725 sdk audit", ours("ill-formed slide")),
    "duplicate slide id": ("RD740 sdk audit", ours("slide id twice")),
    "DOCTYPE in a slide": ("RD726 sdk", ours("DOCTYPE in a slide")),
    "ragged table row": ("RD747", ours("row with a cell too few")),
    "slide without layout": (
        "RD743 audit",
        replacing(
            rels(TABLE),
            f'<Relationship Id="rId1" Type="{OFFICE}/slideLayout" Target="../slideLayouts/slideLayout6.xml"/>',
            "",
        ),
    ),
    "text outside box or slide": ("RD753", ours("picture over the edge")),
}


def spoiled(name: str) -> bytes:
    change = DEFECTS[name][1]
    if change is None:
        with pytest.warns(UserWarning, match="Duplicate name"):
            return zipped(GOOD, extra=((TABLE, GOOD[TABLE]),))
    return zipped(change(GOOD))


def test_there_are_all_22_of_them() -> None:
    assert len(DEFECTS) == 22
    assert sum(found.startswith("RD") for found, _ in DEFECTS.values()) == 17


def test_the_good_deck_is_good_to_all_three(ooxml: ModuleType, audit: ModuleType) -> None:
    good = zipped(GOOD)
    assert (codes(good), ooxml.validate(good), audit.validate(good)) == (set(), [], [])


@pytest.mark.parametrize("name", DEFECTS)
def test_each_is_found_by_our_own_rules_or_by_a_judge(name: str, ooxml: ModuleType, audit: ModuleType) -> None:
    data = spoiled(name)
    found = [*sorted(codes(data)), *["sdk"] * bool(ooxml.validate(data)), *["audit"] * bool(audit.validate(data))]
    assert " ".join(found) == DEFECTS[name][0]


LONG = "A text that is longer than the place it is meant for, again and again. " * 80


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (lambda text: f"{text}\n## {LONG} {{#words}}\n\n- Short\n", "RD530"),
        (lambda text: f"{text}\n## Words {{#words}}\n\n- {LONG}\n", "RD530"),
        (lambda text: f"{text}\n## Words {{#words layout=table}}\n\n| a |\n|-|\n" + f"| {LONG} |\n" * 9, "RD534"),
    ],
)
def test_text_outside_of_its_box_is_found_when_it_is_measured(
    place: Callable[[str], str], code: str, tmp_path: Path
) -> None:
    """The 22nd: nothing in a finished file tells how high a text will be."""
    start_project(tmp_path, Report())
    path = tmp_path / "content/01-words.md"
    path.write_text(place(path.read_text("utf-8")), "utf-8")
    result = build(tmp_path, Options(output=tmp_path / "build", outputs=("pptx",), jobs=1))
    assert code in {found.code for found in result.diagnostics}
    assert not (tmp_path / "build/my-report.en.pptx").exists()
