"""Every text that a reader can see as messages, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable

from ria_deck.content.specs.slides import Content, Message
from ria_deck.content.specs.walk_messages import messages_in


def messages_of(content: Content, extra: Iterable[Message] = (), language: str = "") -> tuple[Message, ...]:
    """Each message once (by context and text), in order of file and line; `extra` are those of tables and sources.

    Literal messages and empty ones need no translation and are left out; with a `language`, so are those that conditions
    leave to other languages.
    """
    found: dict[tuple[str, str], Message] = {}
    for message in (*messages_in(content, language), *extra):
        if not message.literal and message.text.strip():
            found.setdefault((message.context, message.text), message)
    return tuple(sorted(found.values(), key=lambda message: (message.span, message.context)))


def kind_of(context: str) -> str:
    """The kind of place in a context: what stands after the slide's id."""
    return context.rpartition("/")[2]
