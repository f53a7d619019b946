"""What each level of agreement is worth, in log-odds; an absent field adds nothing.

Written by ``python -m bench.fit_dedupe``.
"""

BIAS = -2.99
WEIGHTS: dict[tuple[str, str], float] = {
    ("abstract", "different"): -0.23,
    ("abstract", "same"): 0.43,
    ("abstract", "similar"): -1.58,
    ("authors", "all"): 1.01,
    ("authors", "most"): -0.94,
    ("authors", "none"): -2.63,
    ("authors", "one"): -0.30,
    ("authors", "one of many"): -0.80,
    ("authors", "some"): -0.19,
    ("issue", "different"): -1.76,
    ("issue", "same"): 0.39,
    ("journal", "different"): -3.21,
    ("journal", "same"): 1.26,
    ("journal", "similar"): 0.01,
    ("pages", "different"): -2.95,
    ("pages", "page"): 0.87,
    ("pages", "partly"): -0.42,
    ("pages", "range"): 2.45,
    ("place", "exact"): 1.02,
    ("place", "issue"): 0.23,
    ("title", "changed"): 0.23,
    ("title", "different"): -2.82,
    ("title", "generic"): -1.90,
    ("title", "near"): 1.07,
    ("title", "same"): 4.14,
    ("title", "similar"): -0.97,
    ("title", "within"): 0.25,
    ("title numbers", "differ"): 0.21,
    ("title numbers", "one-sided"): -1.01,
    ("title numbers", "same"): 0.79,
    ("volume", "different"): -1.90,
    ("volume", "same"): 1.16,
    ("year", "far"): -1.95,
    ("year", "next"): -1.87,
    ("year", "same"): 0.61,
}
