"""Send decks to a Dask cluster as tasks and take them as they are done."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ria_deck.cluster.parcel import Parcel
from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.record.inputs import is_closed
from ria_deck.record.manifest import sha256
from ria_deck.variant import Made, Variant

if TYPE_CHECKING:
    from ria_deck.cluster.worker import Sent

HERE = "dask"  # a cluster of this machine's processes
_SCHEMES = ("dask://", "tcp://", "tls://")  # ours, and those that Dask's own addresses have
_DASK = {
    "distributed.worker.daemon": True,
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.scheduler.worker-saturation": 1.5,  # decks that wait on a worker are made anew when it is lost
}


def is_cluster(address: str) -> bool:
    """Whether `--on` names something that can be asked: `dask`, `dask://HOST:PORT`, or a scheduler's address as Dask prints
    it."""
    return address == HERE or any(address.startswith(one) and address != one for one in _SCHEMES)


def make_on(
    address: str,
    variants: Sequence[Variant],
    params: Mapping[str, str],
    jobs: int,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Made]:
    """All variants as they are done, by the workers of the cluster at `address`; for `dask` by `jobs` workers on this
    machine (0: one for each core). `tell` is told what is waited for. What a lost worker had is done again by another one.

    Raises `BuildError` with RD922 where there is no such cluster, or it can't make what would be made here.
    """
    if not variants:
        return
    root = variants[0].root
    if not is_closed(root):
        words = "the project reads files outside of content/, data/ and templates/: a cluster gets only what is there"
        raise _fault(words, "copy linked folders, and what `..` leads to, into the project")
    with ExitStack() as closing:
        client = closing.enter_context(_client(address, jobs))
        from ria_deck.cluster.worker import ProjectPlugin, make_there, plugin_name

        parcel = Parcel.of(root, params)
        with _told():
            if not client.scheduler_info()["workers"]:
                tell(f"waiting for a worker of {address}")
            client.register_plugin(ProjectPlugin(parcel))
            closing.callback(_unregister, client, plugin_name(parcel.key))
            waiting = {
                client.submit(make_there, parcel.key, one, key=f"{plugin_name(parcel.key)}/{one.name}", pure=False): one
                for one in variants
            }
            for done in _as_completed(waiting):
                variant = waiting.pop(done)
                sent: Sent = done.result()
                done.release()
                yield _made(variant, sent)


def _made(variant: Variant, sent: Sent) -> Made:
    damaged = [path for path, (_, hash_, data) in sent.files.items() if sha256(data) != hash_]
    if damaged:
        raise _fault(f"{damaged[0]} came back damaged from a worker", "look at the network between the machines")
    return Made(
        variant=variant,
        diagnostics=sent.diagnostics,
        files={path: (output, data) for path, (output, _, data) in sent.files.items()},
        record=sent.record,
        tables=sent.tables,
    )


def _scheduler(address: str) -> str:
    return address.replace("dask://", "tcp://", 1)


@contextmanager
def _client(address: str, jobs: int) -> Iterator[Any]:
    try:
        import dask

        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise _fault("Dask is not installed", "pip install 'ria-deck[dask]'") from error
    with ExitStack() as closing:
        closing.enter_context(dask.config.set(_DASK))
        try:
            if address == HERE:
                folder = closing.enter_context(tempfile.TemporaryDirectory(prefix="ria-deck-"))
                cluster = distributed.LocalCluster(
                    n_workers=jobs or os.cpu_count() or 1,
                    threads_per_worker=1,
                    memory_limit=None,
                    dashboard_address=None,
                    worker_dashboard_address=None,
                    local_directory=folder,
                    silence_logs="CRITICAL",
                )
                closing.enter_context(cluster)
                client = closing.enter_context(distributed.Client(cluster))
            else:
                client = closing.enter_context(distributed.Client(_scheduler(address)))
        except (OSError, TimeoutError) as error:
            words = f"no scheduler answers at {address}" if address != HERE else "a cluster can't be started here"
            raise _fault(
                f"{words}: {error}", "`dask scheduler` starts one, `dask worker HOST:PORT` a worker"
            ) from error
        yield client


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong on a cluster, as a diagnostic."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    from ria_deck.cluster.worker import UnlikeError

    try:
        yield
    except UnlikeError as error:
        words = f"a worker would make other bytes: {error}"
        raise _fault(words, "install the same versions on all machines: one image or one lock file") from error
    except KilledWorker as error:
        words = (
            f"the deck {str(error.task).partition('/')[2]} was lost with several workers; was there too little memory?"
        )
        raise _fault(words, "give the workers more memory, or start fewer of them on a machine") from error
    except ModuleNotFoundError as error:
        words = f"the workers lack a module: {error.name}"
        raise _fault(words, "install ria-deck on every machine of the cluster") from error
    except (CancelledError, CommClosedError, TimeoutError) as error:
        raise _fault(f"the connection to the cluster is lost: {error}", "is its scheduler still running?") from error
    except OSError as error:
        raise _fault(f"a worker can't write its files: {error.strerror or error}", "is its disk full?") from error


def _as_completed(futures: Iterable[Any]) -> Iterator[Any]:
    distributed: Any = import_module("distributed")
    yield from distributed.as_completed(list(futures))


def _unregister(client: Any, name: str) -> None:
    """The workers forget the project; a cluster that is gone has forgotten it."""
    if client.status == "running":
        client.unregister_worker_plugin(name)


def _fault(message: str, hint: str) -> BuildError:
    return BuildError([Diagnostic(code="RD922", severity=Severity.ERROR, message=message, hint=hint)])
