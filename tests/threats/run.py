"""A row of threats goes in, what each build did comes out as JSON lines: what it told, read, ran and connected to.

Runs as a process of its own, so that a hook can watch everything that the interpreter opens, and limits hold: of memory
1.5 GB, of time 60 s of CPU for one project, which is a guard against hanging and not a measurement.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import site
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ria_deck.design.static_faces import _folder as kept_faces  # which makes it where it isn't there yet
from tests.threats.base import BASE, SECRET
from tests.threats.cases import FOLDER, OUTSIDE, Link, Threat, threats

MEMORY = 1_500_000_000
SECONDS = 60.0
_WATCHED = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
_OPENED = (
    "open",
    "os.listdir",
    "os.scandir",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
)
_OWN = ("ria-deck-", "weasyprint-")  # temporary folders of the program's and of WeasyPrint's
HERE = Path(__file__).resolve().parents[2]

seen: list[str] = []


def _watcher(project: Path) -> Callable[[str, tuple[Any, ...]], None]:
    """A hook that notes connections, processes, and everything that is opened, listed or changed outside of the project:
    but for Python, the program with the faces that it keeps for this user, the system's libraries with what they keep of
    fonts, and temporary folders."""
    temporary = [str(Path(tempfile.gettempdir()).resolve() / name) for name in _OWN]
    system = [
        sys.prefix,
        sys.base_prefix,
        sys.exec_prefix,
        *site.getsitepackages(),
        HERE,
        "/usr",
        "/proc",
        "/dev",
        "/sys",
    ]
    allowed = (
        *(f"{os.path.realpath(place)}/" for place in (project, kept_faces(), *system)),
        "/etc/mime",
        "/etc/localtime",
        *temporary,
    )

    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    settings = f"{home}/matplotlib"

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _WATCHED:
            seen.append(f"{event} {arguments[:1]}")
        elif event in _OPENED and arguments and isinstance(arguments[0], (str, bytes, os.PathLike)):
            name = os.fsdecode(arguments[0])
            if event == "os.mkdir" and name in (settings, home):
                return  # matplotlib makes its empty folder when it is imported, on a new machine the one around it too
            if "\0" not in name and not f"{os.path.realpath(name)}/".startswith(allowed):
                seen.append(f"{event} {name}")

    return watch


def _lay(root: Path, threat: Threat, secret: Path) -> None:
    def put(name: str, data: bytes | str | Link) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
        if isinstance(data, Link):
            path.symlink_to(data.target.replace(OUTSIDE, str(secret)).replace(FOLDER, str(secret.parent)))
        elif isinstance(data, str):
            path.write_text(data.replace(OUTSIDE, str(secret)), encoding="utf-8", newline="")
        else:
            path.write_bytes(data)

    for name, data in {**BASE, **threat.files}.items():
        if data is not None:
            put(name, data)


def _outside(secret: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in secret.parent.iterdir()}


def _peak() -> int:
    """The most memory that this process has had in use, in MiB; 0 where the kernel doesn't say."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii", "replace").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)


def _attempt(threat: Threat, root: Path) -> dict[str, Any]:
    from ria_deck.pipeline import Options, build

    before = set((root / "build").rglob("*"))
    seen.clear()
    result: Any = None
    crash = ""
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        result = build(root, Options(output=root / "build", outputs=threat.outputs, jobs=1))
    except BaseException:  # noqa: BLE001 - whatever it is, it is what the test asks for
        crash = traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    noted = sorted(set(seen))
    build_folder = root / "build"
    there = [] if build_folder.is_symlink() else [path for path in build_folder.rglob("*") if not path.is_symlink()]
    written = [path for path in there if path.is_file() and ".cache" not in path.parts and path not in before]
    told = [
        {
            "code": one.code,
            "severity": one.severity.value,
            "path": one.span.path if one.span else "",
            "line": one.span.line if one.span else 0,
            "message": one.message,
        }
        for one in (result.diagnostics if result else ())
    ]
    words = " ".join(str(one) for one in (result.diagnostics if result else ()))
    leaked = SECRET in words or any(SECRET.encode() in path.read_bytes() for path in there if path.is_file())
    return {
        "name": threat.name,
        "told": told,
        "crash": crash,
        "seen": noted,
        "leaked": leaked,
        "written": sorted(path.suffix for path in written),
    }


def main(row: str, answer: Path) -> None:
    """Build every project of the row, one after the other."""

    def late(number: int, frame: Any) -> None:
        raise TimeoutError(f"more than {SECONDS:g} s")

    signal.signal(signal.SIGVTALRM, late)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as folder, answer.open("w", encoding="utf-8") as out:
        # a hook can't be taken away again: this process does nothing else
        root = Path(folder).resolve() / "projects/one"
        secret = Path(folder).resolve() / "outside/secret.md"
        secret.parent.mkdir()
        for name in ("secret.md", "report.yaml", "handout.css", "handout.html.j2", "datapackage.yaml", "ru.po"):
            (secret.parent / name).write_text(f"## {SECRET}\n\n- {SECRET}\n", "utf-8")
        outside = _outside(secret)
        sys.addaudithook(_watcher(root))
        for threat in threats(row):
            shutil.rmtree(root, ignore_errors=True)
            _lay(root, threat, secret)
            answer_ = {**_attempt(threat, root), "untouched": _outside(secret) == outside, "peak": _peak()}
            out.write(json.dumps(answer_) + "\n")
            out.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
