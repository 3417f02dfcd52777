"""Every code's page: complete, printed by `explain`, its example one that the tests provoke."""

from __future__ import annotations

import json
import os
import re

import pytest
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.code_pages import EXAMPLES, as_text, pages
from ria_deck.codes import CODES
from ria_deck.content.slides.topics import read_topic
from ria_deck.diagnostics import Report
from ria_deck.present import present
from ria_deck.source.text import SourceText
from tests.content.test_markdown_mistakes import MISTAKES
from tests.resolve.expressions.test_expressions import test_faults_are_told_in_words_under_their_place as expressions
from tests.source.test_diagnostics_yaml import INPUTS

MOST_LINES = 24
KINDS = {"report": "content/report.yaml", "credits": "content/images/credits.yaml", "yaml": "YAML", "fence": "a topic"}


def _yaml_examples() -> dict[str, dict[str, str]]:
    """From tests/cases/diagnostics-yaml: for each code the shortest input that says the least beside it."""
    found: dict[str, tuple[tuple[int, int], dict[str, str]]] = {}
    for path in INPUTS:
        text, said = (path.with_suffix(end).read_text(encoding="utf-8") for end in (path.suffix, ".txt"))
        blocks = [block.rstrip() for block in re.split(r"(?m)^(?=(?:error|warning)\[)", said) if "[RD" in block[:12]]
        blocks = [re.sub(r"\n+\d+ (error|warning).*$", "", block).rstrip() for block in blocks]
        kind = path.parent.name
        for block in blocks:
            code = block[block.index("[") + 1 : block.index("]")]
            rank = (len(blocks), len(text))
            if text.count("\n") <= MOST_LINES and (code not in found or rank < found[code][0]):
                found[code] = (rank, {"kind": KINDS.get(kind, f"a {kind} block"), "text": text, "printed": block})
    return {code: example for code, (_, example) in found.items()}


def _topic_examples() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for code, marked, _ in MISTAKES:
        text = marked.replace("«", "").replace("»", "")
        if code in found or text.count("\n") > MOST_LINES:
            continue
        source, report = SourceText("content/01-topic.md", text), Report()
        read_topic(source, "topic", report)
        printed = present(report.diagnostics[:1], texts={source.path: source}).rsplit("\n\n", 1)[0]
        found[code] = {"kind": "a topic", "text": text, "printed": printed}
    return found


def _expression_examples() -> dict[str, dict[str, str]]:
    (mark,) = expressions.pytestmark
    found: dict[str, dict[str, str]] = {}
    for text, code, *_ in mark.args[1]:
        if text:
            found.setdefault(code, {"kind": "an expression", "text": f"{{{{ {text} }}}}"})
    return found


def test_the_examples_are_those_of_the_tests() -> None:
    made = _expression_examples() | _topic_examples() | _yaml_examples()
    written = json.dumps(dict(sorted(made.items())), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("RIA_UPDATE"):
        EXAMPLES.write_text(written, encoding="utf-8")
    assert set(made) <= set(CODES)
    assert EXAMPLES.read_text(encoding="utf-8") == written, "RIA_UPDATE=1 pytest tests/test_code_pages.py writes them"


def test_every_code_says_why_and_how_to_fix_it() -> None:
    assert [code for code, page in pages().items() if not (page.why and page.fix)] == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("RD604", ["no rows match a chart's filters", "Check the filters", "empty frame"]),
        ("rd011", ["a duplicate key in YAML", "Example (YAML)", "title: B", "error[RD011]: duplicate key `title`"]),
        ("RD205", ["Example (an expression)"]),
    ],
)
def test_explain_prints_the_page(code: str, words: list[str]) -> None:
    answer = CliRunner().invoke(app, ["explain", code])
    assert answer.exit_code == 0
    assert all(word in answer.output for word in words), answer.output


def test_a_page_fits_a_terminal() -> None:
    long = {code for code, page in pages().items() if len(as_text(page).splitlines()) > 2 * MOST_LINES}
    assert long == set()
