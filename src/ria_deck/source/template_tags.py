"""The tags of a Jinja template with their places, and what is wrong with them in the words of those who write templates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ria_deck.diagnostics import Diagnostic, Severity
from ria_deck.source.nearest import did_you_mean
from ria_deck.source.text import SourceText

TAGS = {
    "for": "endfor",
    "if": "endif",
    "macro": "endmacro",
    "call": "endcall",
    "filter": "endfilter",
    "block": "endblock",
    "with": "endwith",
    "raw": "endraw",
    "autoescape": "endautoescape",
}
_SINGLE = ("set", "include", "import", "from", "extends", "do", "break", "continue", "else", "elif", "endset")
_UNKNOWN = re.compile(r"unknown tag '([^']*)'")
_NO_FILTER = re.compile(r"No (filter|test) named '([^']*)'")


@dataclass(frozen=True, slots=True)
class Tag:
    """A token within a tag and its place in the text; `{%` and `{{` are tokens too."""

    text: str
    start: int
    end: int


def syntax_fault(
    problem: str,
    source: SourceText,
    tags: Sequence[Tag],
    start: int,
    end: int,
    *,
    code: str,
    filters: Collection[str] = (),
) -> Diagnostic:
    """What is wrong with a template whose tags are `tags` (as far as they could be read): Jinja's `problem` between the
    offsets `start` and `end`."""

    def told(
        words: str, at: tuple[int, int] = (start, end), hint: str = "", label: str = "", also: str = ""
    ) -> Diagnostic:
        span = source.span(at[0], max(at[1], at[0] + 1))
        related = ((source.span(start, max(end, start + 1)), also),) if also else ()
        return Diagnostic(
            code=code, severity=Severity.ERROR, message=words, span=span, label=label, hint=hint, related=related
        )

    opened = next(iter(_open_tags(tags)), None)
    unknown = _UNKNOWN.search(problem)
    missing = _NO_FILTER.search(problem)
    if "Unexpected end of template" in problem and opened is not None:
        words = f"the tag `{opened.text}` is never closed"
        return told(words, (opened.start, opened.end), f"close it with `{{% {TAGS[opened.text]} %}}`")
    if unknown:
        name = unknown[1]
        known = (*TAGS, *_SINGLE, *TAGS.values())
        if name in TAGS.values() and opened:
            words, hint = f"the tag `{opened.text}` is not closed before `{name}`", f"{{% {TAGS[opened.text]} %}}"
            return told(words, (opened.start, opened.end), f"close it with `{hint}`", also=f"`{name}` is here")
        if name in TAGS.values() or name in ("else", "elif", "endset"):
            return told(f"`{name}` closes nothing", hint="no tag is open here")
        label = did_you_mean(name, known)
        return told(f"unknown tag `{name}`", label=label, hint="" if label else f"tags: {', '.join(TAGS)}, set, …")
    if missing:
        label = did_you_mean(missing[2], filters)
        hint = "" if label else "see the list of filters in Jinja's documentation"
        return told(f"there is no {missing[1]} `{missing[2]}`", label=label, hint=hint)
    if "Missing end of comment tag" in problem:
        return told("the comment is never closed", hint="close it with `#}`")
    if "Missing end of raw" in problem:
        return told("the tag `raw` is never closed", hint="close it with `{% endraw %}`")
    hint = "see Jinja's Template Designer Documentation"
    return told(f"this is not a Jinja template: {problem}", hint=hint)


def _open_tags(tags: Sequence[Tag]) -> Iterator[Tag]:
    """The tags that are open at the template's end, the innermost first."""
    stack: list[Tag] = []
    for before, token in pairwise(tags):
        if not before.text.startswith("{%"):
            continue
        if token.text in TAGS:
            stack.append(replace(token))
        elif stack and TAGS[stack[-1].text] == token.text:
            stack.pop()
    return reversed(stack)
