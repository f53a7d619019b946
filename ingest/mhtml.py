"""A web page saved with its pictures in one MIME message (``.mht``, ``.mhtml``; RFC 2557) -> ``Page``."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from bicorpus import InputError
from ingest.decode import decode
from ingest.html import read_html
from ingest.page import Page
from ingest.record import Source

_PAGES = ("text/html", "application/xhtml+xml")
_ADDRESSES = ("http://", "https://")


def read_mhtml(data: bytes, source: Source) -> Page:
    """Read the page that the message was saved for; frames, pictures and styles beside it are passed over.

    Raises:
        InputError: no part of the message is an HTML page.
    """
    message = message_from_bytes(data)
    main = _main_part(message)
    if main is None:
        raise InputError("a saved web page without the page: no part of it is HTML; save it again")
    body = main.get_payload(decode=True)
    text = decode(body if isinstance(body, bytes) else b"", main.get_content_charset()).text
    return read_html(text, source.at(_address(message, main) or source.url))


def _main_part(message: Message) -> Message | None:
    """Return the part that ``start`` names, or the first page: browsers write the page before its frames."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    named = (part for part in pages if start and _text(part, "Content-ID") == str(start).strip())
    return next(named, pages[0] if pages else None)


def _address(message: Message, main: Message) -> str | None:
    """Return where the page was saved from; ``cid:`` and ``file:`` are no addresses that anybody else can use."""
    return next((url for url in _addresses(message, main) if url.lower().startswith(_ADDRESSES)), None)


def _addresses(message: Message, main: Message) -> Iterator[str]:
    yield _text(main, "Content-Location")
    yield _text(message, "Snapshot-Content-Location")  # as Chromium writes it
    yield _text(message, "Content-Location")


def _text(part: Message, name: str) -> str:
    """Return a header with its folds undone: a long address is broken over lines."""
    return "".join(str(part.get(name, "")).split())
