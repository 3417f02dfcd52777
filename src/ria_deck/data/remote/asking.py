"""What `ria` says of how a table is asked for: headers, a body, a query, pages, the form of the answer."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ria_deck.data.reading import DescriptorPart

ANSWERS = ("json-stat", "e-stat")
"""Forms of answers that are made rows of CSV."""

DATABASES = ("duckdb:", "sqlite:", "postgresql:", "postgres:")
"""What the path of a table begins with that is a query's result."""

OWN_KEYS = ("headers", "body", "query", "answer", "pages")

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class UnsetVariableError(Exception):
    """A variable of the environment that isn't set; the message is its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a table is asked for. Texts may have `${NAME}`, which stands for a variable of the environment: secrets are in
    no file. `body` is sent by POST; `next_page` is the way to the address of the next page in a JSON answer."""

    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    query: str = ""
    answer: str = ""
    next_page: tuple[str, ...] = ()


def read_asking(part: DescriptorPart, path: str) -> Asking:
    """What a resource says of it; faults are told."""
    own = part.own_part("headers")
    headers = {name: own.text(name) for name in own.data} if own else {}
    answer = part.own_text("answer")
    if answer and answer not in ANSWERS:
        hint = f"write one of {', '.join(ANSWERS)}; CSV and JSON need nothing"
        part.report.error("RD304", f"`answer: {answer}` means nothing", part.span(), hint=hint)
    query = part.own_text("query")
    is_database = path.startswith(DATABASES)
    if is_database and not query:
        part.missing("ria.query", hint='write the query: `ria: {query: "select … order by …"}`')
    if query and not is_database:
        hint = f"a query needs a database as `path`: {', '.join(DATABASES)}"
        part.report.error("RD304", f"`ria: query` of {part.what} has no database", part.span(), hint=hint)
    pages = part.own_part("pages")
    if pages is not None:
        pages.check_keys(("next",))
    return Asking(
        headers=headers,
        body=_body(part),
        query=query,
        answer=answer,
        next_page=tuple(pages.text("next").split(".")) if pages and pages.text("next") else (),
    )


def _body(part: DescriptorPart) -> str:
    nested = part.own("body")
    found = nested.data["body"] if nested else part.data.get("ria:body")
    if found is None:
        return ""
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)


def filled(text: str) -> str:
    """The text with the variables of the environment in it. Raises UnsetVariableError."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in os.environ:
            raise UnsetVariableError(match[1])
        return os.environ[match[1]]

    return _VARIABLE.sub(value, text)


def secrets_of(text: str) -> list[str]:
    """The values of the variables that a text names: no message may have them."""
    return [os.environ[name] for name in _VARIABLE.findall(text) if os.environ.get(name)]
