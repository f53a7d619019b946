"""Records in, one canonical record per paper or trial out, with the evidence for every link.

features → block → compare → cluster → merge
"""

from dedupe.groups import merged_ids, write_groups
from dedupe.link import Beaten, Canonical, Cluster, Decision, Evidence, Link, Provenance, Result
from dedupe.naming import carried
from dedupe.relate import Relation, relations
from dedupe.run import Resolution, deduplicate, resolve

__all__ = [
    "Beaten",
    "Canonical",
    "Cluster",
    "Decision",
    "Evidence",
    "Link",
    "Provenance",
    "Relation",
    "Resolution",
    "Result",
    "carried",
    "deduplicate",
    "merged_ids",
    "relations",
    "resolve",
    "write_groups",
]
