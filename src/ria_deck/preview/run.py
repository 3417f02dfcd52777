"""The preview from its start to Ctrl-C: the project watched, the server listening."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.preview.server import Preview
from ria_deck.preview.session import Session

_IGNORED = frozenset({"build", ".git", ".venv", "node_modules", "__pycache__"})
_LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewOptions:
    """Where the preview answers and what it shows. `ready` is called with its address."""

    host: str = "127.0.0.1"
    port: int = 4848
    edition: str = ""
    languages: tuple[str, ...] = ()
    batch_id: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[str], None] = lambda _: None
    after: Callable[[], None] = lambda: None


def run(root: Path, options: PreviewOptions) -> None:
    """Serve the preview of a project until it is interrupted. Raises `BuildError` (RD930) for a port in use."""
    with _listening(options) as listening:
        asyncio.run(_serve(root, options, listening))


@contextlib.contextmanager
def _listening(options: PreviewOptions) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        try:
            made.bind((options.host, options.port))
            made.listen(128)  # requests wait until the server is there
        except OSError as error:
            message = f"the preview can't listen on {options.host}:{options.port}: {error.strerror or error}"
            hint = "another preview may be running there: `--port 0` takes any free port"
            raise BuildError([Diagnostic(code="RD930", severity=Severity.ERROR, message=message, hint=hint)]) from None
        yield made
    finally:
        made.close()


async def _serve(root: Path, options: PreviewOptions, listening: socket.socket) -> None:
    import uvicorn

    port = listening.getsockname()[1]
    session = Session(
        root,
        edition=options.edition,
        languages=options.languages,
        batch_id=options.batch_id,
        params=options.params,
    )
    preview = Preview(session, after=options.after)
    await preview.look()
    hosts = [*_LOCAL, options.host] if options.host not in ("0.0.0.0", "::") else ["*"]
    config = uvicorn.Config(
        preview.application(hosts),
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=1,
        server_header=False,
    )
    server = uvicorn.Server(config)
    watching = asyncio.create_task(_watch(root, preview))
    named = f"[{options.host}]" if ":" in options.host else options.host
    options.ready(f"http://{named}:{port}/?token={preview.token}")
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


async def _watch(root: Path, preview: Preview) -> None:
    """Look again whenever a file of the project changes; the whole folder is watched, so that folders may go and come."""
    from watchfiles import Change, awatch

    def wanted(_: Change, path: str) -> bool:
        try:
            parts = Path(path).relative_to(root).parts
        except ValueError:
            return False
        return bool(parts) and parts[0] not in _IGNORED and not any(part.startswith(".") for part in parts)

    async for changes in awatch(root, watch_filter=wanted, debounce=120, step=30, recursive=True):
        files = sorted(Path(path) for change, path in changes if change is not Change.deleted)
        texts = [path for path in files if path.suffix in (".md", ".yaml", ".yml", ".json", ".po", ".csv")]
        await preview.look(texts[0] if texts else None)
