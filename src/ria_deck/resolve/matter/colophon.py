"""The handout's colophon: what it was built from, and as of when."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck import __version__
from ria_deck.data.package import Resource
from ria_deck.data.sources import date_of
from ria_deck.resolve.context import Context


def colophon_of(tables: Sequence[Resource], context: Context) -> tuple[str, ...]:
    """The program with its version, and the dates of the tables that the slides' numbers come from."""
    built = context.words["built_from_tables" if tables else "built_from_text"].format(version=__version__)
    found = {date_of(resource, context.tables[resource.identifier]) for resource in tables}
    dates = sorted(date for date in found if date is not None)
    if not dates:
        return (built,)
    first, last = context.formatter.date(dates[0]), context.formatter.date(dates[-1])
    as_of = context.words["as_of_range"].format(first=first, last=last)
    return (built, context.words["as_of"].format(date=last) if first == last else as_of)
