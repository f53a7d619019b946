"""Canonical records as exporters take them, and what an exporter makes of them."""

import io

from corpora import EN, ZH, bitext, record

from corpus.export import exporter
from corpus.holdings import Entry
from dedupe import Canonical

EN_SENTENCES = (
    "Forty-two patients were given quercimab.",
    "It lowered the pressure by 12 mmHg.",
    "No harm was seen.",
)
ZH_SENTENCES = ("四十二名患者接受了槲西单抗治疗。", "血压下降了12 mmHg。", "未见不良反应。")
ZH_HANT = "四十二名患者接受了槲西單抗治療。血壓下降了12 mmHg。未見不良反應。"


def entry(name: str = "paper-1", *, en: str = EN, zh: str = ZH, relations=(), fields=None, **how) -> Entry:
    """A paper in two languages; ``fields`` are those of its record, ``how`` tells of its alignment."""
    titled = {"doi": "10.5555/one", "title": {"en": "On quercimab", "zh": "论槲西单抗"}} | (fields or {})
    canonical = Canonical(name, "paper", record(name, en=en, zh=zh, **titled), ("a.html", "b.html"))
    return Entry(canonical, tuple(relations), bitext(en, zh, **how) if en or zh else None)


def exported(name: str, *entries: Entry, **how) -> bytes:
    out = io.BytesIO()
    exporter(name).write(entries, out, **how)
    return out.getvalue()
