"""Characters that nobody sees are spelled in messages: who compares two names that look alike is told why they differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.diagnostics import spelled
from ria_deck.present import present
from tests.small_project import PACKAGE, built

SLIDE = "## A {#a}\n\n- {{ t.value('v', k='north') }}\n"
ROWS = "k,v\nnorth,1\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"content/01.md": SLIDE.replace("north", "north\u200b")}, "RD206 no row of `t` has k=north‹U+200B›"),
        ({"content/01.md": SLIDE.replace("north", "no\u00a0rth")}, "RD206 no row of `t` has k=no‹U+00A0›rth"),
        ({"content/01.md": SLIDE.replace("'v'", "'v\u00ad'")}, "RD203 table `t` has no column `v‹U+00AD›`"),
        ({"data/t.csv": "k,v\u200b\nnorth,1\n"}, "v‹U+200B›"),
        ({"content/01.md": SLIDE.replace("#a", "#a layout=bul\u200blets")}, "bul‹U+200B›lets"),
        ({"data/datapackage.yaml": PACKAGE.replace("name: v", "name: 'v\u2060'")}, "v‹U+2060›"),
        ({"content/report.yaml": "id: t\ntit\u200ble: T\n"}, "tit‹U+200B›le"),
        ({"content/01.md": SLIDE.replace("t.value", "t\u00ad.value")}, "‹U+00AD›"),
        ({"content/01.md": SLIDE + "- right \u202eto left\n"}, "RD005 unsupported control character: U+202E"),
    ],
)
def test_a_character_that_nobody_sees_is_spelled(files: dict[str, str], told: str, tmp_path: Path) -> None:
    project = built(tmp_path, {"content/01.md": SLIDE, "data/t.csv": ROWS, **files})
    messages = "\n".join(f"{found.code} {found.message} {found.hint}" for found in project.told)
    assert told in messages
    shown = present(project.told, root=tmp_path)
    assert not set(shown) & set("\u200b\u00ad\u2060\u202e\ufeff")


def test_what_belongs_to_a_sentence_or_a_number_stays() -> None:
    assert spelled("“5\u00a0%” of `1\u202f234`, می\u200cخواهم") == "“5\u00a0%” of `1\u202f234`, می\u200cخواهم"
    assert spelled("`a\u00a0b` and “a\u200bb”") == "`a‹U+00A0›b` and “a‹U+200B›b”"
