"""Say in a sentence what went wrong on Spark, whose own account of it is a hundred lines of Java."""

import re
from typing import NamedTuple

from bicorpus import BicorpusError, InputError, UsageError, __version__

SHOWN = 400
"""Characters of a message that nothing here knows; Spark puts whole query plans in some."""


class _Known(NamedTuple):
    """A failure that a person can do something about."""

    signs: re.Pattern[str]
    meaning: str


_KNOWN = (
    _Known(
        re.compile(r"No space left on device|Disk quota exceeded|not enough space on the disk"),
        "a disk is full: the one of the result, or of Spark's scratch folder (/tmp; another one: "
        "--conf spark.local.dir=FOLDER, on a standalone cluster SPARK_LOCAL_DIRS of each worker). "
        "Make room and run it again: what was finished is kept",
    ),
    _Known(
        re.compile(r"BindException|could not bind on"),
        "Spark found no address or port that it can listen on; name one: --conf spark.driver.bindAddress=127.0.0.1 "
        "on one machine, else the address that the cluster reaches this machine at",
    ),
    _Known(
        re.compile(r"OutOfMemoryError|GC overhead limit exceeded|Cannot allocate memory|MemoryError"),
        "Spark ran out of memory; give it more: --conf spark.driver.memory=8g on one machine, "
        "--conf spark.executor.memory=8g on a cluster",
    ),
    _Known(
        re.compile(r"All masters are unresponsive|Master removed our application|application has been killed"),
        "the cluster's master is gone, or ended the run; see that it is up, and run this again: "
        "what was finished is kept",
    ),
    _Known(
        re.compile(r"[Ee]xit (?:code|status):? ?137|Python worker exited unexpectedly|Connection reset by peer"),
        "a Python worker was killed, mostly for want of memory; let fewer work at once (--master local[2]; "
        "--conf spark.executor.cores=2) or give them more (--conf spark.executor.memoryOverhead=4g)",
    ),
    _Known(
        re.compile(r"ExecutorLostFailure|Remote RPC client disassociated|FetchFailed|Max number of executor failures"),
        "too many machines of the cluster were lost, mostly for want of memory (--conf spark.executor.memory=8g, "
        "--conf spark.executor.memoryOverhead=4g); run it again: what was finished is kept",
    ),
    _Known(
        re.compile(r"Module jdk\.incubator\.vector not found"),
        "this Java is cut down: Spark needs its module jdk.incubator.vector; install a whole one",
    ),
)
_RAISED = re.compile(r"(?P<name>[A-Za-z_][\w.]*)(?:: (?P<words>.*))?\Z", re.DOTALL)
_FRAMES = re.compile(r"(?:^[ ]+.*\n)+(?=\S)", re.MULTILINE)
_AFTER = re.compile(r"\n\s*(?:at |SQLSTATE|Driver stacktrace|JVM stacktrace)|\s+SQLSTATE: \w+|\n\n")
_LAST_WORDS = re.compile(
    r'(?:^Exception in thread "main" |^(?=Error|Invalid|Unrecognized))[^\n]*(?:\n\S[^\n]*)*', re.MULTILINE
)
_TASK = re.compile(r"most recent failure: [^\n]*?\(TID \d+\) \([^)\n]*\): ")


def explained(error: BaseException, log: str | None = None) -> BicorpusError:
    """Return an error of Spark, or of the bridge to it, as one of ours; its notes hold all that Spark told.

    What a Python worker refused (``InputError`` and its like) keeps its own words and kind. ``log`` is what Java said
    before it ended, where it ended.
    """
    if isinstance(error, BicorpusError):
        return error
    told = "\n".join([*_told(error), log or ""])
    refusal = _raised(told) or _known(told) or (BicorpusError(_innermost(told)) if log is None else _ended(log))
    refusal.add_note(told)
    return refusal


def _told(error: BaseException) -> list[str]:
    """Return what an error and its causes say, the outermost first."""
    texts: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(texts) < 10:
        texts.append(str(cause))
        cause = getattr(cause, "_cause", None) or cause.__cause__  # of pyspark's captured exceptions; of Python's
    return texts


def _raised(told: str) -> BicorpusError | None:
    """Return what the last traceback of a Python worker ends with; None where there is none."""
    _, started, traceback = told.rpartition("Traceback (most recent call last):\n")
    frames = list(_FRAMES.finditer(traceback))
    found = _RAISED.match(_AFTER.split(traceback[frames[-1].end() :], maxsplit=1)[0].strip()) if frames else None
    if not started or not found:
        return None
    module, _, name = found["name"].rpartition(".")
    words = found["words"] or ""
    if module == InputError.__module__:
        kinds = {"InputError": InputError, "UsageError": UsageError, "MissingExtraError": UsageError}
        return kinds.get(name, BicorpusError)(words)
    if name == "ModuleNotFoundError":
        return InputError(f"a worker of the cluster lacks something ({words}). {same_everywhere()}")
    says = f"{name}: {words}" if words else name
    return _known(says) or BicorpusError(f"in a Python worker: {_shortened(says)}; --debug shows where")


def _known(told: str) -> BicorpusError | None:
    return next((InputError(known.meaning) for known in _KNOWN if known.signs.search(told)), None)


def _ended(log: str) -> BicorpusError:
    """Return why Java itself ended."""
    reason = _shortened(found[0]) if (found := _LAST_WORDS.search(log)) else "killed, mostly for want of memory"
    return InputError(f"Spark's Java ended: {reason}")


def same_everywhere() -> str:
    """Return what to do where a worker's Python is not like this one."""
    return (
        f"Every machine needs the same minor version of Python as here, and in it: pip install "
        f"'bicorpus[spark]=={__version__}'; name that Python with PYSPARK_PYTHON=/path/of/python"
    )


def _innermost(told: str) -> str:
    """Return the cause that Spark names last, without the Java that led to it."""
    cause = told.rpartition("Caused by: ")[2] if "Caused by: " in told else _TASK.split(told)[-1]
    return f"Spark: {_shortened(_AFTER.split(cause.strip(), maxsplit=1)[0])}; --debug shows more"


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
