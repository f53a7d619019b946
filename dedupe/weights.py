"""What each level of agreement is worth, in log-odds; an absent field adds nothing.

Written by ``python -m bench.fit_dedupe``.
"""

BIAS = -3.12
WEIGHTS: dict[tuple[str, str], float] = {
    ("abstract", "different"): -0.46,
    ("abstract", "same"): 0.36,
    ("abstract", "similar"): -2.20,
    ("authors", "all"): 0.95,
    ("authors", "most"): -1.54,
    ("authors", "none"): -3.13,
    ("authors", "one"): -0.15,
    ("authors", "some"): -0.17,
    ("issue", "different"): -2.04,
    ("issue", "same"): 0.44,
    ("journal", "different"): -3.55,
    ("journal", "same"): 1.43,
    ("journal", "similar"): -0.70,
    ("pages", "different"): -3.02,
    ("pages", "page"): 1.25,
    ("pages", "partly"): -0.58,
    ("pages", "range"): 2.97,
    ("title", "changed"): 0.45,
    ("title", "different"): -3.33,
    ("title", "generic"): -2.33,
    ("title", "near"): 1.25,
    ("title", "same"): 4.66,
    ("title", "similar"): -1.02,
    ("title", "within"): 0.31,
    ("title numbers", "differ"): 0.53,
    ("title numbers", "one-sided"): -1.22,
    ("title numbers", "same"): 0.69,
    ("volume", "different"): -2.33,
    ("volume", "same"): 1.42,
    ("year", "far"): -2.51,
    ("year", "next"): -2.13,
    ("year", "same"): 0.56,
}
