"""Add table files to a project: copied into data/, with entries of datapackage.yaml drafted and put after those there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ria_deck.data.drafting import draft_entry, format_of, name_for
from ria_deck.data.package import FILES, FOLDER, load_package
from ria_deck.data.resources import FORMATS
from ria_deck.diagnostics import Report, Span
from ria_deck.source.files import publish
from ria_deck.source.nearest import listing
from ria_deck.source.text import decode_source, read_source
from ria_deck.source.yaml import YamlDocument, load_yaml

_CODE = "RD339"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding did: the drafted entries' lines by table name, the files that were listed already."""

    entries: dict[str, list[str]]
    listed: tuple[str, ...]


def add_tables(root: Path, files: Sequence[Path], report: Report, sheet: str = "") -> Added | None:
    """Copy files that lie outside of data/ into it, and draft an entry for each; with any error nothing is written.

    Entries that are there stay as they are, byte by byte. A file that is listed already is left alone, unless a `sheet` of
    it is asked for.
    """
    told = Report()
    package = load_package(root, told)
    report.extend(told.diagnostics)
    if told.failed:
        return None
    resources = package.resources.values()
    adding = _Adding(
        root=root,
        sheet=sheet,
        known={resource.file for resource in resources},
        taken={*package.resources, *(resource.identifier for resource in resources)},
    )
    for file in files:
        adding.take(file, report)
    if report.failed:
        return None
    if adding.entries:
        path = package.path or f"{FOLDER}/{FILES[0]}"
        text = _with_entries(root, path, adding.entries, report)
        if text is None:
            return None
        publish(adding.writing | {root / path: text.encode("utf-8")})
    return Added(entries=adding.entries, listed=tuple(adding.listed))


@dataclass(slots=True, kw_only=True)
class _Adding:
    """What adding files comes to: the entries that are drafted, the files that are written, those that are listed."""

    root: Path
    sheet: str
    known: set[str]
    taken: set[str]
    entries: dict[str, list[str]] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)
    writing: dict[Path, bytes] = field(default_factory=dict)

    def take(self, file: Path, report: Report) -> None:
        """Draft the entry of a file, which is copied into data/ where it lies elsewhere."""
        target = _target(self.root, file, self.writing, report)
        if target is None:
            return
        place = target.relative_to(self.root).as_posix()
        if place in self.known and not self.sheet:
            self.listed.append(place)
            return
        named = Path(f"{target.stem} {self.sheet}.") if self.sheet else target
        name = name_for(named, self.taken | set(self.entries))
        if target == file.resolve():
            path = target.relative_to(self.root / FOLDER).as_posix()
            lines = draft_entry(self.root, place, name, path, report, self.sheet)
        else:
            lines = draft_entry(file.resolve().parent, file.name, name, target.name, report, self.sheet)
            self.writing[target] = file.read_bytes()
        self.known.add(place)
        if lines is not None:
            self.entries[name] = lines


def _target(root: Path, file: Path, writing: dict[Path, bytes], report: Report) -> Path | None:
    """Where in data/ a file is or goes."""
    if not file.is_file():
        report.error(_CODE, f"`{file}` is not a file", hint="name a table file")
        return None
    if not format_of(file):
        kinds = listing([f".{ending}" for ending in FORMATS])
        report.error(_CODE, f"`{file}` is not a table that can be read", hint=f"endings: {kinds}")
        return None
    inside = file.resolve()
    if inside.is_relative_to(root / FOLDER):
        return inside
    target = root / FOLDER / file.name
    there = writing.get(target) or (target.read_bytes() if target.is_file() else None)
    if there is not None and there != file.read_bytes():
        shown = target.relative_to(root).as_posix()
        report.error(
            _CODE, f"another `{shown}` is there", hint=f"rename `{file}`, or replace the one in data/ yourself"
        )
        return None
    return target


def _with_entries(root: Path, path: str, entries: dict[str, list[str]], report: Report) -> str | None:
    """The text of datapackage.yaml with entries after the last one; None, reported, where its form has no place."""
    if not (root / path).is_file():
        return "resources:\n" + _lines(entries, 2)
    if path.endswith(".json"):
        hint = "rename it to datapackage.yaml (JSON is YAML) with `resources` as a block list"
        report.error(_CODE, f"entries can't be added to `{path}`: JSON has no comments for guesses", hint=hint)
        return None
    source = read_source(root, path, report)
    document = load_yaml(source, report) if source is not None else None
    if source is None or document is None:
        return None
    before = source.text
    text = _inserted(before, document, entries)
    if text is None or not _keeps(path, document, text, len(entries)):
        hint = "write `resources:` as a block list, one `- name: …` under the other"
        span = document.span(("resources",)) if document.has(("resources",)) else Span(path=path)
        report.error(_CODE, f"`{path}` has no place for further entries", span, hint=hint)
        return None
    return text


def _inserted(text: str, document: YamlDocument, entries: dict[str, list[str]]) -> str | None:
    whole = text if not text or text.endswith("\n") else text + "\n"
    there = (document.data or {}).get("resources")
    if not there:
        if document.has(("resources",)):
            start, end = document.offsets(("resources",))
            if text[start:end] != "[]":
                return None  # nothing behind the key, or no list
            return f"{text[:start].rstrip()}\n{_lines(entries, 2)}{text[end:].lstrip(' ').removeprefix(chr(10))}"
        return f"{whole}resources:\n{_lines(entries, 2)}"
    start, end = document.offsets(("resources", len(there) - 1))
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    if before.strip() != "-":
        return None
    after = text.find("\n", max(end - 1, 0))
    at = len(whole) if after < 0 else after + 1
    return whole[:at] + _lines(entries, len(before) - len(before.lstrip())) + whole[at:]


def _keeps(path: str, document: YamlDocument, text: str, count: int) -> bool:
    """Whether the text says what the document says, and has so many entries more."""
    ignored = Report()
    source = decode_source(path, text.encode("utf-8"), ignored)
    found = load_yaml(source, ignored) if source is not None else None
    if found is None or ignored.failed or not isinstance(found.data, dict):
        return False
    before, after = dict(document.data or {}), dict(found.data)
    old, new = before.pop("resources", None) or [], after.pop("resources")
    return before == after and list(new[: len(old)]) == list(old) and len(new) == len(old) + count


def _lines(entries: dict[str, list[str]], indent: int) -> str:
    return "".join(f"{' ' * indent}{line}\n" for lines in entries.values() for line in lines)
