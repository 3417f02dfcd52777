"""Builds of one project in processes of their own: kept ones, that take over what they can from memory and from the disk,
and clean ones; and edits by chance between them. All outputs that are kept in parts: deck, handout, HTML slides."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from PIL import Image

from ria_deck.diagnostics import BuildError, Diagnostic, Report
from ria_deck.pipeline import Options, build
from ria_deck.starter import start_project

AGED = {"RD252", "RD801"}  # told of what an earlier build had, which a clean one knows nothing of

OUTPUTS = ("pptx", "pdf", "html")

Outcome = tuple[list[str], dict[str, str]]
"""What was told, and the hashes of what was written."""


def outcome(root: Path, output: Path, jobs: int) -> Outcome:
    """What a build in so many processes says and leaves."""
    told: tuple[Diagnostic, ...]
    try:
        told = build(root, Options(output=output, jobs=jobs, outputs=OUTPUTS)).diagnostics
    except BuildError as error:
        told = error.diagnostics
    written = {
        path.relative_to(output).as_posix(): hashlib.sha256(_bytes(path)).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.relative_to(output).parts[0] != ".cache"
    }
    return [
        f"{one.severity.value} {one.code} {one.message} {one.span}" for one in told if one.code not in AGED
    ], written


def _bytes(path: Path) -> bytes:
    """A file; of a manifest what it says of this build, not of what earlier ones had."""
    if path.name != "manifest.json":
        return path.read_bytes()
    made = json.loads(path.read_text("utf-8"))
    return json.dumps({key: value for key, value in made.items() if key != "aged"}).encode()


def serve(connection: Connection) -> None:
    """Build what is asked for until nothing more is."""
    while (asked := connection.recv()) is not None:
        connection.send(outcome(*asked))


class Builder:
    """A process that builds, and remembers between its builds what the program remembers."""

    def __init__(self) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload(["ria_deck.pipeline", "ria_deck.render.outputs", "pptx", "PIL.Image"])
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,))
        self.process.start()

    def built(self, root: Path, output: Path, jobs: int = 1) -> Outcome:
        self.connection.send((root, output, jobs))
        found: Outcome = self.connection.recv()
        return found

    def end(self) -> None:
        self.connection.send(None)
        self.process.join(20)


def clean(root: Path, output: Path, jobs: int) -> Outcome:
    """What so many processes that know nothing build into a folder where nothing is."""
    builder = Builder()
    try:
        return builder.built(root, output, jobs)
    finally:
        builder.end()


def write(root: Path, chance: random.Random) -> None:
    """The starter with a picture, a catalog and two languages, or one."""
    start_project(root, Report())
    Image.new("RGB", (640, 400), (40, 90, 120)).save(root / "content/images/a.png")
    with (root / "content/images/credits.yaml").open("a", encoding="utf-8") as file:
        file.write("a.png: {credit: B, licence: CC0, source: drawn here}\n")
    (root / "content/04-more.md").write_text(
        "# More\n\n## A picture {#p layout=picture}\n\n![A field](images/a.png)\n\n"
        "## A last word {#last}\n\n- {{ loans.sum('loans') }} loans[^n]\n\n[^n]: Of all years.\n",
        "utf-8",
    )
    report = root / "content/report.yaml"
    languages = chance.choice(("[en]", "[en, ru]"))
    text = report.read_text("utf-8").replace("languages: [en] ", f"languages: {languages} ")
    report.write_text(text, "utf-8")
    (root / "content/locale").mkdir(exist_ok=True)
    (root / "content/locale/ru.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "p/title"\nmsgid "A picture"\nmsgstr "Картина"\n',
        "utf-8",
    )


@dataclass
class Editor:
    """Changes a project by chance; what it was before each edit is kept, to go back to."""

    root: Path
    chance: random.Random
    past: list[dict[str, bytes]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def edit(self) -> None:
        """One edit, noted in `done`."""
        self.past.append(self._files())
        kinds: list[Callable[[], str]] = [
            self.a_number, self.a_number, self.a_word, self.a_word, self.a_row, self.a_row, self.slides, self.slides,
            self.a_translation,
            self.back, self.back, self.a_file_back, self.a_picture, self.a_drawing, self.colours, self.the_report,
            self.touched, self.exchanged, self.file_gone, self.kept_spoilt, self.kept_gone, self.a_claim,
        ]  # fmt: skip
        self.done.append(self.chance.choice(kinds)())

    def _files(self) -> dict[str, bytes]:
        folders = ("content", "data", "templates")
        paths = (path for folder in folders for path in sorted((self.root / folder).rglob("*")) if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}

    def _texts(self, pattern: str = r"\.(md|yaml|j2|csv|po)$") -> Path:
        return self.root / self.chance.choice([name for name in self._files() if re.search(pattern, name)])

    def _put(self, path: Path, text: str) -> None:
        """Written; a part of the time with the time that the file had, as a copy or a checkout may."""
        times = (
            (path.stat().st_atime_ns, path.stat().st_mtime_ns) if path.exists() and self.chance.random() < 0.3 else None
        )
        path.write_text(text, "utf-8")
        if times:
            os.utime(path, ns=times)

    def _replaced(self, path: Path, pattern: str, new: Callable[[re.Match[str]], str]) -> str:
        text = path.read_text("utf-8")
        found = list(re.finditer(pattern, text))
        if not found:
            return f"nothing in {path.name}"
        match = self.chance.choice(found)
        words = new(match)
        self._put(path, text[: match.start()] + words + text[match.end() :])
        return f"{path.name}: {match[0]!r} → {words!r}"

    def a_number(self) -> str:
        return self._replaced(self._texts(), r"\d", lambda _: str(self.chance.randrange(10)))

    def a_word(self) -> str:
        return self._replaced(self._texts(), r"\b[A-Za-z]{4,}\b", lambda match: self.chance.choice(
            ("zebra", match[0].upper(), match[0][::-1], "Année", "")))  # fmt: skip

    def a_translation(self) -> str:
        path = self.root / "content/locale/ru.po"
        if not path.exists():
            return "no catalog"
        words = ("Картина", "Снимок", "Поле у дороги", "")
        return self._replaced(path, r'(?m)(?<=msgstr ")[А-Яа-я ]*(?="$)', lambda _: self.chance.choice(words))

    def a_row(self) -> str:
        path = self._texts(r"\.csv$")
        head, *rows = path.read_text("utf-8").splitlines(keepends=True)
        if not rows:
            return "no row"
        index = self.chance.randrange(len(rows))
        kind = self.chance.choice(("gone", "moved", "again", "empty"))
        row = rows.pop(index)
        if kind == "moved":
            rows.insert(self.chance.randrange(len(rows) + 1), row)
        elif kind == "again":
            rows[index:index] = [row, row.replace("2", "3")]
        elif kind == "empty":
            rows.insert(index, row.rpartition(",")[0] + ",\n")
        self._put(path, head + "".join(rows))
        return f"{path.name}: a row {kind}"

    def slides(self) -> str:
        path = self._texts(r"\.md$")
        head, *slides = re.split(r"^(?=## )", path.read_text("utf-8"), flags=re.M)
        kind = self.chance.choice(("moved", "gone", "new", "split"))
        if kind == "moved":
            self.chance.shuffle(slides)
        elif kind == "gone" and slides:
            slides.pop(self.chance.randrange(len(slides)))
        elif kind == "split" and slides:
            slides[-1] += "\n---\n\nOn and on.\n"
        else:
            number = self.chance.randrange(10**6)
            slides.insert(self.chance.randrange(len(slides) + 1), f"## New {number} {{#n{number}}}\n\n- Words\n\n")
        self._put(path, head + "\n\n".join(slides))
        return f"{path.name}: slides {kind}"

    def back(self) -> str:
        """All as it was some edits ago."""
        wanted = self.chance.choice(self.past)
        for name in set(self._files()) - set(wanted):
            (self.root / name).unlink()
        for name, data in wanted.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_bytes(data)
        return f"back to before edit {self.past.index(wanted)}"

    def a_file_back(self) -> str:
        wanted = self.chance.choice(self.past)
        name = self.chance.choice(sorted(wanted))
        (self.root / name).write_bytes(wanted[name])
        return f"{name} back"

    def a_picture(self) -> str:
        color = (self.chance.randrange(256), 90, 120)
        Image.new("RGB", (640, self.chance.choice((400, 500))), color).save(self.root / "content/images/a.png")
        return f"a.png in {color}"

    def a_drawing(self) -> str:
        path = self.root / "content/images/books.svg"
        return (
            self._replaced(path, r"[0-9A-F]{6}", lambda _: f"{self.chance.randrange(16**6):06X}")
            if path.exists()
            else "-"
        )

    def colours(self) -> str:
        color = f"{self.chance.randrange(16**6):06x}"
        kind = self.chance.choice(("primary", "secondary", "foreground"))
        self._put(self.root / "templates/theme.yaml", f"color: {{{kind}: '#{color}'}}\n")
        return f"{kind} #{color}"

    def the_report(self) -> str:
        lines = {
            r"title: .*": f'title: "A Talk {self.chance.randrange(99)}"',
            r"date: .*": f"date: 2026-0{self.chance.randrange(1, 10)}-15",
            r"theme: \w+": f"theme: {self.chance.choice(('paper', 'night', 'mono', 'sand'))}",
            r"languages: \[.*?\]": f"languages: {self.chance.choice(('[en]', '[en, ru]', '[en, ja]'))}",
            r"running_title: .*": f"running_title: Short {self.chance.randrange(9)}",
        }
        pattern = self.chance.choice(list(lines))
        return self._replaced(self.root / "content/report.yaml", rf"(?m)^{pattern}", lambda _: lines[pattern])

    def touched(self) -> str:
        path = self._texts()
        os.utime(path)
        return f"{path.name} touched"

    def exchanged(self) -> str:
        """Two topics have each other's words."""
        paths = sorted((self.root / "content").glob("*.md"))
        if len(paths) < 2:
            return "one topic"
        one, other = self.chance.sample(paths, 2)
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)
        return f"{one.name} ↔ {other.name}"

    def file_gone(self) -> str:
        path = self._texts(r"(content/0.*|\.po|theme\.yaml)$")
        path.unlink()
        return f"{path.name} gone"

    def a_claim(self) -> str:
        path = self._texts(r"content/0.*\.md$")
        text = path.read_text("utf-8")
        claim = f"claims: [{{that: 'loans.sum(\"loans\") > {self.chance.randrange(600_000)}', says: Many}}]"
        self._put(
            path,
            text.replace("---\n", f"---\n{claim}\n", 1) if text.startswith("---\n") else f"---\n{claim}\n---\n{text}",
        )
        return f"{path.name}: {claim}"

    def _kept(self) -> list[Path]:
        return sorted(path for path in (self.root / "kept/.cache").rglob("*") if path.is_file() and path.name != "lock")

    def kept_spoilt(self) -> str:
        """What an earlier build keeps is cut off or changed."""
        if not (paths := self._kept()):
            return "nothing kept"
        path = self.chance.choice(paths)
        data = path.read_bytes()
        half = len(data) // 2
        path.write_bytes(data[:half] if self.chance.random() < 0.5 else data[:half] + b"0" + data[half + 1 :])
        return f"kept {path.suffix} spoilt"

    def kept_gone(self) -> str:
        if not (paths := self._kept()):
            return "nothing kept"
        path = self.chance.choice(paths)
        path.unlink()
        return f"kept {path.suffix} gone"


def differences(seed: int, folder: Path, edits: int) -> list[str]:
    """What a kept build says or leaves otherwise than a clean one, in one process or two, after so many edits by chance."""
    chance = random.Random(seed)
    root = folder / "talk"
    write(root, chance)
    editor, builder = Editor(root, chance), Builder()
    kept, wrong = root / "kept", []
    try:
        _, last = builder.built(root, kept)
        for number in range(edits):
            editor.edit()
            if chance.random() < 0.4:  # what the program remembers in one process, or what it keeps on the disk
                builder.end()
                builder = Builder()
            said, left = builder.built(root, kept)
            expected, made = clean(root, folder / f"clean{number}", jobs=1 + number % 2)
            failed = any(line.startswith("error") for line in expected)
            if said != expected:
                wrong.append(f"edit {number}: told {sorted(set(said) ^ set(expected))}")
            if left != (last if failed else made):
                changed = {name for name in {*left, *made} if left.get(name) != (last if failed else made).get(name)}
                wrong.append(f"edit {number}: left otherwise {sorted(changed)}")
            if wrong:
                return [*wrong, *editor.done]
            last = left
            shutil.rmtree(folder / f"clean{number}", ignore_errors=True)
    finally:
        builder.end()
    return []
