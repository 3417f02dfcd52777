"""Download tables and pin their files and hashes, where what arrived is valid."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import filterfalse
from pathlib import Path, PurePosixPath
from typing import Any

from ria_deck.data import TableReader, Tables
from ria_deck.data.descriptor import DataPackage, Resource
from ria_deck.data.download import Download, DownloadError, Limits
from ria_deck.data.package import load_package
from ria_deck.data.pinning import pin
from ria_deck.data.remote.bringing import bring
from ria_deck.diagnostics import Diagnostic, Report, Severity
from ria_deck.record.changes import TableChange, compare_tables
from ria_deck.record.printed import without_words
from ria_deck.source.files import publish, sweep, write_atomically
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import resolve_inside

FOLDER = PurePosixPath("build/.cache/fetch")  # what came, until it is checked; a faulty table stays to be looked at
TEXTS = frozenset(["csv", "json"])


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """Which tables (empty: all that have an address), whether anything is written, whether edited files may go."""

    names: tuple[str, ...] = ()
    dry_run: bool = False
    force: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A table that was asked for: `change` is None where the file came for the first time, `bytes_changed` whether it
    differs from the file that was there."""

    resource: Resource
    rows: int
    change: TableChange | None
    bytes_changed: bool


@dataclass(slots=True)
class _Candidate:
    resource: Resource
    answer: Download
    data: bytes
    before: bytes | None
    staged: str = field(init=False)

    def __post_init__(self) -> None:
        self.staged = str(FOLDER / PurePosixPath(self.resource.file).name)

    @property
    def hash(self) -> str:
        return f"sha256:{hashlib.sha256(self.data).hexdigest()}"


def fetch(
    root: Path, options: FetchOptions, report: Report, progress: Callable[[str], None] = lambda _: None
) -> list[Fetched]:
    """Bring tables from their addresses; every fault is told in `report`, and the tables without one are renewed.

    The files and datapackage.yaml are replaced together, or not at all under `dry_run`. One fetch at a time runs in a
    project: another waits. Raises OSError.
    """
    with _alone(root):
        package = load_package(root, report)
        if report.failed:
            return []
        seen = _Seen(root)
        found: dict[str, _Candidate] = {}
        for resource in _asked_for(package, options.names, report):
            progress(f"{resource.name}: {resource.url}")
            candidate = _bring(root, resource, options, seen, report)
            if candidate is not None:
                found[resource.name] = candidate
        tables = _checked(root, package, found, report)
        fetched = [_compared(root, package, candidate, tables) for candidate in found.values()]
        if options.dry_run or not found:
            return fetched
        if not _write(root, package, found, report):
            return []
        seen.note(found.values())
        return fetched


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back by the system even when the process is killed
        sweep(root / "data")
        yield


def _asked_for(package: DataPackage, names: Sequence[str], report: Report) -> list[Resource]:
    remote = {resource.name: resource for resource in package.resources.values() if resource.url}
    known = {**remote, **{resource.identifier: resource for resource in remote.values()}}
    if not names and not remote:
        report.warning("RD823", "no table has an address", hint="give one an address: `path: https://…/table.csv`")
    hint = f"tables with an address: {listing(sorted(remote), 'and')}" if remote else "no table has an address"
    for name in filterfalse(known.__contains__, names):
        words = f"the table `{name}` has no address" if name in package.resources else f"unknown table `{name}`"
        report.error("RD823", words, label=did_you_mean(name, known), hint=hint)
    asked = [known[name] for name in names if name in known] if names else list(remote.values())
    return list({resource.name: resource for resource in asked}.values())


def _bring(root: Path, resource: Resource, options: FetchOptions, seen: _Seen, report: Report) -> _Candidate | None:
    """What the address gives, unless it is what the project has already or would overwrite somebody's work."""
    path = resolve_inside(root, resource.file, report, resource.path_span)
    if path is None:
        return None
    before = path.read_bytes() if path.is_file() else None
    pinned = before is not None and resource.hash == _hash_as(resource.hash, before)
    validators = seen.validators(resource) if pinned else {}
    try:
        answer = bring(root, resource, options.limits, **validators)
    except DownloadError as error:
        report.error("RD820", f"the table `{resource.name}` could not be fetched: {error}", resource.path_span)
        return None
    if answer.data is None:
        assert before is not None  # only a pinned file is asked for conditionally
        return _Candidate(resource, answer, before, before)
    if before is not None and not pinned and before != answer.data and not options.force:
        words = "was edited since it was fetched" if resource.hash else "was not fetched: no hash is pinned"
        report.error(
            "RD822",
            f"`{resource.file}` {words}",
            resource.hash_span or resource.path_span,
            hint="`--force` replaces it by what its address gives",
        )
        return None
    candidate = _Candidate(resource, answer, answer.data, before)
    if _cut_short(candidate) and not options.force:
        report.error(
            "RD825",
            f"the table `{resource.name}` came without the line end at its end: it may have been cut short",
            resource.path_span,
            hint="check the end of the file; `--force` accepts it",
        )
        write_atomically(root / candidate.staged, candidate.data)
        return None
    return candidate


def _hash_as(pinned: str, data: bytes) -> str:
    algorithm = pinned.partition(":")[0]
    return f"{algorithm}:{hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()}" if pinned else "-"


def _cut_short(candidate: _Candidate) -> bool:
    """A server that declares fewer bytes than the file has cuts it where nobody can see but by the last line's end."""
    before, data = candidate.before, candidate.data
    if before is None or candidate.resource.format not in TEXTS:
        return False
    return before.endswith(b"\n") and not data.endswith(b"\n") and len(data) < len(before)


def _checked(root: Path, package: DataPackage, found: dict[str, _Candidate], report: Report) -> Tables:
    """The tables read with what came in place of what was there. Faulty ones are told and taken out of `found`, until
    the rest fits together: a table that another leads to must not break that one either."""
    while True:
        told = Report()
        for candidate in found.values():
            write_atomically(root / candidate.staged, candidate.data)
        tables = Tables(TableReader(root, _with(package, found)), told)
        faulty = {name for name in found if tables[found[name].resource.identifier] is None}
        faulty |= _breaking(root, package, found, tables)
        report.extend(_of_candidates(told, found))
        if not faulty:
            for candidate in found.values():
                (root / candidate.staged).unlink()
            return tables
        for name in faulty:
            candidate = found.pop(name)
            words = f"the table `{name}` is not taken: what came is not valid"
            hint = f"`{candidate.resource.file}` stays as it was; what came is in {candidate.staged}"
            report.error("RD821", words, candidate.resource.path_span, hint=hint)


def _of_candidates(told: Report, found: Mapping[str, _Candidate]) -> list[Diagnostic]:
    """The faults without those of tables not fetched yet; one in what came says of which table it is."""
    staged = {candidate.staged: candidate.resource.name for candidate in found.values()}
    tables = [(one, staged.get(one.span.path) if one.span else None) for one in told.diagnostics if one.code != "RD310"]
    return [one if table is None else without_words(one, table) for one, table in tables]


def _with(package: DataPackage, found: Mapping[str, _Candidate]) -> DataPackage:
    staged = {
        name: replace(package.resources[name], file=candidate.staged, hash="") for name, candidate in found.items()
    }
    return replace(package, resources={**package.resources, **staged})


def _breaking(root: Path, package: DataPackage, found: Mapping[str, _Candidate], tables: Tables) -> set[str]:
    """Those whose new rows break a foreign key of another table that held before."""
    breaking: set[str] = set()
    before = Tables(TableReader(root, package), Report())
    for resource in package.resources.values():
        targets = {key.resource for key in resource.foreign_keys} & set(found)
        if targets and resource.name not in found and before[resource.identifier] is not None:
            breaking |= targets if tables[resource.identifier] is None else set()
    return breaking


def _compared(root: Path, package: DataPackage, candidate: _Candidate, tables: Tables) -> Fetched:
    resource = candidate.resource
    table = tables[resource.identifier]
    assert table is not None  # what could not be read has been taken out
    before: dict[str, Any] = {}
    if candidate.before is not None:
        old = Tables(TableReader(root, package), Report())[resource.identifier]
        before = {resource.name: old.record()} if old is not None else {}
    changes = compare_tables(before, {resource.name: {**table.record(), "path": resource.file}})
    change = changes[0] if changes else TableChange(name=resource.name, path=resource.file)
    return Fetched(
        resource=resource,
        rows=len(table.lines),
        change=change if before else None,
        bytes_changed=candidate.data != candidate.before,
    )


def _write(root: Path, package: DataPackage, found: Mapping[str, _Candidate], report: Report) -> bool:
    """Replace files and hashes together; False when nothing had to be, or could be, written."""
    hashes = {name: one.hash for name, one in found.items() if one.hash != one.resource.hash}
    files = {(root / one.resource.file).resolve(): one.data for one in found.values() if one.data != one.before}
    if hashes:
        path = root / package.path
        pinned = pin(package.path, path.read_bytes(), hashes, package.resources)
        fault = _misread(root, package, pinned, hashes)
        if fault:
            report.error("RD824", f"the hash can't be written: {fault}", hint="write `hash:` by hand, then fetch again")
            return False
        files[path] = pinned
    publish(files)
    return bool(found)


def _misread(root: Path, package: DataPackage, pinned: bytes, hashes: Mapping[str, str]) -> str:
    """Why the pinned description doesn't say what it said before, with the new hashes; empty when it does."""
    name = PurePosixPath(package.path).name
    staged = root / FOLDER / "package" / "data" / name
    staged.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(staged, pinned)
    told = Report()
    again = load_package(root / FOLDER / "package", told)
    staged.unlink()
    errors = [found for found in told.diagnostics if found.severity is Severity.ERROR]
    if errors:
        return f"{errors[0].message} ({errors[0].span})"
    wrong = [key for key, hash_ in hashes.items() if key not in again.resources or again.resources[key].hash != hash_]
    if wrong or list(again.resources) != list(package.resources):
        return f"`{package.path}` is written in a way that hides its place"
    return ""


class _Seen:
    """What servers said of the files that were fetched, for conditional requests: kept in the cache, never needed."""

    def __init__(self, root: Path) -> None:
        self._path = root / FOLDER / "seen.json"
        try:
            self._entries: dict[str, dict[str, str]] = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            self._entries = {}  # a first fetch, or a damaged cache: everything is asked for whole

    def validators(self, resource: Resource) -> dict[str, str]:
        """The validators of a resource's pinned file, where they are known."""
        entry = self._entries.get(resource.name, {})
        if entry.get("url") != resource.url or entry.get("hash") != resource.hash:
            return {}
        return {"etag": entry["etag"], "last_modified": entry["last_modified"]}

    def note(self, found: Iterable[_Candidate]) -> None:
        """Keep what was said of the files that are now pinned."""
        for one in found:
            old = self._entries.get(one.resource.name, {})
            self._entries[one.resource.name] = {
                "url": one.resource.url,
                "hash": one.hash,
                "etag": one.answer.etag or (old.get("etag", "") if one.answer.data is None else ""),
                "last_modified": one.answer.last_modified
                or (old.get("last_modified", "") if one.answer.data is None else ""),
            }
        write_atomically(self._path, json.dumps(self._entries, indent=1, sort_keys=True).encode())
