"""A project and a number of edits go in, the CPU seconds of a process kept warm come out, as JSON on stdout: for each
edit of one text, what the preview takes until it has the changed slide, and what `build --watch` takes for all files."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ria_deck import Project
from ria_deck.preview.session import Session


def took(work: Callable[[], object]) -> float:
    """The CPU seconds of a piece of work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main(root: Path, edits: int) -> None:
    """Change a text of the middle slide so often."""
    topic = root / "content/01-talk.md"
    words = "Point A of this slide"
    parts = topic.read_text("utf-8").split(words)
    middle = len(parts) // 2
    session, project = Session(root), Project(root)
    with contextlib.redirect_stdout(io.StringIO()):
        session.look()
        project.build()
        seen: list[float] = []
        built: list[float] = []
        for number in range(edits):
            text = words.join(parts[:middle]) + f"Point {number} of this slide" + words.join(parts[middle:])
            topic.write_text(text, "utf-8")
            seen.append(took(session.look))
            built.append(took(project.build))
    topic.write_text(words.join(parts), "utf-8")
    sys.stdout.write(json.dumps({"seen": seen, "built": built}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
