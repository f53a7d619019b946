"""Align documents given as lines of JSON, one document a line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from align.aligner import align
from align.bead import Bead, Finding
from align.encoder import Encoder
from align.sentences import split
from bicorpus import InputError


class Pair(msgspec.Struct, frozen=True):
    """A row of the input; other keys are ignored."""

    doc: str | int
    en: str | list[str]
    """Sentences in order, or a text that is to be split into sentences."""
    zh: str | list[str]


def align_rows(lines: Iterable[str | bytes], encoder: Encoder | None = None) -> Iterator[dict[str, Any]]:
    """Yield the alignment of each document, in the order of the lines; blank lines are passed over.

    A row ``{"doc", "en", "zh"}`` gives ``{"doc", "beads": [{"en": [i], "zh": [j], "score", "confidence", "checks"}]}``.
    A side that was a text, not a list, is split first, and its sentences are in the output, as ``"en"`` or ``"zh"``.
    A line that is no such row gives ``{"line": number from 1, "error": message}``, and the run goes on.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            pair = _read(line)
        except InputError as exc:
            yield {"line": number, "error": f"line {number}: {exc}"}
        else:
            yield _align(pair, encoder)


def _read(line: str | bytes) -> Pair:
    try:
        return msgspec.convert(json.loads(line), Pair)
    except (ValueError, RecursionError) as exc:  # msgspec.ValidationError and UnicodeDecodeError are ValueErrors
        raise InputError(f'not a row {{"doc", "en": […], "zh": […]}}: {exc}') from exc


def _align(pair: Pair, encoder: Encoder | None) -> dict[str, Any]:
    row: dict[str, Any] = {"doc": pair.doc}
    en, zh = pair.en, pair.zh
    if isinstance(en, str):
        en = row["en"] = [sentence.text for sentence in split(en, "en")]
    if isinstance(zh, str):
        zh = row["zh"] = [sentence.text for sentence in split(zh, "zh")]
    row["beads"] = [_bead(bead) for bead in align(en, zh, encoder)]
    return row


def _bead(bead: Bead) -> dict[str, Any]:
    return {
        "en": list(bead.en),
        "zh": list(bead.zh),
        "score": round(bead.score, 4),
        "confidence": round(bead.confidence, 4),
        "checks": [_finding(finding) for finding in bead.checks],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    places = {"en": [list(span) for span in finding.en], "zh": [list(span) for span in finding.zh]}
    return {"kind": finding.kind, "message": finding.message, "sure": finding.sure, **places}
