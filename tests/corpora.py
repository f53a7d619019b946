"""Small corpora that several tests build: invented papers, as records and as pages."""

from pathlib import Path

from align.bead import Bead, Finding
from align.coverage import coverage
from align.sentences import split
from corpus.bitext import Bitext
from ingest.bulk import FileEntry, FileResult
from ingest.record import Identifier, Record, Source

EN = "Forty-two patients were given quercimab. It lowered the pressure by 12 mmHg. No harm was seen."
ZH = "四十二名患者接受了槲西单抗治疗。血压下降了12 mmHg。未见不良反应。"


def record(name: str, *, en: str = EN, zh: str = ZH, doi: str = "", **fields) -> Record:
    abstract = {lang: text for lang, text in (("en", en), ("zh", zh)) if text}
    ids = (Identifier("doi", doi),) if doi else ()
    return Record(name, "paper", "generic", Source(name), ids=ids, abstract=abstract, **fields)


def mirrored(name: str, doi: str = "10.5555/quercimab.1", **fields) -> Record:
    """A record that says enough for any two of them with one DOI to be known as one paper."""
    return record(
        name,
        doi=doi,
        title={"en": f"Quercimab lowers pulmonary pressure: the randomised trial registered as {doi[8:]}"},
        authors=("Ilse Varga", "Wen Zhang", "Tomas Okafor"),
        journal="Annals of Invented Medicine",
        published="2024-03-11",
        volume="12",
        pages="101-109",
        **fields,
    )


def entry(path: str, *, size: int = 10, mtime_ns: int = 1) -> FileEntry:
    return FileEntry(path, Path(path), size, mtime_ns)


def result(path: str, *records: Record, error: str | None = None, sha256: str = "5a") -> FileResult:
    return FileResult(entry(path), sha256, records, error)


def bitext(en: str = EN, zh: str = ZH, *, confidence: float = 0.9, checks: tuple[Finding, ...] = ()) -> Bitext:
    """Sentence beside sentence, and whatever is left over alone."""
    sides = tuple(split(en, "en")), tuple(split(zh, "zh"))
    paired = min(map(len, sides))
    beads = [Bead((i,), (i,), 0.8, confidence, checks) for i in range(paired)]
    beads += [Bead((i,), ()) for i in range(paired, len(sides[0]))]
    beads += [Bead((), (i,)) for i in range(paired, len(sides[1]))]
    texts = [[sentence.text for sentence in side] for side in sides]
    return Bitext(*sides, tuple(beads), coverage(*texts, beads))


def page(number: int, *, en: str = EN, zh: str = ZH) -> str:
    """A page of an invented journal about the invented paper of that number."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="citation_title" content="Quercimab for pressure of kind {number}: a trial">
<meta name="citation_doi" content="10.5555/example.{number}">
<meta name="citation_author" content="Ilse Varga"><meta name="citation_author" content="Wen Zhang">
<meta name="citation_journal_title" content="Annals of Invented Medicine">
<meta name="citation_volume" content="12"><meta name="citation_firstpage" content="{number * 9 + 1}">
<meta name="citation_publication_date" content="2024/03/{number % 28 + 1:02}">
<title>Quercimab for pressure of kind {number}</title></head><body>
<h1>Quercimab for pressure of kind {number}: a trial</h1>
<h2>Abstract</h2><p>{en.replace("patients", f"patients of ward {number}")}</p>
<h2>摘要</h2><p>{zh.replace("患者", f"第{number}病区患者")}</p>
</body></html>
"""


def write_pages(folder: Path, numbers: range) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:03}.html").write_text(page(number), encoding="utf-8")
