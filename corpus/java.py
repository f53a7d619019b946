"""Find the Java that Apache Spark runs on."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bicorpus import InputError

OLDEST = 17
"""Of Java: what Spark 4 asks for (https://spark.apache.org/docs/latest/, "Downloading")."""
ANSWERS_WITHIN = 60
"""Seconds for ``java -version``, which takes a tenth of one; a stub that waits for a person is no Java."""
HOW_TO_GET_IT = (
    "Debian, Ubuntu: sudo apt install openjdk-17-jre-headless; "
    "macOS: brew install openjdk@21, then export JAVA_HOME=$(brew --prefix openjdk@21); "
    "conda, without root: conda install -c conda-forge openjdk=21"
)
_SETTING = re.compile(r"^\s*java\.(home|specification\.version) = (.+?)\s*$", re.MULTILINE)


class Java(NamedTuple):
    """A Java that can be run."""

    home: Path
    version: int


def find_java() -> Java:
    """Return the Java that ``JAVA_HOME`` names if it is new enough, else the ``java`` on ``PATH``.

    Raises:
        InputError: neither is; it says what was found and how to get one.
    """
    found = []
    for place, command in _commands():
        java = _asked(command)
        if java and java.version >= OLDEST:
            return java
        found.append(f"{place} is {f'Java {java.version}' if java else 'no Java that runs'}")
    raise InputError(
        f"Apache Spark needs Java {OLDEST} or newer, and {'; '.join(found) or 'there is none'}. {HOW_TO_GET_IT}"
    )


def _commands() -> Iterator[tuple[str, str]]:
    """Yield where a Java may be, in words, and the command that runs it."""
    if home := os.environ.get("JAVA_HOME"):
        yield f"JAVA_HOME={home}", str(Path(home) / "bin" / "java")
    if command := shutil.which("java"):
        yield command, command


def _asked(command: str) -> Java | None:
    """Return what a command says of itself; None where it is no Java."""
    try:
        asked = subprocess.run(  # noqa: S603 - the person's own Java, without a shell
            [command, "-XshowSettings:properties", "-version"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=ANSWERS_WITHIN,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    settings = dict(_SETTING.findall(asked.stderr))
    version = settings.get("specification.version", "").removeprefix("1.")  # Java 8 calls itself 1.8
    return Java(Path(settings["home"]), int(version)) if "home" in settings and version.isdigit() else None
