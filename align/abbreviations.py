"""Words whose full stop is part of the word, for the sentence splitter.

Collected from the habits of medical writing (AMA and Vancouver style, botanical names, pharmacy Latin); in lower case
and without the last stop.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEVER_LAST = _words("""
    adj approx assoc ca cf dept dr drs e.g eg eqs equiv et exp gen hon i.e ie lt messrs mr mrs ms mt
    mts prof resp rev st subgen subsp suppl syn tel var viz vs
""")
"""Something always follows these in the same sentence."""

BEFORE_NUMBER = _words("""
    art arts ch chap col eq ex fig figs lot n no nos nr p par pp ref refs sect ser tab tabs vol vols
""")
"""Abbreviations when a number or a label such as ``S1`` follows (``No. 5``, ``Fig. S1``); else words."""

NAMELIKE = _words("""
    a.m al apr assn aug ave bros co corp dec feb fri inc intl jan jr jul jun ltd m.d mar mon nov oct
    p.m ph.d sept sr u.k u.s u.s.a univ
""")
"""Inside a sentence these are often followed by a capital (``U.S. Food and Drug Administration``)."""

LOWER_NEXT = _words("""
    b.i.d b.w etc h hr hrs i.a i.d i.m i.n i.p i.t i.v incl lb lbs max mo mos o.d oz p.o q.d q.i.d
    q.o.d r.p.m s.c s.d s.e s.e.m sec sp spp t.i.d temp wk wks wt yr yrs
""")
"""Inside a sentence these are followed by lower case, so that a capital after them opens the next one."""

JOURNAL_WORDS = _words("""
    acad adv am ann appl arch biochem biol br bull cell chem chin circ clin commun dis endocrinol
    engl environ epidemiol eur gastroenterol genet hepatol hosp immunol infect inst int j med
    microbiol mol natl neurol oncol pathol pharmacol physiol proc psychiatry radiol rep res
    rheumatol sci soc surg symp ther toxicol trans trop
""")
"""Parts of journal titles; abbreviations when written with a capital."""

STARTERS = _words("""
    a additionally after all also although among an and as at background based because before
    besides both but by compared conclusion conclusions consequently conversely data despite due
    during each finally first for from further furthermore given he hence her here his however i if
    importantly in indeed it its meanwhile methods moreover my nevertheless no none nonetheless
    notably objective objectives of on one only other others our overall participants patients
    previous purpose recently results second secondary several she similarly since so some
    specifically studies subsequently such that the their then there therefore these they third this
    those three thus to two under until we what when whereas whether which while with within you
""")
"""Words that commonly open a sentence, hence evidence that the stop before them ended one."""

LETTERED = _words("""
    arm class cohort factor figure form grade group hepatitis influenza interferon level part
    patient phase protein stage step table type vitamin virus
""")
"""After these a single letter is a label (``hepatitis B.``), not the initial of a person or a genus."""
