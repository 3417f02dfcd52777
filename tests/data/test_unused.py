"""What a package has and no deck uses: tables, and sources of none but those."""

from __future__ import annotations

from pathlib import Path

from ria_deck.data.package import load_package
from ria_deck.data.unused import tell_unused
from ria_deck.diagnostics import Report

PACKAGE = """\
sources: [{name: s, title: S}, {name: of-unused, title: U}, {name: named, title: N}]
resources:
- {name: used, path: a.csv, sources: [{name: s}]}
- {name: other, path: b.csv, sources: [{name: of-unused}]}
"""


def test_a_source_of_tables_that_nobody_uses_is_unused_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/datapackage.yaml").write_text(PACKAGE, "utf-8")
    report = Report()
    tell_unused(load_package(tmp_path, Report()), {"used"}, {"named"}, report)
    assert [(found.code, found.message) for found in report.diagnostics] == [
        ("RD334", "the table `other` is never used"),
        ("RD335", "the source `of-unused` is never used"),
    ]
