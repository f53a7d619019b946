"""What each level of agreement is worth, in log-odds; an absent field adds nothing.

Written by ``python -m bench.fit_dedupe``.
"""

BIAS = -3.00
WEIGHTS: dict[tuple[str, str], float] = {
    ("abstract", "different"): -0.21,
    ("abstract", "same"): 0.43,
    ("abstract", "similar"): -1.59,
    ("authors", "all"): 0.98,
    ("authors", "most"): -0.96,
    ("authors", "none"): -2.68,
    ("authors", "one"): -0.24,
    ("authors", "one of many"): -0.80,
    ("authors", "some"): -0.19,
    ("issue", "different"): -1.73,
    ("issue", "same"): 0.35,
    ("journal", "different"): -3.20,
    ("journal", "same"): 1.25,
    ("journal", "similar"): 0.02,
    ("pages", "different"): -2.93,
    ("pages", "page"): 0.90,
    ("pages", "partly"): -0.40,
    ("pages", "range"): 2.31,
    ("place", "exact"): 1.11,
    ("place", "issue"): 0.24,
    ("title", "changed"): 0.26,
    ("title", "different"): -2.84,
    ("title", "generic"): -1.93,
    ("title", "near"): 1.09,
    ("title", "same"): 4.18,
    ("title", "similar"): -0.93,
    ("title", "within"): 0.17,
    ("title numbers", "differ"): 0.23,
    ("title numbers", "one-sided"): -1.01,
    ("title numbers", "same"): 0.78,
    ("volume", "different"): -1.92,
    ("volume", "same"): 1.17,
    ("year", "far"): -2.05,
    ("year", "next"): -1.88,
    ("year", "same"): 0.62,
}
