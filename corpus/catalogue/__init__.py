"""What lists of canonical records are made of: a narrow row for each, and the words that it is found by."""

from corpus.catalogue.catalogue import NO_ABSTRACT, Catalogue
from corpus.catalogue.find import SORTS, Found, Query
from corpus.catalogue.hits import Hit
from corpus.catalogue.table import FACETS, NOT_ALIGNED, UNKNOWN

__all__ = ["FACETS", "NOT_ALIGNED", "NO_ABSTRACT", "SORTS", "UNKNOWN", "Catalogue", "Found", "Hit", "Query"]
