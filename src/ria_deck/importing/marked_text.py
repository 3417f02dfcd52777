"""Runs of text as inline Markdown of this program's dialect, escaped so that they read back as they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

from ria_deck.content.markdown.inline import plain_text
from ria_deck.content.slides.addresses import misleading


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """Text of one form; a line break is U+000B. `href` is an address, or `#id` of a slide. In a `typed` one straight quotes
    and dashes are set as the language does, since its program did so; others stay as they are."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    raised: bool = False
    lowered: bool = False
    code: bool = False
    href: str = ""
    typed: bool = False


_ALWAYS = re.compile(r"[\\`*\[\]^~<]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BRACES = re.compile(r"\{(?=[{%#.:\w])")
_DOLLAR = re.compile(r"\$(?=\S)")
_AT = re.compile(r"(?<!\w)@(?=\w)")
_DOUBLED = re.compile(r"(==|\+\+)")
_EMOJI = re.compile(r":(?=[a-z+][\w+-]*:)")
_TYPOGRAPHIC = re.compile(r"[\"']|-(?=-)|\.(?=\.\.)")
_LINE_START = re.compile(r"(?=[#>+|=:!]|-|\.\.\.|\. \. \.|\((?:\d{1,3}|@\w*)\))")
_LINE_NUMBER = re.compile(r"(\d{1,9}|[a-zA-Z]|[ivxIVX]{2,4})([.)])(?=\s|$)")
_ADMONITION = re.compile(r"\?\?\?")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'“”「」（）]*[^\s<>\"'“”「」（）.,;:!?)\]、。]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SAFE = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
BREAK = "\v"


def allowed_link(href: str) -> bool:
    """Whether a deck may hold this link."""
    return href.startswith("#") or bool(_SAFE.match(href) and not misleading(href))


def inline_markdown(runs: Iterable[TextRun], *, one_line: bool = False, cell: bool = False) -> str:
    """The Markdown of a paragraph; empty for one without words. `one_line` writes breaks as blanks (titles, cells)."""
    cleaned = _cleaned(runs, one_line=one_line or cell)
    if not any(run.text.strip() for run in cleaned):
        return ""
    marked = _joined(cleaned)
    wanted = _plain(cleaned)
    written = _starts(_written(marked), cell=cell)
    if _as_read(written) == wanted:
        return written
    bare = _joined([TextRun(text=run.text, typed=run.typed) for run in cleaned])
    return _starts(_written(bare), cell=cell)


def plain_markdown(text: str, *, one_line: bool = False) -> str:
    """Plain words as Markdown."""
    return inline_markdown([TextRun(text=text)], one_line=one_line)


def _cleaned(runs: Iterable[TextRun], *, one_line: bool) -> list[TextRun]:
    found = []
    for run in runs:
        text = _CONTROL.sub("", run.text.replace("_x000D_", "").replace("\r", ""))
        text = text.replace("\n", BREAK).replace("\t", " ")
        if one_line:
            text = text.replace(BREAK, " ")
        if text:
            href = f"https://{run.href}" if run.href.lower().startswith("www.") else run.href
            found.append(replace(run, text=text, href=href if allowed_link(href) else ""))
    return _trimmed(found)


def _trimmed(runs: list[TextRun]) -> list[TextRun]:
    """Without blanks and breaks at the ends, and without blanks around breaks; blanks in a row are one."""
    whole = "".join(run.text for run in runs)
    keep = [True] * len(whole)
    for match in re.finditer(r"\A[ \v]+|[ \v]+\Z|[ ]+(?=\v)|(?<=\v)[ ]+|(?<=[ ])[ ]+|(?<=\v)\v+", whole):
        keep[match.start() : match.end()] = [False] * (match.end() - match.start())
    found: list[TextRun] = []
    at = 0
    for run in runs:
        kept = keep[at : at + len(run.text)]
        at += len(run.text)
        text = "".join(char for char, stays in zip(run.text, kept, strict=True) if stays)
        if text:
            found.append(replace(run, text=text))
    return found


def _joined(runs: Sequence[TextRun]) -> list[TextRun]:
    """Neighbours of one form in one run; bare addresses as links."""
    found: list[TextRun] = []
    for form, group in groupby(runs, key=lambda run: replace(run, text="")):
        text = "".join(run.text for run in group)
        at = 0
        for match in _URL.finditer(text) if not form.href and not form.code else ():
            address = match[0] if match[0].lower().startswith("http") else f"https://{match[0]}"
            if match[0].lower().startswith("www.") or not allowed_link(address):
                continue
            found += [replace(form, text=text[at : match.start()])] * (match.start() > at)
            found.append(replace(form, text=match[0], href=address))
            at = match.end()
        found += [replace(form, text=text[at:])] * (len(text) > at)
    return found


def _written(runs: Sequence[TextRun]) -> str:
    """Runs with their marks, nested link > bold > italic > strike > script."""
    return _nested(list(runs), ("href", "bold", "italic", "strike", "raised", "lowered", "code"))


def _nested(runs: list[TextRun], forms: tuple[str, ...]) -> str:
    if not forms:
        return "".join(_escaped(run.text, typed=run.typed) for run in runs)
    form, rest = forms[0], forms[1:]
    parts = []
    for value, group in groupby(runs, key=lambda run: getattr(run, form)):
        inner = list(group)
        text = "".join(run.text for run in inner)
        if not value or not text.strip(f" {BREAK}"):
            parts.append(_nested(inner, rest))
            continue
        before = text[: len(text) - len(text.lstrip(f" {BREAK}"))]
        after = text[len(text.rstrip(f" {BREAK}")) :]
        inside = _nested(_sliced(inner, len(before), len(text) - len(after)), rest)
        parts.append(_breaks(before) + _marked(form, value, inside) + _breaks(after))
    return "".join(parts)


def _marked(form: str, value: str | bool, inside: str) -> str:
    match form:
        case "href":
            return f"[{inside}]({_address(str(value))})"
        case "bold":
            return f"**{inside}**"
        case "italic":
            return f"*{inside}*"
        case "strike":
            return f"~~{inside}~~"
        case "raised":
            return f"^{inside}^" if " " not in inside and "\n" not in inside else inside
        case "lowered":
            return f"~{inside}~" if " " not in inside and "\n" not in inside else inside
        case _:
            bare = inside.replace("\\", "")
            return f"`{bare}`" if "`" not in bare else inside


def _address(href: str) -> str:
    return quote(href, safe="#%/:?&=@+,;~!$*'._-") if href[:1] != "#" else href


def _sliced(runs: list[TextRun], start: int, end: int) -> list[TextRun]:
    found = []
    at = 0
    for run in runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if text:
            found.append(replace(run, text=text))
    return found


def _breaks(text: str) -> str:
    return text.replace(BREAK, "\\\n")


def _escaped(text: str, *, typed: bool) -> str:
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _ENTITY.sub(r"\\&", text)
    for pattern in (_UNDERSCORE, _BRACES, _DOLLAR, _AT):
        text = pattern.sub(r"\\\g<0>", text)
    text = _DOUBLED.sub(lambda match: "".join(f"\\{char}" for char in match[0]), text)
    text = _EMOJI.sub(r"\\:", text)
    if not typed:
        text = _TYPOGRAPHIC.sub(r"\\\g<0>", text)
    return _breaks(text)


def _starts(text: str, *, cell: bool) -> str:
    """Lines whose first characters would start a block, escaped; in a table's cell only bars are special."""
    if cell:
        return text.replace("|", "\\|")
    return "\n".join(_start(line) for line in text.split("\n"))


def _start(line: str) -> str:
    if numbered := _LINE_NUMBER.match(line):
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    if _LINE_START.match(line) and not line.startswith("![") and line[0] != "\\":
        return f"\\{line}"
    return f"\\{line}" if _ADMONITION.match(line) else line


def _plain(runs: Sequence[TextRun]) -> str:
    return " ".join("".join(run.text for run in runs).split())


def _as_read(markdown: str) -> str:
    return " ".join(plain_text(markdown).split())
