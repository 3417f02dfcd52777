"""What runs on the workers: the project unpacked and read once, then one deck after the other."""

from __future__ import annotations

import gc
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from distributed import Worker, WorkerPlugin

from ria_deck.choosing import with_params
from ria_deck.cluster.parcel import Parcel, program_parts, unlike
from ria_deck.content.load import load_content
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.record.inputs import input_hashes, stamp_of
from ria_deck.record.manifest import sha256
from ria_deck.shared import SharedInputs
from ria_deck.source.files import CACHE
from ria_deck.variant import Variant, make

_LOCK = (
    threading.Lock()
)  # a process makes one deck at a time: libraries for pages and figures keep what is the process's
_OPEN: dict[str, _Opened] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A deck on its way back: each file by its path with (output, SHA-256, bytes)."""

    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, tuple[str, str, bytes]]
    record: Mapping[str, Any]
    tables: tuple[str, ...]


class UnlikeError(Exception):
    """This machine would make other bytes."""


@dataclass(slots=True)
class _Opened:
    parcel: Parcel
    folder: Path
    shared: SharedInputs | None = None
    stamp: str = ""


class ProjectPlugin(WorkerPlugin):
    """Brings a project to every worker there is and to those that come later."""

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel
        self.name = plugin_name(parcel.key)

    def setup(self, worker: Worker) -> None:
        """Keep the project for the first deck that asks for it."""
        folder = Path(worker.local_directory) / f"{self.name}-{worker.id.replace('/', '-').replace(':', '-')}"
        _OPEN[self.parcel.key] = _Opened(self.parcel, folder)

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - as the class that it is made from has it
        """Remove what the project has left."""
        opened = _OPEN.pop(self.parcel.key, None)
        gc.unfreeze()
        if opened is not None:
            shutil.rmtree(opened.folder, ignore_errors=True)


def plugin_name(key: str) -> str:
    """How the workers know the project of a key."""
    return f"ria-deck-{key}"


def make_there(key: str, variant: Variant) -> Sent:
    """One deck of the project of a key, made on the worker that this runs on."""
    with _LOCK:
        opened = _OPEN[key]
        with _epoch(opened.parcel.epoch):
            shared = _read(opened)
            made = make(
                replace(variant, root=opened.folder, cache=opened.folder / "build" / CACHE, stamp=opened.stamp), shared
            )
        gc.collect()
        gc.freeze()  # what the next decks are made with: it isn't looked through after each of them
    files = {path: (output, sha256(data), data) for path, (output, data) in made.files.items()}
    return Sent(diagnostics=made.diagnostics, files=files, record=made.record, tables=made.tables)


def _read(opened: _Opened) -> SharedInputs:
    if opened.shared is None:
        if differing := unlike(opened.parcel.program, program_parts()):
            raise UnlikeError(differing)
        shutil.rmtree(opened.folder, ignore_errors=True)
        opened.parcel.unpack(opened.folder)
        content = with_params(load_content(opened.folder, Report()), opened.parcel.params, Report())
        opened.shared = SharedInputs(opened.folder, content)
        opened.shared.read_all()
        opened.stamp = stamp_of(opened.folder, input_hashes(opened.folder))
    return opened.shared


@contextmanager
def _epoch(value: str | None) -> Iterator[None]:
    """The date of the environment as the machine has it that asks."""
    before = os.environ.pop("SOURCE_DATE_EPOCH", None)
    if value is not None:
        os.environ["SOURCE_DATE_EPOCH"] = value
    try:
        yield
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before
