"""Notes for translators on a message: what kind of text it is, where, what must stay."""

from __future__ import annotations

from ria_deck.content.markdown.inline import Expr, FootnoteRef, Link, parse_inline, walk
from ria_deck.content.specs.slides import Message
from ria_deck.i18n.messages import kind_of

_KINDS = {
    "title": "title of a slide",
    "topic.title": "title",
    "item": "item of a list",
    "text": "text",
    "notes": "speaker’s notes",
    "handout": "prose of the handout",
    "caption": "caption",
    "footnote": "footnote",
    "source": "source line",
    "note": "note under a figure or table",
    "annotation": "label in a chart",
    "alt": "description for those who can’t see the picture",
    "chart.alt": "description for those who can’t see the chart",
    "map.alt": "description for those who can’t see the map",
    "table.alt": "description for those who can’t see the table",
    "timeline.alt": "description for those who can’t see the timeline",
    "axis.x": "title of an axis",
    "axis.y": "title of an axis",
}
_PARTS = {
    "report": "the report",
    "data": "tables",
    "source": "source",
    "licence": "licence",
    "credits": "credits of a picture",
    "words": "the program’s own words",
}
_MOST = 5  # expressions and links that are listed


def notes_for(message: Message) -> str:
    """A line on the kind and place of the text, what is remarked on it, one line for each expression, footnote and link that
    a translation keeps."""
    part, _, _ = message.context.partition("/")
    kind = kind_of(message.context)
    what = _KINDS.get(kind) or (f"heading of the column {kind[7:]}" if kind.startswith("column.") else kind)
    place = _PARTS.get(part) or f"{'topic' if kind == 'topic.title' else 'slide'} {part}"
    lines = [f"{what}, {place}" if part != kind else what, *filter(None, message.remark.split("\n"))]
    told = {line.partition(": it prints")[0] for line in lines}
    kept: list[str] = []
    for inline in walk(parse_inline(message.text)):
        match inline:
            case Expr(text=text):
                keep = f"keep {{{{ {' '.join(text.split())} }}}}"
                kept += [] if keep in told else [f"{keep}: its value is filled in"]
            case FootnoteRef(label=label):
                kept.append(f"keep [^{label}]: a footnote’s mark")
            case Link(href=href):
                kept.append(f"keep ({href}): a link’s address")
            case _:
                pass
    return "\n".join((*lines, *list(dict.fromkeys(kept))[:_MOST]))
