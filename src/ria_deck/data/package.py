"""Read data/datapackage.yaml (or .json), with all its faults at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ria_deck.data.descriptor import DataPackage, Dialect, Field, ForeignKey, Licence, Resource, Source
from ria_deck.data.reading import DescriptorPart
from ria_deck.data.resources import read_resource
from ria_deck.data.sources import read_licenses, read_source
from ria_deck.data.vocabulary import PACKAGE_KEYS
from ria_deck.diagnostics import Diagnostic, Report, Severity, Span
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import read_source as read_text
from ria_deck.source.yaml import load_yaml

__all__ = ["DataPackage", "Dialect", "Field", "ForeignKey", "Licence", "Resource", "Source", "load_package"]

FOLDER = "data"
FILES = ("datapackage.yaml", "datapackage.yml", "datapackage.json")


def load_package(root: Path, report: Report) -> DataPackage:
    """The package of the project at `root`; an empty one where it has none. Faults are told in `report`."""
    found = [name for name in FILES if (root / FOLDER / name).is_file()]
    if not found:
        return DataPackage()
    path = f"{FOLDER}/{found[0]}"
    if len(found) > 1:
        report.error(
            "RD304", f"data/ has two descriptions: {listing(found, 'and')}", Span(path=path), hint="keep one of them"
        )
    source = read_text(root, path, report)
    document = load_yaml(source, report) if source else None
    if document is None:
        return DataPackage(path=path)
    if not isinstance(document.data, dict):
        if document.data is not None:
            report.error("RD304", f"`{path}` must be a mapping with `resources`", document.span())
        return DataPackage(path=path)
    told = Report()
    package = _package(DescriptorPart(document, (), told, "the data package"), path)
    report.extend(_with_one_note(told))
    return package


def _with_one_note(told: Report) -> list[Diagnostic]:
    """What was told, with one note for all keys that nothing is read from: packages of other programs have many."""
    unread = [one for one in told.diagnostics if (one.severity, one.code) == (Severity.NOTE, "RD302")]
    rest = [one for one in told.diagnostics if one not in unread]
    if not unread:
        return rest
    keys = listing(dict.fromkeys(one.message.split("`")[1] for one in unread), "and")
    return [
        *rest,
        replace(
            unread[0], message=f"nothing is read from {keys}", hint="`ria-deck help datapackage` lists those known"
        ),
    ]


def _package(part: DescriptorPart, path: str) -> DataPackage:
    part.check_keys(PACKAGE_KEYS)
    part.check_own(("language",))
    if "resources" not in part.data:
        part.missing("resources", hint="list the tables of data/: `resources: [{name: …, path: …, schema: …}]`")
    language = part.own_text("language")
    sources: dict[str, Source] = {}
    for item in part.parts("sources", "source"):
        _add_source(read_source(item, language), sources, part)
    licenses = read_licenses(part)
    resources: dict[str, Resource] = {}
    for item in part.parts("resources", "resource"):
        resource = read_resource(item, _inline_sources(item, language, sources))
        if resource is None:
            continue
        if not resource.licenses:
            resource = replace(resource, licenses=licenses)
        _add_resource(resource, resources, part)
    for item in part.parts("resources", "resource"):
        _check_references(item, resources, sources)
    return DataPackage(
        path=path,
        name=part.text("name"),
        title=part.text("title"),
        resources=resources,
        sources=sources,
        licenses=licenses,
    )


def _add_source(source: Source | None, sources: dict[str, Source], part: DescriptorPart) -> None:
    if source is None:
        return
    if source.name in sources:
        related = ((sources[source.name].span, "first defined here"),)
        part.report.error("RD305", f"duplicate source `{source.name}`", source.span, related=related)
    else:
        sources[source.name] = source


def _inline_sources(item: DescriptorPart, language: str, sources: dict[str, Source]) -> dict[int, str]:
    """Add the sources that a resource writes out itself: objects with a title; an object with nothing but a name refers.

    Returns their names by their places in the list; one whose name another source has gets a number: many packages give
    two addresses one name.
    """
    found = item.data.get("sources")
    names: dict[int, str] = {}
    for index, entry in enumerate(found if isinstance(found, list) else ()):
        if not isinstance(entry, dict) or not set(entry) - {"name"}:
            continue
        loc = (*item.loc, "sources", index)
        source = read_source(
            DescriptorPart(item.document, loc, item.report, f"source {index + 1} of {item.what}"), language
        )
        if source is None:
            continue
        if source.name in sources and source.title != sources[source.name].title:
            _add_source(source, sources, item)  # which reports it
            continue
        name, number = source.name, 1
        while name in sources and not _agree(source, sources[name], entry):
            number += 1
            name = f"{source.name} ({number})"
        known = sources.get(name)
        sources[name] = replace(known, path=known.path or source.path) if known else replace(source, name=name)
        names[index] = name
    return names


def _agree(source: Source, known: Source, entry: dict[str, object]) -> bool:
    """Whether a source that is written out again says nothing else than the first time."""
    return (
        source.title == known.title
        and known.path in ("", source.path or known.path)
        and ("ria" not in entry or source.titles == known.titles)
    )


def _add_resource(resource: Resource, resources: dict[str, Resource], part: DescriptorPart) -> None:
    twins = [other for other in resources.values() if other.identifier == resource.identifier]
    if twins:
        related = ((twins[0].span, "first defined here"),)
        words = f"duplicate resource `{resource.identifier}`" + (
            "" if twins[0].name == resource.name else f" in expressions: `{twins[0].name}` and `{resource.name}`"
        )
        part.report.error("RD305", words, resource.span, related=related)
    else:
        resources[resource.name] = resource


def _check_references(item: DescriptorPart, resources: dict[str, Resource], sources: dict[str, Source]) -> None:
    resource = resources.get(str(item.data.get("name")))
    if resource is None or resource.span != item.span("name"):
        return
    for name in resource.sources:
        if name not in sources:
            _unknown_source(item, name, sources)
    for key in resource.foreign_keys:
        target = resources.get(key.resource) if key.resource else resource
        if target is None:
            words = f"a foreign key of {item.what} refers to an unknown table `{key.resource}`"
            item.report.error("RD307", words, key.span, label=did_you_mean(key.resource, resources))
        elif target.fields is not None:
            _check_columns_of(key, target.name, [field.name for field in target.fields], item)


def _check_columns_of(key: ForeignKey, table: str, names: list[str], item: DescriptorPart) -> None:
    """Report the columns of a foreign key that the other table doesn't have."""
    for column in key.reference_fields:
        if column not in names:
            words = f"a foreign key of {item.what} refers to an unknown column `{column}` of `{table}`"
            item.report.error("RD307", words, key.span, label=did_you_mean(column, names))


def _unknown_source(item: DescriptorPart, name: str, known: Collection[str]) -> None:
    entries = item.data["sources"]
    index = next(
        i for i, entry in enumerate(entries) if name in (entry.values() if isinstance(entry, dict) else [entry])
    )
    item.report.error(
        "RD307",
        f"{item.what} refers to an unknown source `{name}`",
        item.span("sources", index),
        label=did_you_mean(name, known),
        hint=f"sources: {listing(sorted(known), 'and')}" if known else "list it under the package's `sources`",
    )
