"""Traditional Chinese characters -> simplified ones, for comparing words; a source text is never changed by it."""

import re
from functools import cache
from typing import Any

_HAN = re.compile(r"[\u3400-\u9fff]")


def simplified(text: str) -> str:
    """Return the text with simplified characters, of the same length; text without Han comes back as it is."""
    return str(_converter().convert(text)) if _HAN.search(text) else text


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
