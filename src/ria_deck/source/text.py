"""Text files in, normalised text with a table of its lines out: every later place in a file is told from here.

UTF-8 is read strictly, a byte-order mark is dropped, line ends become ``\\n`` and the text is composed (Unicode NFC,
UAX #15). Characters that no output format may carry (controls, noncharacters, surrogates) are refused with their place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ria_deck.diagnostics import Report, Span

MAX_BYTES = 16 * 1024 * 1024
"""The largest text file that is read."""

_NONCHARACTERS = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff\ufdd0-\ufdef\ud800-\udfff"
    + _NONCHARACTERS
    + "]"
)
"""Characters that no text of a project may hold: XML 1.0 excludes most of them, and readers see none of them. Those that
turn the direction of what follows (U+202A to U+202E) make a text read otherwise than it is written."""

_OPENED = re.compile("[\u2066-\u2068]")
_ISOLATES = re.compile("[\u2066-\u2069]|\n[ \t]*(?=\n)")

_UNSAVED: ContextVar[Mapping[Path, str]] = ContextVar("_UNSAVED", default={})  # noqa: B039 - nobody changes it
_MOST_PLACES = 20  # of refused characters told for one file: a binary file would give thousands


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text file as the program sees it.

    `path` is relative to the project, with `/`; `text` is normalised (see the module). Offsets count characters of
    `text`, from 0.
    """

    path: str
    text: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        object.__setattr__(self, "_starts", tuple(starts))

    @property
    def lines(self) -> int:
        """The number of lines; an empty file has one, and so has the place after a last line end."""
        return len(self._starts)

    def line(self, number: int) -> str:
        """Line `number` (from 1) without its line end; empty beyond the file."""
        if not 1 <= number <= len(self._starts):
            return ""
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : end]

    def line_start(self, number: int) -> int:
        """The offset at which line `number` (from 1) starts; the text's end beyond the file."""
        return self._starts[number - 1] if 1 <= number <= len(self._starts) else len(self.text)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset; offsets outside of the text count as its ends."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a line and column, both from 1; a column beyond the line is the line's end."""
        return self.line_start(line) + min(max(column - 1, 0), len(self.line(line)))

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]`."""
        line, column = self.position(start)
        end_line, end_column = self.position(max(start, end))
        return Span(path=self.path, line=line, column=column, end_line=end_line, end_column=end_column)

    def positions(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:  # noqa: ARG002 - of derived texts
        """For each part of `text[start:end]` that stands in its file as it stands here, its distance from `start`, its
        line and column."""
        yield 0, *self.position(start)

    def names(self, start: int, end: int) -> Mapping[str, Any]:  # noqa: ARG002 - of derived texts
        """The names that the expressions in `text[start:end]` are evaluated with, besides those of the deck."""
        return {}

    def symbolic(self, start: int, end: int) -> str:
        """`text[start:end]` with the expressions themselves where a template printed their values."""
        return self.text[start:end]

    def slice_span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]` without the white space around it; the bare start where nothing is left."""
        piece = self.text[start:end]
        inner = piece.strip()
        if not inner:
            return self.span(start, start)
        begin = start + len(piece) - len(piece.lstrip())
        return self.span(begin, begin + len(inner))


def normalise(text: str) -> str:
    """Text with ``\\n`` line ends in Unicode NFC, without a byte-order mark at its start."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def describe_character(character: str) -> str:
    """A character's code point and name, for people: `U+0000 NULL`, `U+2028 LINE SEPARATOR`."""
    code = f"U+{ord(character):04X}"
    kinds = {"Cc": "a control character", "Cs": "a surrogate", "Cn": "not a character"}
    name = unicodedata.name(character, "") or kinds.get(unicodedata.category(character), "")
    return f"{code} ({name})" if name else code


def resolve_inside(root: Path, relative: str, report: Report, span: Span | None = None) -> Path | None:
    """The real path of a file of the project; None, with an error, when it would lie outside of `root`.

    Links are followed before the check, so a link in the project that points out of it is refused too.
    """
    named = PurePosixPath(relative.replace("\\", "/"))
    base = root.resolve()
    inside = "\x00" not in relative and not named.is_absolute() and not re.match(r"[A-Za-z]:", relative)
    if inside:
        try:
            target = (base / named).resolve()
        except (OSError, RuntimeError) as problem:  # a loop of links
            report.error("RD003", f"can't read `{relative}`: {problem}", span or Span(path=relative))
            return None
        if target.is_relative_to(base):
            return target
    report.error(
        "RD002",
        f"`{relative}` is outside the project",
        span or Span(path=relative),
        hint="builds only read the project folder: copy the file into it",
    )
    return None


def no_file(path: Path) -> str:
    """What is the matter with a path that is no file: `doesn't exist`, `is a folder`, `is not a file`."""
    return "is a folder" if path.is_dir() else "is not a file" if path.exists() else "doesn't exist"


@contextmanager
def with_unsaved(texts: Mapping[Path, str]) -> Iterator[None]:
    """Inside, files that an editor has open are read as they stand there; `texts` are by their real paths."""
    token = _UNSAVED.set(texts)
    try:
        yield
    finally:
        _UNSAVED.reset(token)


def read_bytes(root: Path, relative: str, report: Report, *, limit: int = MAX_BYTES) -> bytes | None:
    """A file's bytes; None, with an error, when it is missing, not a file, too large or outside of the project."""
    path = resolve_inside(root, relative, report)
    if path is None:
        return None
    where = Span(path=relative)
    if (unsaved := _UNSAVED.get().get(path)) is not None:
        return unsaved.encode("utf-8", "surrogatepass")
    try:
        if not path.exists():
            report.error("RD001", f"the file `{relative}` doesn't exist", where)
            return None
        if not path.is_file():
            report.error("RD003", f"`{relative}` {no_file(path)}", where)
            return None
        if path.stat().st_size > limit:
            size, most = path.stat().st_size / 2**20, limit / 2**20
            report.error("RD006", f"`{relative}` is too large: {size:.1f} MiB; the limit is {most:.0f} MiB", where)
            return None
        return path.read_bytes()
    except OSError as problem:
        report.error("RD003", f"can't read `{relative}`: {problem.strerror or problem}", where)
        return None


def read_source(root: Path, relative: str, report: Report) -> SourceText | None:
    """The text file `relative` of the project at `root`; None when it could not be taken, which `report` then tells."""
    data = read_bytes(root, relative, report)
    return None if data is None else decode_source(relative, data, report)


def decode_source(relative: str, data: bytes, report: Report) -> SourceText | None:
    """The text in a file's bytes, as `read_source` gives it."""
    try:
        raw = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = SourceText(relative, normalise(data[: problem.start].decode("utf-8")))
        report.error(
            "RD004",
            f"`{relative}` is not UTF-8: byte 0x{data[problem.start]:02X}",
            before.span(len(before.text), len(before.text)),
            hint=_guess_encoding(data),
        )
        return None
    source = SourceText(relative, normalise(raw))
    refused = list(REFUSED.finditer(source.text))
    for match in refused[:_MOST_PLACES]:
        report.error(
            "RD005",
            f"unsupported control character: {describe_character(match[0])}",
            source.span(match.start(), match.end()),
            label="delete it",
        )
    if len(refused) > _MOST_PLACES:
        report.error(
            "RD005",
            f"`{relative}` contains {len(refused)} unsupported control characters; here are the first {_MOST_PLACES}",
            Span(path=relative),
            hint="is this a text file?",
        )
    unclosed = _unclosed(source.text)
    for offset in unclosed[:_MOST_PLACES]:
        report.error(
            "RD005",
            f"{describe_character(source.text[offset])} is never closed: it turns the direction of what follows",
            source.span(offset, offset + 1),
            label="delete it, or end it with U+2069",
        )
    return None if refused or unclosed else source


def _unclosed(text: str) -> list[int]:
    """The offsets of isolates (UAX #9, U+2066 to U+2068) that the paragraph they are in doesn't end."""
    left: list[int] = []
    opened: list[int] = []
    for match in _ISOLATES.finditer(text) if _OPENED.search(text) else ():
        if match[0] == "\u2069":
            del opened[-1:]
        elif match[0][0] == "\n":
            left += opened
            opened = []
        else:
            opened.append(match.start())
    return left + opened


def _guess_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it looks like UTF-16: save it as UTF-8"
    for encoding, (name, scripts) in _LOCAL_ENCODINGS.items():
        if _is_written_in(data, encoding, scripts):
            return f"it looks like {name}: save it as UTF-8"
    return "save it as UTF-8"


_LOCAL_ENCODINGS = {
    "cp932": (
        "Japanese (CP932, Shift_JIS)",
        ("CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH", "IDEOGRAPHIC"),
    ),
    "cp1251": ("Cyrillic (Windows-1251)", ("CYRILLIC",)),
}


def _is_written_in(data: bytes, encoding: str, scripts: tuple[str, ...]) -> bool:
    """Whether the bytes can be read in an encoding, and nearly all that isn't ASCII is of its scripts."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    foreign = [unicodedata.name(char, "") for char in text if ord(char) > 127]
    fitting = sum(name.startswith(scripts) for name in foreign)
    return len(foreign) >= 4 and fitting >= 0.9 * len(foreign) and "HALFWIDTH" not in foreign[0]
