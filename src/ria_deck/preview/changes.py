"""What is new on each slide since the last build, from its manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from ria_deck.diagnostics import BuildError
from ria_deck.model.deck import Deck
from ria_deck.model.deck_name import DeckName
from ria_deck.record.changes import Changes, compare_manifests
from ria_deck.record.manifest import NAME, deck_record, read_manifest


def changes_by_slide(root: Path, deck: Deck) -> Mapping[str, Sequence[str]]:
    """Texts and values that differ from the last build, in words, by slide id; empty where nothing was built yet, or
    the last manifest can't be read (`diff` says why)."""
    try:
        manifest = read_manifest(root / "build" / NAME)
    except (BuildError, OSError):
        return {}
    if manifest is None:
        return {}
    record = json.loads(json.dumps(deck_record(deck)))  # as a manifest gives it back
    before = [one for one in manifest["decks"] if DeckName.of(one) == deck.name]
    if not before:
        return {}
    kept = {**manifest, "decks": before}
    return _by_slide(compare_manifests(kept, {**kept, "decks": [record]}))


def _by_slide(changes: Changes) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for slide in changes.slides:
        lines = found.setdefault(slide.slide, [])
        lines += [f"{one.old or '–'} → {one.new or '–'}" for one in slide.texts]
    return found
