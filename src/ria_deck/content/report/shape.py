"""The form of content/report.yaml: what its keys are called, what they take, and the help that writers get on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from ria_deck.source.decode import Shape, key

OutputName = Literal["pptx", "pdf", "html", "slides-pdf", "png"]


class AuthorEntry(Shape):
    """A person of the title slide."""

    name: str = key(min_length=1)
    """The person's name."""
    affiliation: str | None = None
    """The person's organisation."""
    place: str | None = None
    """Where the organisation is, printed behind it in parentheses."""


class PolicyEntry(Shape):
    """What stands in for a translation that is missing or stale."""

    untranslated: Literal["source", "error"] = "source"
    """Texts without a translation: `source` prints them in the content's language, `error` fails the build."""
    stale: Literal["keep", "source", "error"] = "keep"
    """Texts changed since they were translated: `keep` prints the old translation, `source` the new text itself."""


class FormsEntry(Shape):
    """How a language's numbers and dates are written, where it has several ways."""

    digits: Literal["native", "latin"] | None = None
    """`native` digits (۱۲۳ in Persian) or `latin` ones (123); without it, those that are usual by CLDR."""
    calendar: Literal["gregorian", "buddhist", "japanese", "minguo"] = "gregorian"
    """The years of dates: `buddhist` (th, km, lo: พ.ศ. 2569), `japanese` (ja: 令和8年), `minguo` (zh: 民國115年)."""


_FOREIGN = {
    "author": "write `authors: [{name: …, affiliation: …}]`",
    "lang": "write `language: en` for the source language, `languages: [en, ja]` for those to build",
    "output": "write `outputs: [pptx, pdf]`",
    "format": "write `outputs: [pptx, pdf]`",
    "formats": "write `outputs: [pptx, pdf]`",
    "size": 'write `ria: {slide: {size: "4:3"}}` in templates/theme.yaml',
    "aspect": 'write `ria: {slide: {size: "4:3"}}` in templates/theme.yaml',
    "aspectratio": 'write `ria: {slide: {size: "4:3"}}` in templates/theme.yaml',
    "style": "write `theme: night`, or colours and faces in templates/theme.yaml",
    "template": "put the PowerPoint template into templates/*.pptx or *.potx and name it in templates/theme.yaml",
    "logo": "set the logo in templates/theme.yaml",
    "slides": "write slides in topics: content/*.md or content/*.yaml",
    "name": "write `id:` for the file name, `title:` for the title",
    "parameters": "write `params`",
    "vars": "write `params`",
    "variables": "write `params`",
    "for": 'write `batch: {for: "r in table.rows()", id: "{{ r.code }}"}`',
}


class AllowEntry(Shape):
    """A warning that the author accepts."""

    code: str = key(min_length=1)
    """The warning's code, like `RD631`."""
    at: str | None = None
    """Where: a slide's id or a file of the project; without it, everywhere."""
    because: str = key(min_length=1)
    """Why it is right as it is."""


class BatchEntry(Shape):
    """One deck for each row of a table."""

    foreign: ClassVar[Mapping[str, str]] = {
        "name": "write `id`",
        "key": "write `id`",
        "each": "write `for`",
        "rows": "write `for`",
        "data": 'write `for: "r in table.rows()"`',
    }

    rows: str = key(alias="for", min_length=1)
    """The rows, and what each is called in expressions and templates: `for: "r in regions.rows()"`."""
    id: str = key(min_length=1)
    """What tells the rows apart, the folder of each one's files below build/: `id: "{{ r.code }}"`."""


class EditionEntry(Shape):
    """An edition: the keys of the report that it has otherwise."""

    foreign: ClassVar[Mapping[str, str]] = _FOREIGN | {"editions": "editions can't have editions"}

    id: str | None = None
    """Names the files that come out."""
    title: str | None = None
    """The talk's title, printed whole on the title slide."""
    subtitle: str | None = None
    """A line below the title."""
    running_title: str | None = None
    """A short title for footers and running heads; without it, the title."""
    authors: tuple[str | AuthorEntry, ...] | None = None
    """The people, in the order of the title slide."""
    date: dt.date | None = None
    """The date of the talk, year-month-day; shown in each language's own form."""
    date_shown: Literal["day", "month", "year"] | None = None
    """How much of the date is known and shown."""
    event: str | None = None
    """The conference or meeting."""
    venue: str | None = None
    """Where the talk is given."""
    language: str | None = None
    """The language that the content is written in."""
    languages: tuple[str, ...] | None = None
    """The languages that are built."""
    outputs: tuple[OutputName, ...] | None = None
    """What is made: pptx the deck, pdf the handout, html slides for browsers, slides-pdf printed slides, png thumbnails."""
    topics: tuple[str, ...] | None = None
    """The topic files of content/ in the order of the talk; without it, all in the order of their names."""
    policy: PolicyEntry | None = None
    """What stands in for translations that are missing or stale."""
    theme: str | None = None
    """The theme of the edition's decks: `paper`, `night`, `mono`, `sand`, or a theme file of templates/."""
    allow: tuple[AllowEntry, ...] | None = None
    """Warnings that are accepted, each with its reason."""
    forms: Mapping[str, FormsEntry] | None = None
    """The digits and calendars of languages."""
    params: Mapping[str, Any] | None = None
    """Parameters that the edition has otherwise or besides."""
    batch: BatchEntry | None = None
    """One deck for each row of a table, in this edition."""


class ReportKeys(Shape):
    """A report as one edition has it."""

    foreign: ClassVar[Mapping[str, str]] = EditionEntry.foreign

    id: str = key(min_length=1)
    """Names the files that come out: `id: niigata-report` makes niigata-report.en.pptx."""
    title: str = key(min_length=1)
    """The talk's title, printed whole on the title slide."""
    subtitle: str | None = None
    """A line below the title."""
    running_title: str | None = None
    """A short title for footers and running heads; without it, the title."""
    authors: tuple[str | AuthorEntry, ...] = ()
    """The people, in the order of the title slide."""
    date: dt.date
    """The date of the talk, like `date: 2026-11-01`; shown in each language's own form."""
    date_shown: Literal["day", "month", "year"] = "day"
    """How much of the date is known and shown: `date_shown: year` prints 2020."""
    event: str | None = None
    """The conference or meeting."""
    venue: str | None = None
    """Where the talk is given."""
    language: str
    """The language that the content is written in, like `language: en`."""
    languages: tuple[str, ...] = key((), min_length=1)
    """The languages that are built; without it, the content's."""
    outputs: tuple[OutputName, ...] = key(("pptx", "pdf"), min_length=1)
    """What is made: pptx the deck, pdf the handout, html slides for browsers, slides-pdf printed slides, png thumbnails."""
    topics: tuple[str, ...] = ()
    """The topic files of content/ in the order of the talk; without it, all in the order of their names."""
    policy: PolicyEntry = PolicyEntry()
    """What stands in for translations that are missing or stale."""
    theme: str | None = None
    """The look: `paper`, `night` (dark), `mono` (for black-and-white print) or `sand`, under what templates/theme.yaml
    says; or another theme file of templates/: `theme: brand.yaml`."""
    allow: tuple[AllowEntry, ...] = ()
    """Warnings that are accepted, each with its reason: `allow: [{code: RD631, at: slide-id, because: "…"}]`."""
    forms: Mapping[str, FormsEntry] = {}
    """The digits and calendars of languages that have several: `forms: {ja: {calendar: japanese}, fa: {digits: latin}}`."""
    params: Mapping[str, Any] = {}
    """Parameters, as `params` in expressions and templates: `params: {region: "15"}` and `{{ params.region }}`."""
    batch: BatchEntry | None = None
    """One deck for each row of a table: `batch: {for: "r in regions.rows()", id: "{{ r.code }}"}`."""


class ReportFile(ReportKeys):
    """content/report.yaml: the report's title, people, languages, editions and outputs."""

    foreign: ClassVar[Mapping[str, str]] = _FOREIGN

    editions: Mapping[str, EditionEntry | None] = {}
    """Editions of the talk; each may have any key of the report otherwise, and is visible as `edition` in content."""
