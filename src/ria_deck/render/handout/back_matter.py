"""The views of what stands at the end of a handout: tables of data, sources, credits."""

from __future__ import annotations

from ria_deck.model.back_matter import Credit, FigureTable, SourceEntry
from ria_deck.model.deck import Deck
from ria_deck.render.html.figure_view import widths_view
from ria_deck.render.html.inline import inline_html
from ria_deck.render.views.handout import CreditView, DataTableView, SourceView


def data_view(table: FigureTable, deck: Deck) -> DataTableView:
    """The numbers of a figure."""
    return {
        "name": table.name,
        "label": deck.words["figure"].format(n=table.number),
        "caption": inline_html(table.caption, deck.lang, notes=False) if table.caption else None,
        "number": table.number,
        "head": list(table.head),
        "rows": [list(row) for row in table.rows],
        **widths_view(table.widths),
        "strips": table.strips,
        "whole": table.whole,
        "texts": table.texts,
    }


def source_view(entry: SourceEntry, deck: Deck) -> SourceView:
    """A source of the data."""
    return {
        "id": entry.id,
        "title": entry.title,
        "lang": entry.title_lang if entry.title_lang != deck.lang else "",
        "path": entry.path,
        "linked": entry.path.startswith(("https://", "http://")),
        "licence": entry.licence,
        "as_of": deck.words["as_of"].format(date=entry.as_of) if entry.as_of else "",
        "tables": deck.words["tables_used"].format(tables=entry.tables_text) if entry.tables_text else "",
        "rows": entry.rows,
    }


def credit_view(credit: Credit) -> CreditView:
    """A picture's credit."""
    return {
        "title": credit.title,
        "credit": credit.credit,
        "licence": credit.licence,
        "source": credit.source,
        "linked": credit.source.startswith(("https://", "http://")),
    }
