"""What page templates can print, for the terminal: each page with its blocks and names, and the parts of these."""

from __future__ import annotations

from typing import Any

from ria_deck.help_pages import filled, listed
from ria_deck.render.views import VERSION
from ria_deck.render.views.pages import PAGES, PageTemplate
from ria_deck.render.views.schema import help_of, keys_of_view, type_words, views_in


def view_page() -> str:
    """The page as plain text."""
    about = f"""What page templates can print, version {VERSION}. As long as the version is the same, every name stays and
    means what it means; new ones may come. Texts marked html are ready to print, others are escaped. `ria-deck template eject
    NAME --block B` writes a block to change; `ria-deck template check` looks for names that aren't here."""
    parts = ["view: what page templates get", filled(" ".join(about.split()), "")]
    views: list[Any] = []
    for name, page in PAGES.items():
        parts += [f"{page.file} (`ria-deck template eject {name}`)", listed(_blocks(page)), _names(page.view)]
        views += [one for one in views_in(page.view)[1:] if one not in views]
    parts += [f"{one.__name__}: {one.__doc__ or ''}\n\n{_names(one)}" for one in views]
    return "\n\n".join(parts)


def _blocks(page: PageTemplate) -> list[tuple[str, str]]:
    return [
        (f"{{% block {name} %}}", f"{block.prints}{f' ({_given(block.names)})' if block.names else ''}")
        for name, block in page.blocks.items()
    ]


def _given(names: Any) -> str:
    return ", ".join(f"{name}: {type_words(kind)}" for name, kind in names.items())


def _names(view: Any) -> str:
    words = help_of(view)
    return listed([(f"{name}  ({type_words(kind)})", words[name]) for name, kind in keys_of_view(view).items()])
