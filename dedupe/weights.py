"""What each level of agreement is worth, in log-odds; an absent field adds nothing.

Written by ``python -m bench.fit_dedupe``.
"""

BIAS = -4.58
WEIGHTS: dict[tuple[str, str], float] = {
    ("abstract", "different"): -0.04,
    ("abstract", "same"): 1.04,
    ("abstract", "similar"): -0.98,
    ("authors", "all"): 1.91,
    ("authors", "most"): -0.67,
    ("authors", "none"): -3.40,
    ("authors", "one"): 0.35,
    ("authors", "some"): -0.72,
    ("issue", "different"): -2.16,
    ("issue", "same"): -0.24,
    ("journal", "different"): -2.83,
    ("journal", "same"): 2.21,
    ("journal", "similar"): -0.70,
    ("pages", "different"): -2.77,
    ("pages", "page"): 1.41,
    ("pages", "partly"): -0.53,
    ("pages", "range"): 3.41,
    ("title", "different"): -3.28,
    ("title", "generic"): -2.37,
    ("title", "near"): 1.22,
    ("title", "same"): 3.93,
    ("title", "similar"): -1.67,
    ("title", "unlike"): -3.16,
    ("title", "within"): 0.11,
    ("title numbers", "differ"): -0.63,
    ("title numbers", "one-sided"): -2.16,
    ("volume", "different"): -1.67,
    ("volume", "same"): 1.46,
    ("year", "far"): -2.31,
    ("year", "next"): -1.33,
    ("year", "same"): 1.51,
}
