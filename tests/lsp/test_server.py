"""The language server, driven by a client over stdio in a copy of the starter."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.diagnostics import Report
from ria_deck.starter import start_project

CURSOR = "¦"


class Editor:
    """An editor with one project: files opened, asked about at a mark in their text."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client = client
        self.root = root
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.news = asyncio.Event()
        self._version = 0
        self._open: set[str] = set()

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = list(params.diagnostics)
            self.news.set()

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def show(self, path: str, text: str) -> types.Position:
        """Open a file with this text, or type it there; the place of the mark."""
        before, _, after = text.partition(CURSOR)
        self._version += 1
        whole = before + after
        if path in self._open:
            change = types.TextDocumentContentChangeWholeDocument(text=whole)
            document = types.VersionedTextDocumentIdentifier(uri=self.uri(path), version=self._version)
            self.client.text_document_did_change(
                types.DidChangeTextDocumentParams(text_document=document, content_changes=[change])
            )
        else:
            self._open.add(path)
            item = types.TextDocumentItem(uri=self.uri(path), language_id="markdown", version=self._version, text=whole)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
        last = before.rpartition("\n")[2]
        return types.Position(line=before.count("\n"), character=len(last.encode("utf-16-le")) // 2)

    async def offered(self, path: str, text: str) -> dict[str, types.CompletionItem]:
        position = self.show(path, text)
        document = types.TextDocumentIdentifier(uri=self.uri(path))
        found = await self.client.text_document_completion_async(
            types.CompletionParams(text_document=document, position=position)
        )
        assert isinstance(found, types.CompletionList)
        return {item.label: item for item in found.items}

    async def hover(self, path: str, text: str) -> str:
        position = self.show(path, text)
        document = types.TextDocumentIdentifier(uri=self.uri(path))
        found = await self.client.text_document_hover_async(
            types.HoverParams(text_document=document, position=position)
        )
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def definition(self, path: str, text: str) -> tuple[str, int, int] | None:
        """The file, line and column (from 0) of the definition."""
        position = self.show(path, text)
        document = types.TextDocumentIdentifier(uri=self.uri(path))
        found = await self.client.text_document_definition_async(
            types.DefinitionParams(text_document=document, position=position)
        )
        if found is None:
            return None
        assert isinstance(found, types.Location)
        name = found.uri.removeprefix(self.root.as_uri() + "/")
        return name, found.range.start.line, found.range.start.character

    async def diagnostics(self, path: str, wanted: Callable[[list[types.Diagnostic]], bool]) -> list[types.Diagnostic]:
        """A file's diagnostics, once they are as wanted."""
        while not wanted(self.told.get(self.uri(path), [])) or self.uri(path) not in self.told:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), 120)
        return self.told[self.uri(path)]


@asynccontextmanager
async def editing(root: Path) -> AsyncIterator[Editor]:
    client = LanguageClient("test", "1")
    program = "from ria_deck.cli import main; main()"
    await client.start_io(sys.executable, "-c", program, "lsp")
    editor = Editor(client, root)
    capabilities = types.ClientCapabilities()
    await client.initialize_async(types.InitializeParams(capabilities=capabilities, root_uri=root.as_uri()))
    client.initialized(types.InitializedParams())
    try:
        yield editor
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()


@pytest.fixture(name="drive")
def _drive(tmp_path: Path) -> Callable[[Callable[[Editor], Awaitable[None]]], None]:
    start_project(tmp_path, Report())

    def drive(steps: Callable[[Editor], Awaitable[None]]) -> None:
        async def run() -> None:
            async with editing(tmp_path) as editor:
                await steps(editor)

        asyncio.run(run())

    return drive


Drive = Callable[[Callable[[Editor], Awaitable[None]]], None]
TOPIC = "content/02-figures.md"
CHART = "# Figures\n\n## Loans 😀 grew {{#loans}}\n\n```{{chart}}\n{}\n```\n"


def test_keys_marks_tables_and_columns_are_offered_inside_a_chart(drive: Drive) -> None:
    async def steps(editor: Editor) -> None:
        marks = await editor.offered(TOPIC, CHART.format("data: loans\nmark: ba¦"))
        assert {"bar", "line", "boxplot"} <= set(marks)
        edit = marks["bar"].text_edit
        assert isinstance(edit, types.TextEdit)
        assert (edit.range.start.line, edit.range.start.character, edit.range.end.character) == (6, 6, 8)

        keys = await editor.offered(TOPIC, CHART.format("data: loans\nmark: bar\nenc¦"))
        assert "encoding" in keys
        assert "mark" not in keys  # it is there
        assert keys["alt"].detail == "text, required"

        tables = await editor.offered(TOPIC, CHART.format("data: ¦\nmark: bar"))
        assert {"loans", "branches"} <= set(tables)

        columns = await editor.offered(
            TOPIC, CHART.format("data: loans\nmark: bar\nencoding:\n  x: {field: ¦, type: ordinal}")
        )
        assert set(columns) == {"year", "branch", "loans"}
        types_ = await editor.offered(TOPIC, CHART.format("data: loans\nencoding:\n  x: {field: year, type: ¦"))
        assert {"ordinal", "quantitative", "nominal", "temporal"} <= set(types_)
        inner = await editor.offered(TOPIC, CHART.format("data: loans\nencoding:\n  x:\n    field: year\n    ¦"))
        assert {"type", "axis", "scale"} <= set(inner)
        assert "field" not in inner
        assert "chart" in await editor.offered(TOPIC, "# A\n\n```{¦\n")

    drive(steps)


def test_expressions_attributes_links_and_yaml_files_are_completed(drive: Drive) -> None:
    async def steps(editor: Editor) -> None:
        assert {"loans", "report", "change"} <= set(await editor.offered(TOPIC, "# A\n\n## B\n\nIt is {{ ¦ }}.\n"))
        assert {"sum", "value"} <= set(await editor.offered(TOPIC, "# A\n\n## B\n\nIt is {{ loans.¦ }}.\n"))
        assert "branch" in await editor.offered(TOPIC, '# A\n\n## B\n\nIt is {{ loans.sum("¦\n')
        assert "year=" in await editor.offered(TOPIC, '# A\n\n## B\n\nIt is {{ loans.sum("loans", ye¦) }}.\n')
        assert "percent" in await editor.offered(TOPIC, "# A\n\n## B\n\nIt is {{ loans.mean('loans') | ¦ }}.\n")
        assert {"chart-right", "bullets"} <= set(await editor.offered(TOPIC, "# A\n\n## B {#b layout=¦}\n"))
        assert {"layout", "when", ".hidden"} <= set(await editor.offered(TOPIC, "# A\n\n## B {#b ¦}\n"))
        # `b` is in the other file as it stands in the editor
        assert "#b" in await editor.offered("content/01-words.md", "# A\n\n## B\n\n[see](#¦)\n")
        report = (editor.root / "content/report.yaml").read_text("utf-8")
        assert "outputs" not in await editor.offered("content/report.yaml", report + "\n¦")
        assert "policy" in await editor.offered("content/report.yaml", report + "\n¦")
        slide = "title: B\nslides:\n  - id: one\n    chart:\n      data: loans\n      mark: ¦\n"
        assert "bar" in await editor.offered("content/03-branches.yaml", slide)
        front = "---\ntitle: A\nsources: [¦]\n---\n\n## B\n"
        assert "example-library" in await editor.offered(TOPIC, front)

    drive(steps)


def test_a_mistake_is_told_at_its_place_while_one_types_and_goes_with_it(drive: Drive) -> None:
    async def steps(editor: Editor) -> None:
        good = (editor.root / TOPIC).read_text("utf-8")
        bad = good.replace("mark: bar", "mark: bra")
        editor.show(TOPIC, bad)  # not saved
        (found,) = await editor.diagnostics(TOPIC, bool)
        line = bad.splitlines().index("mark: bra")
        assert (found.range.start.line, found.range.start.character) == (line, 6)
        assert (found.range.end.line, found.range.end.character) == (line, 9)
        assert found.severity is types.DiagnosticSeverity.Error
        assert found.code
        assert found.source == "ria-deck"
        assert "bar" in found.message
        editor.show(TOPIC, good)
        assert await editor.diagnostics(TOPIC, lambda told: not told) == []

    drive(steps)


def test_columns_are_counted_as_the_editor_counts_them(drive: Drive) -> None:
    """An emoji is two units of UTF-16, a decomposed é is one character of the program's and two of the editor's."""

    async def steps(editor: Editor) -> None:
        text = "# A\n\n## B {#b}\n\n- 😀 cafe\u0301 {{ lones.sum('loans') }}\n"
        editor.show(TOPIC, text)
        found = await editor.diagnostics(TOPIC, lambda told: any("lones" in one.message for one in told))
        start = next(one for one in found if "lones" in one.message).range.start
        line = text.splitlines()[4]
        assert start.line == 4
        assert line.encode("utf-16-le")[2 * start.character :].decode("utf-16-le").startswith("lones")
        offered = await editor.offered(TOPIC, text.replace("lones.sum('loans')", "¦"))
        edit = offered["loans"].text_edit
        assert isinstance(edit, types.TextEdit)
        assert edit.range.start.character == start.character

    drive(steps)


def test_hovering_tells_keys_layouts_tables_and_values_with_their_cells(drive: Drive) -> None:
    async def steps(editor: Editor) -> None:
        assert "**mark** (bar |" in await editor.hover(TOPIC, CHART.format("data: loans\nm¦ark: bar"))
        assert "data/loans.csv" in await editor.hover(TOPIC, CHART.format("data: lo¦ans\nmark: bar"))
        column = await editor.hover(TOPIC, CHART.format("data: loans\nencoding:\n  x: {field: ye¦ar}"))
        assert "loans.year, year" in column
        assert "`body`" in await editor.hover(TOPIC, "# A\n\n## B {#b layout=bul¦lets}\n")
        expression = '{{ loans.value("lo¦ans", year=2025, branch="Harbour") }}'
        value = await editor.hover(TOPIC, f"# A\n\n## B\n\n- {expression}\n")
        assert "data/loans.csv [year=2025" in value
        assert "= **" in value
        assert "A share as a percentage" in await editor.hover(TOPIC, "# A\n\n## B\n\n- {{ 0.5 | per¦cent }}\n")

    drive(steps)


def test_definitions_are_files_heads_slides_and_templates(drive: Drive) -> None:
    async def steps(editor: Editor) -> None:
        head = (editor.root / "data/loans.csv").read_text("utf-8").splitlines()[0]
        assert await editor.definition(TOPIC, CHART.format("data: lo¦ans\nmark: bar")) == ("data/loans.csv", 0, 0)
        column = await editor.definition(TOPIC, CHART.format("data: loans\nencoding:\n  x: {field: bra¦nch}"))
        assert column == ("data/loans.csv", 0, head.index("branch"))
        assert await editor.definition(TOPIC, "# A\n\n## B\n\n- {{ loa¦ns.count() }}\n") == ("data/loans.csv", 0, 0)
        editor.show(TOPIC, "# A\n\nWords.\n\n## B {#chart}\n")
        assert await editor.definition("content/01-words.md", "# A\n\n## B\n\n[see](#ch¦art)\n") == (TOPIC, 4, 3)
        yaml = (editor.root / "content/03-branches.yaml").read_text("utf-8")
        marked = yaml.replace("branches.md.j2", "branc¦hes.md.j2", 1)
        assert marked != yaml
        assert await editor.definition("content/03-branches.yaml", marked) == ("templates/branches.md.j2", 0, 0)

    drive(steps)


def test_without_its_package_the_command_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)  # as if it weren't installed
    answer = CliRunner().invoke(app, ["lsp"])
    assert answer.exit_code == 3
    assert "error[RD931]" in answer.stderr
    assert "pip install 'ria-deck[lsp]'" in answer.stderr


def test_the_extension_for_vs_code_starts_this_command(require_tool: Callable[[str], None]) -> None:
    require_tool("ooxml")  # node
    folder = Path(__file__).resolve().parents[2] / "docs/editors/vscode"
    described = json.loads((folder / "package.json").read_text("utf-8"))
    setting = described["contributes"]["configuration"]["properties"]["ria-deck.command"]
    assert setting["default"][1:] == ["lsp"]
    assert CliRunner().invoke(app, [*setting["default"][1:], "--help"]).exit_code == 0
    script = folder / described["main"]
    subprocess.run(["node", "--check", script], check=True)
    words = set(re.findall(r'"(ria-deck\.\w+)"', script.read_text("utf-8")))
    assert words == {one["command"] for one in described["contributes"]["commands"]}


def test_what_is_of_no_project_is_answered_with_nothing(drive: Drive, tmp_path_factory: pytest.TempPathFactory) -> None:
    async def steps(editor: Editor) -> None:
        editor.root = tmp_path_factory.mktemp("elsewhere")
        assert await editor.offered("notes.md", "```{chart}\nmark: ¦\n```\n") == {}
        assert await editor.hover("notes.md", "```{chart}\nma¦rk: bar\n```\n") == ""

    drive(steps)
