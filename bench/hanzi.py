"""Write the characters that one standard has alone: ``python -m bench.hanzi > ingest/languages/hanzi.py``.

What is simplified or traditional only is told by OpenCC's conversion of the common ideographs, what is Japanese only by
the national standards. The table takes a worker no time to load; OpenCC took a tenth of a second.
"""

import textwrap

from opencc import OpenCC

FIRST, LAST = 0x4E00, 0x9FFF
WIDTH = 55
"""Characters in a line of the table: each is two columns wide."""
HEAD = '''"""Characters that only one written standard has; made by ``python -m bench.hanzi``, not by hand."""

'''
TABLES = {
    "SIMPLIFIED": "Forms that simplification made, without those that Big5 has too: traditional texts use them.",
    "TRADITIONAL": "Forms that simplification did away with.",
    "JAPANESE": "Forms that JIS X 0208 has and neither GB 2312 nor Big5.",
}


def standards():
    """Return the characters of each table, in the order of Unicode."""
    block = [chr(code) for code in range(FIRST, LAST + 1)]
    text = "\n".join(block)
    to_simplified, to_traditional = (OpenCC(way).convert(text).split("\n") for way in ("t2s", "s2t"))
    rows = list(zip(block, to_simplified, to_traditional, strict=True))
    traditional = "".join(c for c, s, t in rows if c != s and c == t)
    return {
        "SIMPLIFIED": "".join(c for c, s, t in rows if c == s and c != t and not encodes("big5", c)),
        "TRADITIONAL": traditional,
        "JAPANESE": "".join(
            c
            for c in block
            if encodes("shift_jis", c) and not encodes("gb2312", c) and not encodes("big5", c) and c not in traditional
        ),
    }


def encodes(charset, char):
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def main():
    print(HEAD, end="")
    for name, chars in standards().items():
        lines = "\n".join(f'    "{line}"' for line in textwrap.wrap(chars, WIDTH))
        print(f'{name} = frozenset(\n{lines}\n)\n"""{TABLES[name]}"""')


if __name__ == "__main__":
    main()
