"""Which deck of a report is meant: its row, edition and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DeckName:
    """One deck of a report: `batch_id` is the row's that it is made for, empty where the report has no batch; `edition` is
    empty where it has no editions."""

    batch_id: str = ""
    edition: str = ""
    language: str

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> DeckName:
        """The name in a manifest's record of a deck or output."""
        return cls(batch_id=record.get("batch_id", ""), edition=record["edition"], language=record["language"])

    @property
    def record(self) -> dict[str, str]:
        """The name as a manifest has it."""
        row = {"batch_id": self.batch_id} if self.batch_id else {}
        return {**row, "edition": self.edition, "language": self.language}

    @property
    def folder(self) -> str:
        """The folder of its files, below the output folder; empty for that folder itself."""
        return "/".join(filter(None, (self.batch_id, self.edition)))

    def file(self, report_id: str, suffix: str) -> str:
        """Where one of its files goes, below the output folder."""
        return "/".join(filter(None, (self.folder, f"{report_id}.{self.language}{suffix}")))

    def __str__(self) -> str:
        return "/".join(filter(None, (self.folder, self.language)))
