"""What the last build knew of the tables, against what they are now: periods in texts that have aged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ria_deck.diagnostics import BuildError, Report
from ria_deck.record.manifest import NAME, read_manifest
from ria_deck.resolve.expressions.aged_periods import check_aged, lasts_of
from ria_deck.shared import SharedInputs


def tell_aged(
    shared: SharedInputs, output: Path, earlier_build: Path | None, inputs: Mapping[str, str], report: Report
) -> dict[str, dict[str, str]]:
    """Tell the years and months that are written out and were a table's last ones in the build before: the one that
    `earlier_build` (a manifest, or the folder of one) names, else the one in `output`. Returns what was last of these
    tables, which the next manifest keeps until the texts are settled."""
    before = _named(earlier_build, report) if earlier_build else _in_output(output)
    if before is None:
        return {}
    earlier = before.get("aged", {})
    changed = {
        name: table
        for name, table in before["tables"].items()
        if before["inputs"].get(table["path"]) != inputs.get(table["path"])
    }
    lasts = {**lasts_of(changed), **earlier}
    return check_aged(shared.content, shared.tables(Report()), lasts, report) if lasts else {}


def _in_output(folder: Path) -> Mapping[str, Any] | None:
    try:
        return read_manifest(folder / NAME)
    except BuildError:
        return None  # a damaged manifest is written anew


def _named(path: Path, report: Report) -> Mapping[str, Any] | None:
    """The manifest that the user named; it must be one (RD812)."""
    file = path / NAME if path.is_dir() else path
    try:
        found = read_manifest(file)
    except BuildError as error:
        report.extend(error.diagnostics)
        return None
    if found is None:
        report.error(
            "RD812",
            f"{file} is not a manifest of this version" if file.exists() else f"no manifest at {file}",
            hint="name a folder that `ria-deck build` has written, or its manifest.json",
        )
    return found
