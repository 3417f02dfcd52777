"""Pin hashes in the bytes of datapackage.yaml (or .json).

Only the hashes are written: comments, order, quotation and line ends stay as the author has them.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from ria_deck.data.descriptor import Resource
from ria_deck.diagnostics import Span
from ria_deck.source.text import SourceText, normalise


def pin(path: str, data: bytes, hashes: Mapping[str, str], resources: Mapping[str, Resource]) -> bytes:
    """`data`, the file at `path` that describes `resources`, with `hashes` (`sha256:…` by resource) in their places."""
    raw = data.decode("utf-8-sig")
    source = SourceText(path, normalise(raw))
    text = source.text
    edits = [_edit(source, resources[name], hash_) for name, hash_ in hashes.items()]
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    if "\r\n" in raw:
        text = text.replace("\n", "\r\n")
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode("utf-8")


def _edit(source: SourceText, resource: Resource, hash_: str) -> tuple[int, int, str]:
    """What to replace: the hash, or nothing behind the `path` where none is pinned yet."""
    if resource.hash_span is not None:
        start, end = _stretch(source, resource.hash_span)
        return start, end, _like(source.text[start:end], hash_)
    start, end = _stretch(source, resource.path_span)
    if source.path.endswith(".json"):
        return end, end, f', "hash": "{hash_}"'
    line_end = source.text.find("\n", end)
    line_end = len(source.text) if line_end < 0 else line_end
    rest = source.text[end:line_end].strip()
    if rest and not rest.startswith("#"):
        return end, end, f', hash: "{hash_}"'
    key = max(source.text.rfind("path", 0, start), 0)
    key -= source.text[key - 1 : key] in ("'", '"')
    indent = " " * (source.position(key)[1] - 1)
    return line_end, line_end, f"\n{indent}hash: {hash_}"


def _stretch(source: SourceText, span: Span) -> tuple[int, int]:
    return source.offset(span.line, span.column), source.offset(span.end_line, span.end_column)


def _like(old: str, new: str) -> str:
    """A scalar in the quotation marks of the one that it replaces."""
    quote = old[0] if old[:1] in ("'", '"') else ""
    return f"{quote}{new}{quote}"
