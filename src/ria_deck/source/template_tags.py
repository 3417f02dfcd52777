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


@dataclass(frozen=True, slots=True)
class _TemplateFault:
    """Where a template is wrong, between two offsets, and the code of what is told there."""

    source: SourceText
    start: int
    end: int
    code: str

    def told(
        self, words: str, at: tuple[int, int] | None = None, hint: str = "", label: str = "", also: str = ""
    ) -> Diagnostic:
        """The diagnostic in words, at another place where `at` is given; `also` labels the fault's own place then."""
        first, last = at or (self.start, self.end)
        own = self.source.span(self.start, max(self.end, self.start + 1))
        return Diagnostic(
            code=self.code,
            severity=Severity.ERROR,
            message=words,
            span=self.source.span(first, max(last, first + 1)),
            label=label,
            hint=hint,
            related=((own, also),) if also else (),
        )

    def unknown_tag(self, name: str, opened: Tag | None) -> Diagnostic:
        """A tag that doesn't exist, or one that ends or continues something that isn't open."""
        if name in TAGS.values() and opened:
            words, hint = f"the tag `{opened.text}` is not closed before `{name}`", f"{{% {TAGS[opened.text]} %}}"
            return self.told(words, (opened.start, opened.end), f"close it with `{hint}`", also=f"`{name}` is here")
        if name in TAGS.values() or name in ("else", "elif", "endset"):
            return self.told(f"`{name}` closes nothing", hint="no tag is open here")
        label = did_you_mean(name, (*TAGS, *_SINGLE, *TAGS.values()))
        return self.told(f"unknown tag `{name}`", label=label, hint="" if label else f"tags: {', '.join(TAGS)}, set, …")

    def no_filter(self, kind: str, name: str, filters: Collection[str]) -> Diagnostic:
        """A filter or test that doesn't exist."""
        label = did_you_mean(name, filters)
        hint = "" if label else "see the list of filters in Jinja's documentation"
        return self.told(f"there is no {kind} `{name}`", label=label, hint=hint)


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
    fault = _TemplateFault(source, start, end, code)
    opened = next(iter(_open_tags(tags)), None)
    if "Unexpected end of template" in problem and opened is not None:
        words = f"the tag `{opened.text}` is never closed"
        return fault.told(words, (opened.start, opened.end), f"close it with `{{% {TAGS[opened.text]} %}}`")
    if unknown := _UNKNOWN.search(problem):
        return fault.unknown_tag(unknown[1], opened)
    if missing := _NO_FILTER.search(problem):
        return fault.no_filter(missing[1], missing[2], filters)
    if "Missing end of comment tag" in problem:
        return fault.told("the comment is never closed", hint="close it with `#}`")
    if "Missing end of raw" in problem:
        return fault.told("the tag `raw` is never closed", hint="close it with `{% endraw %}`")
    hint = "see Jinja's Template Designer Documentation"
    return fault.told(f"this is not a Jinja template: {problem}", hint=hint)


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
