"""The server: uvicorn on this machine's own address, for as long as somebody reviews."""

import gc
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bicorpus import UsageError
from corpus.overview import overview
from corpus.store import open_store
from corpus.web.app import create_app
from corpus.web.pages import Site, is_writable

HOST = "127.0.0.1"
PORT = 8765
PORTS_TRIED = 20
GRACE_S = 2
"""For requests to be answered after Ctrl-C."""
NEW_OBJECTS = 50_000
"""Between two looks for garbage: a page makes as many, and frees all but a few by itself."""


def serve(corpus: Path, *, who: str, port: int | None, ready: Callable[[str], None]) -> None:
    """Serve the review pages of a corpus until Ctrl-C.

    Args:
        corpus: the file.
        who: name that is written beside decisions.
        port: to listen on; the first free one from ``PORT`` on if not given.
        ready: told the address to open, which holds the key of this run.

    Raises:
        InputError: there is no such corpus.
        UsageError: the port is taken.
    """
    import uvicorn

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end by anyone, it ends as by Ctrl-C
    with _listening(port) as listener, _held(corpus):
        app = create_app(corpus, who=who)
        site: Site = app.state.site
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=GRACE_S, ws="none"
        )
        ready(f"http://{HOST}:{listener.getsockname()[1]}/?key={site.key}")
        try:
            with suppress(KeyboardInterrupt):
                uvicorn.Server(config).run(sockets=[listener])
        finally:
            site.jobs.stop()


@contextmanager
def _held(corpus: Path) -> Iterator[None]:
    """Keep a corpus open, so that no request has to make its write-ahead log and fold it up again.

    It is also read once: only who has read from it keeps the log, and the first page need not wait for the catalogue.
    """
    with open_store(corpus), open_store(corpus, write=is_writable(corpus)) as store:
        overview(store)
        gc.freeze()  # what is there before the first request stays
        gc.set_threshold(NEW_OBJECTS)
        yield


@contextmanager
def _listening(port: int | None) -> Iterator[socket.socket]:
    tried = range(PORT, PORT + PORTS_TRIED) if port is None else (port,)
    for number in tried:
        listener = socket.socket()
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, number))
            listener.listen()
        except OSError:
            listener.close()
            continue
        with listener:
            yield listener
        return
    raise UsageError(f"port {tried[0]}: is taken by another program; name another one with --port, 0 is any free one")
