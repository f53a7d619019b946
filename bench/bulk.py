"""Read many small pages with one worker and with two: ``python -m bench.bulk [--pages 100000] [--work FOLDER]``.

The pages are invented and bilingual, as HTML, Markdown and text; they lie in folders, in one zip and in one WARC. Each
run is a program of its own that prints pages per second, what the parent and its workers took of the processors, and
what each of them held in memory after a tenth, a half and all of the pages. ``--corpus`` also stores the records, as
``bicorpus build`` does.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
import zipfile
from contextlib import ExitStack
from pathlib import Path

from bench.measure import family, resident
from corpus.store import open_store
from ingest.bulk import read_files, walk

PER_FOLDER = 1_000
MARKS = (0.1, 0.5, 1.0)
"""Shares of the pages after which memory is looked at."""
TICKS = os.sysconf("SC_CLK_TCK")
DRUGS = ("quercimab", "ostrazine", "velutide", "marivir", "tolcapril", "bendostat", "iruparin")
DRUGS_ZH = ("槲西单抗", "奥曲嗪", "维鲁肽", "马利韦", "托卡普利", "本多司他", "依鲁肝素")
ILLS = ("pulmonary hypertension", "knee pain", "chronic cough", "psoriasis", "insomnia")
ILLS_ZH = ("肺动脉高压", "膝关节疼痛", "慢性咳嗽", "银屑病", "失眠")
HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="citation_title" content="{title}"><meta name="citation_doi" content="10.5555/bulk.{n}">
<meta name="citation_author" content="Ilse Varga"><meta name="citation_author" content="Wen Zhang">
<meta name="citation_journal_title" content="Annals of Invented Medicine"><title>{title}</title>
<link rel="stylesheet" href="/style.css"><script>var page = {n};</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/issues">Issues</a></li></ul></nav><main>
<h1>{title}</h1><h1>{title_zh}</h1><h2>Abstract</h2><p>{en}</p><h2>摘要</h2><p>{zh}</p>
<p>关键词：{zh_name}；{zh_ill}</p></main><footer>Annals of Invented Medicine, all rights reserved</footer></body></html>
"""
MARKDOWN = "# {title}\n\n# {title_zh}\n\nDOI: 10.5555/bulk.{n}\n\n## Abstract\n\n{en}\n\n## 摘要\n\n{zh}\n"


def page(n):
    """Return the name and bytes of the n-th page: some 2 kB."""
    k, i = n % len(DRUGS), n // len(DRUGS) % len(ILLS)
    patients, weeks, fall = 40 + n % 911, 4 + n % 48, 1 + n % 31
    words = {
        "n": n,
        "zh_name": DRUGS_ZH[k],
        "zh_ill": ILLS_ZH[i],
        "title": f"{DRUGS[k].capitalize()} for {ILLS[i]}: randomised trial {n}",
        "title_zh": f"{DRUGS_ZH[k]}治疗{ILLS_ZH[i]}的随机对照试验（{n}）",
        "en": f"Background: {ILLS[i]} is common. Methods: {patients} patients were given {DRUGS[k]} or placebo for "
        f"{weeks} weeks. Results: The score fell by {fall} points (P<0.05). Conclusion: {DRUGS[k]} is safe. " * 2,
        "zh": f"背景：{ILLS_ZH[i]}很常见。方法：{patients}名患者接受{DRUGS_ZH[k]}或安慰剂治疗{weeks}周。"
        f"结果：评分下降了{fall}分（P<0.05）。结论：{DRUGS_ZH[k]}是安全的。" * 2,
    }
    kind = ("html", "html", "md", "txt")[n % 4]
    return f"{n // PER_FOLDER:05}/{n:07}.{kind}", (HTML if kind == "html" else MARKDOWN).format(**words).encode()


def write(work, pages):
    """Write the pages in each way, unless they are there."""
    place = work / str(pages)
    if (place / "written").exists():
        return place
    (place / "warc").mkdir(parents=True, exist_ok=True)
    (place / "zip").mkdir(exist_ok=True)
    with (
        zipfile.ZipFile(place / "zip" / "pages.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        (place / "warc" / "pages.warc.gz").open("wb") as crawl,
    ):
        for name, data in map(page, range(pages)):
            path = place / "folder" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            archive.writestr(name, data)
            crawl.write(gzip.compress(warc_record(name, data), 6, mtime=0))
    (place / "written").touch()
    return place


def warc_record(name, data):
    kind = b"text/html" if name.endswith("html") else b"text/plain; charset=utf-8"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\n\r\n%b" % (kind, data)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bulk.example.org/{}\r\nContent-Length: {}\r\n\r\n"
    )
    return head.format(name, len(block)).encode() + block + b"\r\n\r\n"


def processor(process):
    """Return the processor seconds that a process has taken."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def run(folder, workers, pages, corpus):
    """Read a folder and print what it took as JSON."""
    marks = {max(1, int(pages * share)) for share in MARKS}
    done = records = 0
    memory = []
    start = time.perf_counter()
    with ExitStack() as stack:
        store = stack.enter_context(open_store(corpus, write=True)) if corpus else None
        for result in read_files(walk(folder), workers):
            if store:
                store.put_file(result)
            records += len(result.records)
            done += not (result.member is None and not result.records and not result.error)
            if done in marks:
                marks.discard(done)
                memory.append((done, [resident(one) for one in family(os.getpid())]))
                seconds, taken = time.perf_counter() - start, [processor(one) for one in family(os.getpid())]
    print(json.dumps({"records": records, "seconds": seconds, "processor": taken, "memory": memory}))


def started(folder, workers, pages, corpus):
    command = [
        sys.executable,
        "-m",
        "bench.bulk",
        "--run",
        str(folder),
        "--workers",
        str(workers),
        "--pages",
        str(pages),
    ]
    if corpus:
        corpus.unlink(missing_ok=True)
        command += ["--into", str(corpus)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--work", type=Path, default=Path("/tmp/bulk"), help="where to write them, 8 kB a page")
    parser.add_argument("--kinds", default="folder,zip,warc")
    parser.add_argument("--corpus", action="store_true", help="store the records too")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        run(options.run, int(options.workers), options.pages, options.into)
        return
    place = write(options.work, options.pages)
    corpus = place / "bulk.corpus" if options.corpus else None
    print("| pages in | workers | pages/s | of one | parent s | workers s | MB at 10, 50, 100 %: parent | workers |")
    print("|---|---|---|---|---|---|---|---|")
    for kind in options.kinds.split(","):
        alone = None
        for workers in map(int, options.workers.split(",")):
            found = started(place / kind, workers, options.pages, corpus)
            assert found["records"] == options.pages, f"{found['records']} records of {options.pages} pages"
            rate = options.pages / found["seconds"]
            alone = alone or rate
            parent, *others = found["processor"]
            held = [[size // 2**20 for size in sizes] for _, sizes in found["memory"]]
            print(
                f"| {kind} | {workers} | {rate:,.0f} | {rate / alone:.2f} | {parent:.1f} | {sum(others):.1f} | "
                f"{', '.join(str(sizes[0]) for sizes in held)} | {'; '.join(str(sizes[1:]) for sizes in held)} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
