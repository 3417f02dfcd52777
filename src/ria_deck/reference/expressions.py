"""The words of expressions as a page: names, how they are called, examples evaluated over the starter's tables."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ria_deck.data import load_tables
from ria_deck.diagnostics import Report, Span
from ria_deck.help_pages import words
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.reference.tables import code, table
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.expressions.value_tests import TESTS
from ria_deck.starter import FILES

EXAMPLES = Path(__file__).with_name("examples.toml")
LANGUAGES = ("en", "ja", "ru")
_HEADINGS = {
    "table": ("Functions of tables", "`t` is a table by its name in data/datapackage.yaml."),
    "functions": ("Functions", "They stand alone."),
    "filters": ("Filters", "Written after a bar: `{{ value | filter }}`."),
}


def read_examples() -> dict[str, dict[str, str]]:
    """For functions of tables, functions and filters: name → an expression that uses it."""
    return tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))


def expressions_page() -> str:
    """The page. Examples over the starter's tables are evaluated; one that fails raises ValueError."""
    report = Report()
    tables = load_tables(FILES, report)
    names = {"report": {"date": date(2026, 1, 15)}}
    evaluators = [Evaluator(tables, Formatter(language), names, report) for language in LANGUAGES]
    parts = [
        "# Expressions",
        "In texts `{{ … }}`, in `claims` and `where`. They are evaluated over plain values; no code from content runs. "
        "The examples use the table `loans` of the project that `ria-deck init` writes.",
    ]
    examples = read_examples()
    for kind, (heading, opening) in _HEADINGS.items():
        rows = [
            (code(form), what, code(examples[kind][name]), *_answers(examples[kind][name], evaluators, report))
            for name, (form, what) in words()[kind].items()
        ]
        parts += [f"## {heading}", opening, table(("call", "what it gives", "example", *LANGUAGES), rows)]
    tests = ", ".join(code(name) for name in TESTS if name.isalpha())
    parts += ["## Tests", f"After `is`, and by name in `selectattr`: {tests}."]
    return "\n\n".join(parts) + "\n"


def _answers(example: str, evaluators: list[Evaluator], report: Report) -> Iterator[str]:
    for evaluator in evaluators:
        text, _ = evaluator.value_text(evaluator.evaluate(example, Span(path="examples.toml")))
        if report.failed:
            raise ValueError(f"{example}: {'; '.join(found.message for found in report.diagnostics)}")
        yield text
