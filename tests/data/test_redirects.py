"""A download goes where its address says, and from outside never into this machine or network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ria_deck.data import download as module
from ria_deck.data.download import DownloadError, Limits, download

LIMITS = Limits(whole=10, attempts=1)


class _Redirecting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        target = {
            "/metadata": "http://169.254.169.254/latest/",
            "/local": f"http://127.0.0.1:{self.server.server_port}/b",
        }  # type: ignore[attr-defined]
        if self.path in target:
            self.send_response(302)
            self.send_header("Location", target[self.path])
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"secret")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(name="server")
def _server() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Redirecting)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_machines_own_data_are_never_asked_for(server: str) -> None:
    with pytest.raises(DownloadError, match="machine's own data"):
        download(f"{server}/metadata", LIMITS)


def test_an_address_outside_does_not_lead_inside(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert download(f"{server}/local", LIMITS).data == b"secret"  # from this machine to itself: the author's own server
    port = server.rpartition(":")[2]
    real = socket.getaddrinfo

    def named(host: str, *rest: object, **more: object) -> object:
        """A name outside, whose bytes come from the server of this test."""
        return real("127.0.0.1" if host == "tables.example" else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", named)
    monkeypatch.setattr(module, "_inner", lambda host: host == "127.0.0.1")
    with pytest.raises(DownloadError, match="inside this network"):
        download(f"http://tables.example:{port}/local", LIMITS)


@pytest.mark.parametrize(
    ("host", "inner"), [("127.0.0.1", True), ("10.1.2.3", True), ("::1", True), ("8.8.8.8", False)]
)
def test_addresses_are_known_by_their_range(host: str, inner: bool) -> None:
    assert module._inner(host) is inner
