"""What each level of agreement is worth, in log-odds; an absent field adds nothing.

Written by ``python -m bench.fit_dedupe``.
"""

BIAS = -3.01
WEIGHTS: dict[tuple[str, str], float] = {
    ("abstract", "different"): -0.14,
    ("abstract", "same"): 0.41,
    ("abstract", "similar"): -1.59,
    ("authors", "all"): 0.98,
    ("authors", "most"): -0.96,
    ("authors", "none"): -2.79,
    ("authors", "one"): -0.21,
    ("authors", "one of many"): -0.81,
    ("authors", "some"): -0.19,
    ("issue", "different"): -1.73,
    ("issue", "same"): 0.32,
    ("journal", "different"): -3.20,
    ("journal", "same"): 1.24,
    ("journal", "similar"): 0.04,
    ("pages", "different"): -2.84,
    ("pages", "page"): 0.96,
    ("pages", "partly"): -0.58,
    ("pages", "range"): 2.34,
    ("place", "exact"): 1.12,
    ("place", "issue"): 0.24,
    ("title", "changed"): 0.32,
    ("title", "different"): -2.99,
    ("title", "generic"): -1.93,
    ("title", "near"): 1.11,
    ("title", "same"): 4.23,
    ("title", "similar"): -0.92,
    ("title", "within"): 0.17,
    ("title numbers", "differ"): 0.22,
    ("title numbers", "one-sided"): -0.98,
    ("title numbers", "same"): 0.76,
    ("volume", "different"): -1.93,
    ("volume", "same"): 1.19,
    ("year", "far"): -2.05,
    ("year", "next"): -1.89,
    ("year", "same"): 0.60,
}
