"""What the last build knew of the tables, against what they are now: periods in texts that have aged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ria_deck.diagnostics import BuildError, Report
from ria_deck.record.manifest import NAME, read_manifest
from ria_deck.resolve.expressions.aged_periods import check_aged, lasts_of
from ria_deck.shared import SharedInputs


def tell_aged(
    shared: SharedInputs, folder: Path, inputs: Mapping[str, str], report: Report
) -> dict[str, dict[str, str]]:
    """Tell the years and months that are written out and were a table's last ones when it was built into `folder` before;
    return what was last of these tables, which the next manifest keeps until the texts are settled."""
    try:
        before = read_manifest(folder / NAME)
    except BuildError:
        return {}  # a damaged manifest is written anew
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
