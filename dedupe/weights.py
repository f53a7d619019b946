"""What each level of agreement is worth, in log-odds; an absent field adds nothing.

Written by ``python -m bench.fit_dedupe``.
"""

BIAS = -4.57
WEIGHTS: dict[tuple[str, str], float] = {
    ("abstract", "different"): -0.06,
    ("abstract", "same"): 1.04,
    ("abstract", "similar"): -1.01,
    ("authors", "all"): 1.91,
    ("authors", "most"): -0.60,
    ("authors", "none"): -3.43,
    ("authors", "one"): 0.34,
    ("authors", "some"): -0.71,
    ("issue", "different"): -2.17,
    ("issue", "same"): -0.27,
    ("journal", "different"): -2.84,
    ("journal", "same"): 2.21,
    ("journal", "similar"): -0.70,
    ("pages", "different"): -2.78,
    ("pages", "page"): 1.40,
    ("pages", "partly"): -0.54,
    ("pages", "range"): 3.48,
    ("title", "different"): -3.30,
    ("title", "generic"): -2.38,
    ("title", "near"): 1.21,
    ("title", "same"): 3.93,
    ("title", "similar"): -1.46,
    ("title", "unlike"): -3.17,
    ("title", "within"): 0.11,
    ("title numbers", "differ"): -0.16,
    ("title numbers", "one-sided"): -2.18,
    ("volume", "different"): -1.67,
    ("volume", "same"): 1.47,
    ("year", "far"): -2.33,
    ("year", "next"): -1.33,
    ("year", "same"): 1.50,
}
