"""Files kept with a request (scan of the letter), a visit (photo) or a parcel (scan of the signed receipt).

Their bytes lie in the database, in no folder.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Owner(StrEnum):
    """What a file belongs to."""

    REQUEST = "request"
    VISIT = "visit"
    PARCEL = "parcel"


PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
KINDS: dict[str, str] = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
"""Media types that are taken -> ending of the file. PNG comes in and is kept as JPEG."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked into: what it is by content, and the bytes to keep (pictures are drawn anew)."""

    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Its fingerprint, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A kept file without its bytes. `title`: the name it came with, cleaned; `size` in bytes."""

    id: int
    regency: str
    owner: Owner
    owner_id: int
    media_type: str
    title: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str

    @property
    def picture(self) -> bool:
        """Whether it can be shown on screen."""
        return self.media_type in (JPEG, PNG)
