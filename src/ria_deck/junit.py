"""Diagnostics as a JUnit report, which CI systems show as tests: errors fail, warnings are skipped, notes pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from ria_deck.diagnostics import Diagnostic, Severity

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_junit(found: Sequence[Diagnostic]) -> str:
    """One suite with a test for each diagnostic; without any, one test that passes."""
    severities = [one.severity for one in found]
    counts = {
        "tests": str(max(len(found), 1)),
        "failures": str(severities.count(Severity.ERROR)),
        "skipped": str(severities.count(Severity.WARNING)),
        "errors": "0",
    }
    suites = ElementTree.Element("testsuites", {"name": "ria-deck", **counts})
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "ria-deck", **counts})
    if not found:
        ElementTree.SubElement(suite, "testcase", {"name": "no errors, no warnings", "classname": "ria-deck"})
    for one in found:
        _add_case(suite, one)
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def _add_case(suite: ElementTree.Element, one: Diagnostic) -> None:
    place = {"classname": one.span.path, "file": one.span.path} if one.span else {"classname": "ria-deck"}
    if one.span is not None and not one.span.place:
        place["line"] = str(one.span.line)
    case = ElementTree.SubElement(suite, "testcase", {"name": _clean(f"{one.code} {one.message}"), **place})
    words = [f"{one.span}: {one.message}" if one.span else one.message, one.label, str(one.rows or ""), one.hint]
    words += [f"{span}: {said}" for span, said in one.related]
    text = _clean("\n".join(part for part in words if part))
    match one.severity:
        case Severity.ERROR:
            failure = ElementTree.SubElement(case, "failure", {"message": _clean(one.message), "type": one.code})
            failure.text = text
        case Severity.WARNING:
            ElementTree.SubElement(case, "skipped", {"message": _clean(one.message)})
            ElementTree.SubElement(case, "system-out").text = text
        case Severity.NOTE:
            ElementTree.SubElement(case, "system-out").text = text


def _clean(text: str) -> str:
    return _REFUSED.sub("\ufffd", text)
