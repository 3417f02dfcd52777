"""A topic that a template makes: its name, the values that it gets, the text that it may print as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.content.specs.claims import ClaimDraft
from ria_deck.content.specs.message import Message
from ria_deck.content.specs.wording import message_at
from ria_deck.diagnostics import Span
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import Loc, YamlDocument


class Authored(str):
    """A text of a topic that a template can ask for; `message` is what translators get where it is printed."""

    message: Message

    def __new__(cls, text: str, message: Message) -> Authored:
        """The text with its message."""
        self = super().__new__(cls, text)
        self.message = message
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (str(self), self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateUse:
    """The template of a topic: its file below templates/, where the topic names it, `values` (plain data, its texts
    `Authored`), `slides` as a YAML topic has them, `body`: the Markdown of the topic itself, and the `claims` at its head,
    whose sentences the template prints."""

    name: str
    span: Span
    values: Mapping[str, Any]
    slides: tuple[Any, ...]
    body: SourceText
    start: int  # where in `body` it begins
    claims: tuple[ClaimDraft, ...] = ()
    parts: tuple[TopicPart, ...] = ()  # of a topic with templates on its slides, `name` is empty there


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPart:
    """A stretch of a topic with templates on its slides: the `markdown` of plain slides, which begin at `starts`, or one
    slide of the template `name`: its `keys` as the Markdown that each stands for, `at` their places."""

    markdown: SourceText
    starts: tuple[int, ...] = ()
    name: str = ""
    span: Span | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    keys: Mapping[str, SourceText | bool] = field(default_factory=dict)
    at: Mapping[str, Span] = field(default_factory=dict)


def authored(document: YamlDocument, loc: Loc, context: str) -> Any:
    """The value at `loc` with its texts as `Authored`; their contexts are `context` and the keys that lead to them."""
    node = document.node(loc)
    if node.entries is not None:
        return {key: authored(document, (*loc, key), f"{context}.{key}") for key in node.entries}
    if node.items is not None:
        return [authored(document, (*loc, index), f"{context}.{index + 1}") for index in range(len(node.items))]
    if not isinstance(node.data, str):
        return node.data
    message = message_at(document, loc, node.data, context)
    return Authored(message.text, message) if message is not None else ""
