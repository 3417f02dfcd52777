"""Random edits of a built deck, as a person makes them, each in a paragraph of its own, with what has to come of it."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ria_deck.model.deck import Deck, Slide
from ria_deck.model.fingerprints import paragraphs_in
from ria_deck.model.text import Paragraph
from ria_deck.pull.letters import seen
from ria_deck.pull.sources import linked_text

WORDS = {
    "en": ["indeed", "clearly", "the port", "in short", "so far", "R&D", "a < b", "5_6", "*all*", "what|if"],
    "ja": ["さらに", "明らかに", "港では", "つまり", "この年", "「例」", "約３割"],
    "ru": ["явно", "в порту", "итак", "за год", "«так»", "по-прежнему"],
}
FURNITURE = ("Footer", "Slide number")


@dataclass(frozen=True)
class MadeEdit:
    """An edit: its slide, the paragraph's text before and after, and what has to come of it."""

    slide: str
    kind: str
    old: str
    new: str
    outcome: str


def editable(deck: Any, model: Deck) -> Iterator[tuple[str, Any, Paragraph]]:
    """Each paragraph of a deck that stands once on its slide, with the model's paragraph."""
    slides = {slide.id: slide for slide in model.slides}
    width = deck.slide_width
    for slide in deck.slides:
        name = slide._element.cSld.get("name")
        seen = [shape for shape in slide.shapes if shape.name not in FURNITURE and 0 <= shape.left < width]
        frames = [shape.text_frame for shape in seen if shape.has_text_frame]
        for shape in slide.shapes:
            if shape.has_table:
                frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            frames.append(slide.notes_slide.notes_text_frame)
        found = [paragraph for frame in frames for paragraph in frame.paragraphs]
        texts = [_text(one) for one in found]
        for paragraph, text in zip(found, texts, strict=True):
            modelled = _modelled(slides[name], text)
            if text.strip() and texts.count(text) == 1 and modelled is not None:
                yield name, paragraph, modelled


def edit(name: str, paragraph: Any, modelled: Paragraph, language: str, chance: random.Random) -> MadeEdit | None:
    """Edit a paragraph in one way; None where the way doesn't fit it."""
    old = _text(paragraph)
    runs = [run for run in paragraph.runs if run.text.strip()]
    run = chance.choice(runs) if runs else None
    if run is None:
        return None
    kind = chance.choice(["insert", "replace", "delete", "append", "typo", "bold", "value"])
    values = [one.text for one in modelled.runs if one.value is not None or one.footnote is not None]
    over = run.text in values
    word = chance.choice(WORDS[language])
    if over != (kind == "value"):
        return None
    match kind:
        case "value":
            run.text = _other_value(run.text)
        case "insert":
            at = _gap(run.text, chance)
            run.text = (
                f"{run.text[:at]}{word} {run.text[at:]}" if language != "ja" else run.text[:at] + word + run.text[at:]
            )
        case "append":
            run.text = (
                run.text.rstrip() + (" " + word if language != "ja" else word) + run.text[len(run.text.rstrip()) :]
            )
        case "replace" | "delete":
            words = run.text.split(" ")
            if len(words) < 4 and language != "ja":
                return None
            index = chance.randrange(len(words))
            words[index : index + 1] = [word] if kind == "replace" else []
            run.text = (
                " ".join(words) if language != "ja" else _cut(run.text, word if kind == "replace" else "", chance)
            )
        case "typo":
            at = next((index for index, char in enumerate(run.text) if char.isalpha()), -1)
            if at < 0:
                return None
            run.text = run.text[:at] + run.text[at + 1 :]
        case "bold":
            if run.font.bold is not None or run.hyperlink.address or any(one.font.bold is not None for one in runs):
                return None
            if " " not in run.text.strip() and language != "ja":
                return None
            linked, at = linked_text(modelled), _gap(run.text.rstrip(), chance)
            if linked.parts or linked.before or linked.behind or not any(char.isalnum() for char in run.text[at:]):
                return None
            _part_bold(paragraph, run, at)
    new = _text(paragraph)
    if new == old and kind != "bold":
        return None
    return MadeEdit(name, kind, old, new, _outcome(kind, new, modelled))


def _outcome(kind: str, new: str, modelled: Paragraph) -> str:
    """What has to come of an edit: a conflict where a value of the data was written over, or words that the program puts
    together, and marks that data can't have are only listed."""
    linked = linked_text(modelled)
    parts = linked.parts or (linked,)
    pattern = "".join(re.escape(part.before) + "(.*)" + re.escape(part.behind) for part in parts)
    if kind == "value":
        return "conflict"
    if kind == "bold" and all(one.literal for one in modelled.origins):
        return "listed"
    if not modelled.origins or re.fullmatch(pattern, seen(new).replace("\v", "\n"), re.DOTALL) is None:
        return "conflict"
    return "patch"


def _modelled(slide: Slide, text: str) -> Paragraph | None:
    for paragraph in paragraphs_in(slide):
        if "".join(run.text for run in paragraph.runs).replace("\n", "\v") == text:
            return paragraph
    return None


def _text(paragraph: Any) -> str:
    return str(paragraph.text)


def _gap(text: str, chance: random.Random) -> int:
    gaps = [index + 1 for index, char in enumerate(text[:-1]) if char == " "]
    return chance.choice(gaps) if gaps else len(text) // 2


def _cut(text: str, word: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + word + text[at + 2 :]


def _other_value(text: str) -> str:
    digits = [index for index, char in enumerate(text) if char.isdigit()]
    if not digits:
        return text + "x"
    at = digits[0]
    return text[:at] + str((int(text[at]) + 3) % 10) + text[at + 1 :]


def _part_bold(paragraph: Any, run: Any, at: int) -> None:
    """Make what follows in a run bold, as a person who marks it does: a run of its own."""
    other = copy.deepcopy(run._r)
    run._r.addnext(other)
    text = run.text
    run.text = text[:at]
    added = next(one for one in paragraph.runs if one._r is other)
    added.text = text[at:]
    added.font.bold = True
