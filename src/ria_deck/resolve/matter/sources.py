"""Source lines, the list of sources, and credits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ria_deck.data.package import Resource, Source
from ria_deck.data.sources import date_of, sources_of_rows
from ria_deck.diagnostics import Span
from ria_deck.i18n.data_messages import licence_message, source_message, source_title, table_message
from ria_deck.i18n.language import language
from ria_deck.model.back_matter import Credit, SourceEntry
from ria_deck.model.cells import tables_of_cells
from ria_deck.model.deck import Block, Slide
from ria_deck.model.pedigree import tables_of, values_in, values_of
from ria_deck.model.text import Origin, Paragraph, Run, origins_of
from ria_deck.resolve.context import Context
from ria_deck.resolve.text import resolve_text
from ria_deck.source.nearest import did_you_mean


def source_lines(ids: Sequence[str], span: Span, context: Context) -> tuple[Paragraph, ...]:
    """“Source: A and B” from the titles of the sources, joined the language's way; nothing for no ids."""
    known = context.tables.package.sources
    titles: list[tuple[str, str]] = []
    origins: list[Origin] = []
    for name in ids:
        if name not in known:
            context.report.error(
                "RD220",
                f"unknown source `{name}`: data/datapackage.yaml doesn't list it",
                span,
                label=did_you_mean(name, known),
                hint=f"sources: {', '.join(sorted(known))}" if known else "",
            )
        else:
            titles.append(_title(known[name], context))
            origins += _origins(known[name], context)
    if not titles:
        return ()
    joined = context.formatter.list([title for title, _ in titles])
    pattern = context.words["source_line" if len(titles) == 1 else "sources_line"]
    tags = {tag for _, tag in titles}
    lang = tags.pop() if len(tags) == 1 else context.target.tag
    before, after = pattern.split("{sources}")
    own = context.target.tag
    runs: tuple[Run, ...] = (Run(text=before, lang=own), Run(text=joined, lang=lang), Run(text=after, lang=own))
    if lang == own:
        runs = (Run(text=before + joined + after, lang=own),)
    return (Paragraph(runs=tuple(run for run in runs if run.text), parts=tuple(origins)),)


def in_one_line(lines: Sequence[Paragraph], context: Context) -> tuple[Paragraph, ...]:
    """“Source: A” and “Source: B” as “Sources: A; B”. Lines that begin otherwise stay as they are written."""
    one, several = (context.words[key].partition("{sources}")[0] for key in ("source_line", "sources_line"))
    bare = [_without(line, (several, one)) for line in lines]
    if len(lines) < 2 or None in bare:
        return tuple(lines)
    tag = context.target.tag
    between = context.words["and_also"].removeprefix("{one}").removesuffix("{other}")
    runs = [run for line in bare if line for run in (Run(text=between, lang=tag), *line.runs)][1:]
    return (Paragraph(runs=(Run(text=several, lang=tag), *runs), parts=origins_of(lines)),)


def _without(line: Paragraph, starts: Sequence[str]) -> Paragraph | None:
    """The line without the words that it begins with; None where it begins otherwise."""
    first, *rest = line.runs
    start = next((start for start in starts if first.text.startswith(start)), None)
    return None if start is None else replace(line, runs=(replace(first, text=first.text[len(start) :]), *rest))


def sources_of(blocks: Sequence[Block], context: Context) -> list[str]:
    """The ids of the sources of every table that a number of these figures comes from, in the package's order."""
    package = context.tables.package
    used = {name for block in blocks for value in values_in(block) for name in tables_of_cells(value.cells)}
    wanted = {name for resource in package.resources.values() if resource.name in used for name in resource.sources}
    return [name for name in package.sources if name in wanted]


def _title(source: Source, context: Context) -> tuple[str, str]:
    """A source's title in the deck's language with its tag; where it has none there, as it stands."""
    translated = source.titles.get(context.target.code)
    if translated:
        return translated, context.target.tag
    if source.titles or source.language:
        return source.title, language(source.language or context.source.code).tag
    title = resolve_text(source_message(source), context)
    return title.text, title.runs[0].lang


def _origins(source: Source, context: Context) -> tuple[Origin, ...]:
    """The message behind a source's title, or the title in the deck's language that the descriptor has."""
    if not (source.titles or source.language):
        return resolve_text(source_message(source), context).origins
    said = source_title(source, context.target.code)
    code = context.target.code
    return (Origin(context=said.context, text=said.text, span=said.span, shown=said.text, language=code, literal=True),)


def tables_used(slides: Sequence[Slide], context: Context) -> tuple[Resource, ...]:
    """The tables that a number of the slides comes from, in the package's order."""
    used = tables_of(slides)
    return tuple(resource for resource in context.tables.package.resources.values() if resource.name in used)


def source_entries(
    resources: Sequence[Resource], named: Sequence[str], slides: Sequence[Slide], context: Context
) -> tuple[SourceEntry, ...]:
    """The handout's list: every source that a topic names or one of the tables used comes from, in the package's order;
    the first that a table comes from has the own sources of its rows."""
    package = context.tables.package
    rows = _rows_used(slides, resources)
    entries: list[SourceEntry] = []
    for source in package.sources.values():
        tables = [resource for resource in resources if source.name in resource.sources]
        if source.name not in named and not tables:
            continue
        title, tag = _title(source, context)
        titles = [resolve_text(table_message(table), context).text for table in tables]
        licences = dict.fromkeys(licence for table in tables for licence in _licences(table, context))
        entries.append(
            SourceEntry(
                id=source.name,
                title=title[:1].upper() + title[1:],  # it begins a line there
                title_lang=tag,
                path=source.path,
                licence=context.formatter.list(list(licences)),
                as_of=_as_of(tables, context),
                tables=tuple(titles),
                tables_text=context.formatter.list(titles),
                rows=_row_sources([table for table in tables if rows.get(table.name)], rows, context),
            )
        )
        for table in tables:
            rows.pop(table.name, None)
    return tuple(entries)


def _rows_used(slides: Sequence[Slide], resources: Sequence[Resource]) -> dict[str, set[str]]:
    """The keys of the rows that numbers of the slides come from, by table, of those whose rows have sources of their own."""
    tables = {table.name for table in resources if table.row_sources is not None}
    found: dict[str, set[str]] = {}
    for slide in slides:
        for value in values_of(slide):
            if not any(name in tables for name in tables_of_cells(value.cells)):
                continue
            for cell in value.cells:
                if cell.table in tables:
                    found.setdefault(cell.table, set()).add(cell.row)
    return found


def _row_sources(tables: Sequence[Resource], rows: Mapping[str, Collection[str]], context: Context) -> str:
    """“JUMVEA, 2011; Otaru Journal, October 2010”."""
    found: dict[str, None] = {}
    for resource in tables:
        table = context.tables[resource.identifier]
        for title, date in sources_of_rows(table, rows[resource.name]) if table is not None else ():
            shown = context.formatter.date(date, "medium") if date and date[:4] not in title else ""
            found[f"{title}, {shown}" if shown else title] = None
    return "; ".join(found)


def _licences(resource: Resource, context: Context) -> list[str]:
    return [resolve_text(licence_message(licence), context).text for licence in resource.licenses]


def _as_of(resources: Sequence[Resource], context: Context) -> str:
    found = (date_of(resource, context.tables[resource.identifier]) for resource in resources)
    dates = [date for date in found if date is not None]
    return context.formatter.date(max(dates)) if dates else ""


def credits_of(context: Context) -> tuple[Credit, ...]:
    """The ledger of pictures, in the order of credits.yaml."""
    return tuple(
        Credit(
            title=resolve_text(entry.title, context).text if entry.title else entry.file,
            credit=resolve_text(entry.credit, context).text,
            licence=resolve_text(entry.licence, context).text,
            source=resolve_text(entry.source, context).text,
            included=entry.included,
        )
        for entry in context.content.credits.values()
    )
