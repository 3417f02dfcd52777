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
    def do_POST(self) -> None:
        """`/307/…` leads to `…`, here or, after `away/`, to another port; what is asked for at its end says what came."""
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length).decode()
        _, status, *rest = self.path.split("/")
        if status.isdigit():
            away = "away" in rest
            port = self.server.other if away else self.server.server_port  # type: ignore[attr-defined]
            self.send_response(int(status))
            self.send_header("Location", f"http://127.0.0.1:{port}/end")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(
            f"{self.command} {body} {self.headers.get('Authorization')} {self.headers.get('Accept')}".encode()
        )

    def do_GET(self) -> None:
        if self.path == "/end":
            self.do_POST()
            return
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
    servers = [HTTPServer(("127.0.0.1", 0), _Redirecting) for _ in range(2)]
    servers[0].other = servers[1].server_port  # type: ignore[attr-defined]
    for server in servers:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{servers[0].server_port}"
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("path", "came"),
    [
        ("/end", "POST question key text/csv"),
        ("/307/end", "POST question key text/csv"),
        ("/308/end", "POST question key text/csv"),
        ("/302/end", "GET  key text/csv"),
        ("/303/end", "GET  key text/csv"),
        ("/307/away", "GET  None text/csv"),
        ("/303/away", "GET  None text/csv"),
    ],
)
def test_what_may_be_secret_is_sent_to_the_host_that_was_asked(server: str, path: str, came: str) -> None:
    headers = {"Authorization": "key", "Accept": "text/csv"}
    found = download(f"{server}{path}", LIMITS, headers=headers, body=b"question")
    assert found.data is not None
    assert found.data.decode() == came


@pytest.mark.parametrize(("size", "told"), [(6, False), (5, True)])
def test_an_answer_may_be_as_large_as_the_limit(server: str, size: int, told: bool) -> None:
    """`secret` comes without saying how long it is."""
    limits = Limits(whole=10, attempts=1, size=size)
    if told:
        with pytest.raises(DownloadError, match="larger than"):
            download(f"{server}/b", limits)
    else:
        assert download(f"{server}/b", limits).data == b"secret"


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
