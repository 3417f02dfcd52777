"""Messages of a data package: titles of tables, columns, sources, licences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from ria_deck.content.report.credits import SAME_EVERYWHERE
from ria_deck.content.specs.slides import Message
from ria_deck.data.descriptor import DataPackage, Licence, Resource, Source
from ria_deck.diagnostics import Span


def data_messages(package: DataPackage) -> Iterator[Message]:
    """Every title of the package. What has none of its own, or names its own translations, needs none here."""
    for resource in package.resources.values():
        yield table_message(resource)
        yield from (column_message(resource.name, field) for field in resource.fields or ())
        yield from (licence_message(licence) for licence in resource.licenses)
    for source in package.sources.values():
        yield source_message(source)


def table_message(resource: Resource) -> Message:
    """A table's title, its name where it has none."""
    return Message(
        text=resource.title or resource.name,
        context=f"data/{resource.name}.title",
        span=resource.title_span or resource.span,
        literal=not resource.title,
    )


class Column(Protocol):
    """What a schema says of a column to readers; `Field` is one."""

    @property
    def name(self) -> str:
        """The column."""

    @property
    def title(self) -> str:
        """Words for readers, or empty."""

    @property
    def span(self) -> Span:
        """Where it is described."""

    @property
    def title_span(self) -> Span | None:
        """Where its title stands."""


def column_message(table: str, field: Column) -> Message:
    """The title that the schema gives a column, else its name."""
    return Message(
        text=field.title or field.name,
        context=f"data/{table}/{field.name}",
        span=field.title_span or field.span,
        literal=not field.title,
    )


def source_message(source: Source) -> Message:
    """A source's title. One in a language of its own, or with `ria:titles`, is not for the catalogs."""
    return Message(
        text=source.title,
        context=f"source/{source.name}",
        span=source.span,
        literal=bool(source.titles or source.language),
    )


def source_title(source: Source, language: str) -> Message:
    """A source's title as the descriptor has it for a language."""
    return replace(source_message(source), text=source.titles.get(language) or source.title, literal=True)


def licence_message(licence: Licence) -> Message:
    """A licence's title, its identifier where it has none."""
    return Message(
        text=licence.title or licence.name,
        context=f"licence/{licence.name}",
        span=licence.span,
        literal=not licence.title or SAME_EVERYWHERE.match(licence.title) is not None,
    )
