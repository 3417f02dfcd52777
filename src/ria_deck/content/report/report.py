"""Read content/report.yaml as each edition has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ria_deck.codes import CODES
from ria_deck.content.report.batch import read_batch
from ria_deck.content.report.forms import read_forms
from ria_deck.content.report.names import file_name_problem, language_problem
from ria_deck.content.report.shape import AllowEntry, AuthorEntry, ReportFile, ReportKeys
from ria_deck.content.specs.slides import AllowSpec, AuthorSpec, Message, Policy, ReportSpec
from ria_deck.content.specs.wording import message_at
from ria_deck.content.topic_files import topic_names
from ria_deck.diagnostics import Report
from ria_deck.project import REPORT_FILE
from ria_deck.source.decode import decode
from ria_deck.source.nearest import did_you_mean
from ria_deck.source.shapes import keys_of
from ria_deck.source.text import read_source
from ria_deck.source.yaml import Loc, YamlDocument, load_yaml

_OF_THE_BUILD = ("manifest.json",)  # what build/ holds beside the editions' folders


def load_report(root: Path, report: Report) -> dict[str, ReportSpec]:
    """The report of the project at `root` for each edition, `""` where it has none.

    Every mistake goes to `report`; an edition that has one is left out.
    """
    source = read_source(root, REPORT_FILE, report)
    document = load_yaml(source, report) if source is not None else None
    if document is None:
        return {}
    editions = document.data.get("editions") if isinstance(document.data, dict) else None
    if not editions:
        spec = _ReportReader(root, document, "", report).read(ReportFile)
        return {} if spec is None else {"": spec}
    decode(Mapping[str, Mapping[str, Any] | None], document, report, at=("editions",))  # type: ignore[type-abstract]
    found: dict[str, ReportSpec] = {}
    for name, given in editions.items() if isinstance(editions, dict) else ():
        _check_edition_name(document, name, report)
        if isinstance(given, dict | None) and _has_needed_keys(document, name, report):
            whole = document.overlaid(("editions", name), without=("editions",))
            spec = _ReportReader(root, whole, name, report, frozenset(given or ())).read(ReportKeys)
            if spec is not None:
                found[name] = spec
    return found


def _check_edition_name(document: YamlDocument, name: str, report: Report) -> None:
    problem = file_name_problem(name) or ("is a file of the build" if name.casefold() in _OF_THE_BUILD else "")
    twin = next((other for other in document.data["editions"] if other.casefold() == name.casefold()), name)
    if not problem and twin != name:
        problem = f"differs from `{twin}` only in capital letters (Windows and macOS can't tell them apart)"
    if problem:
        report.error(
            "RD031",
            f"the edition's name `{name}` {problem}",
            document.span(("editions", name), key=True),
            hint="the build makes a folder of this name",
        )


def _has_needed_keys(document: YamlDocument, name: str, report: Report) -> bool:
    """Whether a key that the report leaves to its editions is there; what no edition has is told for the report."""
    editions = document.data["editions"]
    sound = True
    for key, entry in keys_of(ReportKeys).items():
        left_to_editions = any(isinstance(other, dict) and key in other for other in editions.values())
        if entry.required and left_to_editions and key not in document.data and key not in (editions[name] or ()):
            report.error(
                "RD021",
                f"the key `{key}` is missing: neither the report nor its edition `{name}` sets it",
                document.span(("editions", name), key=True),
            )
            sound = False
    return sound


class _ReportReader:
    """Reads one edition; `own` are the keys that the edition itself gives.

    Mistakes are collected in a report of its own: one that all editions share is still each edition's mistake.
    """

    def __init__(
        self,
        root: Path,
        document: YamlDocument,
        edition: str,
        report: Report,
        own: frozenset[str] = frozenset(),
    ) -> None:
        self.root = root
        self.document = document
        self.edition = edition
        self.report = Report()
        self.shared = report
        self.own = own

    def read(self, shape: type[ReportKeys]) -> ReportSpec | None:
        spec = self._read(shape)
        self.shared.extend(self.report.diagnostics)
        return None if self.report.failed else spec

    def _read(self, shape: type[ReportKeys]) -> ReportSpec | None:
        given = decode(shape, self.document, self.report)
        self._check_id()
        self._check_languages()
        self._check_twice("outputs")
        self._check_topics()
        if given is None:
            return None
        title = self._message("title", given.title)
        if title is None:
            self.report.error("RD024", "`title` can't be empty", self.document.span(("title",)))
        authors = self._authors(given.authors)
        if title is None:
            return None
        return ReportSpec(
            id=given.id,
            title=title,
            language=given.language,
            languages=given.languages or (given.language,),
            outputs=given.outputs,
            date=given.date,
            date_shown=given.date_shown,
            span=self.document.span(),
            subtitle=self._message("subtitle", given.subtitle),
            running_title=self._message("running_title", given.running_title),
            authors=authors,
            event=self._message("event", given.event),
            venue=self._message("venue", given.venue),
            topics=given.topics,
            policy=Policy(untranslated=given.policy.untranslated, stale=given.policy.stale),
            allow=self._allowed(given.allow),
            edition=self.edition,
            values=_values(given),
            params=self._params(),
            forms=read_forms(self.document, given.forms, self.report),
            theme=given.theme or "",
            theme_span=self.document.span(("theme",)),
            batch=read_batch(self.document, given.batch, self.report) if given.batch else None,
        )

    def _params(self) -> dict[str, Any]:
        """The parameters; their names are reported where expressions can't name them."""
        found = self.document.data.get("params")
        for name in found if isinstance(found, dict) else ():
            if not name.isidentifier():
                span = self.document.span(("params", name), key=True)
                hint = "parameters are named like columns: letters, digits and `_`"
                self.report.error("RD024", f"`{name}` can't be the name of a parameter", span, hint=hint)
        return dict(found) if isinstance(found, dict) else {}

    def _context(self, name: str) -> str:
        """`report/title`, or `report.update/title` for a text that an edition has otherwise."""
        return f"report.{self.edition}" if name in self.own else "report"

    def _message(self, name: str, text: str | None) -> Message | None:
        return message_at(self.document, (name,), text, f"{self._context(name)}/{name}")

    def _authors(self, entries: tuple[str | AuthorEntry, ...]) -> tuple[AuthorSpec, ...]:
        found = []
        for index, entry in enumerate(entries):
            context = f"{self._context('authors')}/author.{index + 1}"
            loc: Loc = ("authors", index)
            if isinstance(entry, str):
                name = message_at(self.document, loc, entry, f"{context}.name")
                affiliation = place = None
            else:
                name = message_at(self.document, (*loc, "name"), entry.name, f"{context}.name")
                affiliation, place = (
                    message_at(self.document, (*loc, part), text, f"{context}.{part}")
                    for part, text in (("affiliation", entry.affiliation), ("place", entry.place))
                )
            if name is None:
                self.report.error("RD024", f"the name of author {index + 1} is empty", self.document.span(loc))
            else:
                found.append(AuthorSpec(name=name, affiliation=affiliation, place=place))
        return tuple(found)

    def _allowed(self, entries: tuple[AllowEntry, ...]) -> tuple[AllowSpec, ...]:
        found = []
        for index, entry in enumerate(entries):
            if entry.code not in CODES:
                self.report.error(
                    "RD023",
                    f"unknown code `{entry.code}`",
                    self.document.span(("allow", index, "code")),
                    label=did_you_mean(entry.code, CODES),
                    hint="write the code of a warning, like RD631",
                )
            because = self.document.span(("allow", index, "because"))
            if not entry.because.strip():
                self.report.error("RD024", "the reason in `because` is empty", because)
            span = self.document.span(("allow", index))
            found.append(AllowSpec(code=entry.code, at=entry.at or "", because=entry.because, span=span))
        return tuple(found)

    def _text(self, name: str) -> str | None:
        """The text under a key, where there is one: checks go on beside mistakes of form elsewhere."""
        value = self.document.data.get(name) if isinstance(self.document.data, dict) else None
        return value if isinstance(value, str) else None

    def _texts(self, name: str) -> dict[int, str]:
        """The texts of a list by their place in it, where there is one."""
        value = self.document.data.get(name) if isinstance(self.document.data, dict) else None
        return {i: one for i, one in enumerate(value) if isinstance(one, str)} if isinstance(value, list) else {}

    def _check_id(self) -> None:
        name = self._text("id")
        problem = file_name_problem(name) if name else ""
        if problem:
            self.report.error(
                "RD031",
                f"the id `{name}` {problem}",
                self.document.span(("id",)),
                hint="output files get this name: letters, digits, `-` and `_` are safe everywhere",
            )

    def _check_languages(self) -> None:
        written, built = self._text("language"), self._texts("languages")
        places: list[tuple[str, Loc]] = [(code, ("languages", index)) for index, code in built.items()]
        if written is not None:
            places.insert(0, (written, ("language",)))
        for code, loc in places:
            problem, meant = language_problem(code)
            if problem:
                self.report.error(
                    "RD032",
                    f"`{code}` {problem}",
                    self.document.span(loc),
                    label=f"did you mean `{meant}`?" if meant else "",
                    hint="" if meant else "languages are codes like en, ja, ru, pt-BR, zh-Hant",
                )
        self._check_twice("languages")
        left_out = "languages" in self.own and "language" not in self.own  # an edition for abroad
        if built and written not in (None, *built.values()) and not left_out and not language_problem(written)[0]:
            self.report.error(
                "RD032",
                f"the source language `{written}` is not listed in `languages`",
                self.document.span(("languages",)),
                label=f"add `{written}`",
                related=((self.document.span(("language",)), "source language set here"),),
            )

    def _check_topics(self) -> None:
        self._check_twice("topics")
        topics = self._texts("topics")
        there = topic_names(self.root) if topics else []
        for index, name in topics.items():
            if name not in there:
                meant = did_you_mean(name, there)
                self.report.error(
                    "RD033",
                    f"the topic content/{name} doesn't exist",
                    self.document.span(("topics", index)),
                    label=meant,
                    hint="" if meant else "list .md, .yaml or .json files of content/ by name, without folders",
                )

    def _check_twice(self, name: str) -> None:
        values = self._texts(name)
        for value, count in Counter(values.values()).items():
            if count > 1:
                first, second = [index for index, other in values.items() if other == value][:2]
                self.report.error(
                    "RD034",
                    f"`{value}` is listed {count} times in `{name}`",
                    self.document.span((name, second)),
                    related=((self.document.span((name, first)), "first listed here"),),
                )


def _values(given: ReportKeys) -> dict[str, Any]:
    """What `report` is in expressions: every text as written, empty where there is none."""
    authors = [
        {"name": entry, "affiliation": "", "place": ""}
        if isinstance(entry, str)
        else {"name": entry.name, "affiliation": entry.affiliation or "", "place": entry.place or ""}
        for entry in given.authors
    ]
    return {
        "id": given.id,
        "title": given.title,
        "subtitle": given.subtitle or "",
        "running_title": given.running_title or given.title,
        "authors": tuple(authors),
        "date": given.date,
        "event": given.event or "",
        "venue": given.venue or "",
        "language": given.language,
        "languages": given.languages or (given.language,),
    }
