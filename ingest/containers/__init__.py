"""Archives as folders: zip, tar, gzip, bzip2, xz and WARC, told by content and read member by member.

Nothing is written to the disk, no link is followed, and every limit holds while a container is being unpacked.
"""

from ingest.containers.budget import LARGEST_FILE, Budget
from ingest.containers.member import Member
from ingest.containers.opening import HEAD, is_container, members

__all__ = ["HEAD", "LARGEST_FILE", "Budget", "Member", "is_container", "members"]
