"""A page that shows each slide beside its source, with the texts marked that are missing, stale or unreviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ria_deck.choosing import Options, variants_of
from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.i18n.language import language as language_of
from ria_deck.i18n.merge import Entry
from ria_deck.i18n.status import Status, state_of
from ria_deck.model.deck import Deck
from ria_deck.model.text import Origin, Paragraph
from ria_deck.model.theme import EMU_PER_PT
from ria_deck.proofreading.lenient import lenient
from ria_deck.proofreading.records import STATES, status_record
from ria_deck.render.html.figure_view import anew
from ria_deck.render.html.inline import with_states
from ria_deck.render.html.page import built_in_sheet, drawing, fill, fragment
from ria_deck.render.web.fonts import embedded
from ria_deck.render.web.origins import Origins
from ria_deck.render.web.view import web_slide
from ria_deck.shared import SharedInputs
from ria_deck.variant import assembled

_ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The slides with one id in the two languages, as HTML; empty in the one that doesn't have it."""

    id: str
    source: str
    target: str


def status_page(root: Path, status: Status, report: Report) -> bytes | None:
    """The page of one language; None, told in the report, when a deck can't be assembled. What the report's policy makes an
    error is only marked here."""
    content = load_content(root, report)
    if report.failed:
        return None
    content = lenient(content)
    shared = SharedInputs(root, content)
    edition = next(name for name, spec in content.reports.items() if status.language in spec.languages)
    source = content.reports[edition].language
    original, translated = (_deck(shared, edition, code, report) for code in (source, status.language))
    if original is None or translated is None:
        return None
    record = status_record(status)
    view = {
        "lang": "en",
        "direction": "ltr",
        "source": {"lang": original.lang, "direction": original.direction},
        "target": {"lang": translated.lang, "direction": translated.direction},
        "title_text": f"{original.title.text}: {language_of(status.language).tag}",
        "counts": {state: record[state] for state in STATES},
        "total": record["total"],
        "width": translated.theme.width / EMU_PER_PT,
        "height": translated.theme.height / EMU_PER_PT,
        "pairs": _pair_views(original, translated, status, root),
    }
    page = fill("status.html.j2", "status.css", view, translated, root=None, before=built_in_sheet("web.css"))
    text = "".join(sorted(set(page.html)))
    return embedded(page.html, page.files, text, anew).encode()


def _pair_views(original: Deck, translated: Deck, status: Status, root: Path) -> list[dict[str, Any]]:
    """The slides of both languages side by side, each with its texts that are of interest; at last the other texts."""
    entries = {(entry.context, entry.text): entry for entry in (*status.missing, *status.stale, *status.translated)}
    shown: set[tuple[str, str]] = set()

    def state(paragraph: Paragraph) -> str:
        key = _key(paragraph.origin)
        entry = entries.get(key) if key else None
        if entry is None:
            return ""
        shown.add((entry.context, entry.text))
        found = state_of(entry)
        return "" if found == "translated" else found

    pairs: list[dict[str, Any]] = []
    for pair, texts in _pairs(original, translated, state, shown, root):
        own = [one for key, one in entries.items() if key in texts or one.context.rpartition("/")[0] == pair.id]
        pairs.append({"pair": pair, "texts": _texts(own, status)})
        for one in own:
            entries.pop((one.context, one.text))
    if entries:
        elsewhere = Pair(id=_ELSEWHERE, source="", target="")
        pairs.append({"pair": elsewhere, "texts": _texts(list(entries.values()), status)})
    return pairs


def _deck(shared: SharedInputs, edition: str, language: str, report: Report) -> Deck | None:
    content = shared.content
    spec = content.reports[edition]
    if language not in spec.languages:
        spec = replace(spec, languages=(language, *spec.languages))
        shared = SharedInputs(shared.root, replace(content, reports={**content.reports, edition: spec}))
    options = Options(output=shared.root / "build", languages=(language,), editions=(edition,) if edition else ())
    variant = next(iter(variants_of(shared, options)))
    made = assembled(shared, replace(variant, outputs=()), report, claims=False)
    return made[0] if made is not None else None


def _pairs(
    original: Deck, translated: Deck, state: Any, shown: set[tuple[str, str]], root: Path
) -> Iterator[tuple[Pair, frozenset[tuple[str, str]]]]:
    """The slides in the order of the translation, then those that only the source has, with the texts that were marked on
    each."""
    sources = dict(_slides(original, root))
    with with_states(state):
        for slide_id, html in _slides(translated, root):
            texts = frozenset(shown)
            shown.clear()
            yield Pair(id=slide_id, source=sources.pop(slide_id, ""), target=html), texts
    for slide_id, html in sources.items():
        yield Pair(id=slide_id, source=html, target=""), frozenset()


def _slides(deck: Deck, root: Path) -> Iterator[tuple[str, str]]:
    draw = drawing(browsers=True)
    for number, slide in enumerate(deck.slides, start=1):
        view = web_slide(slide, number, deck, draw, Origins(deck))
        yield slide.id, fragment("preview_slide.html.j2", {"slide": view, "total": len(deck.slides)}, root=root)


def _key(origin: Origin | None) -> tuple[str, str] | None:
    return (origin.context, origin.text) if origin is not None else None


def _texts(entries: Sequence[Entry], status: Status) -> list[dict[str, Any]]:
    """The texts that are not done, those that nobody has translated first."""
    kept = replace(
        status,
        missing=tuple(one for one in entries if not one.translation),
        stale=tuple(one for one in entries if one.translation and one.fuzzy),
        translated=tuple(one for one in entries if one.translation and not one.fuzzy),
    )
    texts: list[dict[str, Any]] = status_record(kept)["texts"]
    return sorted(texts, key=lambda text: STATES.index(text["state"]))
