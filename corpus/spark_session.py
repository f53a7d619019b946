"""Open a session of Apache Spark that is quiet, ends with its block, and tells in a sentence what went wrong."""

import logging
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bicorpus import InputError, MissingExtraError, UsageError, __version__
from corpus.java import find_java
from corpus.spark_failures import explained, same_everywhere

if TYPE_CHECKING:
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

__all__ = ["LOG_LEVEL", "explained", "open_session"]

LOG_LEVEL = "spark.log.level"
"""Where this setting is given, Spark's log comes to standard error; else nobody sees it unless Spark dies."""
MASTER_ANSWERS_WITHIN = 10
"""Seconds for a connection to a standalone master; Spark itself would try for a minute."""
WORKERS_COME_WITHIN = 600
"""Seconds until the first task has run; a queue of YARN may keep a person waiting, for ever is no answer."""
LAST_WORDS = 8192
"""Bytes of Java's log that are searched for the reason when it dies."""
DEFAULTS = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "2000",  # pages of 10 kB: 20 MB in a Python worker
    "spark.sql.files.openCostInBytes": "256k",  # of files in a store; with the usual 4 MB 32 pages are a task
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.adaptive.advisoryPartitionSizeInBytes": "32m",  # Python works minutes on the usual 64 MB
    "spark.sql.shuffle.partitions": "1000",  # adaptive execution joins the small ones; 32 GB before any is larger
}
"""Settings where neither the person, nor spark-submit, nor spark-defaults.conf says otherwise."""
NEAR_DEFAULTS = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""The same where all machines are this one: no port is opened to the network."""
LOCAL_DEFAULTS = {"spark.sql.shuffle.partitions": "32"}
"""The same where Spark runs in one process."""


@contextmanager
def open_session(
    master: str | None = None, conf: Mapping[str, str] | None = None, patience: float = WORKERS_COME_WITHIN
) -> "Iterator[SparkSession]":
    """Yield a session of Spark and stop it at the end; one that is open already is used, and left open.

    Without a master the one of spark-submit or spark-defaults.conf is taken, else all cores of this machine. Errors of
    Spark within the block leave it as ``BicorpusError``.

    Args:
        master: as spark-submit has it: local[4], spark://host:7077, yarn, k8s://...
        conf: settings of Spark, by name; they win over every other source.
        patience: seconds until the cluster has given a worker.

    Raises:
        MissingExtraError: PySpark is not installed.
        InputError: there is no Java of use, the master does not answer, no worker comes, or one has another version.
        UsageError: the master is none, or not that of the session that is open.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as exc:
        raise MissingExtraError("building on Apache Spark", "spark") from exc
    if (open_one := SparkSession.getActiveSession()) is not None:
        _check_same(open_one, master)
        yield open_one
        return
    settings = {**(conf or {}), **({"spark.master": master} if master else {})}
    with _context(settings) as context:
        _check_workers(context, patience)
        yield SparkSession(context)


@contextmanager
def _context(settings: Mapping[str, str]) -> "Iterator[SparkContext]":
    """Yield a running Spark, in a Java of its own that ends with the block."""
    from py4j.protocol import Py4JError
    from pyspark import SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway

    _check_master(settings.get("spark.master", ""))
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # spark-submit has started one
        os.environ["JAVA_HOME"] = str(find_java().home)  # where Spark's launcher looks
    gateway = None
    with _interruptible(), _bridge_quiet(), tempfile.TemporaryFile() as log, ExitStack() as stack:
        shown = sys.stderr.fileno() if LOG_LEVEL in settings else log  # never on standard output: data go there
        try:
            gateway = launch_gateway(_launch_conf(settings), {"stdout": shown, "stderr": shown})  # type: ignore[no-untyped-call]
            stack.callback(_end, gateway)
            conf = _with_defaults(gateway.jvm)
            context = SparkContext(conf=conf, gateway=gateway)
            context.pythonExec = _worker_python(conf)
            yield context
        except (Py4JError, PySparkException, ConnectionRefusedError) as exc:
            raise explained(exc, None if _runs(gateway) else _last_words(log)) from exc


def _launch_conf(settings: Mapping[str, str]) -> "SparkConf":
    from pyspark import SparkConf

    conf = SparkConf(loadDefaults=False)
    conf.setAll([("spark.app.name", "bicorpus"), ("spark.ui.showConsoleProgress", "false"), *settings.items()])
    return conf


def _with_defaults(jvm: Any) -> "SparkConf":
    """Return what the launcher gathered from the person, spark-submit and spark-defaults.conf, with ours below it."""
    from pyspark import SparkConf

    conf = SparkConf(_jvm=jvm)
    master = conf.get("spark.master") or ""
    near = NEAR_DEFAULTS if _is_near(master) and "SPARK_LOCAL_IP" not in os.environ else {}
    local = LOCAL_DEFAULTS if master.startswith("local") else {}
    for key, value in (DEFAULTS | near | local).items():
        conf.setIfMissing(key, value)
    return conf


def _worker_python(conf: "SparkConf") -> str:
    """Return the Python of the workers: the person's choice, else this one where the workers are on this machine."""
    near = sys.executable if _is_near(conf.get("spark.master") or "") else "python3"
    return conf.get("spark.pyspark.python") or os.environ.get("PYSPARK_PYTHON") or near


def _is_near(master: str) -> bool:
    return master.startswith("local") or all(
        host in {"127.0.0.1", "localhost", "::1"} for host, _ in _standalone(master) or [("", 0)]
    )


def _standalone(master: str) -> list[tuple[str, int]]:
    """Return host and port of each master of a standalone cluster; none where it is of another sort."""
    if not master.startswith("spark://"):
        return []
    try:
        parts = [urlsplit(f"//{part}") for part in master.removeprefix("spark://").split(",")]
        return [(part.hostname or "", part.port or 7077) for part in parts]
    except ValueError as exc:
        raise UsageError(f"--master {master}: {exc}; one looks like spark://host:7077") from exc


def _check_master(master: str) -> None:
    """Raise an error for a master that is none, or of a standalone cluster and answers nobody."""
    if master.startswith("sc://"):
        raise UsageError(f"--master {master}: Spark Connect runs no such job; name the cluster itself (spark://, yarn)")
    refusals = []
    for host, port in _standalone(master):
        try:
            with socket.create_connection((host, port), MASTER_ANSWERS_WITHIN):
                return
        except OSError as exc:
            refusals.append(f"{host}:{port}: {exc.strerror or exc}")
    if refusals:
        raise InputError(f"--master {master}: no master of Spark answers there ({'; '.join(refusals)}); is it running?")


def _check_same(session: "SparkSession", master: str | None) -> None:
    """Raise an error where a session is open on another master than the one asked for."""
    running = session.sparkContext.master
    if master and master != running:
        raise UsageError(f"--master {master}: a session of Spark is open on {running}; stop it, or name no master")


def _check_workers(context: "SparkContext", patience: float) -> None:
    """Raise an error where no worker comes, or one has another Python or bicorpus than this one."""
    if (context.master or "").startswith("local"):
        return
    here = (sys.version_info[:2], __version__)
    for where, *versions in sorted(_asked(context, patience)):
        if tuple(versions) != here:
            (major, minor), ours = versions
            raise InputError(
                f"worker {where} has Python {major}.{minor} and {f'bicorpus {ours}' if ours else 'no bicorpus'}, "
                f"this machine Python {here[0][0]}.{here[0][1]} and bicorpus {__version__}. {same_everywhere()}"
            )


def _asked(context: "SparkContext", patience: float) -> set[tuple[str, tuple[int, int], str]]:
    """Return host, version of Python and version of bicorpus ("" for none) of the workers that are there."""

    def versions(_: int) -> tuple[str, tuple[int, int], str]:  # inner, so that it travels as code, not as a name
        import importlib.util
        import socket
        import sys

        if importlib.util.find_spec("bicorpus") is None:
            return socket.gethostname(), sys.version_info[:2], ""
        import bicorpus

        return socket.gethostname(), sys.version_info[:2], bicorpus.__version__

    tasks = max(2, context.defaultParallelism)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(context.parallelize(range(tasks), tasks).map(versions).collect)
        try:
            return set(answer.result(patience))
        except TimeoutError as exc:
            context.cancelAllJobs()
            raise InputError(
                f"{context.master}: no worker came within {patience:.0f} seconds; see that the cluster has free ones, "
                "and that they have the memory asked for (--conf spark.executor.memory=1g)"
            ) from exc


@contextmanager
def _bridge_quiet() -> Iterator[None]:
    """Keep the bridge to Java from printing tracebacks through the root logger; its exceptions say the same."""

    def of_others(entry: logging.LogRecord) -> bool:
        return entry.module not in {"java_gateway", "clientserver"}

    logging.root.addFilter(of_others)
    try:
        yield
    finally:
        logging.root.removeFilter(of_others)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Put back what Ctrl-C does: Spark takes it over, and keeps it when it is stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _end(gateway: Any) -> None:
    """Stop Spark and the Java it runs in, whatever state they are in."""
    import warnings

    from py4j.protocol import Py4JError
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    with warnings.catch_warnings(), suppress(Py4JError, ConnectionRefusedError):
        warnings.filterwarnings("ignore", "Unable to cleanly shutdown", RuntimeWarning)  # it is dead: all is well
        if running := SparkSession.getActiveSession() or SparkContext._active_spark_context:  # noqa: SLF001
            running.stop()
    gateway.shutdown()
    SparkContext._gateway = SparkContext._jvm = SparkContext._active_spark_context = None  # noqa: SLF001 - or the next
    SparkSession._instantiatedSession = SparkSession._activeSession = None  # noqa: SLF001 - session would talk to this
    if gateway.proc:
        gateway.proc.stdin.close()  # the sign for it to end
        gateway.proc.wait()


def _runs(gateway: Any) -> bool:
    """Whether the Java behind a gateway has not ended; one that spark-submit started is not ours to see."""
    return gateway is not None and (gateway.proc is None or gateway.proc.poll() is None)


def _last_words(log: IO[bytes]) -> str:
    """Return the end of what Java wrote."""
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - LAST_WORDS))
    return log.read().decode(errors="replace")
