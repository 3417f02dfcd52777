"""Changes as one self-contained HTML page, with pictures of the changed pages where there are any."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator, Sequence
from itertools import groupby

from ria_deck.record.changes import Changes, SlideChange, TableChange, TextChange
from ria_deck.record.changes_in_rows import rows_in_words, shown_of
from ria_deck.record.changes_text import summary
from ria_deck.record.pages import MOST_ROWS, DifferingPage

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;color:#14283c;max-width:70rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:1px solid #c6d4df}h3{margin:1.6rem 0 .3rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #c6d4df}
td.n{text-align:right;font-variant-numeric:tabular-nums}.far{color:#c4451d;font-weight:600}
del{color:#5e6e7d}ins{text-decoration:none;background:#eaf0f5}.beside{color:#5e6e7d}
.pages{display:flex;gap:1rem;margin:.6rem 0}.pages figure{margin:0;flex:1}.pages img{width:100%;border:1px solid #c6d4df}
small{color:#5e6e7d}
"""


def as_html(changes: Changes, threshold: float, pages: Sequence[DifferingPage]) -> str:
    """The page; slides and handouts' pages that differ stand side by side."""
    parts = [f"<h1>What changed</h1><p>{html.escape(summary(changes))}</p>"]
    if changes.tables:
        parts.append("<h2>Tables</h2>")
        parts += [_table(table, threshold) for table in changes.tables]
    if changes.slides:
        parts += ["<h2>Slides</h2>", *_slides(changes, threshold)]
    if changes.files:
        files = "".join(f"<li>{html.escape(path)}</li>" for path in changes.files)
        parts.append(f"<h2>Files</h2><ul>{files}</ul>")
    differing = set(filter(None, (slide.batch_id for slide in changes.slides)))
    parts += _pages(pages, more=bool(pages) and len(differing) > MOST_ROWS)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>What changed</title><style>{_STYLE}</style>'
        f"</head><body>{''.join(parts)}</body></html>\n"
    )


def _slides(changes: Changes, threshold: float) -> Iterator[str]:
    """Each slide with what changed on it; of a batch, where else it did."""
    for (rows, group), rest in shown_of(changes.slides):
        yield from (_slide(slide, rows, threshold) for slide in group)
        if rest:
            yield f"<p>It changed in {html.escape(rows_in_words(rest))} too.</p>"


def _table(table: TableChange, threshold: float) -> str:
    rows = [
        f"<tr><td></td><td>{html.escape(name)}</td><td colspan=3>new column</td></tr>" for name in table.added_columns
    ]
    rows += [
        f"<tr><td></td><td>{html.escape(name)}</td><td colspan=3>column removed</td></tr>"
        for name in table.removed_columns
    ]
    rows += [f"<tr><td>{html.escape(row)}</td><td colspan=4>new row</td></tr>" for row in table.added]
    rows += [f"<tr><td>{html.escape(row)}</td><td colspan=4>row removed</td></tr>" for row in table.removed]
    facts = [f"column {then} is now {now}" for then, now in table.renamed_columns]
    facts += [f"row {then} is now {now}" for then, now in table.renamed]
    facts += ["rows reordered"] if table.reordered else []
    rows += [f"<tr><td colspan=5>{html.escape(fact)}</td></tr>" for fact in facts]
    for cell in table.revised:
        rows.append(
            f"<tr><td>{html.escape(cell.row)}</td><td>{html.escape(cell.column)}</td><td class=n><del>{_raw(cell.old)}</del>"
            f"</td><td class=n><ins>{_raw(cell.new)}</ins></td>{_share(cell.share, threshold)}</tr>"
        )
    status = "" if table.status == "changed" else f" – the table is {table.status}"
    head = f"<h3>{html.escape(table.name)} <small>{html.escape(table.path)}{status}</small></h3>"
    return f"{head}<table>{''.join(rows)}</table>"


def _slide(slide: SlideChange, rows: Sequence[str], threshold: float) -> str:
    edition = f"{slide.edition} · " if slide.edition else ""
    status = "" if slide.status == "changed" else f" – {slide.status}"
    head = (
        f"<h3>{html.escape(slide.title)} <small>{html.escape(edition)}{html.escape(slide.language)} · "
        f"{html.escape(slide.source)}{status}{html.escape(f' · {rows_in_words(rows)}' if rows else '')}</small></h3>"
    )
    head += "".join(f"<p>{html.escape(fact)}</p>" for fact in slide.facts)
    beside = "".join(f"<p class=beside>Next to a changed number: {html.escape(text)}</p>" for text in slide.beside)
    return head + "".join(_text(text, threshold) for text in slide.texts) + beside


def _text(text: TextChange, threshold: float) -> str:
    old = f"<del>{html.escape(text.old)}</del><br>" if text.old and text.old != text.new else ""
    new = f"<ins>{html.escape(text.new)}</ins>" if text.new else ""
    if text.cause == "form":
        before, after = (html.escape(form or "plain") for form in text.forms)
        new += f"<br><del>{before}</del> <ins>{after}</ins>"
    new += "<br>in another order" if text.cause == "order" else ""
    rows = "".join(
        f"<tr><td>{html.escape(value.point)}</td><td class=n><del>{_raw(value.old)}</del></td><td class=n><ins>"
        f"{_raw(value.new)}</ins></td>{_share(value.share, threshold)}<td>{html.escape(_cells(value.cells))}</td></tr>"
        for value in text.values
    )
    table = f"<table>{rows}</table>" if rows else ""
    place = f"{text.place} · {text.at}" if text.at else text.place
    return f"<p><small>{html.escape(place)}</small><br>{old}{new}</p>{table}"


def _cells(cells: tuple[tuple[str, str, str], ...]) -> str:
    return "; ".join(f"{path} [{row}] {column}" for path, row, column in cells[:4])


def _raw(value: object) -> str:
    return "–" if value is None else html.escape(str(value))


def _share(share: float | None, threshold: float) -> str:
    if share is None:
        return "<td></td>"
    far = " far" if abs(share) > threshold else ""
    return f'<td class="n{far}">{share:+.1%}</td>'


def _pages(pages: Sequence[DifferingPage], *, more: bool) -> Iterator[str]:
    if pages:
        yield "<h2>Slides and pages, before and after</h2>"
    if more:
        yield f"<p>Of the first {MOST_ROWS} rows that differ.</p>"
    for path, group in groupby(pages, key=lambda page: page.path):
        yield f"<h3>{html.escape(path)}</h3>"
        for page in group:
            yield (
                f"<div class=pages>{_picture(page.before, f'{path}, {page.number}, before')}"
                f"{_picture(page.after, f'{path}, {page.number}, after')}</div>"
            )


def _picture(png: bytes | None, alt: str) -> str:
    if png is None:
        return "<figure></figure>"
    data = base64.b64encode(png).decode("ascii")
    return f'<figure><img alt="{html.escape(alt)}" src="data:image/png;base64,{data}"></figure>'
