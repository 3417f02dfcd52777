"""Limits of time and memory for what a project asks for."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_STATUS = Path("/proc/self/status")


@contextmanager
def limited(*, seconds: float, megabytes: int) -> Iterator[None]:
    """Raises OverflowError in work that takes more CPU time than this, MemoryError in what asks for more memory.

    Time is watched where signals are (not on Windows) and in a main thread, which makes decks; memory where the kernel
    keeps it (Linux). One call into a library's own code is not broken off: its sizes have limits of their own.
    """
    with _time(seconds), _memory(megabytes * 2**20):
        yield


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(_: int, __: FrameType | None) -> None:
        raise OverflowError(f"it took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _memory(more: int) -> Iterator[None]:
    used = _data_used()
    if used is None:
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = min(limit for limit in (soft, hard, used + more) if limit != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_used() -> int | None:
    """The bytes that the kernel counts against the limit; None where it doesn't say."""
    if sys.platform != "linux":
        return None
    lines = _STATUS.read_text("ascii", "replace").splitlines()
    found = next((line for line in lines if line.startswith("VmData:")), None)
    return int(found.split()[1]) * 1024 if found else None
