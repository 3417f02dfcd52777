"""Read content/images/credits.yaml, the ledger of pictures.

Either a mapping from file names to credits, or a list of credits with `file`. Names are relative to content/images/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ria_deck.content.blocks.shapes import CreditEntry, CreditFileEntry
from ria_deck.content.specs.figures import LANGUAGE
from ria_deck.content.specs.slides import CreditSpec, Message
from ria_deck.content.specs.wording import message_at
from ria_deck.diagnostics import Report, Span
from ria_deck.source.decode import decode
from ria_deck.source.files import files_below
from ria_deck.source.nearest import did_you_mean
from ria_deck.source.text import read_source, resolve_inside
from ria_deck.source.yaml import Loc, YamlDocument, load_yaml

FOLDER = "content/images"
CREDITS_FILE = f"{FOLDER}/credits.yaml"

SAME_EVERYWHERE = re.compile(r"https?://|[A-Z][A-Z0-9]+\b")
"""What no language has another word for: addresses, and licences by name (CC BY 4.0, CC0, MIT, GPL-3.0)."""


def load_credits(root: Path, report: Report) -> dict[str, CreditSpec]:
    """The credits by the picture's path relative to content/ (`images/x.jpg`), in the file's order.

    Empty for a project without the file. Every mistake goes to `report`; entries with one are left out.
    """
    if not (root / CREDITS_FILE).is_file():
        return {}
    source = read_source(root, CREDITS_FILE, report)
    document = load_yaml(source, report) if source is not None else None
    if document is None or not document.data:
        return {}
    found: dict[str, CreditSpec] = {}
    places: dict[str, Loc] = {}
    for name, loc, entry in _entries(document, report):
        path = "images/" + name.strip().removeprefix("content/").removeprefix("images/")
        where = document.span((*loc, "file")) if isinstance(entry, CreditFileEntry) else document.span(loc, key=True)
        if path in found:
            report.error(
                "RD034",
                f"the image `{name}` has two credits",
                where,
                related=((document.span(places[path], key=True), "first credit here"),),
            )
            continue
        inside = resolve_inside(root, f"content/{path}", report, where)
        if inside is not None and entry.included and LANGUAGE not in path and not inside.is_file():
            _tell_missing(root, name, report, where=where)
        credit = message_at(document, (*loc, "credit"), entry.credit, f"credits/{path}")
        if credit is None:
            report.error("RD024", "`credit` can't be empty", document.span((*loc, "credit")))
            continue
        places[path] = loc
        found[path] = CreditSpec(
            file=path,
            credit=credit,
            licence=_named(document, (*loc, "licence"), entry.licence, f"credits/{path}.licence"),
            source=_named(document, (*loc, "source"), entry.source, f"credits/{path}.source"),
            span=where,
            title=message_at(document, (*loc, "title"), entry.title, f"credits/{path}.title"),
            included=entry.included,
        )
    return found


def _entries(document: YamlDocument, report: Report) -> list[tuple[str, Loc, CreditEntry]]:
    if isinstance(document.data, list):
        listed = decode(tuple[CreditFileEntry, ...], document, report)
        return [(entry.file, (index,), entry) for index, entry in enumerate(listed or ())]
    named = decode(Mapping[str, CreditEntry], document, report)  # type: ignore[type-abstract]
    return [(name, (name,), entry) for name, entry in (named or {}).items()]


def _named(document: YamlDocument, loc: Loc, text: str, context: str) -> Message:
    """A licence or a source: an address, or a licence's own name, is the same in every language."""
    return Message(
        text=text.strip(),
        context=context,
        span=document.text_span(loc),
        literal=SAME_EVERYWHERE.match(text.strip()) is not None,
    )


def _tell_missing(root: Path, name: str, report: Report, *, where: Span) -> None:
    folder = root / FOLDER
    files = files_below(folder) if not folder.is_symlink() else ()
    there = sorted(path.relative_to(folder).as_posix() for path in files)
    report.error(
        "RD050",
        f"the image {FOLDER}/{name.removeprefix('images/')} doesn't exist",
        where,
        label=did_you_mean(name, [other for other in there if not other.endswith((".yaml", ".yml"))]),
        hint="to keep a credit without its image, write `included: false`",
    )
