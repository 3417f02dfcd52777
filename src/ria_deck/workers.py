"""Variants go in, each comes out made: in this process when there is one worker to use, else in processes that import
once."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from ria_deck.content.spec import Content
from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.variant import Made, Variant, make


def make_all(content: Content, variants: Sequence[Variant], jobs: int) -> Iterator[Made]:
    """All variants as they are done, in at most `jobs` processes (0: one for each core). Raises `BuildError` with RD921
    where the system gives no further processes, or stops one."""
    workers = min(jobs or os.cpu_count() or 1, len(variants))
    if workers <= 1:
        for number, variant in enumerate(variants):
            yield make(variant, content)
            if number < len(variants) - 1:
                _clear()
        return
    context = get_context("forkserver")
    context.set_forkserver_preload(["ria_deck.workers"])
    try:
        pool = ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_begin)
    except (OSError, ImportError) as error:  # a sandbox without shared memory, a system without semaphores
        raise _without_workers(f"worker processes can't be started: {error}") from error
    with pool:
        try:
            waiting = [pool.submit(_make_and_clear, variant) for variant in variants]
            for done in as_completed(waiting):
                yield done.result()
        except BrokenProcessPool as error:
            raise _without_workers("the system stopped a worker process; was there too little memory?") from error


def _without_workers(message: str) -> BuildError:
    hint = "`--jobs 1` builds in one process"
    return BuildError([Diagnostic(code="RD921", severity=Severity.ERROR, message=message, hint=hint)])


def _begin() -> None:
    """A worker looks for garbage between decks only."""
    gc.disable()


def _make_and_clear(variant: Variant) -> Made:
    made = make(variant)
    _clear()
    return made


def _clear() -> None:
    """Remove what a deck has left; after the first one, what it has imported isn't looked through again."""
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()
