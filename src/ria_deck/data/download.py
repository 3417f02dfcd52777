"""Download a file within limits of time and size: the only use of the network.

Nothing that builds imports this module. What is asked for and how answers are read follows RFC 9110 (HTTP Semantics):
conditional requests (section 13), redirection (15.4), `Retry-After` (10.2.3).
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    IncompleteRead,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as Silence,
)

from ria_deck import __version__

TRANSIENT = frozenset([408, 425, 429, 500, 502, 503, 504])
"""Answers that may be others in a moment."""

_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_COMMON = frozenset(["User-Agent", "Accept", "Accept-Encoding", "If-None-Match", "If-Modified-Since"])
_PIECE = 64 * 1024
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one download may take: seconds to connect, of silence, and altogether (pauses and attempts included), bytes
    once unpacked; and how often it is tried, with the pause (seconds) that doubles from one attempt to the next."""

    connect: float = 15
    silence: float = 30
    whole: float = 300
    size: int = 256 * 1024 * 1024
    attempts: int = 4
    pause: float = 1
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """What an address gave: its bytes (None: unchanged since the `Validators` that were sent), and what to send next
    time."""

    data: bytes | None
    etag: str = ""
    last_modified: str = ""


class DownloadError(Exception):
    """Why nothing came, in words for people; `passing` where another attempt may do better, after `wait` seconds."""

    def __init__(self, words: str, *, passing: bool = False, wait: float = 0) -> None:
        self.passing = passing
        self.wait = wait
        super().__init__(words)


def download(
    url: str,
    limits: Limits,
    *,
    headers: Mapping[str, str] = _NONE,
    body: bytes = b"",
    etag: str = "",
    last_modified: str = "",
) -> Download:
    """The bytes at `url`, asked for conditionally where a validator is given, by POST where there is a `body`. Raises
    DownloadError.

    The attempts run in a thread that is left behind when the whole time is over: names that don't resolve and headers
    that trickle in can't be interrupted otherwise.
    """
    answers: queue.SimpleQueue[Download | BaseException] = queue.SimpleQueue()
    end = time.monotonic() + limits.whole

    def work() -> None:
        try:
            answers.put(_attempts(url, limits, end, _Request({**_conditions(etag, last_modified), **headers}, body)))
        except BaseException as error:  # noqa: BLE001 - it is raised again where it was waited for
            answers.put(error)

    threading.Thread(target=work, daemon=True, name="download").start()
    try:
        found = answers.get(timeout=limits.whole)
    except queue.Empty:
        raise DownloadError(_too_slow(limits)) from None
    if isinstance(found, BaseException):
        raise found
    return found


def _conditions(etag: str, last_modified: str) -> dict[str, str]:
    headers = {"User-Agent": f"ria-deck/{__version__}", "Accept-Encoding": "gzip, deflate"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def _too_slow(limits: Limits) -> str:
    return f"the download took longer than {limits.whole:g} seconds"


@dataclass(frozen=True, slots=True)
class _Request:
    """What is sent: headers, and the body of a POST."""

    headers: Mapping[str, str]
    body: bytes = b""

    def after(self, status: int, *, elsewhere: bool) -> _Request:
        """What is sent to where a redirection leads: to another host nothing that may be a secret."""
        body = self.body if status in (307, 308) and not elsewhere else b""
        common = {name: text for name, text in self.headers.items() if name in _COMMON}
        return _Request(common if elsewhere else self.headers, body)


def _attempts(url: str, limits: Limits, end: float, request: _Request) -> Download:
    for attempt in range(limits.attempts):
        try:
            return _follow(url, limits, end, request)
        except DownloadError as error:
            pause = max(limits.pause * 2**attempt, error.wait)
            if not error.passing or attempt == limits.attempts - 1 or time.monotonic() + pause > end:
                tried = f" (tried {attempt + 1} times)" if attempt else ""
                raise DownloadError(f"{error}{tried}") from error
            time.sleep(pause)
    raise DownloadError("no attempt was made")


def _follow(url: str, limits: Limits, end: float, request: _Request) -> Download:
    """One attempt, along redirections, which must not leave http(s) nor go from https back to http."""
    for _ in range(limits.redirects + 1):
        response = _request(url, limits, request)
        try:
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                return _answer(response, limits, end)
        finally:
            response.close()
        target = urljoin(url, location)
        before, after = urlsplit(url).scheme, urlsplit(target).scheme
        if after not in ("http", "https") or (before == "https" and after == "http"):
            raise DownloadError(f"it redirects to `{target}`, which is not followed")
        if _inner(urlsplit(target).hostname or "") and not _inner(urlsplit(url).hostname or ""):
            raise DownloadError(f"it redirects to `{target}`, an address inside this network, which is not followed")
        if _metadata(urlsplit(target).hostname or ""):
            raise DownloadError(f"it redirects to `{target}`, a machine's own data, which is not followed")
        request = request.after(response.status, elsewhere=urlsplit(target).netloc != urlsplit(url).netloc)
        url = target
    raise DownloadError(f"it redirects more than {limits.redirects} times")


def _addresses(host: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """What a host's name leads to; nothing for one that can't be resolved."""
    try:
        found = {str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return []
    addresses = [ipaddress.ip_address(one) for one in sorted(found)]
    return [getattr(one, "ipv4_mapped", None) or one for one in addresses]


def _inner(host: str) -> bool:
    """Whether a host is this machine or one of its network, which an address outside has no business with."""
    return any(not address.is_global for address in _addresses(host))


def _metadata(host: str) -> bool:
    """Whether a host is link-local: where machines of a cloud find their credentials."""
    return host == "metadata.google.internal" or any(address.is_link_local for address in _addresses(host))


def _request(url: str, limits: Limits, request: _Request) -> urllib3.BaseHTTPResponse:
    parts = urlsplit(url)
    proxy = None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
    pool = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()
    timeout = urllib3.Timeout(connect=limits.connect, read=limits.silence)
    try:
        return pool.request(
            "POST" if request.body else "GET",
            url,
            body=request.body or None,
            headers=dict(request.headers),
            timeout=timeout,
            retries=False,
            redirect=False,
            preload_content=False,
        )
    except (HTTPError, LocationValueError) as error:
        raise _explained(error, limits) from error


def _explained(error: Exception, limits: Limits) -> DownloadError:
    match error:
        case SSLError():
            return DownloadError(f"its certificate isn't valid: {error}")
        case LocationValueError():
            return DownloadError(f"the address isn't valid: {error}")
        case NameResolutionError():
            return DownloadError("its host name can't be resolved", passing=True)
        case NewConnectionError():
            return DownloadError("its host doesn't answer", passing=True)
        case Silence():
            return DownloadError(f"the server sent nothing for {limits.silence:g} seconds", passing=True)
        case ProtocolError(args=(_, IncompleteRead(partial=int(came), expected=int(missing)))):
            return DownloadError(
                f"the download is incomplete: {came} bytes arrived, {missing} are missing", passing=True
            )
        case DecodeError():
            return DownloadError("it can't be decompressed the way the server declares", passing=True)
        case _:
            return DownloadError(f"the connection failed: {error}", passing=True)


def _answer(response: urllib3.BaseHTTPResponse, limits: Limits, end: float) -> Download:
    validators = {"etag": response.headers.get("ETag", ""), "last_modified": response.headers.get("Last-Modified", "")}
    if response.status == 304:
        return Download(data=None, **validators)
    if response.status != 200:
        passing = response.status in TRANSIENT
        said = f"the server answered {response.status} {response.reason or ''}".rstrip()
        raise DownloadError(said, passing=passing, wait=_retry_after(response))
    declared = response.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > limits.size:
        raise DownloadError(_too_large(limits))
    data = bytearray()
    for piece in _pieces(response, limits):
        data += piece
        if len(data) > limits.size:
            raise DownloadError(_too_large(limits))
        if time.monotonic() > end:
            raise DownloadError(_too_slow(limits))
    return Download(data=bytes(data), **validators)


def _pieces(response: urllib3.BaseHTTPResponse, limits: Limits) -> Iterator[bytes]:
    try:
        while piece := response.read1(_PIECE, decode_content=True):
            yield piece
    except HTTPError as error:
        raise _explained(error, limits) from error


def _too_large(limits: Limits) -> str:
    return f"it is larger than {limits.size / 2**20:g} MiB, the limit"


def _retry_after(response: urllib3.BaseHTTPResponse) -> float:
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isdigit() else 0
