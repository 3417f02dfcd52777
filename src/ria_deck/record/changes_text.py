"""Changes as lines for the terminal, or as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ria_deck.record.changes import Changes, SlideChange, TableChange, TextChange, ValueChange
from ria_deck.record.changes_in_rows import rows_in_words, shown_of
from ria_deck.record.printed import for_markdown, on_one_line, printable

ROWS_SHOWN = 12


def summary(changes: Changes) -> str:
    """One line: how much moved, on how many slides, in which languages."""
    if changes.nothing:
        return "since the last build: no text or number changed"
    parts: list[str] = []
    changed = [table for table in changes.tables if table.status == "changed"]
    if changed:
        parts.append(moves(changed) + " in " + ", ".join(table.name for table in changed))
    parts += [f"the table {table.name} is {table.status}" for table in changes.tables if table.status != "changed"]
    slides = {(s.batch_id, s.edition, s.slide) for s in changes.slides}
    rows = set(filter(None, (s.batch_id for s in changes.slides)))
    languages = list(dict.fromkeys(s.language for s in changes.slides))
    if slides:
        values = _moved_values(changes)
        moved = _count(len(values), "value") if values else "words"
        parts.append(f"{moved} on {_count(len(slides), 'slide')} ({', '.join(languages)})")
    if rows:
        parts[-1] += f" in {_count(len(rows), 'row')}"
    return "since the last build: " + "; ".join(parts)


def _moved_values(changes: Changes) -> set[tuple[str, ...]]:
    """The values that moved, each once whatever the languages."""
    texts = ((slide.slide, text) for slide in changes.slides for text in slide.texts)
    return {(slide, text.place, v.point, v.old_text, v.new_text) for slide, text in texts for v in text.values}


def moves(tables: Iterable[TableChange]) -> str:
    """How many cells, rows and columns of tables moved, in words."""
    found = list(tables)
    cells = sum(len(table.revised) for table in found)
    rows = sum(len(table.added) + len(table.removed) for table in found)
    columns = sum(len(table.added_columns) + len(table.removed_columns) for table in found)
    renamed = sum(len(table.renamed_columns) + len(table.renamed) + table.reordered for table in found)
    counted = [_count(cells, "cell") + " revised"] if cells or not (rows or columns or renamed) else []
    counted += [
        f"{_count(number, noun)} added or removed" for number, noun in ((rows, "row"), (columns, "column")) if number
    ]
    counted += ["rows or columns renamed or reordered"] if renamed else []
    return ", ".join(counted)


def as_text(changes: Changes, threshold: float) -> str:
    """For the terminal. Values that moved by more than `threshold` (a share of the old value) carry a `!`."""
    return "\n".join(_lines(printable(changes, on_one_line), threshold, markdown=False)) + "\n"


def as_markdown(changes: Changes, threshold: float) -> str:
    """For a pull request's comment."""
    return "\n".join(_lines(printable(changes, for_markdown), threshold, markdown=True)) + "\n"


def _lines(changes: Changes, threshold: float, *, markdown: bool) -> Iterator[str]:
    if changes.nothing and not changes.files:
        yield "Nothing changed."
        return
    if changes.nothing:
        yield "No text, number or table changed."
    yield from _files(changes, markdown=markdown)
    yield from _head("Tables", changes.tables, markdown=markdown)
    for table in changes.tables:
        yield from _table(table, threshold, markdown=markdown)
    yield from _head("Slides", changes.slides, markdown=markdown)
    for (rows, group), rest in shown_of(changes.slides):
        yield from _slide(rows, group, threshold, markdown=markdown)
        if rest:
            yield f"{'  - ' if markdown else '    '}it changed in {rows_in_words(rest)} too"


def _files(changes: Changes, *, markdown: bool) -> Iterator[str]:
    """The files that changed beside the tables, and the deliverables that a reader sees no words of it in."""
    yield from _head("Files", changes.files, markdown=markdown)
    for path in changes.files:
        yield f"- `{path}`" if markdown else f"  {path}"


def _head(title: str, found: Iterable[object], *, markdown: bool) -> Iterator[str]:
    if list(found):
        yield f"## {title}" if markdown else title
        if markdown:
            yield ""


def table_as_text(table: TableChange, threshold: float) -> str:
    """One table for the terminal."""
    return "\n".join(_table(printable(table, on_one_line), threshold, markdown=False))


def _table(table: TableChange, threshold: float, *, markdown: bool) -> Iterator[str]:
    name = f"**{table.name}** (`{table.path}`)" if markdown else f"  {table.name} ({table.path})"
    bullet = "- " if markdown else "    "
    yield f"- {name}" if markdown else name
    if table.status != "changed":
        yield f"{'  ' if markdown else ''}{bullet}the table is {table.status}"
    lines = [f"new column {name}" for name in table.added_columns]
    lines += [f"removed column {name}" for name in table.removed_columns]
    lines += [f"column {then} is now {now}" for then, now in table.renamed_columns]
    for cell in table.revised:
        mark = "! " if cell.share is not None and abs(cell.share) > threshold else ""
        lines.append(f"{mark}{cell.row} {cell.column}: {cell.old} → {cell.new}{_share(cell.share)}")
    lines += [f"row {then} is now {now}" for then, now in table.renamed]
    lines += ["rows reordered"] if table.reordered else []
    lines += [f"removed {row}" for row in table.removed] + [f"added {row}" for row in table.added]
    for line in lines[:ROWS_SHOWN]:
        yield f"{'  ' if markdown else ''}{bullet}{line}"
    if len(lines) > ROWS_SHOWN:
        yield f"{'  ' if markdown else ''}{bullet}and {len(lines) - ROWS_SHOWN} more"


def _slide(rows: Sequence[str], languages: Sequence[SlideChange], threshold: float, *, markdown: bool) -> Iterator[str]:
    first = languages[0]
    place = f"{first.edition}/{first.slide}" if first.edition else first.slide
    where = (f" ({first.source})" if first.source else "") + (f", {rows_in_words(rows)}" if rows else "")
    yield f"- **{place}**{where}" if markdown else f"  {place}{where}"
    for change in languages:
        indent = "  - " if markdown else "    "
        if change.status != "changed":
            yield f"{indent}{change.language}: the slide is {change.status}: {change.title}"
        if change.facts and not any(change.facts == other.facts for other in languages[: languages.index(change)]):
            yield from (f"{indent}{fact}" for fact in change.facts)
        for text in change.texts:
            yield from _text(change.language, text, threshold, indent)
        for beside in change.beside if change is first else ():
            yield f"{indent}{change.language}: next to a changed number, please review: {beside}"


def _text(language: str, text: TextChange, threshold: float, indent: str) -> Iterator[str]:
    if text.cause == "words":
        yield f"{indent}{language} {text.place}: {text.old} → {text.new}"
    elif text.cause == "form":
        yield f"{indent}{language} {text.place}{f' ({text.at})' if text.at else ''}: {text.new}"
        yield f"{' ' * len(indent)}  {text.forms[0] or 'plain'} → {text.forms[1] or 'plain'}"
    elif text.cause == "order":
        yield f"{indent}{language} {text.place}: {text.new}: in another order"
    elif text.cause in {"new", "gone"}:
        yield f"{indent}{language} {text.place}: {text.cause}: {text.new or text.old}"
    else:
        if text.new and not all(value.point for value in text.values):
            yield f"{indent}{language} {text.place}: {text.new}"
        elif text.new:
            yield f"{indent}{language} {text.place} {text.new}:"
        for value in text.values:
            yield f"{' ' * len(indent)}  {_value(value, threshold)}"


def _value(value: ValueChange, threshold: float) -> str:
    mark = "! " if value.share is not None and abs(value.share) > threshold else ""
    point = f"{value.point}: " if value.point else ""
    shown = f" ({value.old_text or '–'} → {value.new_text or '–'})" if value.old_text or value.new_text else ""
    return f"{mark}{point}{_raw(value.old)} → {_raw(value.new)}{_share(value.share)}{shown}"


def _raw(value: object) -> str:
    return "nothing" if value is None else str(value)


def _share(share: float | None) -> str:
    return "" if share is None else f" ({share:+.1%})"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
