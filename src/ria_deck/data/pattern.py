"""Test texts against a `pattern` constraint, in time that grows with the text only (RE2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression in RE2's words: as XML Schema's, without look-around and back-references, which could take
    for ever on a cell that somebody made for it."""

    pattern: str

    def __post_init__(self) -> None:
        """Raises ValueError for a text that isn't a regular expression."""
        _matches(self.pattern, "")

    def fullmatch(self, text: str) -> bool:
        """Whether the whole text has the form."""
        return _matches(self.pattern, text)


@cache
def _matches(pattern: str, text: str) -> bool:
    import pyarrow
    import pyarrow.compute

    found = pyarrow.compute.match_substring_regex(pyarrow.array([text]), pattern=rf"\A(?:{pattern})\z")
    return bool(found[0].as_py())
