"""Write the frequent characters by language: ``python -m bench.frequent > ingest/charsets/frequent.py``.

Counted in the development data: preprints, news and everyday sentences for simplified Chinese, the same converted by
OpenCC together with news for traditional, and the sentences of the language fixtures for Japanese and Korean.
"""

import argparse
import gzip
import json
import re
import textwrap
from collections import Counter
from pathlib import Path

from opencc import OpenCC

from bench.ingest import DATA

WIDTH = 55
"""Characters in a line of the table: each is two columns wide."""
HEAD = '''"""Characters by language, the most frequent first; made by ``python -m bench.frequent``, not by hand."""

'''
TABLES = {
    "SIMPLIFIED": ("Of Chinese in simplified characters.", 1500),
    "TRADITIONAL": ("Of Chinese in traditional characters.", 1500),
    "KANJI": ("Of Japanese, without kana.", 500),
    "HANGUL": ("Of Korean.", 500),
}
"""What a table holds, and how many."""


def texts(data):
    """Return what is counted, by table."""
    parallel = data / "parallel"

    def rows(name):
        with gzip.open(parallel / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    simplified = "\n".join(
        row["zh"] for name in ("chinaxiv_abstracts", "ntrex128", "tico19", "tatoeba") for row in rows(name)
    )
    traditional = "\n".join(row["zh_hant"] for row in rows("ntrex128"))
    sentences = data / "ingest" / "fixtures" / "lang_test"
    return {
        "SIMPLIFIED": simplified,
        "TRADITIONAL": OpenCC("s2t").convert(simplified) + traditional,
        "KANJI": (sentences / "lingua_ja.txt").read_text("utf-8"),
        "HANGUL": (sentences / "lingua_ko.txt").read_text("utf-8"),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    counted = texts(parser.parse_args().data)
    print(HEAD, end="")
    for name, (meaning, size) in TABLES.items():
        letters = re.findall("[\uac00-\ud7a3]" if name == "HANGUL" else "[\u4e00-\u9fff]", counted[name])
        chars = "".join(
            char for char, _ in sorted(Counter(letters).items(), key=lambda item: (-item[1], item[0]))[:size]
        )
        lines = "\n".join(f'    "{line}"' for line in textwrap.wrap(chars, WIDTH))
        print(f'{name} = (\n{lines}\n)\n"""{meaning}"""')


if __name__ == "__main__":
    main()
