"""Messages of texts in YAML documents, with their places."""

from __future__ import annotations

from ria_deck.content.specs.message import Expression, Message
from ria_deck.source.yaml import Loc, YamlDocument


def message_at(document: YamlDocument, loc: Loc, text: str | None, context: str) -> Message | None:
    """The message of `text`, which stands at `loc`; None for no text or an empty one.

    The span begins at the text's first character (inside of quotation marks), so that a place in a text without
    escapes can be counted from it.
    """
    stripped = (text or "").strip()
    if not stripped:
        return None
    begin, end = document.offsets(loc)
    names = document.source.names(begin, end)
    return Message(text=stripped, context=context, span=document.text_span(loc), names=names)


def expression_at(document: YamlDocument, loc: Loc, text: str) -> Expression:
    """The expression that stands at `loc`."""
    return Expression(text=text.strip(), span=document.text_span(loc))
