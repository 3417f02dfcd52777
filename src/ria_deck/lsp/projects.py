"""A project as the language server sees it: files on disk with the editor's unsaved texts over them.

What is asked for is read when it is asked for, and kept until a text changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from ria_deck.content.load import load_content
from ria_deck.content.specs.slides import Content, SlideSpec
from ria_deck.data.descriptor import DataPackage
from ria_deck.data.package import load_package
from ria_deck.data.table import DataTable
from ria_deck.data.table_reader import TableReader
from ria_deck.data.tables import Tables
from ria_deck.design import NONE_CHOSEN, ChosenTheme, load_theme
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.theme import Theme
from ria_deck.resolve.batch import read_batch
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.names import NO_ROW, deck_names
from ria_deck.source.text import with_unsaved

_T = TypeVar("_T")


@dataclass(slots=True)
class OpenProject:
    """A project with the texts that the editor has open."""

    root: Path
    unsaved: dict[Path, str] = field(default_factory=dict)
    _kept: dict[str, Any] = field(default_factory=dict)

    def changed(self, path: Path, text: str | None) -> None:
        """A file has another text in the editor, or, with None, is as it is on disk."""
        if text is None:
            self.unsaved.pop(path, None)
        else:
            self.unsaved[path] = text
        self._kept.clear()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Inside, files are read as the editor has them."""
        with with_unsaved(dict(self.unsaved)):
            yield

    def check(self) -> tuple[Diagnostic, ...]:
        """What `ria-deck check` tells of the project as it stands in the editor."""
        from ria_deck.api import Project
        from ria_deck.variant import forget_files

        forget_files()
        with self.reading():
            return tuple(Project(self.root).check().diagnostics)

    @property
    def package(self) -> DataPackage:
        """The tables' descriptions, as far as they can be read."""
        return self._once("package", lambda: load_package(self.root, Report()))

    @property
    def content(self) -> Content:
        """Report and topics, as far as they can be read."""
        return self._once("content", lambda: load_content(self.root, Report()))

    @property
    def theme(self) -> Theme:
        """The layouts and colours of the first edition."""
        spec = next(iter(self.content.reports.values()), None)
        chosen = ChosenTheme(spec.theme, spec.theme_span or spec.span) if spec is not None else NONE_CHOSEN
        return self._once("theme", lambda: load_theme(self.root, Report(), chosen))

    @property
    def slides(self) -> Mapping[str, SlideSpec]:
        """The slides that are written out, by their ids."""
        return {slide.id: slide for topic in self.content.topics for slide in topic.slides}

    def table(self, name: str) -> DataTable | None:
        """A table by its name in expressions or in datapackage.yaml, None where it can't be read."""
        resource = next((one for one in self.package.resources.values() if name in (one.name, one.identifier)), None)
        if resource is None:
            return None
        reader = self._once("reader", lambda: TableReader(self.root, self.package))
        with self.reading():
            return reader.read(resource.identifier).table

    def columns(self, name: str) -> tuple[str, ...]:
        """The names of a table's columns: by its description, else by its file."""
        resource = next((one for one in self.package.resources.values() if name in (one.name, one.identifier)), None)
        if resource is not None and resource.fields:
            return tuple(one.name for one in resource.fields)
        table = self.table(name)
        return table.column_names if table is not None else ()

    def evaluator(self, report: Report) -> Evaluator | None:
        """What expressions are evaluated with, in the first edition, its language and its first row; None without a
        report.yaml that can be read."""
        if not self.content.reports:
            return None
        edition, spec = next(iter(self.content.reports.items()))
        reader = self._once("reader", lambda: TableReader(self.root, self.package))
        rows = read_batch(spec, Tables(reader, Report()), Report()).all_rows
        names = deck_names(spec, edition, spec.language, rows[0] if rows else NO_ROW)
        return Evaluator(Tables(reader, Report()), Formatter(spec.language, spec.forms), names, report)

    def _once(self, name: str, read: Callable[[], _T]) -> _T:
        if name not in self._kept:
            with self.reading():
                self._kept[name] = read()
        found: _T = self._kept[name]
        return found
