"""Numbers of per cents keep their size in any form, and keys that look alike are told apart in hints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_project import PACKAGE, built

PER_CENT = PACKAGE.replace("type: number", "type: number, unit: '%'")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("", "44"),
        ("| percent", "44.0%"),
        ("| percent(0)", "44%"),
        ("| number('0.0%')", "44.0%"),
        ("| number('0.00')", "44.00"),
        ("| signed('0%')", "+44%"),
    ],
)
def test_a_number_of_per_cents_is_never_multiplied(tmp_path: Path, form: str, text: str) -> None:
    topic = f"## A {{#a}}\n\n- {{{{ t.value('v', k='a') {form} }}}}\n"
    made = built(tmp_path, {"content/01.md": topic, "data/t.csv": "k,v\na,44\n", "data/datapackage.yaml": PER_CENT})
    assert made.codes == []
    assert made.texts(2)[1] == text


def test_a_hint_shows_what_nobody_sees_in_a_key(tmp_path: Path) -> None:
    files = {"content/01.md": "## A {#a}\n\n- {{ t.value('v', k='c') }}\n", "data/t.csv": "k,v\na,1\na ,2\nb\u00a0,3\n"}
    told = {found.code: found for found in built(tmp_path, files).told}
    assert told["RD206"].hint == "values of `k`: `a`, `a `, `b‹U+00A0›`"
