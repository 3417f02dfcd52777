"""Texts of tables in the catalogs: what a column says in a language that no other column has it in."""

from __future__ import annotations

from collections.abc import Iterator

from ria_deck.content.specs.slides import Message
from ria_deck.data import Tables
from ria_deck.data.table import DataTable
from ria_deck.i18n.translation import Catalog, State

CELLS = "cells/"
"""Before a column's name: the context of its texts, which tables that have a column of this name share."""


def table_messages(tables: Tables, language: str) -> Iterator[Message]:
    """Each text of the columns that are translated in the catalog of a language."""
    for name in _translated(tables):
        table = tables[name]
        if table is not None:
            for column in table.to_translate(language):
                yield from _messages(table, column).values()


def in_language(tables: Tables, catalog: Catalog, language: str) -> Tables:
    """The tables with the texts that the catalog has for them."""
    translated = frozenset(_translated(tables))

    def turned(table: DataTable) -> DataTable:
        if table.identifier not in translated:
            return table
        texts: dict[str, dict[str, str]] = {}
        for column in table.to_translate(language):
            for text, message in _messages(table, column).items():
                found = catalog.lookup(message)
                if found.state in (State.TRANSLATED, State.STALE) and found.language == language:
                    texts.setdefault(column, {})[text] = found.text
        return table.with_texts(language, texts)

    return tables.turned(turned)


def _translated(tables: Tables) -> list[str]:
    """The names of tables with columns for several languages: others aren't read for their texts."""
    return [one.identifier for one in tables.package.resources.values() if one.translations]


def _messages(table: DataTable, column: str) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for row, raw in enumerate(table.columns[column]):
        if isinstance(raw, str) and raw not in found:
            found[raw] = Message(text=raw, context=f"{CELLS}{column}", span=table.span_of(row, column))
    return found
