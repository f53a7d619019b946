"""Every page that can be reached from the first, and what its markup is made of."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml import html
from serving import Answer, Server

FIRST = ("/", "/records", "/duplicates", "/history", "/failures")
OF_A_KIND = 3
"""Addresses that are asked for of those that differ only in the values of their query."""
NO_CHARACTER = re.compile("[\0]")
CODE = ("type", "method", "role", "rel", "target", "name", "data-key", "enctype", "scope", "autocomplete")
"""Attributes with values that are ours: none of them may come from data."""
ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "xlink:href", "data", "poster", "srcset")


class Page(NamedTuple):
    """A page of HTML."""

    answer: Answer
    tree: html.HtmlElement

    @property
    def view(self) -> str:
        """What pages of one template share: the path, without the id of a record."""
        return view_of(self.answer.path)


def parsed(answer: Answer) -> Page:
    """Parse as browsers do, which read NUL as a character that they don't know."""
    return Page(answer, html.document_fromstring(NO_CHARACTER.sub("\ufffd", answer.text).encode(), parser=_PARSER))


def view_of(path: str) -> str:
    return re.sub(r"/records/[^/]+?(?=\.json$|/|$)", "/records/*", urlsplit(path).path)


def crawl(server: Server) -> Iterator[Answer]:
    """Yield the answer to every address that pages lead to, with the twin in JSON of each page."""
    todo, seen, kinds = deque(FIRST), set(FIRST), Counter()
    while todo:
        answer = server.get(todo.popleft())
        yield answer
        if answer.media_type != "text/html":
            continue
        if answer.status == 200:
            yield server.get(twin(answer.path))
        for path in sorted(set(_local(parsed(answer)))):
            kind = _kind(path)
            if path not in seen and kinds[kind] < OF_A_KIND:
                kinds[kind] += "?" in path
                seen.add(path)
                todo.append(path)


def twin(path: str) -> str:
    """Return the address of a page's twin in JSON."""
    bare, mark, query = path.partition("?")
    return f"{'/index' if bare == '/' else bare}.json{mark}{query}"


def _local(page: Page) -> Iterator[str]:
    """Yield the addresses on this site that a page leads to, forms that ask included."""
    for element in page.tree.iter(html.etree.Element):
        for name in ("href", "src", "hx-get"):
            if address := element.get(name):
                yield from _absolute(page, address)
        if element.tag == "form" and element.get("method", "get").lower() == "get":
            fields = [(name, value) for name, value in element.form_values() if name]
            yield from _absolute(page, f"{element.get('action', page.answer.path)}?{urlencode(fields)}")


def _absolute(page: Page, address: str) -> Iterator[str]:
    parts = urlsplit(urljoin(f"http://here{page.answer.path}", address))
    if parts.netloc == "here" and not parts.path.startswith("/language"):
        yield parts._replace(scheme="", netloc="", fragment="").geturl()


def _kind(path: str) -> str:
    names = sorted({name for name, _ in parse_qsl(urlsplit(path).query)})
    return f"{view_of(path)} {names}" if names else path


def markup(page: Page) -> set[str]:
    """Return what a page is made of: elements, their attributes, and the values of those that are ours."""
    found = set()
    for element in page.tree.iter(html.etree.Element):
        found.add(f"<{element.tag}>")
        for name, value in element.attrib.items():
            found.add(f"<{element.tag} {name}>")
            if name in CODE:
                found.update(f"<{element.tag} {name}={_without_numbers(word)}>" for word in value.split())
    return found


def classes(page: Page) -> set[str]:
    return {name for element in page.tree.iter(html.etree.Element) for name in element.get("class", "").split()}


def addresses(page: Page) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield every address of a page, with its element."""
    for element in page.tree.iter(html.etree.Element):
        for name in ADDRESSES:
            if name in element.attrib:
                yield element, element.get(name)


def _without_numbers(word: str) -> str:
    return re.sub(r"\d+", "0", word)


_PARSER = html.HTMLParser(encoding="utf-8", huge_tree=True)
