"""What a page of the documentation tells people to type, what it says that this prints, and a way to do it.

In Markdown as it is written here

- an indented line that begins with ``bicorpus`` or ``$ bicorpus`` is a command; below the second, what it prints;
- a fence ``python`` is a program, and a fence ``text`` is what the step before it prints;
- a fence with a name (``json pairs.jsonl``) is a file that is there from then on.

Of what is printed a page may leave out lines, and the ends of lines, for which it puts ``…``.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import SimpleNamespace
from typing import Literal, NamedTuple
from urllib.request import HTTPCookieProcessor, Request, build_opener

from corpus.cli import main

CUT = "…"
PORT = re.compile(r"(?<=127\.0\.0\.1:)\d+")
SERVES = "review"
"""The command that goes on until it is interrupted."""
READERS = ("build ", "ingest ")
"""Commands that may end with 1, for the damaged files among the samples."""
_BLOCK = re.compile(
    r"^```(?P<language>\w+)(?: (?P<name>\S+))?\n(?P<body>(?s:.*?))^```$|(?P<indented>(?:^    .*\n(?:\n(?=    ))*)+)",
    re.MULTILINE,
)
_COMMAND = re.compile(r"(?P<prompt>\$ )?bicorpus (?P<arguments>.+?)(?:\s{2,}#\s*(?P<comment>.*))?")
_STATUS = re.compile(r"exit status (\d+)")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+\S*")


class Step(NamedTuple):
    """One thing to do."""

    kind: Literal["command", "python", "file"]
    text: str
    """The arguments of the command, the program, or what the file holds."""
    shown: tuple[str, ...] = ()
    """Lines that it is said to print."""
    status: frozenset[int] = frozenset({0})
    """How a command may end."""
    name: str = ""
    """Of the file."""


def steps(document: str) -> list[Step]:
    """Return what a document says to do, in its order."""
    found: list[Step] = []
    for block in _BLOCK.finditer(document):
        language, name, body = block["language"], block["name"], block["body"]
        if block["indented"]:
            found += _commands(block["indented"])
        elif name:
            found.append(Step("file", body, name=name))
        elif language == "python":
            found.append(Step("python", body))
        elif language == "text":
            found[-1] = found[-1]._replace(shown=tuple(body.splitlines()))
    return found


def commands(document: str) -> list[str]:
    """Return the commands alone."""
    return [step.text for step in steps(document) if step.kind == "command"]


def program(document: str, opening: str) -> SimpleNamespace:
    """Return what the program of a document defines whose docstring opens so."""
    [text] = (step.text for step in steps(document) if step.kind == "python" and step.text.startswith(f'"""{opening}'))
    names: dict[str, object] = {}
    exec(compile(text, opening, "exec"), names)
    return SimpleNamespace(**names)


def do(step: Step, names: dict[str, object]) -> str:
    """Do a step in the working directory and return what it prints.

    Args:
        step: what to do.
        names: those that the programs of the document share.
    """
    if step.kind == "file":
        Path(step.name).write_text(step.text, encoding="utf-8")
        return ""
    arguments = shlex.split(step.text.replace("PATH...", "FOLDER")) if step.kind == "command" else []
    if arguments[:1] == [SERVES]:
        return served(arguments)
    printed = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(printed), redirect_stderr(printed):
        if step.kind == "python":
            exec(compile(step.text, "example", "exec"), names)
        else:
            ended = main(arguments)
            assert ended in step.status, f"bicorpus {step.text}: exit status {ended}"
    return printed.buffer.getvalue().decode()


def served(arguments: Sequence[str]) -> str:
    """Start a server, look at the page that it names and at its twin in JSON, and interrupt it; return what it said."""
    run = [sys.executable, "-c", "from corpus.cli import main; raise SystemExit(main())", *arguments, "--port", "0"]
    environment = os.environ | {"BROWSER": "true"}  # what --open runs
    with subprocess.Popen(run, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as server:
        try:
            lines = []
            for line in server.stderr:
                lines.append(line)
                if address := _ADDRESS.search(line):
                    break
            assert address, lines
            place, _, key = address[0].partition("?key=")
            twin = Request(f"{place}index.json", headers={"Authorization": f"Bearer {key}"})
            for asked, begins in ((address[0], b"<!doctype html>"), (twin, b"{")):
                with build_opener(HTTPCookieProcessor()).open(asked, timeout=30) as page:
                    assert page.read().startswith(begins)
        finally:
            server.send_signal(signal.SIGINT)
        lines.append(server.stderr.read())
        assert server.wait(timeout=30) == 0, lines
    return "".join(lines)


def absent(shown: Sequence[str], printed: str) -> str | None:
    """Return the first line that is not printed, or not in that order; None where all of them are."""
    rest = iter(PORT.sub("PORT", printed).splitlines())
    for line in shown:
        wanted = PORT.sub("PORT", line).rstrip()
        if not any(_agrees(wanted, there.rstrip()) for there in rest):
            return line
    return None


def _agrees(wanted: str, there: str) -> bool:
    return wanted == there or (wanted.endswith(CUT) and there.startswith(wanted.removesuffix(CUT).rstrip()))


def _commands(block: str) -> Iterator[Step]:
    """Yield the commands of an indented block with what follows a prompt."""
    step: Step | None = None
    for line in block.replace("\\\n", " ").splitlines():
        text = line[4:]
        command = _COMMAND.fullmatch(text)
        if command or text.startswith("$ "):
            if step:
                yield step
            step = _step(command) if command else None
            is_shown = bool(command and command["prompt"])
        elif step and is_shown and text.strip() not in {"", CUT}:
            step = step._replace(shown=(*step.shown, text))
    if step:
        yield step


def _step(command: re.Match[str]) -> Step:
    arguments, said = command["arguments"], _STATUS.search(command["comment"] or "")
    expected = {int(said[1])} if said else {0, 1} if arguments.startswith(READERS) else {0}
    return Step("command", arguments, status=frozenset(expected))
