"""Resolve a `{timeline}` block into its events in the order of time, not yet laid out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from ria_deck.content.specs.slides import TimelineSpec
from ria_deck.data.table import DataTable, Row
from ria_deck.diagnostics import Span
from ria_deck.i18n.data_messages import column_message
from ria_deck.i18n.forms.format_parts import parse_spec
from ria_deck.i18n.forms.formats import FormatError
from ria_deck.i18n.forms.partial_dates import as_date, day_after
from ria_deck.i18n.forms.prose_forms import interval
from ria_deck.model.text import Paragraph, Run
from ria_deck.model.timeline import Timeline, TimelineEvent
from ria_deck.model.value import Value, union
from ria_deck.resolve.context import Context
from ria_deck.resolve.expressions.key_index import read_cell
from ria_deck.resolve.expressions.table_rows import cell_text, chosen_rows, tell_no_rows
from ria_deck.resolve.palette import group_colors
from ria_deck.resolve.text import optional_text, required_text, resolve_text
from ria_deck.source.nearest import did_you_mean

MOST_EVENTS = 60  # twice what finds room on a slide


def resolve_timeline(spec: TimelineSpec, context: Context) -> Timeline | None:
    """The timeline, not yet laid out; faults are told in the report and give None."""
    table = context.tables.find(spec.data, spec.data_span)
    if table is None or not _known_columns(spec, table, context):
        return None
    rows = _rows(spec, table, context)
    if rows is None:
        return None
    names = [str(row.raw(spec.group)) for row in rows] if spec.group else [""]
    colors = group_colors(names, context.theme, context.report, spec.group_span or spec.span)
    if colors is None:
        return None
    events = [_event(row, table, colors, spec, context) for row in rows]
    known = [event for event in events if event is not None]
    if len(known) < len(events):
        return None
    alt = required_text(spec.alt, context, "the alternative text")
    columns = (spec.date, spec.label, *((spec.group,) if spec.group else ()))
    heads = [resolve_text(column_message(table.name, table.field(name)), context) for name in columns]
    return Timeline(
        name=spec.name,
        alt=alt.text,
        strings=(alt,),
        events=tuple(sorted(known, key=lambda event: event.day)),
        heads=tuple(head.text for head in heads),
        caption=optional_text(spec.caption, context),
        note=optional_text(spec.note, context),
        source=optional_text(spec.source, context),
    )


def _rows(spec: TimelineSpec, table: DataTable, context: Context) -> Sequence[Row] | None:
    """The rows that become events; None, reported, where there are none or too many."""
    rows = chosen_rows(table, context.evaluator, spec.where, spec.sort, spec.limit, spec.span)
    if rows is None:
        return None
    if not rows:
        tell_no_rows("RD651", "timeline", spec, context.report)
        return None
    if len(rows) > MOST_EVENTS:
        context.report.error(
            "RD654",
            f"{len(rows):,} rows of `{spec.data}` are too many events for a timeline; the limit is {MOST_EVENTS}",
            spec.data_span,
            hint="select some with `where` or `limit`, or write a {table}",
        )
        return None
    return rows


def _known_columns(spec: TimelineSpec, table: DataTable, context: Context) -> bool:
    asked: list[tuple[str, Span | None]] = [(spec.date, spec.date_span), (spec.label, spec.label_span)]
    asked += [(name, span) for name, span in ((spec.until, spec.until_span), (spec.group, spec.group_span)) if name]
    asked += [(name, spec.span) for name, _ in spec.sort]
    unknown = [(name, span) for name, span in asked if name not in table.columns]
    for name, span in unknown:
        words = f"the table `{spec.data}` has no column `{name}`"
        context.report.error("RD601", words, span, label=did_you_mean(name, table.column_names))
    return not unknown


def _event(
    row: Row, table: DataTable, colors: dict[str, str], spec: TimelineSpec, context: Context
) -> TimelineEvent | None:
    language = context.target.code
    when = table.value(row.index, spec.date)
    label = read_cell(table, row.index, spec.label, language)
    for column, value, span in ((spec.date, when, spec.date_span), (spec.label, label, spec.label_span)):
        if value.raw is None:
            context.report.error(
                "RD652",
                f"an event of the timeline has no `{column}`",
                span,
                hint="filter the row out with `where`, or fill in the cell",
                related=((table.span_of(row.index, column), "this cell"),),
            )
            return None
    until = table.value(row.index, spec.until) if spec.until else Value(raw=None)
    days = _days(row, table, when, until, spec, context)
    date = _date(when, until, spec, context) if days is not None else None
    if days is None or date is None:
        return None
    day, end = days
    text = _text(label, spec.label, spec.label_span, context)
    group = _group(row, table, spec, context)
    if text is None or group is None:
        return None
    key = str(row.raw(spec.group)) if spec.group else ""
    return TimelineEvent(date=date, label=text, day=day, end=end, color=colors[key], group=group)


def _days(
    row: Row, table: DataTable, when: Value, until: Value, spec: TimelineSpec, context: Context
) -> tuple[int, int | None] | None:
    """The first day of an event, and the day after its last one where it lasts."""
    found: list[tuple[dt.date, str]] = []
    for column, value, span in ((spec.date, when, spec.date_span), (spec.until, until, spec.until_span)):
        if value.raw is None:
            continue
        try:
            found.append(as_date(value.raw))
        except FormatError as problem:
            context.report.error(
                "RD650",
                f"`{column}` of `{spec.data}` contains no dates: {problem}",
                span,
                hint="declare the column as date, yearmonth or year in data/datapackage.yaml",
                related=((table.span_of(row.index, column), "this cell"),),
            )
            return None
    first = found[0][0].toordinal()
    if len(found) < 2:
        return first, None
    end = day_after(*found[1])
    if end <= first:
        context.report.error(
            "RD656",
            f"an event of the timeline ends (`{spec.until}`) before it begins (`{spec.date}`)",
            spec.until_span,
            hint="correct the cell, or leave it empty for an event of one day",
            related=((table.span_of(row.index, spec.until), "this cell"),),
        )
        return None
    return first, end


def _date(when: Value, until: Value, spec: TimelineSpec, context: Context) -> Paragraph | None:
    """The date as readers see it, both dates of what lasts, with their cells."""
    try:
        shown = context.formatter.date(when.raw, _style(spec.format, when))
        if until.raw is not None:
            last = context.formatter.date(until.raw, _style(spec.format, until))
            shown = _range(when, until, spec.format, context) or f"{shown} – {last}"
    except FormatError as problem:
        context.report.error("RD214", str(problem), spec.format_span or spec.date_span, hint=problem.hint)
        return None
    cells = replace(when, cells=union(when.cells, until.cells))
    return Paragraph(runs=(Run(text=shown, lang=context.target.tag, value=cells.formatted(shown)),))


def _range(when: Value, until: Value, style: str, context: Context) -> str:
    """Both dates in the language's own form of a range; empty where they have none in a style."""
    if style not in ("", "long", "year", "month"):
        return ""
    try:
        return interval(context.formatter, when.raw, until.raw, "" if style == "long" else style)
    except FormatError:  # of different precision: each is written by itself
        return ""


def _style(given: str, when: Value) -> str:
    """A date's style or pattern: the author's (`date(short)` is `short`), else the column's, else the long one."""
    name, arguments = parse_spec(given)
    if name == "date":
        return str(arguments[0]) if arguments else "long"
    return given or ("" if isinstance(when.raw, int) else when.form) or "long"


def _group(row: Row, table: DataTable, spec: TimelineSpec, context: Context) -> str | None:
    if not spec.group:
        return ""
    value = read_cell(table, row.index, spec.group, context.target.code)
    found = _text(value, spec.group, spec.group_span, context)
    return None if found is None else found.text


def _text(value: Value, column: str, span: Span | None, context: Context) -> Paragraph | None:
    """A cell's text; None, reported, for one that has no form for readers."""
    try:
        return cell_text(value, "", context.formatter, context.source.tag)
    except FormatError as problem:
        context.report.error("RD214", f"`{column}`: {problem}", span, hint=problem.hint)
        return None
