"""The messages of a project and the languages it is translated into, without resolving a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ria_deck.content.load import load_content
from ria_deck.content.specs.slides import Content, Message
from ria_deck.data import Tables
from ria_deck.data.descriptor import DataPackage
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.catalog import po_path
from ria_deck.i18n.data_messages import data_messages
from ria_deck.i18n.gaps import shortened, tell_gaps
from ria_deck.i18n.language import PSEUDO
from ria_deck.i18n.merge import merge
from ria_deck.i18n.messages import messages_of
from ria_deck.i18n.status import Status
from ria_deck.i18n.table_texts import table_messages
from ria_deck.i18n.translation import WORDS
from ria_deck.i18n.words import has_words, word_messages
from ria_deck.resolve.templates.expand import expanded
from ria_deck.shared import SharedInputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """`languages` are those with a catalog: that of the content (one of `sources`) only where the program doesn't ship
    its words in it. `project` is the report's id, for the catalogs' headers; `package` has the columns that hold texts of
    tables in other languages. `remark` has lines for translators on a message."""

    messages: tuple[Message, ...]
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    project: str
    package: DataPackage
    own: Mapping[str, frozenset[Message]] = field(default_factory=dict)
    remark: Callable[[Message, str], str] | None = None

    def to(self, language: str) -> tuple[Message, ...]:
        """Those to translate into a language: the program's own words only where it doesn't ship them, and nothing else
        in the language of the content."""
        asked = [one for one in self.messages if language not in self.own or one in self.own[language]]
        words = tuple(message for message in asked if message.context.startswith(WORDS))
        if language in self.sources:
            return words
        wanted = (message for message in asked if message not in words or not has_words(language))
        remark = self.remark
        return tuple(wanted if remark is None else (replace(one, remark=remark(one, language)) for one in wanted))


def gather(root: Path, report: Report) -> Messages | None:
    """All messages of a project; None when content/ or the data package has errors (told in the report)."""
    shared = SharedInputs(root, load_content(root, report))
    tables = shared.tables(report)
    if report.failed:
        return None
    told = Report()
    content = _with_templates(shared, told)
    report.extend(told.diagnostics)
    return None if told.failed else messages_for(content, tables)


def messages_for(content: Content, tables: Tables) -> Messages:
    """All messages of a project that has been read."""
    first = next(iter(content.reports.values()))
    sources = source_languages(content)
    languages = (*target_languages(content), *(code for code in sources if not has_words(code)))
    words = () if all(has_words(language) for language in languages) else word_messages()
    extra = (*words, *data_messages(tables.package))
    cells = {code: tuple(table_messages(tables, code)) for code in languages if code not in sources}
    messages = messages_of(content, (*extra, *(one for some in cells.values() for one in some)))
    own = {code: frozenset(messages_of(content, (*extra, *cells.get(code, ())), code)) for code in languages}
    return Messages(
        messages=messages, languages=languages, sources=sources, project=first.id, package=tables.package, own=own
    )


def _with_templates(shared: SharedInputs, report: Report) -> Content:
    """The content with the slides that templates make, in every edition and for every row, in the language that it is written
    in."""
    content = shared.content
    if not any(topic.template for topic in content.topics):
        return content
    tables = shared.tables(report)
    if report.failed:
        return content
    topics = [
        topic
        for edition, spec in content.reports.items()
        for row in shared.batch(edition, report).all_rows
        for topic in expanded(content, edition, spec.language, shared.root, tables, report, row).topics
    ]
    return replace(content, topics=tuple(topics))


def target_languages(content: Content) -> tuple[str, ...]:
    """The languages that the report is translated into, in report.yaml's order."""
    sources = source_languages(content)
    codes = dict.fromkeys(code for spec in content.reports.values() for code in spec.languages)
    return tuple(code for code in codes if code not in sources and code != PSEUDO)


def source_languages(content: Content) -> tuple[str, ...]:
    """The languages that the content is written in: one, unless editions say otherwise."""
    return tuple(dict.fromkeys(spec.language for spec in content.reports.values()))


def tell_open_texts(shared: SharedInputs, languages: Iterable[str], report: Report) -> None:
    """A warning for each language of a build that has stale, unreviewed or missing texts. What the report's policy makes an
    error is told where it is shown; a damaged catalog by the build of its language."""
    unsaid = Report()
    tables = shared.tables(unsaid)
    if unsaid.failed:
        return
    expanding = Report()
    content = _with_templates(shared, expanding)
    if expanding.failed:
        return
    found = messages_for(content, tables)
    policies = [spec.policy for spec in content.reports.values()]
    asked = set(languages)
    for language in (code for code in found.languages if code in asked):
        damaged = Report()
        entries = shared.entries(language, damaged)
        if entries is not None and not damaged.failed:
            tell_gaps(
                language,
                po_path(language),
                merge(entries, found.to(language))[0],
                report,
                missing=all(policy.untranslated != "error" for policy in policies),
                stale=all(policy.stale != "error" for policy in policies),
            )


def shortcomings(status: Status, report: Report) -> None:
    """A warning for each stale and each missing message, at its place in the content; one for all where a language
    has not been begun."""
    if not status.translated and not status.stale:
        report.warning(
            "RD411",
            f"{status.language}: none of the {status.total} texts is translated",
            hint=f"`ria-deck i18n update` lists them in {po_path(status.language)}, "
            f"`ria-deck i18n export FILE.xlsx --lang {status.language}` in a sheet for Excel",
        )
        return
    stale = tuple(entry for entry in status.stale if entry.stale)
    unreviewed = tuple(entry for entry in status.stale if entry.unreviewed)
    for code, word, entries in (
        ("RD410", "stale", stale),
        ("RD413", "fuzzy", unreviewed),
        ("RD411", "missing", status.missing),
    ):
        for entry in entries:
            path, line = entry.places[0]
            report.warning(
                code,
                f"{status.language}: {word}: “{shortened(entry.text)}”",
                Span(path=path, line=line, end_line=line),
                hint=f"{po_path(status.language)}:{entry.line}" if entry.line else "",
            )
