"""Every number in the words of the project's own report: computed, accepted, checked by a claim, a cell of a table in
Markdown, or no amount but a name, a year, a date. `pytest --junit-xml=FILE` writes down how many there are of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.content.specs.slides import Content, Message
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.typed_numbers import numbers_in
from ria_deck.i18n.messages import messages_of
from ria_deck.i18n.translation import Catalog
from ria_deck.pipeline import Options, check
from ria_deck.resolve.expressions.typed_numbers import texts_in
from ria_deck.shared import SharedInputs

ROOT = Path(__file__).resolve().parents[1]
EXPRESSION = re.compile(r"\{\{.*?\}\}", re.S)
ACCEPTED = re.compile(r"\[[^\[\]]*\]\{\.typed\}")
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")


def messages(content: Content, edition: str) -> Iterator[Message]:
    """The author's own words of an edition; quotations are others'."""
    yield from texts_in(content.reports[edition])
    for topic in content.topics:
        if topic.editions is None or edition in topic.editions:
            yield from (topic.title, *(topic.source or ())) if topic.title else ()
            for slide in topic.slides:
                if slide.editions is None or edition in slide.editions:
                    yield from texts_in(slide)


def kinds(message: Message, catalog: Catalog) -> Counter[str]:
    """How many numbers of a text are of which kind."""
    found = catalog.lookup(message)
    text, counted = found.text, Counter[str]()
    counted["computed"] += len(EXPRESSION.findall(text))
    rest = EXPRESSION.sub(lambda match: "\ufffc" * len(match[0]), text)
    counted["accepted where it stands"] += len(ACCEPTED.findall(rest))
    rest = ACCEPTED.sub(lambda match: "\ufffc" * len(match[0]), rest)
    amounts = numbers_in(text, found.language)
    kind = "cell of a table in Markdown" if message.literal else "accepted, or checked by a claim"
    counted[kind] += len(amounts)
    for amount in amounts:
        rest = rest[: amount.start] + "\ufffc" * (amount.end - amount.start) + rest[amount.end :]
    counted["name, year, date or reference"] += len(NUMBER.findall(rest))
    return counted


@pytest.mark.parametrize("edition", ["original", "update"])
def test_no_number_is_typed_for_want_of_a_better_way(
    edition: str, record_property: Callable[[str, object], None]
) -> None:
    options = Options(output=ROOT / "build", editions=(edition,))
    assert [found for found in check(ROOT, options) if found.code in ("RD250", "RD251")] == []
    report = Report()
    content = load_content(ROOT, report)
    shared = SharedInputs(ROOT, content)
    for language in ("en", "ja", "ru"):
        catalog = shared.catalog(language, "en", messages_of(content, (), language), report)
        assert catalog is not None
        counted = sum((kinds(message, catalog) for message in messages(content, edition)), Counter[str]())
        record_property(f"{edition} {language}", dict(counted))
        assert counted["computed"] > (50 if edition == "update" else 0)
        assert counted["accepted where it stands"] <= 6
