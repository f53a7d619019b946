"""Records in, one canonical record per paper or trial out, with the evidence for every link.

features → block → compare → cluster → merge
"""

from dedupe.groups import merged_ids, write_groups
from dedupe.link import Canonical, Decision, Evidence, Link, Provenance, Result
from dedupe.run import deduplicate

__all__ = [
    "Canonical",
    "Decision",
    "Evidence",
    "Link",
    "Provenance",
    "Result",
    "deduplicate",
    "merged_ids",
    "write_groups",
]
