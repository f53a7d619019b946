"""The registers that give papers and trials their names: how a name looks in running text, and its one canonical form.

Trial registers are the primary ones of the WHO's network and those that are cited beside them. Every pattern is
bounded, so that no text makes it slow.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

_START, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
"""CJK letters may touch a name, Latin ones may not."""
_SEP = r"[\s:：#.-]{0,3}"
"""What people put between a register's name and the number."""


class Scheme(NamedTuple):
    """One register."""

    pattern: re.Pattern[str]
    """Its only group is the part that ``canonical`` receives."""
    canonical: Callable[[str], str]
    marks: tuple[str, ...]
    """Without one of these, in lower case, a text holds no such name: looking for them is ten times as fast."""


def _compact(value: str) -> str:
    return re.sub(r"\s", "", value).upper()


def _spelled(prefix: str) -> Callable[[str], str]:
    """Return a function that writes the digits of a name behind the register's own spelling."""
    return lambda value: prefix + re.sub(r"\D", "", value)


def _chictr(value: str) -> str:
    """Write ``ChiCTR-TRC-12002345``, with the kind of study that numbers before 2019 hold, or ``ChiCTR2000030000``."""
    kind, digits = re.sub(r"[^A-Za-z]", "", value).upper()[6:], re.sub(r"\D", "", value)
    return f"ChiCTR-{kind}-{digits}" if kind else f"ChiCTR{digits}"


def _jrct(value: str) -> str:
    kind = re.sub(r"[^A-Za-z]", "", value)[4:].lower()
    digits = re.sub(r"\D", "", value)
    return f"jRCT{kind}{digits}"


def _rebec(value: str) -> str:
    return "RBR-" + value[4:].lower()


def _scheme(marks: str, pattern: str, canonical: Callable[[str], str]) -> Scheme:
    compiled = re.compile(f"{_START}{pattern}{_END}", re.IGNORECASE | re.ASCII)
    return Scheme(compiled, canonical, tuple(marks.split()))


NAMED: dict[str, Scheme] = {
    "pmid": _scheme(
        "pmid pubmed europepmc",
        r"(?:PMIDs?\s{0,3}号?\s{0,3}[:：=#]?\s{0,3}|pubmed\s{0,3}(?:PM)?ID\s{0,3}[:：]?\s{0,3}"
        r"|pubmed(?:\.ncbi\.nlm\.nih\.gov|/)/?(?:\?term=)?|europepmc\.org/[a-z/]{0,20}MED/)0{0,9}([1-9]\d{0,8})",
        str.strip,
    ),
    "pmcid": _scheme("pmc", rf"(PMC\s?\d{{4,9}}|PMCID{_SEP}\d{{5,9}})", _spelled("PMC")),
    "nct": _scheme("nct", rf"(NCT{_SEP}\d{{8}})", _spelled("NCT")),
    "chictr": _scheme("chictr chi-ctr", rf"(Chi-?CTR{_SEP}(?:[A-Z]{{2,5}}[\s-]{{0,3}})?\d{{8,10}})", _chictr),
    "chimctr": _scheme("chimctr", r"(ChiMCTR[\s-]?\d{10})", _spelled("ChiMCTR")),
    "ctr": _scheme("ctr20 ctr 20", r"(CTR\s?20\d{6})", _spelled("CTR")),
    "itmctr": _scheme("itmctr", rf"(ITMCTR{_SEP}\d{{10}})", _spelled("ITMCTR")),
    "jrct": _scheme("jrct", r"(jRCT[\s-]?[sc]?\s?\d{9,10})", _jrct),
    "japic": _scheme("japic", r"(Japic-?CTI[\s-]{0,2}\d{6})", _spelled("JapicCTI-")),
    "jma": _scheme("jma", r"(JMA-?IIA[\s-]{0,2}\d{5})", _spelled("JMA-IIA")),
    "umin": _scheme("umin", rf"(UMIN(?:[\s-]?CTR)?(?:\s?ID)?{_SEP}C?\d{{9}})", _spelled("UMIN")),
    "isrctn": _scheme("isrctn", rf"(ISRCTN{_SEP}\d{{8}})", _spelled("ISRCTN")),
    "kct": _scheme("kct", r"(KCT[\s-]?\d{7})", _spelled("KCT")),
    "drks": _scheme("drks", rf"(DRKS{_SEP}\d{{8}})", _spelled("DRKS")),
    "actrn": _scheme("actrn", rf"(ACTRN{_SEP}\d{{14}})", _spelled("ACTRN")),
    "ctri": _scheme("ctri", r"(CTRI\s?/\s?\d{4}\s?/\s?\d{2,3}\s?/\s?\d{6})", _compact),
    "ntr": _scheme("ntr", r"((?-i:NTR)-?\d{3,5})", _spelled("NTR")),
    "omon": _scheme("nl-omon", r"(NL-OMON\s?\d{4,6})", _spelled("NL-OMON")),
    "irct": _scheme("irct", r"(IRCT[\s-]?\d{8,17}N\d{1,3})", lambda value: _compact(value).replace("-", "")),
    "pactr": _scheme("pactr", r"(PACTR[\s-]?\d{15,16})", _spelled("PACTR")),
    "rebec": _scheme("rbr-", r"(RBR-(?=[a-z]{0,8}\d)[0-9a-z]{6,9})", _rebec),
    "tctr": _scheme("tctr", r"(TCTR[\s-]?\d{11})", _spelled("TCTR")),
    "slctr": _scheme("slctr", r"(SLCTR\s?/\s?\d{4}\s?/\s?\d{3})", _compact),
    "rpcec": _scheme("rpcec", r"(RPCEC[\s-]?\d{8})", _spelled("RPCEC")),
    "repec": _scheme("per-", r"((?-i:PER)-\d{3}-\d{2})", _compact),
    "lbctr": _scheme("lbctr", r"(LBCTR[\s-]?\d{10})", _spelled("LBCTR")),
    "hkuctr": _scheme("hkuctr", r"(HKUCTR-\d{1,5})", _compact),
    "utn": _scheme("u1111", r"(U1111-\d{4}-\d{4})", _compact),
    "ctis": _scheme("20", r"(?<!-)(20\d{2}-5\d{5}-\d{2}(?:-\d{2})?)(?!-\d)", str.strip),
    "eudract": _scheme("20", r"(?:EUCTR)?(?<!-)(20\d{2}-0\d{5}-\d{2})(?!-\d)", str.strip),
    "cstr": _scheme("cstr", r"CSTR\s?[:：]\s?(\d{5}\.\d{2}\.[A-Za-z0-9_./-]{1,100}[A-Za-z0-9])", str.strip),
    "chinaxiv": _scheme("chinaxiv", r"chinaxiv(?:\.org/abs/|[\s:：-]{1,3})(\d{6}\.\d{5})(?:\.?V\d{1,2})?", str.strip),
}
"""By scheme; where two read the same place, the earlier one is right."""

PUBLICATIONS = frozenset({"doi", "pmid", "pmcid", "cstr", "chinaxiv"})
"""Schemes that name publications rather than trials."""
