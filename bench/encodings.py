"""Write real pages in every charset, declare any other one, and count what is read back: ``python -m bench.encodings``.

Texts are the development pages (HTML and Markdown), news in simplified and traditional Chinese and sentences of other
languages, whole and cut down to a title. A case counts when the text that comes back is the text that was written.
"""

import argparse
import gzip
import json
import random
import re
import tarfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.ingest import DATA
from bicorpus import InputError
from ingest.decode import decode

WIDE = ("utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "utf-32-be", "utf-32")
CHARSETS = {
    "zh": ("utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "hz", *WIDE),
    "zh-Hant": ("utf-8", "gb18030", "gbk", "big5", "big5hkscs", "cp950", *WIDE),
    "ja": ("utf-8", "cp932", "shift_jis", "euc_jp", "iso2022_jp", "utf-16-le"),
    "ko": ("utf-8", "cp949", "euc_kr", "iso2022_kr", "utf-16-le"),
    "en": ("utf-8", "cp1252", "utf-16-le", "utf-16-be"),
}
"""Charsets that pages in each language are found in."""
LABELS = {
    "cp932": "shift_jis",
    "euc_jp": "euc-jp",
    "cp949": "euc-kr",
    "euc_kr": "euc-kr",
    "big5hkscs": "big5-hkscs",
    "cp950": "big5",
    "cp1252": "windows-1252",
    "hz": "hz-gb-2312",
    "iso2022_jp": "iso-2022-jp",
    "iso2022_kr": "iso-2022-kr",
    "utf-8-sig": "utf-8",
}
"""What a page in that charset declares when it tells the truth, where that is not its name in Python."""
SAMPLED = 21
"""Of so many pages one is read where slow detectors are compared; odd, to meet every kind of declaration."""
WRONG = ("utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "windows-1252", "shift_jis", "euc-kr", "x-unknown")
_DECLARED = re.compile(r"""(charset\s*=\s*["']?)[\w.:-]+""", re.IGNORECASE)


class Case(NamedTuple):
    """A page as bytes."""

    kind: str
    charset: str
    declared: str
    """``right``, ``none``, ``wrong`` or ``outside`` (wrong, in an HTTP header)."""
    data: bytes
    header: str | None
    text: str


def texts(data: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, language, text)."""
    fixtures = data / "ingest" / "fixtures"
    for folder, language in (("html_cjk", "zh"), ("html_journal", "en"), ("html_science", "en"), ("html_meta", "en")):
        for file in sorted((fixtures / folder).glob("*.html")):
            yield "page", "ja" if "nhk" in file.name else language, file.read_text("utf-8", "ignore")
    for file in sorted((data / "seeds").glob("*.*m*")):
        yield "page", "zh", file.read_text("utf-8", "ignore")
    with tarfile.open(data / "ingest" / "chinaxiv_md.tar.gz") as archive:
        for member in archive.getmembers()[::5]:
            if file := archive.extractfile(member):
                yield "preprint", "zh", file.read().decode("utf-8", "ignore")
    for language, lines in sentences(data).items():
        yield from pages(language, [line for line in lines if not line.isascii()])


def sentences(data: Path) -> dict[str, list[str]]:
    """Return sentences by language."""
    with gzip.open(data / "parallel" / "ntrex128.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = {code: [row[key] for row in rows] for code, key in (("zh", "zh"), ("zh-Hant", "zh_hant"), ("en", "en"))}
    for code in ("ja", "ko"):
        text = (data / "ingest" / "fixtures" / "lang_test" / f"lingua_{code}.txt").read_text("utf-8")
        found[code] = text.replace("〜", "～").split("\n")  # Shift JIS has one of the two waves
    return found


def pages(language: str, lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield pages of twenty sentences, of one, and of the beginning of one among English."""
    for start in range(0, 400, 20):
        yield "article", language, html("\n".join(f"<p>{line}</p>" for line in lines[start : start + 20]))
    for line in lines[400:500]:
        yield "sentence", language, html(f"<h1>{line}</h1>")
    for line in lines[500:600]:
        yield "title", language, html(f"<h1>{line[:16]}</h1>" + "<p>Swimming relieved most patients' pain.</p>" * 5)


def html(body: str) -> str:
    """Return a page."""
    return f'<html><head><meta name="x" content="text/html; charset=utf-8"></head><body>{body}</body></html>'


def cases(data: Path, seed: int = 0) -> Iterator[Case]:
    """Yield every text in every charset that holds it, rightly, wrongly and not declared."""
    chance = random.Random(seed)
    for kind, language, text in texts(data):
        plain = text.removeprefix("\ufeff").replace("\0", "")
        for charset in CHARSETS[language]:
            right = LABELS.get(charset, charset)
            wrong = chance.choice([label for label in WRONG if label != right])
            told = (("right", right, None), ("none", None, None), ("wrong", wrong, None), ("outside", None, wrong))
            for declared, label, header in told:
                page = _DECLARED.sub(rf"\g<1>{label}" if label else "lang=x", plain)
                try:
                    yield Case(f"{kind} {language}", charset, declared, page.encode(charset), header, page)
                except UnicodeEncodeError:
                    break


def ours(case: Case) -> str | None:
    """Read a page as the toolkit does."""
    try:
        return decode(case.data, case.header).text
    except InputError:
        return None


def charset_normalizer(case: Case) -> str | None:
    """Read a page with charset-normalizer, as requests does."""
    from charset_normalizer import from_bytes

    best = from_bytes(case.data).best()
    return None if best is None else str(best).removeprefix("\ufeff")


def chardet(case: Case) -> str | None:
    """Read a page in the charset that chardet tells."""
    import chardet as theirs

    name = theirs.detect(case.data)["encoding"]
    try:
        return case.data.decode(name or "utf-8").removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        return None


def dammit(case: Case) -> str | None:
    """Read a page with Beautiful Soup's detector, which looks for declarations in the page."""
    from bs4.dammit import UnicodeDammit

    hints = [case.header] if case.header else []
    return UnicodeDammit(case.data, hints, is_html=True).unicode_markup


READERS: dict[str, Callable[[Case], str | None]] = {
    "bicorpus": ours, "charset-normalizer": charset_normalizer, "chardet": chardet, "UnicodeDammit": dammit,
}  # fmt: skip


def measure(
    read: Callable[[Case], str | None], chosen: Iterable[Case]
) -> tuple[dict[str, Counter[bool]], float, list[Case]]:
    """Return how many came back by kind of declaration, seconds, and the cases that did not."""
    counted: dict[str, Counter[bool]] = defaultdict(Counter)
    lost, seconds = [], 0.0
    for case in chosen:
        start = time.perf_counter()
        text = read(case)
        seconds += time.perf_counter() - start
        counted[case.declared][text == case.text] += 1
        if text != case.text:
            lost.append(case)
    return counted, seconds, lost


def main() -> None:
    """Print a line for each reader."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--peers", action="store_true", help="read every 20th case with other people's detectors too")
    parser.add_argument("--lost", action="store_true", help="show what did not come back")
    options = parser.parse_args()
    everything = list(cases(options.data))
    size = sum(len(case.data) for case in everything)
    print(f"{len(everything)} pages, {size / 1e6:.0f} MB")
    for name, read in READERS.items() if options.peers else [("bicorpus", ours)]:
        chosen = everything[:: SAMPLED if options.peers else 1]
        counted, seconds, lost = measure(read, chosen)
        shares = ", ".join(f"{kind} {count[True] / count.total():.4f}" for kind, count in counted.items())
        print(f"{name:20} {len(chosen):6} pages: {shares}; {sum(len(c.data) for c in chosen) / 1e6 / seconds:.1f} MB/s")
        for case in lost if options.lost else ():
            print(
                "   ",
                case.kind,
                case.charset,
                case.declared,
                case.header,
                len(case.data),
                repr((read(case) or "")[-120:]),
            )


if __name__ == "__main__":
    main()
