"""Read scraped pages about papers and trials into records.

``read`` takes one file; ``bulk`` takes folders, with worker processes and limits.
"""

from ingest.bulk import read
from ingest.record import Identifier, Record, Section, Source, Trial, from_json, to_json

__all__ = ["Identifier", "Record", "Section", "Source", "Trial", "from_json", "read", "to_json"]
