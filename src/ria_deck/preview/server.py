"""The preview's server: pages, slides and pictures of handout pages, and a stream of what has changed.

It answers on this machine alone unless another host is named, only to who has the token of its address, and only to
requests that name it as their host (against pages elsewhere that a name server leads here).
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from ria_deck.preview.diagnostics import listed
from ria_deck.preview.handout import Handouts
from ria_deck.preview.session import Session, ShownDeck, Update
from ria_deck.render.html.page import BUILT_IN
from ria_deck.render.web.style import style_of

_BEAT = 15.0  # seconds between comments that keep the stream open
_POLICY = (
    "default-src 'none'; img-src 'self' data:; font-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FILES = {"preview.js": "text/javascript", "preview.css": "text/css"}


@dataclass(slots=True)
class Preview:
    """The state behind the pages: a session, who listens, and the file that was saved last."""

    session: Session
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    after: Callable[[], None] = lambda: None  # what else is done after a change (`--deck`)
    handouts: Handouts = field(init=False)
    revision: int = 0
    _listeners: set[asyncio.Queue[tuple[str, Any]]] = field(default_factory=set)
    _worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))
    _fonts: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.handouts = Handouts(self.session)

    async def look(self, saved: Path | None = None) -> None:
        """Read the project again, in the one thread that works, and tell every listener what differs."""
        loop = asyncio.get_running_loop()
        update = await loop.run_in_executor(self._worker, self.session.look)
        self.revision += 1
        self._send(update, saved)
        await loop.run_in_executor(self._worker, self.after)

    def application(self, hosts: list[str]) -> Starlette:
        """The pages, for requests to these hosts."""
        routes = [
            Route("/", self._page),
            Route("/row", self._guarded(self._row), methods=["POST"]),
            Route("/events", self._guarded(self._events)),
            Route("/deck", self._guarded(self._deck)),
            Route("/slide", self._guarded(self._slide)),
            Route("/style.css", self._guarded(self._style)),
            Route("/font/{name}", self._guarded(self._font)),
            Route("/handout", self._guarded(self._handout)),
            Route("/handout/page.png", self._guarded(self._handout_page)),
            Route("/file/{name}", self._file),
        ]
        made = Starlette(routes=routes, lifespan=self._lifespan)
        made.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
        return made

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        for queue in self._listeners:
            queue.put_nowait(("end", None))
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _send(self, update: Update, saved: Path | None) -> None:
        self._tell("diagnostics", listed(update.diagnostics, self.session))
        for language in update.orders:
            self._tell("order", {"lang": language, "ids": [slide.id for slide in self._of(language).slides]})
        for language, identifier in update.slides:
            self._tell("slide", {"lang": language, "id": identifier})
        self._tell("looked", {"revision": self.revision, "slides": len(update.slides), "saved": _shown(saved, self)})

    def _tell(self, event: str, data: Any) -> None:
        for queue in self._listeners:
            queue.put_nowait((event, data))

    def _of(self, language: str) -> ShownDeck:
        return self.session.decks[language]

    def _guarded(self, answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def checked(request: Request) -> Response:
            given = request.query_params.get("token", "") or request.cookies.get("ria-deck-preview", "")
            if not secrets.compare_digest(given.encode(), self.token.encode()):
                return Response("the address lacks its token: use the one that ria-deck preview printed", 403)
            return await answer(request)

        return checked

    async def _page(self, request: Request) -> Response:
        async def page(_: Request) -> Response:
            html = (BUILT_IN / "preview.html").read_text("utf-8")
            answer = Response(html, media_type="text/html", headers={"Content-Security-Policy": _POLICY})
            answer.set_cookie("ria-deck-preview", self.token, httponly=True, samesite="strict")
            return answer

        return await self._guarded(page)(request)

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _FILES:
            return Response("", 404)
        return Response((BUILT_IN / name).read_bytes(), media_type=_FILES[name])

    async def _events(self, _: Request) -> Response:
        queue: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        self._listeners.add(queue)
        queue.put_nowait(("diagnostics", listed(self.session.diagnostics, self.session)))

        async def stream() -> AsyncIterator[str]:
            try:
                while True:
                    try:
                        event, data = await asyncio.wait_for(queue.get(), _BEAT)
                    except TimeoutError:
                        yield ": still here\n\n"
                        continue
                    if event == "end":
                        return
                    yield f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
            finally:
                self._listeners.discard(queue)

        return StreamingResponse(stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _deck(self, _: Request) -> Response:
        session = self.session
        theme = next((shown.deck.theme for shown in session.decks.values()), None)
        return _json(
            {
                "edition": session.edition,
                "editions": list(session.editions),
                "rows": list(session.rows),
                "row": session.row,
                "languages": [self._summary(shown) for shown in session.decks.values()],
                "width": theme.width / 12_700 if theme else 960,
                "height": theme.height / 12_700 if theme else 540,
                "root": str(session.root),
                "revision": self.revision,
            }
        )

    async def _row(self, request: Request) -> Response:
        """Show another row of the batch, to everybody who looks."""
        wanted = request.query_params.get("id", "")
        if wanted not in self.session.rows:
            return Response("", 404)
        loop = asyncio.get_running_loop()
        update = await loop.run_in_executor(self._worker, self.session.choose, wanted)
        self.revision += 1
        self._tell("row", {"row": wanted})
        self._send(update, None)
        return _json({"row": self.session.row})

    def _summary(self, shown: ShownDeck) -> Mapping[str, Any]:
        slides = [slide.record() | {"changes": list(shown.changes.get(slide.id, ()))} for slide in shown.slides]
        return {"lang": shown.language, "tag": shown.deck.lang, "direction": shown.deck.direction, "slides": slides}

    async def _slide(self, request: Request) -> Response:
        shown = self.session.decks.get(request.query_params.get("lang", ""))
        wanted = request.query_params.get("id", "")
        found = next((slide for slide in shown.slides if slide.id == wanted), None) if shown else None
        if shown is None or found is None:
            return Response("", 404)
        return _json(found.record() | {"changes": list(shown.changes.get(found.id, ()))})

    async def _style(self, request: Request) -> Response:
        shown = self.session.decks.get(request.query_params.get("lang", ""))
        if shown is None:
            return Response("", 404, media_type="text/css")
        text = "".join(sorted(set("".join(slide.html for slide in shown.slides))))
        css, files = style_of(shown.deck, text, self.session.root, lambda file: f"/font/{file.name}")
        self._fonts.update({file.name: file for file in files})
        return Response(css, media_type="text/css", headers={"Cache-Control": "no-store"})

    async def _font(self, request: Request) -> Response:
        file = self._fonts.get(request.path_params["name"])
        return FileResponse(file) if file is not None else Response("", 404)

    async def _handout(self, request: Request) -> Response:
        language = request.query_params.get("lang", "")
        loop = asyncio.get_running_loop()
        return _json(await loop.run_in_executor(self._worker, self.handouts.pages, language))

    async def _handout_page(self, request: Request) -> Response:
        language, number = request.query_params.get("lang", ""), request.query_params.get("page", "")
        loop = asyncio.get_running_loop()
        picture = await loop.run_in_executor(
            self._worker, self.handouts.picture, language, int(number) if number.isdigit() else 0
        )
        return Response(picture, media_type="image/png") if picture else Response("", 404)


def _json(data: Any) -> Response:
    return JSONResponse(data, headers={"Cache-Control": "no-store"})


def _shown(saved: Path | None, preview: Preview) -> dict[str, Any] | None:
    """The file that was saved and the slide to go to, for the page."""
    if saved is None or not saved.is_relative_to(preview.session.root):
        return None
    path = saved.relative_to(preview.session.root).as_posix()
    line = preview.session.changed_line(path)
    return {"path": path, "line": line, "id": preview.session.slide_at(path, line)}
