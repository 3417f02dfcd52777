"""What a build did with each row of a batch, as one self-contained page."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ria_deck.diagnostics import Diagnostic, Severity
from ria_deck.record.rows_table import FALSE_CLAIM, claim_of, place_of

NAME = "batch.html"  # in the output folder
MARK = '<meta name="generator" content="ria-deck batch">'

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;color:#14283c;max-width:80rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}
table{border-collapse:collapse;width:100%}caption{text-align:start;color:#5e6e7d;padding-bottom:.4rem}
td,th{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #c6d4df}
thead th{border-bottom:2px solid #14283c}td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}
.no{color:#c4451d;font-weight:600}small,.quiet{color:#5e6e7d}a{color:inherit}
.wide{overflow-x:auto}ul{margin:0;padding-inline-start:1.2rem}
@media(prefers-color-scheme:dark){body{background:#10202f;color:#e6edf3}thead th{border-color:#e6edf3}
td,th{border-color:#33475a}caption,small,.quiet{color:#9fb2c3}.no{color:#ff8a66}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """A row after a build: `label` is what people call it, `files` are its deliverables below the output folder, `missing`
    the languages whose files were not written."""

    batch_id: str
    label: str
    files: tuple[str, ...]
    missing: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def claims(self) -> tuple[Diagnostic, ...]:
        """Its claims that are false."""
        return tuple(one for one in self.diagnostics if one.code == FALSE_CLAIM)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Its other errors."""
        return tuple(one for one in self.diagnostics if one.severity is Severity.ERROR and one.code != FALSE_CLAIM)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Its warnings."""
        return tuple(one for one in self.diagnostics if one.severity is Severity.WARNING)


def remove_page(folder: Path) -> None:
    """Remove the page of an earlier build; a file of that name that no build has written stays."""
    place = folder / NAME
    if place.is_file() and MARK.encode() in place.read_bytes():
        place.unlink()


def rows_page(title: str, results: Sequence[RowResult], others: int = 0) -> bytes:
    """The page: which claims are false in which rows, and each row with its files and faults; `others` are the rows that
    the build was not asked for."""
    whole = sum(1 for one in results if not one.missing)
    noun = "row" if len(results) == 1 else "rows"
    head = f"{len(results)} {noun}: {whole} written" + (f", {len(results) - whole} not" if whole < len(results) else "")
    head += f"; {others} others were not asked for" if others else ""
    parts = [f"<h1>{_text(title)}</h1><p>{head}</p>", *_by_fault(results), *_rows(results)]
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{MARK}'
        f'<meta name="viewport" content="width=device-width"><title>{_text(title)}</title><style>{_STYLE}</style></head>'
        f"<body>{''.join(parts)}</body></html>\n"
    ).encode()


def _by_fault(results: Sequence[RowResult]) -> Iterator[str]:
    yield from _faults("Claims that are false", [(one.batch_id, found) for one in results for found in one.claims])
    yield from _faults("Other errors", [(one.batch_id, found) for one in results for found in one.errors])


def _faults(heading: str, found: Sequence[tuple[str, Diagnostic]]) -> Iterator[str]:
    """Faults by their places, each with the words of the first row that has it."""
    faults: dict[tuple[str, int, str, str], tuple[Diagnostic, dict[str, None]]] = {}
    for row, fault in found:
        span = fault.span
        at = (span.path, span.line, span.place) if span else ("", 0, fault.message)
        faults.setdefault((*at, fault.code), (fault, {}))[1][row] = None
    if not faults:
        return
    yield f"<h2>{heading}</h2><table><thead><tr><th>What<th>Where<th class=n>Rows<th>Which</tr></thead><tbody>"
    for _, (fault, rows) in sorted(faults.items(), key=lambda item: item[0]):
        links = ", ".join(f'<a href="#{_text(row)}">{_text(row)}</a>' for row in rows)
        yield (
            f"<tr><td>{_text(_claim_or_code(fault))}<td><small>{_text(place_of(fault))}</small><td class=n>{len(rows)}"
            f"<td>{links}</tr>"
        )
    yield "</tbody></table>"


def _claim_or_code(found: Diagnostic) -> str:
    return f"“{claim_of(found)}”" if found.code == FALSE_CLAIM else f"{found.code}: {found.message}"


def _rows(results: Sequence[RowResult]) -> Iterator[str]:
    yield "<h2>Rows</h2><div class=wide><table><thead><tr><th>Row<th>Name<th>Files<th>Claims that are false<th>Other errors"
    yield "<th class=n>Warnings</tr></thead><tbody>"
    for one in results:
        missing = f"<span class=no>not written: {_text(', '.join(one.missing))}</span>" if one.missing else ""
        files = " ".join(f'<a href="{quote(path)}">{_text(path.rpartition("/")[2])}</a>' for path in one.files)
        yield (
            f'<tr id="{_text(one.batch_id)}"><th scope=row>{_text(one.batch_id)}<td>{_text(one.label)}'
            f"<td>{'<br>'.join(filter(None, (missing, files)))}<td>{_list(map(_claim, one.claims))}"
            f"<td>{_list(map(_error, one.errors))}<td class=n>{len(one.warnings) or ''}</tr>"
        )
    yield "</tbody></table></div>"


def _claim(found: Diagnostic) -> str:
    """The claim with the values that it saw, which stand in the second line of the hint where there are any."""
    seen = found.hint.split("\n")[1:-1]
    return f"“{_text(claim_of(found))}” <small>{_text(' '.join(seen))}</small>"


def _error(found: Diagnostic) -> str:
    return f"{_text(found.code)}: {_text(found.message)} <small>{_text(place_of(found))}</small>"


def _list(items: Iterator[str]) -> str:
    found = list(items)
    return f"<ul>{''.join(f'<li>{item}' for item in found)}</ul>" if found else ""


def _text(text: str) -> str:
    return html.escape(" ".join(text.split()))
