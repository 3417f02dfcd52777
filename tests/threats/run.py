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
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.threats.base import BASE, SECRET
from tests.threats.cases import OUTSIDE, Link, Threat, threats

MEMORY = 1_500_000_000
SECONDS = 60.0
_WATCHED = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")

seen: list[str] = []


def _watcher(outside: str) -> Callable[[str, tuple[Any, ...]], None]:
    """A hook that notes connections, processes, and every opening of what stands outside."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _WATCHED:
            seen.append(f"{event} {arguments[:1]}")
        elif event == "open" and isinstance(arguments[0], (str, bytes)):
            name = arguments[0] if isinstance(arguments[0], str) else arguments[0].decode(errors="replace")
            real = os.path.realpath(name) if "\0" not in name else name
            if real in (outside, "/etc/passwd"):
                seen.append(f"open {name}")

    return watch


def _lay(root: Path, threat: Threat, secret: Path) -> None:
    def put(name: str, data: bytes | str | Link) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.is_file():
            path.unlink()
        if isinstance(data, Link):
            target = str(secret) if data.target == OUTSIDE else str(secret.parent)
            path.symlink_to(target)
        elif isinstance(data, str):
            path.write_text(data.replace(OUTSIDE, str(secret)), encoding="utf-8", newline="")
        else:
            path.write_bytes(data)

    for name, data in {**BASE, **threat.files}.items():
        put(name, data)


def _attempt(threat: Threat, root: Path) -> dict[str, Any]:
    from ria_deck.pipeline import Options, build

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
    written = [path for path in (root / "build").rglob("*") if path.is_file() and ".cache" not in path.parts]
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
    leaked = SECRET in words or any(
        SECRET.encode() in path.read_bytes() for path in (root / "build").rglob("*") if path.is_file()
    )
    return {
        "name": threat.name,
        "told": told,
        "crash": crash,
        "seen": sorted(set(seen)),
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
        secret = Path(folder).resolve() / "secret.md"
        secret.write_text(f"## {SECRET}\n\n- {SECRET}\n", "utf-8")
        sys.addaudithook(_watcher(str(secret)))
        for threat in threats():
            if threat.row != row:
                continue
            root = Path(folder).resolve() / "projects/one"
            shutil.rmtree(root, ignore_errors=True)
            _lay(root, threat, secret)
            out.write(json.dumps(_attempt(threat, root), ensure_ascii=False) + "\n")
            out.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
