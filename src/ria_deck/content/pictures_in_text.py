"""A paragraph that is nothing but `![alt](path "caption"){…}` goes in, a picture comes out."""

from __future__ import annotations

import re

from ria_deck.content.attributes import read_attributes
from ria_deck.content.spec import Message, PictureSpec
from ria_deck.diagnostics import Report, Span
from ria_deck.source.nearest import did_you_mean
from ria_deck.source.text import SourceText

KEYS = ("width", "focus")
_PICTURE = re.compile(
    r'!\[(?P<alt>(?:[^\]\\]|\\.|\](?!\())*)\]\((?P<path><[^>\n]*>|[^\s()"]+)(?:\s+"(?P<caption>(?:[^"\\]|\\.)*)")?\s*\)(?P<attributes>\{.*\})?\s*',
    re.DOTALL,
)


def picture_of(content: str, span: Span, slide: str, source: SourceText, report: Report) -> PictureSpec | None:
    """The picture, None where the paragraph is something else; `slide` is the context of its texts."""
    match = _PICTURE.fullmatch(content)
    if match is None:
        return None
    base = source.text.find("![", source.offset(span.line, span.column))

    def place(group: str) -> Span:
        at = source.text.find(match[group], base)
        return source.span(at, at + len(match[group])) if at >= 0 else span

    path = match["path"].strip("<>")
    alt = " ".join(match["alt"].split())
    if not alt:
        report.error(
            "RD140",
            f"the picture `{path}` has no alternative text",
            span,
            hint="say between the brackets what it shows: ![A ferry in the harbour](…)",
        )
        return None
    caption = " ".join((match["caption"] or "").split())
    focus = (0.5, 0.5)
    width = ""
    if match["attributes"]:
        at = source.text.find(match["attributes"], base)
        attributes = read_attributes(source.text, at, at + len(match["attributes"]))
        if attributes is None:
            report.error("RD119", f"can't read `{match['attributes']}`", place("attributes"))
            return None
        for key, pair in attributes.pairs.items():
            where = source.span(pair.value_start, pair.value_end)
            if key == "width":
                width = pair.value
            elif key == "focus":
                found = _focus(pair.value)
                if found is None:
                    report.error(
                        "RD141", f"`{pair.value}` is no point of a picture", where, hint='write focus="0.3,0.5"'
                    )
                else:
                    focus = found
            else:
                where = source.span(pair.start, pair.start + len(key))
                report.error("RD142", f"a picture takes no `{key}`", where, label=did_you_mean(key, KEYS))
    return PictureSpec(
        path=path,
        alt=Message(text=alt, context=f"{slide}/alt", span=place("alt")),
        span=span,
        caption=Message(text=caption, context=f"{slide}/caption", span=place("caption")) if caption else None,
        width=width,
        focus=focus,
    )


def _focus(text: str) -> tuple[float, float] | None:
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return (x, y) if 0 <= x <= 1 and 0 <= y <= 1 else None
