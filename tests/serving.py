"""The command ``bicorpus review`` as a process, and what asks it for pages without any browser's kindness."""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 60
"""For what takes a fraction of a second: only something that hangs is told by it."""


class Answer(NamedTuple):
    path: str
    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class Server:
    """A running server."""

    def __init__(self, corpus: Path, who: str = "Ilse") -> None:
        self.corpus = corpus
        command = [sys.executable, "-m", "bicorpus", "review", str(corpus), "--port", "0", "--who", who]
        self.process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        said = self.process.stderr.readline()
        assert "http://" in said, said + self.process.communicate(timeout=PATIENCE_S)[1]
        self.address = said.strip().rpartition(" ")[2]
        """With the key of this run."""
        parts = urlsplit(self.address)
        self.host = parts.netloc
        self.origin = f"http://{parts.netloc}"
        [self.key] = parse_qs(parts.query)["key"]

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers)

    def post(self, path: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer:
        """Post a form as these very pages would."""
        sent = {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"} | dict(headers or {})
        return self.ask("POST", path, sent, urlencode({"token": self.key} | form).encode())

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | Iterable[bytes] = b""
    ) -> Answer:
        """Ask with the key of this run unless the headers hold another; a header that is empty is not sent."""
        connection = HTTPConnection(self.host, timeout=PATIENCE_S)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            sent = {"Host": self.host, "Authorization": f"Bearer {self.key}"} | dict(headers or {})
            if isinstance(body, bytes) and method == "POST":
                sent["Content-Length"] = str(len(body))
            for name, value in sent.items():
                if value:
                    connection.putheader(name, value)
            connection.endheaders()
            send(connection, [body] if isinstance(body, bytes) else body)
            response = connection.getresponse()
            named = {name.lower(): value for name, value in response.getheaders()}
            return Answer(path, response.status, named, response.read())
        finally:
            connection.close()

    def stop(self) -> str:
        """End it as Ctrl-C does; return what it said."""
        self.process.terminate()
        return self.process.communicate(timeout=PATIENCE_S)[1]


def send(connection: HTTPConnection, parts: Iterable[bytes]) -> None:
    """Send a body until the server has heard enough."""
    try:
        for part in parts:
            connection.send(part)
    except (BrokenPipeError, ConnectionResetError):
        pass


@contextmanager
def serving(corpus: Path) -> Iterator[Server]:
    """Run a server for as long as it is needed; afterwards it must not have told of a fault of its own."""
    server = Server(corpus)
    try:
        yield server
    finally:
        said = server.stop()
    assert "report this" not in said, said
