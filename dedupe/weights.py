"""What each level of agreement is worth, in log-odds; an absent field adds nothing.

Written by ``python -m bench.fit_dedupe``.
"""

BIAS = -3.02
WEIGHTS: dict[tuple[str, str], float] = {
    ("abstract", "different"): -0.18,
    ("abstract", "same"): 0.33,
    ("abstract", "similar"): -1.31,
    ("authors", "all"): 0.95,
    ("authors", "most"): -1.11,
    ("authors", "none"): -2.85,
    ("authors", "one"): -0.13,
    ("authors", "one of many"): -0.46,
    ("authors", "some"): -0.18,
    ("issue", "different"): -1.70,
    ("issue", "same"): 0.35,
    ("journal", "different"): -2.85,
    ("journal", "same"): 1.18,
    ("journal", "similar"): -0.03,
    ("pages", "different"): -2.80,
    ("pages", "page"): 0.95,
    ("pages", "partly"): -0.59,
    ("pages", "range"): 2.45,
    ("place", "exact"): 1.30,
    ("title", "changed"): 0.30,
    ("title", "different"): -3.06,
    ("title", "generic"): -2.06,
    ("title", "near"): 1.29,
    ("title", "same"): 4.22,
    ("title", "similar"): -0.86,
    ("title", "within"): 0.16,
    ("title numbers", "differ"): 0.18,
    ("title numbers", "one-sided"): -0.99,
    ("title numbers", "same"): 0.80,
    ("volume", "different"): -1.85,
    ("volume", "same"): 1.28,
    ("year", "far"): -2.08,
    ("year", "next"): -1.83,
    ("year", "same"): 0.64,
}
