"""Warn of tables and sources that no deck uses."""

from __future__ import annotations

from collections.abc import Collection

from ria_deck.data.descriptor import DataPackage
from ria_deck.diagnostics import Report


def tell_unused(package: DataPackage, tables: Collection[str], sources: Collection[str], report: Report) -> None:
    """Tell the tables that no deck read, and the sources that no deck names and no used table comes from."""
    for resource in package.resources.values():
        if resource.name not in tables:
            report.warning(
                "RD334",
                f"the table `{resource.name}` is never used",
                resource.span,
                hint="use it, or remove it from the package",
            )
    of_tables = {
        name for resource in package.resources.values() if resource.name in tables for name in resource.sources
    }
    for source in package.sources.values():
        if source.name not in sources and source.name not in of_tables:
            report.warning(
                "RD335",
                f"the source `{source.name}` is never used",
                source.span,
                hint="name it on a table or in a topic's `sources`, or remove it",
            )
