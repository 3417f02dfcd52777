"""Bad YAML in, the very words that people get out: one readable case a file under tests/cases/diagnostics-yaml/."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from ria_deck.content.blocks.decode import (
    decode_chart,
    decode_claims,
    decode_kpi,
    decode_map,
    decode_process,
    decode_table,
    decode_timeline,
)
from ria_deck.content.report.credits import load_credits
from ria_deck.content.report.report import load_report
from ria_deck.diagnostics import Report
from ria_deck.present import present
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import YamlDocument, load_yaml

CASES = Path(__file__).resolve().parent.parent / "cases" / "diagnostics-yaml"
INPUTS = sorted(path for path in CASES.rglob("*") if path.suffix in (".yaml", ".md") and path.parent != CASES)


def _name(path: Path) -> str:
    return path.relative_to(CASES).with_suffix("").as_posix()


def _decode(kind: str, document: YamlDocument | None, report: Report) -> None:
    match kind if document is not None else "":
        case "chart":
            decode_chart(document, "c", "slide", report)
        case "table":
            decode_table(document, "t", "slide", report)
        case "map":
            decode_map(document, "m", "slide", report)
        case "timeline":
            decode_timeline(document, "t", "slide", report)
        case "kpi":
            decode_kpi(document, "k", "slide", report)
        case "process":
            decode_process(document, "p", "slide", report)
        case "claims":
            decode_claims(document, report)


def _diagnostics(path: Path, folder: Path) -> str:
    report, kind, text = Report(), path.parent.name, path.read_text(encoding="utf-8")
    content = folder / "content"
    (content / "images").mkdir(parents=True)
    for name in ("01-intro.md", "02-business.md", "images/map.png"):
        (content / name).touch()
    if kind == "report":
        (content / "report.yaml").write_text(text, encoding="utf-8")
        load_report(folder, report)
    elif kind == "credits":
        (content / "images" / "credits.yaml").write_text(text, encoding="utf-8")
        load_credits(folder, report)
    elif kind == "fence":
        source = SourceText("content/01-intro.md", text)
        fence = re.search(r"^([ >]*)```\{(\w+)\}\n(.*?)^[ >]*```", text, re.DOTALL | re.MULTILINE)
        assert fence is not None
        document = load_yaml(source, report, start=fence.start(3), end=fence.end(3))
        _decode(fence[2], document, report)
        return present(report.diagnostics, texts={source.path: source})
    else:
        source = SourceText(f"{kind}.yaml", text)
        _decode(kind, load_yaml(source, report), report)
        return present(report.diagnostics, texts={source.path: source})
    return present(report.diagnostics, root=folder)


@pytest.mark.parametrize("path", INPUTS, ids=_name)
def test_what_is_said_about_bad_yaml_is_what_was_agreed(path: Path, tmp_path: Path) -> None:
    said = _diagnostics(path, tmp_path)
    expected = path.with_suffix(".txt")
    if os.environ.get("RIA_UPDATE"):
        expected.write_text(said, encoding="utf-8")
    assert "error[RD0" in said
    assert said == expected.read_text(encoding="utf-8")


def test_no_expectation_is_left_without_its_input() -> None:
    inputs = {path.with_suffix("") for path in INPUTS}
    assert [path.name for path in CASES.rglob("*.txt") if path.with_suffix("") not in inputs] == []
