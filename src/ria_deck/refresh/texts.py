"""`{{ … }}` in the texts of a deck: values put into runs as PowerPoint has split them, templates kept for next time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ria_deck.content.markdown.expression_scanner import expression_end
from ria_deck.ooxml.spans import Edit, Element, removed, with_text
from ria_deck.refresh.change import RefusedError

_NO_TEXT = "\ufffc"  # a field, formula or break: nothing of an expression can be in it
_AUTOCORRECTED = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "｛": "{", "｝": "}"}
    | {"\u00a0": " ", "\u202f": " ", "\u3000": " ", "\u200b": None, "\ufeff": None}
)


@dataclass(frozen=True, slots=True)
class ValueSpan:
    """A stretch of a paragraph's text that an expression gives: characters from `start` to `end`."""

    start: int
    end: int
    expression: str


def characters(paragraph: Element) -> str:
    """A paragraph's text, with U+FFFC in place of anything but text."""
    return "".join(text for _, text in _pieces(paragraph))


def marked_spans(text: str) -> list[ValueSpan]:
    """The expressions of a paragraph's text, braces included. Raises RefusedError (RD847)."""
    found: list[ValueSpan] = []
    plain = text.replace("｛｛", "{{").replace("｝｝", "}}")
    at = 0
    while (start := plain.find("{{", at)) >= 0:
        usable = plain.translate({ord(a): ord(b) for a, b in zip("“”„‘’", '"""\'\'', strict=True)})
        end = expression_end(usable, start)
        if end < 0:
            raise RefusedError(
                "RD847", "an expression `{{` is never closed with `}}`", "close it in the same paragraph"
            )
        inner = plain[start + 2 : end - 2]
        if _NO_TEXT in inner or "\v" in inner:
            raise RefusedError("RD847", "`{{ … }}` contains a line break or field", "write it on one line")
        found.append(ValueSpan(start, end, inner.translate(_AUTOCORRECTED).strip()))
        at = end
    return found


def replaced(paragraph: Element, spans: Sequence[ValueSpan], values: Sequence[str]) -> tuple[list[Edit], str]:
    """Edits that put `values` in the place of `spans`, and the paragraph's text afterwards. A value goes into the first
    run that its expression touches; a run that is left empty goes away."""
    pieces = _pieces(paragraph)
    texts = [text for _, text in pieces]
    starts = list(accumulate(map(len, texts[:-1]), initial=0)) if texts else []
    for span, value in sorted(zip(spans, values, strict=True), key=lambda pair: -pair[0].start):
        left = value  # goes into the first run
        for index, start in enumerate(starts):
            begin, end = max(span.start - start, 0), min(span.end - start, len(pieces[index][1]))
            if begin < end and span.end > start:
                texts[index] = texts[index][:begin] + left + texts[index][end:]
                left = ""
    edits: list[Edit] = []
    for (element, before), text in zip(pieces, texts, strict=True):
        if text == before or element is None:
            continue
        t = element.child("t")
        if not text:
            edits.append(removed(element))
        elif t is not None:
            edits.append(with_text(t, text))
    return edits, "".join(texts)


def value_spans_after(spans: Sequence[ValueSpan], values: Sequence[str]) -> list[ValueSpan]:
    """Where the values are once they have been put in."""
    found: list[ValueSpan] = []
    shift = 0
    for span, value in zip(spans, values, strict=True):
        start = span.start + shift
        found.append(ValueSpan(start, start + len(value), span.expression))
        shift += len(value) - (span.end - span.start)
    return found


def edited_spans(last: str, spans: Sequence[ValueSpan], now: str) -> list[ValueSpan] | None:
    """The spans of values in a text that a person has edited around them; None where a value itself was written over,
    or can't be told from the words around it."""
    found: list[ValueSpan] = []
    at = 0
    for span in spans:
        value = last[span.start : span.end]
        start = now.find(value, at)
        if not value or start < 0 or now.count(value) != last.count(value):
            return None
        found.append(ValueSpan(start, start + len(value), span.expression))
        at = start + len(value)
    return found


def set_text(paragraph: Element, text: str) -> list[Edit]:
    """Edits that give a paragraph one text in the form of its first run; runs behind it go."""
    runs = paragraph.all("r")
    if not runs:
        return [_new_run(paragraph, text)] if text else []
    first = runs[0].child("t")
    if first is None:
        raise RefusedError("RD846", "a run of the deck has no text")
    edits = [with_text(first, text)] if first.text != text else []
    return edits + [removed(run) for run in runs[1:]]


def language_of(paragraph: Element) -> str:
    """The language of a paragraph's first run that names one (BCP 47); empty for none."""
    return next((one.get("lang") for one in paragraph.iter("rPr", "endParaRPr") if one.get("lang")), "")


def formed(spans: Sequence[ValueSpan], value: Callable[[str], str | None]) -> list[str] | None:
    """The values of expressions as texts; None where one failed, which has been reported."""
    found = [value(span.expression) for span in spans]
    return None if any(one is None for one in found) else [one for one in found if one is not None]


def _pieces(paragraph: Element) -> list[tuple[Element | None, str]]:
    found: list[tuple[Element | None, str]] = []
    for one in paragraph.children:
        if one.name == "r":
            t = one.child("t")
            found.append((one, t.text if t is not None else ""))
        elif one.name == "br":
            found.append((None, "\v"))
        elif one.name not in ("pPr", "endParaRPr"):
            found.append((None, _NO_TEXT))
    return found


def _new_run(paragraph: Element, text: str) -> Edit:
    """A run in the form that PowerPoint would give the next word typed (`a:endParaRPr`)."""
    r, t, rpr = (paragraph.prefixed(name) for name in ("r", "t", "rPr"))
    end = paragraph.child("endParaRPr")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lang = f' lang="{end.get("lang")}"' if end is not None and end.get("lang") else ""
    size = f' sz="{end.get("sz")}"' if end is not None and end.get("sz") else ""
    xml = f"<{r}><{rpr}{lang}{size}/><{t}>{escaped}</{t}></{r}>".encode()
    if end is not None:
        return Edit(end.start, end.start, xml)
    if paragraph.closed:
        return Edit(paragraph.inside - 2, paragraph.end, b">" + xml + f"</{paragraph.raw}>".encode())
    return Edit(paragraph.inside_end, paragraph.inside_end, xml)
