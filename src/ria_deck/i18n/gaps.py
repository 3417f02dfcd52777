"""One warning for each kind of gap in a catalog: stale, unreviewed, missing."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.merge import Entry


def tell_gaps(
    language: str, path: str, entries: Sequence[Entry], report: Report, *, missing: bool = True, stale: bool = True
) -> None:
    """At most three warnings: how many texts of a language are stale, unreviewed and missing; the first at its place in
    the catalog, all as related places in the content. `missing` and `stale` say which are told here at all."""
    for entry in entries:
        if entry.misplaced:
            report.warning(
                "RD404",
                f"{language}: no text has the context `{entry.misplaced}`: “{shortened(entry.text)}”",
                entry.written(path).span,
                label=f"is `{entry.context}`",
                hint=f'write `msgctxt "{entry.context}"`; `ria-deck i18n update --lang {language}` does, and marks it fuzzy',
                related=((_source(entry), "the source text"),),
            )
    update = f"run `ria-deck i18n update --lang {language}`, then"
    is_stale = [entry for entry in entries if entry.stale]
    unreviewed = [entry for entry in entries if entry.unreviewed and not entry.misplaced]
    lacking = [entry for entry in entries if not entry.translation]
    kinds = (
        (
            "RD410",
            stale,
            is_stale,
            "translations {} stale",
            f"{update} correct the fuzzy entries in {path} and remove `fuzzy`",
        ),
        ("RD413", stale, unreviewed, "translations {} marked fuzzy", f"review them in {path} and remove `fuzzy`"),
        ("RD411", missing, lacking, "texts {} not translated", f"{update} fill in each empty msgstr in {path}"),
    )
    for code, wanted, found, form, hint in kinds:
        if found and wanted:
            words = f"{language}: {len(found)} of {len(entries)} {form.format('is' if len(found) == 1 else 'are')}"
            _tell_entries(code, words, found, path, report, hint)


def _tell_entries(code: str, words: str, found: Sequence[Entry], path: str, report: Report, hint: str) -> None:
    """One warning for all entries of a kind, at the first that the catalog has."""
    first, more = next((entry for entry in found if entry.line), found[0]), len(found) - 1
    report.warning(
        code,
        words,
        first.written(path).span if first.line else _source(first),
        label=f"“{shortened(first.text)}”" + (f" and {more} more" if more else ""),
        hint=hint + ("; `-v` lists all" if more else ""),
        related=tuple((_source(entry), f"“{shortened(entry.text)}”") for entry in found),
    )


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a text, in one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _source(entry: Entry) -> Span:
    path, line = entry.places[0]
    return Span(path=path, line=line, end_line=line)
