"""What the exporters of XML share."""

import re

from ingest.text import join

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, section 2.2."""


def legal(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def one_line(sentence: str) -> str:
    """Return a sentence without line breaks, as XML holds it.

    Translation tools cut texts at line breaks, so a segment that holds one would never be found again.
    """
    return join(line.strip() for line in legal(sentence).splitlines())
