"""The server: texts from the editor in, diagnostics, offers, descriptions and places out, over stdio."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec

from ria_deck import __version__
from ria_deck.diagnostics import BuildError, Diagnostic, Severity, Span
from ria_deck.lsp.completing import offers
from ria_deck.lsp.cursor import cursor_at
from ria_deck.lsp.defining import definition
from ria_deck.lsp.describing import description
from ria_deck.lsp.places import EditorText
from ria_deck.lsp.projects import OpenProject
from ria_deck.present import in_order
from ria_deck.project import REPORT_FILE, find_root

_WAIT = 0.4  # seconds without typing before the project is checked
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


@dataclass(slots=True)
class Watched:
    """An open project with the check that is to come, and the files that have diagnostics now."""

    project: OpenProject
    waiting: asyncio.Task[None] | None = None
    told: frozenset[str] = frozenset()
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class DeckServer(LanguageServer):
    """The projects of the files that the editor has open."""

    def __init__(self) -> None:
        super().__init__("ria-deck", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
        self.watched: dict[Path, Watched] = {}

    @property
    def codec(self) -> PositionCodec:
        """How the editor counts columns."""
        return self.workspace.position_codec

    def of(self, uri: str) -> tuple[Watched, str] | None:
        """The project of a file, and the file's path in it; None for a file of no project."""
        name = to_fs_path(uri)
        if name is None:
            return None
        path = Path(name).resolve()
        folder = next((one for one in path.parents if one.is_dir()), None)
        try:
            root = find_root(folder) if folder is not None else None
        except BuildError:
            return None
        if root is None:
            return None
        watched = self.watched.setdefault(root, Watched(OpenProject(root)))
        return watched, path.relative_to(root).as_posix()

    def text_of(self, uri: str, path: str) -> EditorText:
        """An open file's text."""
        return EditorText.of(path, self.workspace.get_text_document(uri).source, self.codec)

    def takes(self, uri: str, text: str | None) -> None:
        """A file's text has changed: its project is to be checked."""
        found = self.of(uri)
        if found is None:
            return
        watched, path = found
        watched.project.changed(watched.project.root / path, text)
        if watched.waiting is not None:
            watched.waiting.cancel()
        watched.waiting = asyncio.get_running_loop().create_task(self._check(watched))

    async def _check(self, watched: Watched) -> None:
        await asyncio.sleep(_WAIT)
        watched.waiting = None  # what changes from now on is for the next check
        async with watched.lock:
            self._publish(watched, await asyncio.to_thread(_checked, watched.project))

    def _publish(self, watched: Watched, found: Sequence[Diagnostic]) -> None:
        root = watched.project.root
        by_path: dict[str, list[Diagnostic]] = {path: [] for path in sorted(watched.told)}
        for one in in_order(found):
            by_path.setdefault(one.span.path if one.span else REPORT_FILE, []).append(one)
        for path, diagnostics in by_path.items():
            text = self._text(root, path, watched.project)
            params = types.PublishDiagnosticsParams(
                uri=from_fs_path(str(root / path)) or "",
                diagnostics=[self._told(one, text, watched.project) for one in diagnostics],
            )
            self.text_document_publish_diagnostics(params)
        watched.told = frozenset(path for path, diagnostics in by_path.items() if diagnostics)

    def _told(self, found: Diagnostic, text: EditorText, project: OpenProject) -> types.Diagnostic:
        place = f"{found.span.place}: " if found.span and found.span.place else ""
        label = f" ({found.label})" if found.label else ""
        words = [f"{place}{found.message}{label}", *([found.hint] if found.hint else [])]
        related = [
            types.DiagnosticRelatedInformation(location=self.location(span, project), message=message)
            for span, message in found.related
        ]
        return types.Diagnostic(
            range=text.span_range(found.span if found.span and not found.span.place else Span(path="")),
            message="\n".join(words),
            severity=_SEVERITIES[found.severity],
            code=found.code,
            source="ria-deck",
            related_information=related or None,
        )

    def location(self, span: Span, project: OpenProject) -> types.Location:
        """A place of the project for the editor."""
        text = self._text(project.root, span.path, project)
        whole = types.Range(start=text.position(span.line, span.column), end=text.position(span.line, span.column))
        found = text.span_range(span) if span.end_line else whole
        return types.Location(uri=from_fs_path(str(project.root / span.path)) or "", range=found)

    def _text(self, root: Path, path: str, project: OpenProject) -> EditorText:
        file = (root / path).resolve()
        text = project.unsaved.get(file)
        if text is None:
            try:
                text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
            except OSError:
                text = ""  # gone meanwhile: the next check says so
        return EditorText.of(path, text, self.codec)


def _checked(project: OpenProject) -> tuple[Diagnostic, ...]:
    try:
        return project.check()
    except BuildError as error:
        return error.diagnostics
    except OSError as error:  # files go and come while one checks out another branch
        message = f"{error.filename or project.root}: {error.strerror or error}"
        return (Diagnostic(code="RD003", severity=Severity.ERROR, message=message),)


def make_server() -> DeckServer:
    """The server with everything that it answers to."""
    server = DeckServer()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.takes(params.text_document.uri, params.text_document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.takes(uri, server.workspace.get_text_document(uri).source)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.takes(uri, server.workspace.get_text_document(uri).source)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.takes(params.text_document.uri, None)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        for change in params.changes:
            found = server.of(change.uri)
            if found is not None:
                server.takes(change.uri, found[0].project.unsaved.get(found[0].project.root / found[1]))

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=["{", " ", ":", ".", "|", "#", "(", '"', "=", "/"]),
    )
    def completed(params: types.CompletionParams) -> types.CompletionList:
        found = server.of(params.text_document.uri)
        if found is None:
            return types.CompletionList(is_incomplete=False, items=[])
        text = server.text_of(params.text_document.uri, found[1])
        offset = text.offset(params.position)
        items = [
            types.CompletionItem(
                label=one.label,
                kind=one.kind,
                detail=one.detail or None,
                documentation=one.words or None,
                sort_text=f"{number:03}",
                text_edit=types.TextEdit(range=text.range(one.start, one.end), new_text=one.text),
            )
            for number, one in enumerate(offers(cursor_at(text.source, offset), found[0].project))
        ]
        return types.CompletionList(is_incomplete=False, items=items)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(params: types.HoverParams) -> types.Hover | None:
        found = server.of(params.text_document.uri)
        if found is None:
            return None
        text = server.text_of(params.text_document.uri, found[1])
        offset = text.offset(params.position)
        told = description(cursor_at(text.source, offset), text.source, offset, found[0].project)
        content = types.MarkupContent(kind=types.MarkupKind.Markdown, value=told)
        return types.Hover(contents=content) if told else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def defined(params: types.DefinitionParams) -> types.Location | None:
        found = server.of(params.text_document.uri)
        if found is None:
            return None
        text = server.text_of(params.text_document.uri, found[1])
        offset = text.offset(params.position)
        place = definition(cursor_at(text.source, offset), text.source, offset, found[0].project)
        return server.location(place, found[0].project) if place is not None else None

    return server
