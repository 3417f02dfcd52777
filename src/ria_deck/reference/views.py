"""What page templates can print, as a page: each page with its blocks and names, and the parts of these."""

from __future__ import annotations

from typing import Any

from ria_deck.reference.tables import code, slug, table
from ria_deck.render.views import VERSION
from ria_deck.render.views.pages import PAGES, PageTemplate
from ria_deck.render.views.schema import help_of, keys_of_view, type_words, views_in

_ABOUT = f"""\
A project's own page (`templates/handout.html.j2`, `slides.html.j2`, `web.html.j2`) prints what is listed here, and nothing
else. This is version {VERSION}; pages get it as `version`. It is a promise: as long as the version is the same, every name
stays and means what it means; new names may come. `ria-deck template check` reports names that aren't here, and pages that
were made for another version. `ria-deck schema view` prints the same as JSON Schema.
[Our own cover](../howto/our-own-cover.md) shows how to use it."""


def view_page() -> str:
    """The page as Markdown."""
    parts = ["# What page templates get", _ABOUT]
    files = [(code(name), code(page.file), _link(page.view)) for name, page in PAGES.items()]
    parts.append(table(("name for `template eject`", "file in templates/", "what it gets"), files))
    views: list[Any] = []
    for page in PAGES.values():
        parts += [f"## {page.file}", _blocks(page)]
        views += [one for one in views_in(page.view) if one not in views]
    parts += [f"## {one.__name__}\n\n{(one.__doc__ or '').strip()}\n\n{_names(one)}" for one in views]
    return "\n\n".join(parts) + "\n"


def _blocks(page: PageTemplate) -> str:
    rows = [
        (code(name), block.prints, ", ".join(f"{code(one)}: {_type(kind)}" for one, kind in block.names.items()) or "–")
        for name, block in page.blocks.items()
    ]
    return table(("block", "what it prints", "what it has beside the page's names"), rows)


def _names(view: Any) -> str:
    words = help_of(view)
    rows = [(code(name), _type(kind), words[name]) for name, kind in keys_of_view(view).items()]
    return table(("name", "type", "what it is"), rows)


def _type(kind: Any) -> str:
    return type_words(kind, _link)


def _link(view: Any) -> str:
    return f"[{view.__name__}](#{slug(view.__name__)})"
