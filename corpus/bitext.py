"""What alignment leaves in a corpus: the sentences of two abstracts, the beads that tie them, and what they cover."""

from dataclasses import dataclass
from hashlib import sha256

import msgspec

from align import align
from align.bead import Bead
from align.coverage import Coverage, coverage
from align.encoder import Encoder
from align.sentences import Sentence, split
from ingest.record import Bilingual


@dataclass(frozen=True, slots=True)
class Bitext:
    """An abstract in two languages, sentence by sentence; the beads hold every sentence exactly once, in order."""

    en: tuple[Sentence, ...]
    zh: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    coverage: Coverage

    def texts(self, bead: Bead) -> tuple[str, str]:
        """Return what a bead says: English sentences joined by a space, Chinese ones by nothing."""
        return " ".join(self.en[i].text for i in bead.en), "".join(self.zh[i].text for i in bead.zh)


def align_abstract(abstract: Bilingual, encoder: Encoder) -> Bitext:
    """Split an abstract into sentences and align them; where a language is missing, every sentence stays alone."""
    en, zh = (tuple(split(abstract.get(lang, ""), lang)) for lang in ("en", "zh"))
    texts = [s.text for s in en], [s.text for s in zh]
    beads = tuple(align(*texts, encoder))
    return Bitext(en, zh, beads, coverage(*texts, beads))


def text_key(abstract: Bilingual) -> str:
    """Name a pair of texts by what it says, so that the same texts are aligned once; empty where there is no text."""
    texts = abstract.get("en", ""), abstract.get("zh", "")
    return sha256(msgspec.json.encode(texts)).hexdigest() if any(texts) else ""
