"""Compare the outline that must be with the one that was read, slide by slide."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ria_deck.check.outline_model import FigureOutline, Outline, OutlinePart, Rows, SeriesOutline, key
from ria_deck.diagnostics import Diagnostic, Severity


def compare(expected: Outline, found: Outline) -> list[Diagnostic]:
    """What the output lacks or has otherwise; empty where it says what the deck says.

    A PPTX must have exactly the deck's slides, texts, cells, numbers and notes. A PDF may say more (a template has
    words of its own), but never the speaker's notes.
    """
    match expected.output:
        case "pptx":
            return list(_pptx(expected, found))
        case "html":
            return list(_html(expected, found))
        case _:
            return _readable(list(_pdf(expected, found)), expected)


_SHAPED = re.compile("[\u0590-\u0fff\u1000-\u109f\u1200-\u139f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OUTLINED = re.compile("[\u2190-\u2bff\U0001f000-\U0001fbff]{2}")  # emoji of several characters, or several
_TEXTS = ("RD703", "RD704", "RD705")


def _readable(faults: list[Diagnostic], expected: Outline) -> list[Diagnostic]:
    """Where a page is in a script whose letters join, change places or run from right to left, what a PDF gives back are
    glyphs in the order of print: what differs there is one note, and no fault."""
    if not any(_SHAPED.search(text) for part in expected.parts for text in (*part.texts, *part.phrases, part.title)):
        return faults
    unread = [fault for fault in faults if fault.code in _TEXTS]
    kept = [fault for fault in faults if fault.code not in _TEXTS]
    if unread:
        words = "1 text was" if len(unread) == 1 else f"{len(unread)} texts were"
        kept.append(
            Diagnostic(
                code="RD703",
                severity=Severity.NOTE,
                message=f"PDF ({expected.lang}): {words} not compared: the order of their letters can't be read back",
            )
        )
    return kept


def _fault(code: str, message: str) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity=Severity.ERROR,
        message=message,
        hint="the output differs from the deck: this is an error in the program or a template, not in your text",
    )


def _pptx(expected: Outline, found: Outline) -> Iterator[Diagnostic]:
    if expected.title != found.title:
        yield _fault("RD703", f"PPTX: {_differ('title', [expected.title], [found.title])}")
    if len(expected.parts) != len(found.parts):
        yield _fault("RD702", f"PPTX: {len(found.parts)} slides instead of {len(expected.parts)}")
    for number, (slide, read) in enumerate(zip(expected.parts, found.parts, strict=False), start=1):
        place = f"PPTX, slide {number} `{slide.id}`"
        if slide.title != read.title:
            yield _fault("RD703", f"{place}: {_differ('title', [slide.title], [read.title])}")
        if sorted(map(key, slide.texts)) != sorted(map(key, read.texts)):
            yield _fault("RD703", f"{place}: {_differ('text', slide.texts, read.texts)}")
        yield from _orders(place, slide, read)
        if slide.tables != read.tables:
            yield _fault("RD705", f"{place}: {_table_difference(slide.tables, read.tables)}")
        yield from _numbers(place, slide.series, read.series)
        if Counter(slide.alts) != Counter(read.alts):
            yield _fault("RD703", f"{place}: {_differ('alternative text', slide.alts, read.alts)}")
        if slide.notes != read.notes:
            yield _fault("RD706", f"{place}: {_differ('note', slide.notes, read.notes)}")
        if slide.hidden != read.hidden:
            yield _fault("RD702", f"{place}: the slide is {'shown' if slide.hidden else 'hidden'}, but should not be")


def _orders(place: str, expected: OutlinePart, found: OutlinePart) -> Iterator[Diagnostic]:
    """Texts of one block that are all there, in another order."""
    texts = [key(text) for text in found.texts]
    for order in expected.orders:
        position = 0
        for wanted in order:
            if key(wanted) in texts[position:]:
                position = texts.index(key(wanted), position) + 1
            elif key(wanted) in texts:
                yield _fault("RD703", f"{place}: “{wanted}” comes before “{found.texts[position - 1]}”")
                break


def _numbers(place: str, expected: Sequence[SeriesOutline], found: Sequence[SeriesOutline]) -> Iterator[Diagnostic]:
    names = [series.name for series in expected]
    if names != [series.name for series in found]:
        yield _fault("RD704", f"{place}: {_differ('series', names, [series.name for series in found])}")
        return
    for wanted, read in zip(expected, found, strict=True):
        if wanted.categories != read.categories:
            difference = _differ("category", wanted.categories, read.categories)
            yield _fault("RD704", f"{place}, series “{wanted.name}”: {difference}")
        elif not _same_numbers(wanted.values, read.values):
            yield _fault("RD704", f"{place}, series “{wanted.name}”, {_first_difference(wanted, read)}")


def _first_difference(wanted: SeriesOutline, read: SeriesOutline) -> str:
    at = next(i for i, pair in enumerate(_pairs(wanted.values, read.values)) if not _same(*pair))
    category = wanted.categories[at] if at < len(wanted.categories) else str(at + 1)
    return f"{category}: {list(read.values[at : at + 1])} instead of {list(wanted.values[at : at + 1])}"


def _pairs(left: Sequence[float | None], right: Sequence[float | None]) -> Iterator[tuple[object, object]]:
    for index in range(max(len(left), len(right))):
        yield (left[index] if index < len(left) else "", right[index] if index < len(right) else "")


def _same(left: object, right: object) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-12, abs_tol=1e-300)
    return left == right


def _same_numbers(left: Sequence[float | None], right: Sequence[float | None]) -> bool:
    return all(_same(*pair) for pair in _pairs(left, right))


def _pdf(expected: Outline, found: Outline) -> Iterator[Diagnostic]:
    if key(expected.title) != key(found.title):
        yield _fault("RD703", f"PDF: {_differ('title', [expected.title], [found.title])}")
    headings = set(map(key, found.headings))
    for heading in expected.headings:
        if key(heading) not in headings:
            yield _fault("RD703", f"PDF: the heading “{heading}” is missing")
    everything = [key(text) for part in found.parts for text in _all_texts(part)] + list(headings)
    read: dict[str, OutlinePart] = {}
    for part in found.parts:
        read[part.id] = read[part.id].joined(part) if part.id in read else part
    text = "\n".join(everything)
    for wanted in expected.parts:
        yield from _section(wanted, read.get(wanted.id)) if wanted.id else _front_matter(wanted, text)
    for secret in expected.secrets:
        if key(secret) in text:
            yield _fault("RD706", f"PDF: the speaker's note “{secret}” is printed")


def _front_matter(wanted: OutlinePart, text: str) -> Iterator[Diagnostic]:
    """Texts outside of all slides' sections must be somewhere in the document."""
    for phrase in wanted.phrases:
        if key(phrase) not in text:
            yield _fault("RD703", f"PDF: the text “{phrase}” is missing")


def _html(expected: Outline, found: Outline) -> Iterator[Diagnostic]:
    read = {part.id: part for part in found.parts}
    for number, slide in enumerate(expected.parts, start=1):
        place = f"HTML, slide {number} `{slide.id}`"
        there = read.get(slide.id)
        if there is None:
            yield _fault("RD702", f"{place}: the slide is missing")
        else:
            yield from _html_slide(place, slide, there)


def _html_slide(place: str, slide: OutlinePart, there: OutlinePart) -> Iterator[Diagnostic]:
    if key(slide.title) != key(there.title):
        yield _fault("RD703", f"{place}: {_differ('title', [slide.title], [there.title])}")
    texts = [key(text) for text in there.texts]
    for text in slide.texts:
        if key(text) not in texts:
            yield _fault("RD703", f"{place}: {_nearest(text, there.texts)}")
    yield from _orders(place, slide, there)
    yield from _tables_and_figures(place, slide, there)
    if [key(note) for note in slide.notes] != [key(note) for note in there.notes]:
        yield _fault("RD706", f"{place}: {_differ('note', slide.notes, there.notes)}")
    if slide.hidden != there.hidden:
        yield _fault("RD702", f"{place}: the slide is {'shown' if slide.hidden else 'hidden'}, but should not be")


def _section(expected: OutlinePart, found: OutlinePart | None) -> Iterator[Diagnostic]:
    if found is None:
        if expected.texts or expected.phrases or expected.tables or expected.figures:
            yield _fault("RD702", f"PDF: slide `{expected.id}` is missing")
        return
    place = f"PDF, slide `{expected.id}`"
    texts = [key(text) for text in found.texts]
    for wanted in expected.texts:
        if key(wanted) not in texts:
            yield _fault("RD703", f"{place}: {_nearest(wanted, found.texts)}")
    yield from _orders(place, expected, found)
    for phrase in expected.phrases:
        if not any(key(phrase) in text for text in texts):
            yield _fault("RD703", f"{place}: {_nearest(phrase, found.texts)}")
    yield from _tables_and_figures(place, expected, found)


def _tables_and_figures(place: str, expected: OutlinePart, found: OutlinePart) -> Iterator[Diagnostic]:
    if _keys(expected.tables) != _keys(found.tables):
        yield _fault("RD705", f"{place}: {_table_difference(expected.tables, found.tables)}")
    if len(expected.figures) != len(found.figures):
        yield _fault("RD702", f"{place}: {len(found.figures)} figures instead of {len(expected.figures)}")
        return
    for figure, drawn in zip(expected.figures, found.figures, strict=True):
        if key(figure.alt) != key(drawn.alt):
            yield _fault("RD703", f"{place}: {_differ('alternative text', [figure.alt], [drawn.alt])}")
        missing = _missing_labels(figure, drawn)
        if missing:
            yield _fault("RD704", f"{place}: the figure doesn't show “{missing[0]}”")


def _missing_labels(expected: FigureOutline, found: FigureOutline) -> list[str]:
    """Labels that the drawing lacks. Letters are drawn one by one, so a label may be found in pieces (lines, turned
    letters) or in one string with its neighbour: what isn't found alone is looked for in what is left, once each. Emoji
    of several characters are drawn as outlines, which can't be read."""
    left = Counter(key(label) for label in found.labels)
    wanted = [(label, key(label)) for label in expected.labels if not _OUTLINED.search(label)]
    apart = []
    for label, own in wanted:
        if left[own]:
            left[own] -= 1
        else:
            apart.append((label, own))
    rest = "".join(_remaining(found.labels, left))
    missing: list[str] = []
    for label, own in sorted(apart, key=lambda pair: -len(pair[1])):
        if own in rest:
            rest = rest.replace(own, "\0", 1)
        else:
            missing.append(label)
    return missing


def _remaining(labels: Sequence[str], left: Counter[str]) -> Iterator[str]:
    """The labels that `left` counts, in the order of the drawing."""
    counted = left.copy()
    for label in map(key, labels):
        if counted[label]:
            counted[label] -= 1
            yield label


def _all_texts(part: OutlinePart) -> Iterator[str]:
    yield from part.texts
    for rows in part.tables:
        for row in rows:
            yield from row
    for figure in part.figures:
        yield figure.alt


def _keys(tables: Sequence[Rows]) -> list[list[list[str]]]:
    return [[[key(cell) for cell in row] for row in rows] for rows in tables]


def _differ(what: str, expected: Sequence[str], found: Sequence[str]) -> str:
    """The first difference between two rows of texts, in words."""
    left, right = Counter(map(key, expected)), Counter(map(key, found))
    lacks = [text for text in expected if (left - right)[key(text)]]
    extra = [text for text in found if (right - left)[key(text)]]
    if lacks and extra:
        return f"{what} “{extra[0]}” instead of “{lacks[0]}”"
    if lacks:
        return f"{what} “{lacks[0]}” is missing"
    if extra:
        return f"{what} “{extra[0]}” is not in the deck"
    return f"{what}s in a different order or form: {list(found)} instead of {list(expected)}"


def _nearest(wanted: str, texts: Sequence[str]) -> str:
    """The text that is missing, with the one that begins most like it."""
    goal = key(wanted)

    def alike(text: str) -> int:
        return next((i for i, (a, b) in enumerate(zip(goal, key(text), strict=False)) if a != b), len(goal))

    best = max(texts, key=alike, default="")
    if best and alike(best) >= 4:
        return f"text “{best}” instead of “{wanted}”"
    return f"text “{wanted}” is missing"


def _table_difference(expected: Sequence[Rows], found: Sequence[Rows]) -> str:
    if len(expected) != len(found):
        return f"{len(found)} tables instead of {len(expected)}"
    for number, (wanted, read) in enumerate(zip(expected, found, strict=True), start=1):
        for line in range(max(len(wanted), len(read))):
            left = list(wanted[line]) if line < len(wanted) else []
            right = list(read[line]) if line < len(read) else []
            if list(map(key, left)) != list(map(key, right)):
                return f"table {number}, row {line + 1}: {right} instead of {left}"
    return "a table differs in its white space only"
