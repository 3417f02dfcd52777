"""A project made of files given as texts or bytes, and its tables read with everything that was told about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from ria_deck.data import DataTable, Tables, load_tables
from ria_deck.diagnostics import Report, Severity, Span


@dataclass
class Loaded:
    root: Path
    tables: Tables
    report: Report

    @property
    def told(self) -> list[tuple[str, int, int]]:
        """(code, line, column) of every diagnostic."""
        return [(d.code, d.span.line, d.span.column) for d in self.report.diagnostics if d.span]

    @property
    def codes(self) -> list[str]:
        return [d.code for d in self.report.diagnostics]

    @property
    def words(self) -> str:
        """All messages, labels and hints, one diagnostic a line."""
        return "\n".join(f"{d.code} {d.message} | {d.label} | {d.hint}" for d in self.report.diagnostics)

    @property
    def spans(self) -> list[Span | None]:
        return [d.span for d in self.report.diagnostics]

    def table(self, name: str) -> DataTable:
        found = self.tables[name]
        assert found is not None, self.words
        assert not [d for d in self.report.diagnostics if d.severity is Severity.ERROR], self.words
        return found


Load = Callable[..., Loaded]


@pytest.fixture(name="load")
def _load(tmp_path: Path) -> Load:
    def load(files: Mapping[str, str | bytes]) -> Loaded:
        for name, content in files.items():
            path = tmp_path / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        report = Report()
        tables = load_tables(tmp_path, report)
        tables.read_all()
        return Loaded(tmp_path, tables, report)

    return load


@pytest.fixture(name="load_one")
def _load_one(load: Load) -> Load:
    """A package with one resource `t`: its file, its schema and its other keys, as YAML in flow form."""

    def load_one(file: str, content: str | bytes, schema: str, more: str = "") -> Loaded:
        package = f"resources:\n- name: t\n  path: {file}\n  schema: {schema}\n"
        package += "".join(f"  {line}\n" for line in more.splitlines())
        return load({"datapackage.yaml": package, file: content})

    return load_one
