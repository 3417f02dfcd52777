"""Resolve the addresses that a page asks for: `data:` and files that the page may read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from ria_deck.design.late_imports import weasyprint_imports

with weasyprint_imports():
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class RefusedAddressError(FatalURLFetchingError):  # type: ignore[misc]
    """An address that a page may not read; WeasyPrint lets it through to the caller instead of logging it."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__(f"{address}: {reason}")


class JailedFetcher(URLFetcher):  # type: ignore[misc]
    """Reads `data:` addresses, the named files, and files inside the named folders; anything else ends the rendering.

    Files are judged by their resolved path, so that neither `..` nor a symbolic link leads out; there is no network
    and nothing is redirected.
    """

    def __init__(self, *, folders: Iterable[Path] = (), files: Iterable[Path] = ()) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._folders = tuple(folder.resolve() for folder in folders)
        self._files = frozenset(file.resolve() for file in files)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The response for `url`; raises `RefusedAddressError`."""
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme != "file":
            raise RefusedAddressError(url, "a build reads only the project's own files")
        if parts.netloc not in ("", "localhost"):
            raise RefusedAddressError(url, "it is on another machine")
        path = Path(url2pathname(unquote(parts.path))).resolve()
        if path not in self._files and not any(path.is_relative_to(folder) for folder in self._folders):
            raise RefusedAddressError(url, "it is not in templates/")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise RefusedAddressError(url, error.strerror or "it can't be read") from error
        # Of a sheet alone it is asked what it is; pictures and fonts are known by their bytes.
        return URLFetcherResponse(url, data, {"Content-Type": "text/css"} if path.suffix == ".css" else None)
