"""`forms:` of report.yaml: the digits and calendars of languages."""

from __future__ import annotations

from collections.abc import Mapping

from ria_deck.content.report.names import language_problem
from ria_deck.content.report.shape import FormsEntry
from ria_deck.diagnostics import Report
from ria_deck.model.words import LanguageForms
from ria_deck.source.yaml import YamlDocument

_CALENDARS = {"buddhist": ("th", "km", "lo"), "japanese": ("ja",), "minguo": ("zh",)}


def read_forms(document: YamlDocument, given: Mapping[str, FormsEntry], report: Report) -> dict[str, LanguageForms]:
    """By language; a language that isn't one and a calendar that it doesn't have are reported."""
    found: dict[str, LanguageForms] = {}
    for code, entry in given.items():
        problem, meant = language_problem(code)
        languages = _CALENDARS.get(entry.calendar, ())
        if problem:
            label = f"did you mean `{meant}`?" if meant else ""
            report.error("RD032", f"`{code}` {problem}", document.span(("forms", code), key=True), label=label)
        elif languages and code.partition("-")[0] not in languages:
            report.error(
                "RD032",
                f"the calendar `{entry.calendar}` has no words in `{code}`",
                document.span(("forms", code, "calendar")),
                hint=f"it is there for {', '.join(languages)}",
            )
        else:
            found[code] = LanguageForms(digits=entry.digits or "", calendar=entry.calendar)
    return found
