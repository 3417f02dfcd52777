"""Titles that say “the highest year”: a claim must check them, or the next data make them false in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from ria_deck.content.specs.slides import Content, SlideSpec
from ria_deck.diagnostics import Report, Severity
from ria_deck.resolve.expressions.typed_numbers import texts_in

_SUPERLATIVES = {
    "en": r"\b(?:highest|lowest|largest|smallest|biggest|longest|shortest|fastest|slowest|strongest|weakest|greatest|fewest|"
    r"steepest|the most|the least|than ever|all-time|unprecedented|record (?:year|high|low|number|level)|a record|"
    r"peak(?:ed|s)?)\b",
    "ja": r"最高|最低|最多|最少|最大|最小|最長|最短|過去最|史上最|もっとも|最も|ピーク",
    "zh": r"最高|最低|最多|最少|最大|最小|历史新|創新高|创纪录|最快",
    "ru": r"\bсам(?:ый|ая|ое|ые|ого|ой|ым|ых)\b|\bнаи(?:больш|меньш|высш|низш)\w*|\bрекорд\w*|\bмаксимальн\w*|\bминимальн\w*",
    "de": r"\b(?:höchste|niedrigste|größte|kleinste|längste|kürzeste|schnellste|stärkste|meisten|wenigsten|Rekord)\w*",
    "fr": r"\b(?:le|la|les) (?:plus|moins) \w+|\brecord\b|\bmaximum\b|\bminimum\b",
    "es": r"\b(?:el|la|los|las) (?:más|menos|mayor|menor)\b|\brécord\b|\bmáxim\w+|\bmínim\w+",
}


def check_superlatives(content: Content, edition: str, report: Report) -> None:
    """Tell every title that says “the highest” and the like over figures, and that no claim checks: RD253."""
    pattern = _SUPERLATIVES.get(content.reports[edition].language.replace("_", "-").partition("-")[0])
    for topic in content.topics if pattern else ():
        for slide in topic.slides:
            title = slide.title
            if title is None or pattern is None or any(text in title.text for text in (e.text for e in topic.typed)):
                continue
            found = re.search(pattern, title.text, re.IGNORECASE)
            claimed = any(claim.message == title for claim in (*topic.claims, *slide.claims))
            if found and not claimed and _has_figures(slide):
                report.add(
                    Severity.NOTE,
                    "RD253",
                    f"“{found[0]}” is not checked by any claim",
                    title.place(*found.span()),
                    hint="add `{claims}` with the title as `says` and, for example, "
                    "`that: 'cars.is_max(\"units\", year=2008)'`",
                )


def _has_figures(slide: SlideSpec) -> bool:
    """Whether a slide shows data: a figure, or an expression in one of its texts."""
    return any(True for _ in _data_of(slide.blocks)) or any("{{" in message.text for message in texts_in(slide))


def _data_of(node: Any) -> Iterator[str]:
    if is_dataclass(node):
        if isinstance(name := getattr(node, "data", None), str):
            yield name
        for part in fields(node):
            yield from _data_of(getattr(node, part.name))
    elif isinstance(node, (Mapping, tuple, list)):
        for part in node.values() if isinstance(node, Mapping) else node:
            yield from _data_of(part)
