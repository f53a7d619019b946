"""What alignment leaves in a corpus: the sentences of two abstracts, the beads that tie them, and what they cover."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec

from align import align
from align.bead import Bead
from align.coverage import Coverage, coverage
from align.encoder import Encoder
from align.repair import Repair, Repaired, known_words, repair
from align.sentences import Sentence, split
from ingest.record import Bilingual, Lang

LANGS: tuple[Lang, Lang] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Bitext:
    """An abstract in two languages, sentence by sentence; the beads hold every sentence exactly once, in order."""

    en: tuple[Sentence, ...]
    """Offsets are those of the abstract as the record has it; the text is repaired, or as a person edited it.

    A sentence that a person wrote ends where it starts: the abstract does not hold it.
    """
    zh: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    coverage: Coverage
    repairs: Mapping[Lang, tuple[Repair, ...]] = field(default_factory=dict)
    """What was repaired before the sentences were split, by its place in the abstract as the record has it."""
    accepted: tuple[int, ...] = ()
    """Places of the beads that a person took for right, ascending; their confidence is 1."""
    edits: Mapping[Lang, Mapping[int, str]] = field(default_factory=dict)
    """What the sentences that a person edited said before, by their index."""

    def texts(self, bead: Bead) -> tuple[str, str]:
        """Return what a bead says: English sentences joined by a space, Chinese ones by nothing."""
        return " ".join(self.en[i].text for i in bead.en), "".join(self.zh[i].text for i in bead.zh)


def align_abstract(abstract: Bilingual, encoder: Encoder) -> Bitext:
    """Split an abstract into sentences and align them; where a language is missing, every sentence stays alone."""
    repaired = {lang: repair(text, lang, known_words()) for lang, text in sorted(abstract.items())}
    en, zh = (_sentences(repaired[lang], lang) if lang in repaired else () for lang in LANGS)
    texts = [s.text for s in en], [s.text for s in zh]
    beads = tuple(align(*texts, encoder))
    repairs = {lang: text.repairs for lang, text in repaired.items() if text.repairs}
    return Bitext(en, zh, beads, coverage(*texts, beads), repairs)


def _sentences(repaired: Repaired, lang: Lang) -> tuple[Sentence, ...]:
    place = repaired.place
    return tuple(Sentence(place(s.start), place(s.end - 1) + 1, s.text) for s in split(repaired.text, lang))


def text_key(abstract: Bilingual) -> str:
    """Name a pair of texts by what it says, so that the same texts are aligned once; empty where there is no text."""
    texts = abstract.get("en", ""), abstract.get("zh", "")
    return sha256(msgspec.json.encode(texts)).hexdigest() if any(texts) else ""
