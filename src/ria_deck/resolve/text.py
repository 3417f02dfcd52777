"""Resolve messages into paragraphs: translate, parse inline Markdown, evaluate expressions."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from ria_deck.content.markdown.inline import (
    CodeSpan,
    Emphasis,
    EscapedText,
    Expr,
    FootnoteRef,
    Image,
    Inline,
    LineBreak,
    Link,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
    parse_inline,
    walk,
)
from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Report, Severity
from ria_deck.i18n.language import language
from ria_deck.i18n.smart import respellings
from ria_deck.i18n.translation import State, Translation
from ria_deck.model.text import Origin, Paragraph, ParagraphKind, Run, TextMark
from ria_deck.model.value import Value
from ria_deck.resolve.authored import in_language
from ria_deck.resolve.context import Context
from ria_deck.resolve.typography.directions import with_directions

_MARKS: dict[type, TextMark] = {
    Strong: TextMark.STRONG,
    Emphasis: TextMark.EMPHASIS,
    Strike: TextMark.STRIKE,
    Superscript: TextMark.SUPERSCRIPT,
    Subscript: TextMark.SUBSCRIPT,
}


def translate(message: Message, context: Context) -> Translation:
    """The catalog's answer, or an error where the report's policy forbids what it found."""
    found = context.catalog.lookup(message)
    policy = context.spec.policy
    shown = _shorten(message.text)
    if found.state is State.MISSING and policy.untranslated == "error":
        context.report.error(
            "RD420",
            f"no {context.target.code} translation of “{shown}”",
            message.span,
            hint=f"translate it in content/locale/{context.target.code}.po (`ria-deck i18n update` adds the entry)",
        )
    if found.state is State.STALE:
        if policy.stale == "error":
            context.report.error(
                "RD421",
                f"the {context.target.code} translation of “{shown}” is stale",
                found.span,
                hint="the source text has changed since: check the translation and remove the fuzzy mark",
                related=((message.span, "the source text"),),
            )
        elif policy.stale == "source":
            return Translation(
                text=message.text, state=State.STALE, language=context.source.code, span=message.span, written=message
            )
    return found


def resolve_text(
    message: Message,
    context: Context,
    *,
    kind: ParagraphKind = ParagraphKind.PLAIN,
    level: int = 0,
    number: int = 0,
) -> Paragraph:
    """The message as readers see it. Expressions that fail are told and leave their source in the text."""
    found = translate(message, context)
    if message.names:
        names = in_language(message.names, context.catalog.lookup)
        context = replace(context, evaluator=context.evaluator.with_names(names))
    lang = language(found.language).tag
    runs: list[Run] = []
    values: list[tuple[str, Value | None]] = []
    typed: set[int] = set()
    _walk(parse_inline(found.text), found, context, Run(text="", lang=lang), _Runs(runs, values, typed))
    runs = _respelled(runs, typed, language(found.language).locale)
    origin = Origin(
        context=message.context,
        text=message.text,
        span=message.span,
        shown=found.text,
        language=found.language,
        values=tuple(values),
        written=found.span if found.written is None else None,
    )
    joined = with_directions(_joined(runs)) if context.leftwards else _joined(runs)
    return Paragraph(runs=tuple(joined), kind=kind, level=level, number=number, origin=origin)


def required_text(message: Message, context: Context, what: str) -> Paragraph:
    """`resolve_text` for a required text; reports RD218, calling it `what`, where its expressions give no text."""
    told = len(context.report.diagnostics)
    made = resolve_text(message, context)
    if is_blank(made.text) and len(context.report.diagnostics) == told:
        tell_blank(message, context, what)
    return made


def optional_text(message: Message | None, context: Context) -> Paragraph | None:
    """`resolve_text` for an optional text: None where nothing is written or its expressions give no text."""
    made = resolve_text(message, context) if message else None
    return None if made is None or is_blank(made.text) else made


def is_blank(text: str) -> bool:
    """Whether readers see nothing of a text: no character, or none but blanks and marks of formatting."""
    return all(char.isspace() or unicodedata.category(char) in ("Cc", "Cf") for char in text)


def tell_blank(message: Message, context: Context, what: str) -> None:
    """Report RD218 at a required text that is empty, unless an error in it has been reported already."""
    if not has_mistake(message, context):
        context.report.error(
            "RD218",
            f"{what} is empty: its expressions give no text",
            message.span,
            hint="give it words for this case, too: `{{ value or 'words' }}`",
        )


def has_mistake(message: Message, context: Context) -> bool:
    """Whether an error in a text, or in a table that its expressions read, has been told and may have left it empty."""
    place = message.span
    apart = context.evaluator.reporting_to(Report())
    expressions = (part.text for part in walk(parse_inline(message.text)) if isinstance(part, Expr))
    return any(apart.evaluate(text, place) is None for text in expressions) or any(
        one.span is not None and one.span.path == place.path and place.line <= one.span.line <= place.end_line
        for one in context.report.diagnostics
        if one.severity is Severity.ERROR
    )


@dataclass(frozen=True, slots=True)
class _Runs:
    """What a text has been read as so far: its runs, what its expressions gave, and which runs stay as they are typed."""

    runs: list[Run]
    values: list[tuple[str, Value | None]]
    typed: set[int]


def _walk(inlines: Sequence[Inline], found: Translation, context: Context, form: Run, into: _Runs) -> None:
    runs = into.runs
    abbreviated = False  # whether an expression has just ended in a stop: “5,4 тыс.”, “2026 г.”
    for inline in inlines:
        after, abbreviated = abbreviated, False
        match inline:
            case Text(text=text):
                ends = after and text.startswith(".") and not text.startswith("..")  # one stop ends both
                into.typed.update([len(runs)] if isinstance(inline, EscapedText) else [])
                runs.append(_with(form, text=text[1:] if ends else text))
            case Image():
                pass  # told where it is written: no text may hold one
            case LineBreak():
                runs.append(_with(form, text="\n"))
            case CodeSpan(text=text):
                runs.append(_with(form, text=text, marks=form.marks | {TextMark.CODE}))
            case Expr():
                into.typed.add(len(runs))
                runs.append(_evaluated(inline, found, context, form))
                into.values.append((runs[-1].text, runs[-1].value))
                abbreviated = runs[-1].text.endswith(".") and runs[-1].text[-2:-1].isalpha()
            case FootnoteRef(label=label):
                runs.extend(_footnote(label, found, context, form))
            case Link(href=href, children=children):
                _walk(children, found, context, _with(form, href=href), into)
            case Strong() | Emphasis() | Strike() | Superscript() | Subscript():
                marked = _with(form, marks=form.marks | {_MARKS[type(inline)]})
                _walk(inline.children, found, context, marked, into)


def _respelled(runs: Sequence[Run], typed: Collection[int], locale: str) -> list[Run]:
    """The runs with quotes, dashes and dots as the language sets them; code, values and addresses stay as they are."""
    text = "".join(run.text for run in runs)
    fixed = [
        index in typed or is_address or run.value is not None or TextMark.CODE in run.marks
        for index, (run, is_address) in enumerate(zip(runs, _addresses(runs), strict=True))
        for _ in run.text
    ]
    signs = respellings(text, fixed, locale)
    if not signs:
        return list(runs)
    shown = list(text)  # by place; a sign stands at its first one
    for sign in signs:
        shown[sign.start : sign.end] = [sign.text, *[""] * (sign.end - sign.start - 1)]
    ends = list(accumulate(len(run.text) for run in runs))
    starts = [0, *ends]
    return [replace(run, text="".join(shown[at:end])) for run, at, end in zip(runs, starts, ends, strict=False)]


def _addresses(runs: Sequence[Run]) -> Iterator[bool]:
    """Of each run, whether it is part of an address that links to itself."""
    for href, part in groupby(runs, lambda run: run.href):
        whole = list(part)
        shown = "".join(run.text for run in whole)
        yield from [bool(href) and href in (shown, f"mailto:{shown}")] * len(whole)


def _with(form: Run, *, text: str = "", marks: frozenset[TextMark] | None = None, href: str | None = None) -> Run:
    return Run(
        text=text,
        lang=form.lang,
        marks=form.marks if marks is None else marks,
        href=form.href if href is None else href,
    )


def _evaluated(expr: Expr, found: Translation, context: Context, form: Run) -> Run:
    span = found.place(expr.start, expr.end)
    own = found.language == context.target.code
    evaluator = context.evaluator if own else context.evaluator.in_language(found.language)
    text, value = evaluator.value_text(evaluator.evaluate(expr.text, span), span)
    return Run(text=text, lang=form.lang, marks=form.marks, href=form.href, value=value)


def _footnote(label: str, found: Translation, context: Context, form: Run) -> list[Run]:
    if label not in context.footnotes:
        if found.state is State.TRANSLATED:  # a difference to its source, which is told
            return []
        context.report.error("RD120", f"unknown footnote `[^{label}]` on this slide", found.span)
        return []
    if label not in context.numbers:
        context.numbering.footnotes += 1
        context.numbers[label] = context.numbering.footnotes
    number = context.numbers[label]
    return [Run(text=str(number), lang=form.lang, marks=form.marks | {TextMark.SUPERSCRIPT}, footnote=number)]


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbours of one form in one run, so that spell checkers and editors see whole words."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.value is None
            and run.value is None
            and last.footnote is None
            and run.footnote is None
            and (last.marks, last.href, last.lang) == (run.marks, run.href, run.lang)
        ):
            joined[-1] = _with(last, text=last.text + run.text)
        elif run.text:
            joined.append(run)
    return joined


def _shorten(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
