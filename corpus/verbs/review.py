"""Look at a corpus, and decide, in a browser.

Serves pages on this machine only, until Ctrl-C: coverage, every record with its sentences side by side, uncertain
duplicates, alignments that can be corrected. What is decided there is kept in the corpus at once, with who decided it,
can be undone, and holds in every later build. Two people may review one corpus while it is being built. The address
that is printed holds a key: without it nothing is shown.
"""

import argparse
from pathlib import Path

from corpus.messages import say

PORTS = 2**16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument("--open", action="store_true", help="open the page in a browser")
    parser.add_argument("--port", metavar="N", type=_port, help="to listen on (default: 8765, or the next free one)")
    parser.add_argument("--who", metavar="NAME", help="name to write beside decisions (default: your login name)")


def run(options: argparse.Namespace) -> int:
    from corpus.web.server import serve

    def ready(address: str) -> None:
        say(f"{options.corpus}: review it at {address}")
        say("Ctrl-C ends this; what was decided is kept")
        if options.open:
            import webbrowser

            if not webbrowser.open(address):
                say("no browser was found here: open that address in one")

    serve(options.corpus, who=_login() if options.who is None else options.who, port=options.port, ready=ready)
    return 0


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user need not have a name
        return ""


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else PORTS
    if number >= PORTS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, 0 to {PORTS - 1}")
    return number
