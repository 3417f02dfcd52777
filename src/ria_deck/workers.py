"""Make variants, in this process where one worker is enough, else in processes that import once."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing import active_children, get_context, parent_process

from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.shared import SharedInputs
from ria_deck.variant import Made, Variant, make

_SHARED: SharedInputs | None = None  # in a worker process: what all its decks read


def make_all(shared: SharedInputs, variants: Sequence[Variant], jobs: int) -> Iterator[Made]:
    """All variants as they are done, in at most `jobs` processes (0: one for each core). Raises `BuildError` with RD921
    where the system gives no further processes, or stops one."""
    workers = min(jobs or os.cpu_count() or 1, len(variants))
    if workers <= 1:
        for number, variant in enumerate(variants):
            yield make(variant, shared)
            if variant.rendered and number < len(variants) - 1:
                gc.collect()
                gc.freeze()  # what was made stays: it isn't looked through after each of hundreds of decks
        if len(variants) > 1:
            gc.unfreeze()
        return
    shared.read_all()
    context = get_context("forkserver")
    context.set_forkserver_preload(["ria_deck.workers"])
    with ExitStack() as closing:
        # Shared memory or semaphores may be lacking, or the folder for temporary files too long for a socket's name.
        try:
            pool = ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_begin, initargs=(shared,))
            closing.enter_context(pool)
            waiting = [pool.submit(_make_and_clear, variant) for variant in variants]
        except (OSError, ImportError) as error:
            raise _without_workers(f"worker processes can't be started: {error}") from error
        except BrokenProcessPool as error:
            raise _stopped() from error
        try:
            for done in as_completed(waiting):
                yield done.result()
        except BrokenProcessPool as error:
            raise _stopped() from error


def _stopped() -> BuildError:
    # The pool ends those that it knows of when one is stopped; for one that it begins meanwhile it would wait for ever.
    for worker in active_children():
        worker.kill()
    return _without_workers("the system stopped a worker process; was there too little memory?")


def _without_workers(message: str) -> BuildError:
    hint = "`--jobs 1` builds in one process"
    return BuildError([Diagnostic(code="RD921", severity=Severity.ERROR, message=message, hint=hint)])


def _begin(shared: SharedInputs) -> None:
    """A worker keeps what the decks share, looks for garbage between them only, and ends with the process that it works
    for."""
    global _SHARED  # noqa: PLW0603
    _SHARED = shared
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process that is stopped (SIGTERM, SIGKILL) can't end its workers: each looks after itself."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _make_and_clear(variant: Variant) -> Made:
    assert _SHARED is not None
    made = make(variant, _SHARED)
    _clear()
    return made


def _clear() -> None:
    """Remove what a deck has left; after the first one, what it has imported isn't looked through again."""
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()
