"""content/locale/glossary.yaml: how each term may be translated in each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ria_deck.diagnostics import Report
from ria_deck.i18n import language as languages
from ria_deck.source.decode import decode
from ria_deck.source.text import read_source
from ria_deck.source.yaml import YamlDocument, load_yaml

FILE = "content/locale/glossary.yaml"

Shape = Mapping[str, Mapping[str, str | tuple[str, ...]]]
"""Term of the source language → language → its translation, or several that are all right.

A translation is looked for anywhere in the text and in any case, so that a stem (`ниигатск`) stands for all of its
forms.
"""


def load_glossary(root: Path, language: str, report: Report) -> dict[str, tuple[str, ...]]:
    """The terms that have a translation in `language`, with what they may be called. Empty without a glossary; every
    mistake in the file is told in `report`."""
    if not (root / FILE).is_file():
        return {}
    source = read_source(root, FILE, report)
    document = load_yaml(source, report) if source is not None else None
    if document is None or document.data is None:
        return {}
    found = decode(Shape, document, report)  # type: ignore[type-abstract]
    terms: dict[str, tuple[str, ...]] = {}
    for term, named in (found or {}).items():
        _check_languages(term, named, document, report)
        words = named.get(language, ())
        words = (words,) if isinstance(words, str) else words
        if not all(map(str.strip, words)):
            report.error("RD436", f"the translation of “{term}” is empty", document.span((term, language)))
        elif words:
            terms[term] = tuple(words)
    return terms


def _check_languages(term: str, codes: Iterable[str], document: YamlDocument, report: Report) -> None:
    for code in codes:
        try:
            languages.language(code)
        except ValueError as error:
            report.error("RD436", str(error), document.span((term, code), key=True))
