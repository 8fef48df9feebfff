"""The seal of a copy: a digest over every byte of the file, kept inside it, so that one flipped bit is noticed.

The digest is computed with zeros in its own place.
"""

from __future__ import annotations

import hashlib
import mmap
from pathlib import Path

_MARK = "ktp-backup-sha256:"
UNSEALED = _MARK + "0" * 64
_CHUNK = 16 * 1024 * 1024


def seal(file: Path) -> None:
    """Replace UNSEALED, which the file must contain, by the digest of the file as it is now."""
    digest, place = _digest(file, UNSEALED)
    with file.open("rb+") as handle:
        handle.seek(place)
        handle.write((_MARK + digest).encode())


def intact(file: Path, seal_inside: str) -> bool:
    """Whether every byte of the file is as it was when `seal_inside` was written into it."""
    try:
        digest, _ = _digest(file, seal_inside)
    except ValueError:
        return False
    return seal_inside == _MARK + digest


def _digest(file: Path, mark: str) -> tuple[str, int]:
    with file.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        place = data.find(mark.encode())
        if place < 0:
            raise ValueError("no seal in the file")
        digest = hashlib.sha256()
        _feed(digest, data, 0, place)
        digest.update(UNSEALED.encode())
        _feed(digest, data, place + len(mark), len(data))
    return digest.hexdigest(), place


def _feed(digest: hashlib._Hash, data: mmap.mmap, start: int, end: int) -> None:
    for at in range(start, end, _CHUNK):
        digest.update(data[at : min(at + _CHUNK, end)])
