"""A build's result in; what it says on stderr, the note for the next one and the exit code out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ria_deck.cli import unchanged
from ria_deck.cli.options import Format, in_brief, say, tell, write_reports

if TYPE_CHECKING:
    from ria_deck.delivering import Built

_MOST_LISTED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildTelling:
    """Print what a build has done: its files, in the form and detail that were asked for."""

    root: Path
    folder: Path
    form: Format
    report: list[Path] | None
    strict: bool
    quiet: bool
    verbose: bool

    def tell(self, result: Built) -> int:
        """Tell the diagnostics and what became of the rows; returns the exit code."""
        from ria_deck.record.rows_table import rows_table

        write_reports(self.report, result.diagnostics, self.root)
        code = tell(result.diagnostics, self.root, self.form, strict=self.strict, brief=not self.verbose)
        if self.verbose:
            self._accepted(result)
        page = str(_shown(self.folder) / result.rows) if result.rows else ""
        if table := rows_table(result.diagnostics, page):
            self._say(table)
        if page:
            self._say(f"what became of each row: {page}")
        return code

    def _accepted(self, result: Built) -> None:
        for found, because in result.accepted:
            at = f" {found.span}" if found.span else ""
            self._say(f"accepted {found.code}{at}: {found.message} (reason: {because})")

    def tell_files(self, result: Built) -> None:
        """Tell what was written and what moved since the last build."""
        from ria_deck.record.changes import compare_manifests
        from ria_deck.record.changes_text import summary

        self._files(result.deliverables, result.changed)
        if result.changed and result.before and result.after:
            self._say(summary(compare_manifests(result.before, result.after)))

    def _files(self, deliverables: tuple[str, ...], changed: tuple[str, ...]) -> None:
        if not changed:
            self._say(unchanged(len(deliverables), self.folder))
            return
        shown = _shown(self.folder)
        for path in changed if len(changed) <= _MOST_LISTED else ():
            self._say(f"  {shown / path}")
        same = len(deliverables) - len(changed)
        rest = f", {same} unchanged" if same else ""
        self._say(f"wrote {len(changed)} file{'s' if len(changed) != 1 else ''} to {shown}{rest}")

    def tell_stopped(self, stopped: tuple[str, ...]) -> None:
        """Tell the files that errors held back."""
        more = f" and {len(stopped) - _MOST_LISTED} more" if len(stopped) > _MOST_LISTED else ""
        self._say(f"not written because of errors: {', '.join(stopped[:_MOST_LISTED])}{more}")

    def nothing_written(self) -> None:
        """Tell that a build has stopped before it wrote."""
        self._say("nothing was written")

    def remember(self, result: Built, key: str, arguments: list[str]) -> None:
        """Keep the diagnostics, so that the next build of the same inputs reports them without building."""
        from ria_deck.record.publish import UNNOTED, unnoted
        from ria_deck.record.told import records_of
        from ria_deck.record.unchanged import remember

        if any(found.code == UNNOTED for found in result.diagnostics):
            return
        told = result.diagnostics if self.verbose else in_brief(result.diagnostics, self.form)
        try:
            remember(self.folder, key, arguments, result.deliverables, records_of(told), self.form.value)
        except OSError as error:
            tell([unnoted(error)], self.root, self.form)

    def _say(self, text: str) -> None:
        say(text, quiet=self.quiet)


def _shown(folder: Path) -> Path:
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
