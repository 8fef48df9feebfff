"""What may be kept: sizes, and what a file is by its first bytes. Pure; `checking` looks inside."""

from __future__ import annotations

from collections.abc import Sequence

from ktp_core.attachments.model import JPEG, KINDS, PDF, PNG, Attachment, Checked, Owner
from ktp_core.errors import Refused
from ktp_core.text import safe_file_name, squeeze

MAX_BYTES = 10 * 1024 * 1024
MAX_FILES = 10
LONGEST: dict[Owner, int] = {Owner.REQUEST: 2200, Owner.VISIT: 1600, Owner.PARCEL: 2200}
"""Pixels of the longer side that a picture keeps: small print, stamps and signatures on paper stay legible."""

_STARTS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))


def kind_of(content: bytes) -> str:
    """The media type by content; the name of a file says nothing. Raises Refused with the code of what it is."""
    if not content:
        raise Refused("attachment_empty")
    if len(content) > MAX_BYTES:
        raise Refused("attachment_big", most=MAX_BYTES // 1024 // 1024)
    for start, media_type in _STARTS:
        if content.startswith(start):
            return media_type
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"):
        raise Refused("attachment_heic")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        raise Refused("attachment_office")
    raise Refused("attachment_kind")


def title_of(name: str) -> str:
    """The name a file came with, safe to show and to save under."""
    return safe_file_name(squeeze(name), fallback="pindaian", limit=100)


def file_name(title: str, media_type: str) -> str:
    """The title with the ending of what the file is, whatever it was called when it came."""
    stem, dot, ending = title.rpartition(".")
    known = ending.lower() in (*KINDS.values(), "jpeg")
    return f"{stem if dot and known else title}.{KINDS[media_type]}"


def room(one: Checked, kept: Sequence[Attachment]) -> None:
    """Raises Refused when `one` is kept already ("attachment_same") or would be too many ("attachment_many")."""
    if any(other.sha256 == one.sha256 for other in kept):
        raise Refused("attachment_same")
    if len(kept) >= MAX_FILES:
        raise Refused("attachment_many", most=MAX_FILES)
