"""What PubMed puts around titles: brackets around a translation, a full stop behind every title."""

import re

_CLOSING = re.compile(r"(?<![.。])(?<!\.\w)[.。]$")
"""The full stop; that of ``in the U.S.`` is the title's own."""
_NO_TITLE = "not available"


def bare_title(text: str) -> str:
    """Return a title without them, and nothing for the ``[Not Available].`` that stands for an absent one."""
    bare = _CLOSING.sub("", text)
    if bare.startswith("[") and bare.endswith("]") and "]" not in bare[1:-1]:
        bare = _CLOSING.sub("", bare[1:-1].strip())
    return "" if bare.casefold() == _NO_TITLE else bare
