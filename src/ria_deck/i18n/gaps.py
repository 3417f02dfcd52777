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
    kinds = (
        (
            "RD410",
            stale,
            [entry for entry in entries if entry.stale],
            ("translations is stale", "translations are stale"),
        ),
        (
            "RD413",
            stale,
            [entry for entry in entries if entry.unreviewed and not entry.misplaced],
            ("translations is marked fuzzy", "translations are marked fuzzy"),
        ),
        (
            "RD411",
            missing,
            [entry for entry in entries if not entry.translation],
            ("texts is not translated", "texts are not translated"),
        ),
    )
    hints = {
        "RD410": f"run `ria-deck i18n update --lang {language}`, then correct the fuzzy entries in {path} and remove `fuzzy`",
        "RD413": f"review them in {path} and remove `fuzzy`",
        "RD411": f"run `ria-deck i18n update --lang {language}`, then fill in each empty msgstr in {path}",
    }
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
    for code, wanted, found, (one, many) in kinds:
        if not found or not wanted:
            continue
        first = next((entry for entry in found if entry.line), found[0])
        rest = "; `-v` lists all" if len(found) > 1 else ""
        report.warning(
            code,
            f"{language}: {len(found)} of {len(entries)} {one if len(found) == 1 else many}",
            first.written(path).span if first.line else _source(first),
            label=f"“{shortened(first.text)}”" + (f" and {len(found) - 1} more" if len(found) > 1 else ""),
            hint=hints[code] + rest,
            related=tuple((_source(entry), f"“{shortened(entry.text)}”") for entry in found),
        )


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a text, in one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _source(entry: Entry) -> Span:
    path, line = entry.places[0]
    return Span(path=path, line=line, end_line=line)
