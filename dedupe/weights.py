"""What each level of agreement is worth, in log-odds; an absent field adds nothing.

Written by ``python -m bench.fit_dedupe``.
"""

BIAS = -4.40
WEIGHTS: dict[tuple[str, str], float] = {
    ("abstract", "different"): -0.00,
    ("abstract", "same"): 1.12,
    ("abstract", "similar"): -0.65,
    ("authors", "all"): 1.85,
    ("authors", "most"): -0.30,
    ("authors", "none"): -3.38,
    ("authors", "one"): 0.22,
    ("authors", "some"): -0.73,
    ("issue", "different"): -2.20,
    ("issue", "same"): -0.29,
    ("journal", "different"): -2.85,
    ("journal", "same"): 2.12,
    ("journal", "similar"): -0.77,
    ("pages", "different"): -2.86,
    ("pages", "page"): 1.31,
    ("pages", "partly"): -0.60,
    ("pages", "range"): 3.43,
    ("title", "different"): -3.28,
    ("title", "generic"): -2.15,
    ("title", "near"): 1.12,
    ("title", "same"): 3.92,
    ("title", "similar"): -1.64,
    ("title", "unlike"): -3.15,
    ("title", "within"): 0.11,
    ("title numbers", "differ"): -0.64,
    ("title numbers", "one-sided"): -2.13,
    ("volume", "different"): -1.58,
    ("volume", "same"): 1.46,
    ("year", "far"): -2.44,
    ("year", "next"): -1.13,
    ("year", "same"): 1.49,
}
