"""Find what PowerPoint, a screen reader or a reviewer would stumble over in a deck.

This is what every build asks about its own decks: only zip and XML, some milliseconds. The full judges of the format
(the Open XML SDK and others) run in the tests; these rules see what those don't, and were tried against planted faults.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ria_deck.check import chart_rules, package_rules, slide_rules
from ria_deck.check.opc import Package, PackageError
from ria_deck.diagnostics import Diagnostic, Severity

Rule = Callable[[Package], Iterator[str]]

_HINT = "this is an error in the template in templates/ or in ria-deck itself; don't hand out the file"

# code, how bad, the function that finds it
RULES: tuple[tuple[str, Severity, Rule], ...] = (
    ("RD721", Severity.ERROR, package_rules.damaged_part),
    ("RD722", Severity.ERROR, package_rules.no_presentation),
    ("RD723", Severity.ERROR, package_rules.duplicate_name),
    ("RD724", Severity.ERROR, package_rules.entry_date),
    ("RD725", Severity.ERROR, package_rules.ill_formed_xml),
    ("RD726", Severity.ERROR, package_rules.doctype),
    ("RD727", Severity.ERROR, package_rules.missing_content_type),
    ("RD728", Severity.ERROR, package_rules.wrong_content_type),
    ("RD729", Severity.ERROR, package_rules.phantom_override),
    ("RD730", Severity.ERROR, package_rules.missing_target),
    ("RD731", Severity.ERROR, package_rules.duplicate_relation),
    ("RD732", Severity.ERROR, package_rules.unknown_relation),
    ("RD733", Severity.ERROR, package_rules.orphan_part),
    ("RD734", Severity.ERROR, package_rules.external_target),
    ("RD735", Severity.ERROR, package_rules.active_content),
    ("RD740", Severity.ERROR, slide_rules.repeated_slide_id),
    ("RD741", Severity.ERROR, slide_rules.repeated_layout_id),
    ("RD742", Severity.ERROR, slide_rules.repeated_shape_id),
    ("RD743", Severity.ERROR, slide_rules.slide_without_layout),
    ("RD744", Severity.ERROR, slide_rules.unknown_placeholder),
    ("RD745", Severity.ERROR, slide_rules.broken_notes),
    ("RD746", Severity.ERROR, slide_rules.broken_sections),
    ("RD747", Severity.ERROR, slide_rules.ragged_table),
    ("RD748", Severity.ERROR, slide_rules.empty_text_body),
    ("RD749", Severity.ERROR, slide_rules.text_without_language),
    ("RD750", Severity.ERROR, slide_rules.missing_alt_text),
    ("RD751", Severity.ERROR, slide_rules.missing_title),
    ("RD752", Severity.WARNING, slide_rules.repeated_title),
    ("RD753", Severity.ERROR, slide_rules.outside_slide),
    ("RD754", Severity.ERROR, slide_rules.bad_value),
    ("RD760", Severity.ERROR, chart_rules.broken_axes),
    ("RD761", Severity.ERROR, chart_rules.missing_workbook),
    ("RD762", Severity.ERROR, chart_rules.workbook_formula),
    ("RD763", Severity.ERROR, chart_rules.bad_number),
)


def check_package(data: bytes) -> list[Diagnostic]:
    """Every fault that RULES find in a deck, in their order; RD720 alone when it can't be opened as a package."""
    try:
        package = Package(data)
    except PackageError as error:
        return [Diagnostic(code="RD720", severity=Severity.ERROR, message=f"not an Office file: {error}", hint=_HINT)]
    return [
        Diagnostic(code=code, severity=severity, message=message, hint=_HINT if severity is Severity.ERROR else "")
        for code, severity, rule in RULES
        for message in rule(package)
    ]
