"""Check a translation against its source text: what was lost or changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from markdown_it.common.html_re import HTML_TAG_RE

from ria_deck.content.markdown.inline import (
    CodeSpan,
    Expr,
    FootnoteRef,
    Image,
    Inline,
    LineBreak,
    Link,
    Text,
    parse_inline,
    walk,
)
from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.rounding import ASCII_DIGITS
from ria_deck.i18n.merge import Entry
from ria_deck.i18n.translation import WORDS

_NUMBER = re.compile(r"(?:\d{1,3}(?:[.,\u066c\u00a0\u202f ]\d{3})+(?!\d)|\d+)(?:[.,\u066b]\d+)?")
_SEPARATORS = re.compile(r"[.,\u066b\u066c\u00a0\u202f ]")
_JOINED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]|[\U00020000-\U0003ffff]"
)
_PLURAL = re.compile(r"\|\s*plural\b")
_BLOCK = re.compile(r"(?:#{1,6}|[-*+>])\s+(?=\S)")
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„«»", '"'))
_PLACE = re.compile(r"\{[^{}]*\}?|\}")
_STATEMENT = re.compile(r"\{%.*?(?:%\}|$)|\{#.*?#\}")


def check_translation(
    entry: Entry, written: Message, source: Span, report: Report, glossary: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Tell what differs between the two that shouldn't: expressions, footnotes, links and what no text may hold (errors);
    emphasis, numbers written by hand and glossary terms (warnings). `written` is the translation with its places,
    `glossary` maps a term to the translations it may have."""
    before, after = parse_inline(entry.text), parse_inline(entry.translation)
    related = ((source, "the source text"),)
    lost, new = _differing_expressions(before, after)
    forms = {_head(one.text): f"{{{{ {one.text.strip()} }}}}" for one in walk(before) if isinstance(one, Expr)}
    _tell("RD430", "expression", lost, new, written, report, related, "copy {} from the source", forms)
    for code, what, hint, collect in (("RD431", "footnote", "write {} behind the same words", _footnotes), *_NEVER_NEW):
        wanted, found = Counter(collect(before)), Counter(collect(after))
        _tell(code, what, wanted - found, found - wanted, written, report, related, hint)
    if entry.context.startswith(WORDS):
        wanted, found = places_of(entry.text), places_of(entry.translation)
        _tell("RD430", "place", wanted - found, found - wanted, written, report, related, "copy {} from the source")
    _check_emphasis(entry, before, after, written, report, related)
    numbers, others = Counter(_numbers(before)), Counter(_numbers(after))
    missing, instead = sorted((numbers - others).elements()), sorted((others - numbers).elements())
    if missing:
        report.warning(
            "RD434",
            f"the translation lacks numbers of the source: {', '.join(missing)}",
            _stretch(written, instead[0] if instead else ""),
            hint=f"{instead[0]} is not in the source: correct it" if instead else "write it in digits",
            related=related,
        )
    said = entry.translation.casefold()
    for term, allowed in (glossary or {}).items():
        if _has_word(_said(before), term) and not any(word.casefold() in said for word in allowed):
            report.warning(
                "RD435",
                f"the glossary translates “{term}” as “{'” or “'.join(allowed)}”; the translation doesn't",
                written.span,
                hint="use the glossary's word, or add yours to content/locale/glossary.yaml",
                related=related,
            )


def _check_emphasis(
    entry: Entry,
    before: Sequence[Inline],
    after: Sequence[Inline],
    written: Message,
    report: Report,
    related: tuple[tuple[Span, str], ...],
) -> None:
    marks, translated = Counter(_marks(before)), Counter(_marks(after))
    if marks != translated:
        report.warning(
            "RD433",
            f"emphasis differs: {_words(marks)} in the source, {_words(translated)} in the translation",
            written.span,
            hint="put the marks (`**`, `*`, `` ` ``) around the same words as in the source, each closed",
            related=related,
        )
    block = _BLOCK.match(entry.translation)
    if block is not None and not _BLOCK.match(entry.text):
        report.warning(
            "RD433",
            f"the translation begins with `{block[0].strip()}`, which would be printed",
            written.place(0, len(block[0].rstrip())),
            hint="remove it: headings and list items have their marks in the source file",
            related=related,
        )


def _tell(
    code: str,
    what: str,
    lacking: Counter[str],
    added: Counter[str],
    written: Message,
    report: Report,
    related: tuple[tuple[Span, str], ...],
    hint: str,
    forms: Mapping[str, str] | None = None,
) -> None:
    for lost, new in zip_longest(lacking.elements(), added.elements()):
        if lost and new:  # one mistake, not two
            words = f"the translation has the {what} `{new}` instead of `{lost}`"
        elif lost:
            words = f"the translation lacks the {what} `{lost}`"
        else:
            words = f"the translation has the {what} `{new}`, which the source lacks"
        form = (forms or {}).get(lost, lost) if lost else ""
        fix = hint.format(f"`{form}`") if lost else "remove it, or write it in the source text too"
        report.error(code, words, _stretch(written, new or ""), related=related, hint=fix)


def _stretch(written: Message, words: str) -> Span:
    """The place of the words in a translation, its own where they stand otherwise there."""
    at = written.text.find(words) if words else -1
    return written.span if at < 0 else written.place(at, at + len(words))


def check_unsafe(entry: Entry, written: Message, report: Report) -> None:
    """Tell links, template statements and HTML of a translation that its source text hasn't; the words around them may
    be older ones."""
    before, after, older = (parse_inline(text) for text in (entry.text, entry.translation, entry.previous))
    for code, what, _, collect in _NEVER_NEW:
        known = Counter(collect(before)) + Counter(collect(older))
        for item in (Counter(collect(after)) - known).elements():
            words = f"the translation has the {what} `{item}`, which the source lacks"
            report.error(code, words, _stretch(written, item), hint="remove it, or write it in the source text too")


def _differing_expressions(before: Sequence[Inline], after: Sequence[Inline]) -> tuple[Counter[str], Counter[str]]:
    """The expressions that the translation lacks and those that it adds, each up to its first filter: forms differ between
    languages, what is shown must not. The form of a word by a number (`plural`) may be left out or added where the
    language asks for it, of numbers that the source has."""
    (shown, words), (translated, own_words) = _expressions(before), _expressions(after)
    added = translated - shown - words
    added += Counter({head: 1 for head in own_words if head not in shown and head not in words})
    return shown - translated - own_words, added


def _expressions(inlines: Sequence[Inline]) -> tuple[Counter[str], Counter[str]]:
    """The heads of expressions that show a value, and of those that choose a word by one."""
    found = [inline.text for inline in walk(inlines) if isinstance(inline, Expr)]
    words = [_head(text) for text in found if _PLURAL.search(text)]
    return Counter(_head(text) for text in found if not _PLURAL.search(text)), Counter(words)


def _head(expression: str) -> str:
    expression = expression.translate(_QUOTES)  # that these are none is told where it is read
    depth, quote = 0, ""
    for index, char in enumerate(expression):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "|" and depth == 0:
            return " ".join(expression[:index].split())
    return " ".join(expression.split())


def places_of(word: str) -> Counter[str]:
    """The named places of one of the program's own words, such as `{sources}`."""
    return Counter(_PLACE.findall(word))


def _footnotes(inlines: Sequence[Inline]) -> list[str]:
    return [f"[^{inline.label}]" for inline in walk(inlines) if isinstance(inline, FootnoteRef)]


def _links(inlines: Sequence[Inline]) -> list[str]:
    """Addresses of links, and of pictures, which no text may hold."""
    return [
        inline.href if isinstance(inline, Link) else f"![]({inline.src})"
        for inline in walk(inlines)
        if isinstance(inline, (Link, Image))
    ]


def _statements(inlines: Sequence[Inline]) -> list[str]:
    return [match[0] for match in _STATEMENT.finditer(_said(inlines))]


def _tags(inlines: Sequence[Inline]) -> list[str]:
    return [match[0] for match in HTML_TAG_RE.finditer(_said(inlines))]


_NEVER_NEW = (
    ("RD432", "link", "keep the address {}", _links),
    ("RD104", "template statement", "", _statements),
    ("RD105", "HTML", "", _tags),
)


def _marks(inlines: Sequence[Inline]) -> list[str]:
    plain = (Text, Expr, LineBreak, FootnoteRef, Link)
    marks = [inline for inline in walk(inlines) if not isinstance(inline, plain)]
    return ["code" if isinstance(inline, CodeSpan) else type(inline).__name__.lower() for inline in marks]


def _numbers(inlines: Sequence[Inline]) -> list[str]:
    """The digits of numbers of two figures and more, separators left out (they are the language's own)."""
    text = _said(inlines).translate(ASCII_DIGITS)
    found = (_SEPARATORS.sub("", match.group()) for match in _NUMBER.finditer(text))
    return [digits for digits in found if len(digits) > 1]


def _said(inlines: Sequence[Inline]) -> str:
    """The words themselves, without what expressions say."""
    return " ".join(inline.text for inline in walk(inlines) if isinstance(inline, Text))


def _has_word(text: str, term: str) -> bool:
    """Whether the term stands in the text as a word; scripts without spaces have no ends of words to look for."""
    before = "" if _JOINED.match(term[:1]) else r"(?<!\w)"
    after = "" if _JOINED.match(term[-1:]) else r"(?!\w)"
    return re.search(before + re.escape(term) + after, text) is not None


def _words(marks: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(marks.items())) or "none"
