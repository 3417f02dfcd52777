"""Compare two builds, or a build and a commit."""

from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ria_deck import __version__
from ria_deck.choosing import Options, variants_of
from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.record.changes import Changes, compare_manifests
from ria_deck.record.changes_html import as_html
from ria_deck.record.changes_text import as_markdown, as_text
from ria_deck.record.inputs import INPUT_FOLDERS, input_hashes
from ria_deck.record.manifest import NAME, build_manifest, deck_record, read_manifest
from ria_deck.record.pages import differing_pages
from ria_deck.record.publish import KEPT, PREVIOUS
from ria_deck.record.slide_record import plain
from ria_deck.shared import SharedInputs
from ria_deck.variant import assembled


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed, the two manifests, and the folders where their deliverables are."""

    changes: Changes
    manifests: tuple[Mapping[str, Any], Mapping[str, Any]]
    folders: tuple[Path | None, Path | None]


def compare_builds(
    root: Path, folder: Path, before: Path | None, after: Path | None, against: str, report: Report
) -> Comparison | None:
    """Compare two manifests or build folders; without them the last build but one with the last one in `folder`; with
    `against`, the project as it is in a commit with the project as it is now. None, told in the report, when one of
    them is not there."""
    if against:
        return _against(root, folder, against, report)
    new = after or folder
    old = before or (folder / PREVIOUS)
    first, second = _manifest(old, report), _manifest(new, report)
    if first is None or second is None:
        return None
    folders = (_folder(old), _folder(new))
    return Comparison(changes=compare_manifests(first, second), manifests=(first, second), folders=folders)


def _folder(place: Path) -> Path | None:
    """Where the deliverables of a manifest are: the build folder, or what it keeps of the build before."""
    if place.is_dir():
        return place
    kept = place.parent.parent / KEPT
    if kept.is_dir() and place == kept.parent.parent / PREVIOUS:
        return kept
    return place.parent if place.name == NAME else None


def written(found: Comparison, form: str, threshold: float, report: Report) -> str:
    """The changes as text, markdown, html or json."""
    match form:
        case "markdown":
            return as_markdown(found.changes, threshold)
        case "html":
            return as_html(found.changes, threshold, differing_pages(found.manifests, found.folders, report))
        case "json":
            return json.dumps(dataclasses.asdict(found.changes), ensure_ascii=False, indent=1, default=plain)
        case _:
            return as_text(found.changes, threshold)


def _manifest(place: Path, report: Report) -> Mapping[str, Any] | None:
    path = place / NAME if place.is_dir() else place
    found = read_manifest(path)
    if found is None:
        hint = "build twice, or name two builds" if path.name != NAME else "`ria-deck build` writes it"
        report.error("RD810", f"no manifest at {path}", hint=hint)
    return found


def _against(root: Path, folder: Path, revision: str, report: Report) -> Comparison | None:
    """Both sides are made by this version of the program, so that only the project's changes show."""
    command = ["git", "-C", str(root), "archive", "--format=zip", revision, "--", *INPUT_FOLDERS]
    there = [name for name in INPUT_FOLDERS if _in_commit(root, revision, name)]
    if not there:
        report.error("RD813", f"git has no project at `{revision}`", hint="a branch, tag or commit: main, HEAD~1, v1.0")
        return None
    archive = subprocess.run([*command[: -len(INPUT_FOLDERS)], *there], capture_output=True, check=False)
    if archive.returncode:
        report.error("RD813", f"git: {archive.stderr.decode('utf-8', 'replace').strip()}")
        return None
    with tempfile.TemporaryDirectory() as name:
        old = Path(name)
        with zipfile.ZipFile(io.BytesIO(archive.stdout)) as files:
            files.extractall(old)  # links come as files that name where they lead: nothing lies outside
        first = manifest_of(old, Options(output=old / "build"), report)
        second = manifest_of(root, Options(output=folder), report)
    if first is None or second is None:
        return None
    return Comparison(changes=compare_manifests(first, second), manifests=(first, second), folders=(None, None))


def manifest_of(root: Path, options: Options, report: Report) -> dict[str, Any] | None:
    """The manifest that a build would write, without its outputs; None when the project has errors (told). Claims that
    have become false are no errors here: what the change makes of the sentences is what is asked."""
    content = load_content(root, report)
    if report.failed:
        return None
    shared = SharedInputs(root, content)
    decks: list[Mapping[str, Any]] = []
    tables: set[str] = set()
    for variant in variants_of(shared, options):
        made = assembled(shared, variant, report, claims=False)
        if made is None:
            return None
        decks.append(deck_record(made[0]))
        tables.update(made[1])
    return build_manifest(
        program=f"ria-deck {__version__}",
        inputs=input_hashes(root),
        tables=shared.records(sorted(tables)),
        decks=decks,
        outputs=(),
    )


def _in_commit(root: Path, revision: str, name: str) -> bool:
    command = ["git", "-C", str(root), "cat-file", "-e", f"{revision}:./{name}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
