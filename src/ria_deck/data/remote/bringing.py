"""Bring a table from where it is: by a request, by several for its pages, or by a query. The only way to the network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from ria_deck.data.descriptor import Resource
from ria_deck.data.download import Download, DownloadError, Limits, download
from ria_deck.data.remote.answers import AnswerError, as_csv, e_stat_next, joined, text_at
from ria_deck.data.remote.asking import DATABASES, UnsetVariableError, filled, secrets_of
from ria_deck.data.remote.databases import QueryError, query

MOST_PAGES = 1_000


def bring(root: Path, resource: Resource, limits: Limits, *, etag: str = "", last_modified: str = "") -> Download:
    """The bytes of a table's file. Raises DownloadError, whose words have no secret."""
    asking = resource.asking
    named = " ".join((resource.url, asking.body, *asking.headers.values()))
    try:
        if resource.url.startswith(DATABASES):
            return Download(data=query(root, filled(resource.url), asking.query, limits.whole))
        return _requested(resource, limits, etag, last_modified)
    except UnsetVariableError as error:
        raise DownloadError(f"the environment has no variable `{error}`") from None
    except (QueryError, AnswerError, DownloadError) as error:
        words = str(error)
        for secret in sorted(secrets_of(named), key=len, reverse=True):
            words = words.replace(secret, "…")
        raise DownloadError(words) from None


def _requested(resource: Resource, limits: Limits, etag: str, last_modified: str) -> Download:
    asking = resource.asking
    headers = {name: filled(text) for name, text in asking.headers.items()}
    body = filled(asking.body)
    if body and "content-type" not in {name.lower() for name in headers}:
        headers["Content-Type"] = "application/json" if body.lstrip().startswith(("{", "[")) else "text/plain"
    url = filled(resource.url)
    single = not (body or asking.next_page)
    first = download(
        url,
        limits,
        headers=headers,
        body=body.encode(),
        etag=etag if single else "",
        last_modified=last_modified if single else "",
    )
    if first.data is None:
        return first
    pages = _pages(resource, url, first.data, limits, headers)
    if asking.answer:
        return Download(data=as_csv(asking.answer, pages), etag=first.etag, last_modified=first.last_modified)
    if asking.next_page:
        return Download(data=joined(pages, tuple(filter(None, resource.dialect.property.split(".")))))
    return first


def _pages(resource: Resource, url: str, first: bytes, limits: Limits, headers: Mapping[str, str]) -> list[bytes]:
    """The first page and those that follow it, from the same host: headers are for no other."""
    pages, seen = [first], {url}
    while True:
        address = _next(resource, url, pages[-1])
        if not address:
            return pages
        if urlsplit(address).netloc != urlsplit(url).netloc:
            raise DownloadError(f"its next page is on another host, `{urlsplit(address).netloc}`")
        if address in seen or len(pages) == MOST_PAGES:
            raise DownloadError(f"its pages don't end (after {len(pages)})")
        seen.add(address)
        found = download(address, limits, headers=headers).data
        assert found is not None  # it was asked for without conditions
        pages.append(found)


def _next(resource: Resource, url: str, page: bytes) -> str:
    if resource.asking.answer == "e-stat":
        start = e_stat_next(page)
        parts = urlsplit(url)
        return urlunsplit(parts._replace(query=f"{parts.query}&{urlencode({'startPosition': start})}")) if start else ""
    found = text_at(page, resource.asking.next_page) if resource.asking.next_page else ""
    return urljoin(url, found) if found else ""
