"""Records in, one canonical record per paper or trial out, with the evidence for every link.

features → block → compare → cluster → merge
"""

from dedupe.groups import merged_ids, write_groups
from dedupe.link import Beaten, Canonical, Decision, Evidence, Link, Provenance, Result
from dedupe.naming import carried
from dedupe.relate import Relation, relations
from dedupe.run import deduplicate

__all__ = [
    "Beaten",
    "Canonical",
    "Decision",
    "Evidence",
    "Link",
    "Provenance",
    "Relation",
    "Result",
    "carried",
    "deduplicate",
    "merged_ids",
    "relations",
    "write_groups",
]
