"""What each level of agreement is worth, in log-odds; an absent field adds nothing.

Written by ``python -m bench.fit_dedupe``.
"""

BIAS = -5.71
WEIGHTS: dict[tuple[str, str], float] = {
    ("abstract", "different"): -0.64,
    ("abstract", "same"): 1.16,
    ("abstract", "similar"): -0.53,
    ("authors", "all"): 2.00,
    ("authors", "most"): -0.13,
    ("authors", "none"): -2.48,
    ("authors", "one"): 0.32,
    ("authors", "some"): -0.53,
    ("id", "shared"): 0.64,
    ("issue", "different"): -2.37,
    ("issue", "same"): 0.19,
    ("journal", "different"): -1.69,
    ("journal", "same"): 1.36,
    ("journal", "similar"): -0.60,
    ("pages", "different"): -1.38,
    ("pages", "partly"): -0.09,
    ("pages", "same"): 3.03,
    ("title", "different"): -1.94,
    ("title", "generic"): -0.45,
    ("title", "near"): 0.99,
    ("title", "same"): 3.99,
    ("title", "similar"): -0.51,
    ("title", "unlike"): -2.15,
    ("title", "within"): 0.08,
    ("title numbers", "differ"): -0.48,
    ("title numbers", "one-sided"): -1.00,
    ("volume", "different"): -1.07,
    ("volume", "same"): 0.83,
    ("year", "far"): -1.65,
    ("year", "next"): -0.30,
    ("year", "same"): 1.96,
}
