"""Zip files, looked at before anything is unpacked (OWASP ASVS 5.2.3)."""

import zipfile
import zlib
from io import BytesIO
from typing import IO

from ktp_core.errors import Refused
from ktp_core.rosters.reading.limits import MAX_ENTRIES, MAX_UNPACKED_BYTES

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, OverflowError)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """The entries of a zip that passed the checks: few, small, plain, each name once."""

    def __init__(self, content: bytes) -> None:
        if content.count(b"PK\x01\x02") > MAX_ENTRIES + 50:
            raise Refused("too_big", reason="entries", limit=MAX_ENTRIES)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except DAMAGED as fault:
            raise Refused("format", reason="damaged") from fault
        entries = self._zip.infolist()
        self._by_name = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
        _check(entries, len(self._by_name))

    @property
    def names(self) -> set[str]:
        """Entry names in lower case, as package parts are compared."""
        return set(self._by_name)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def open(self, name: str) -> IO[bytes]:
        """The entry as a stream that never yields more than it declared. Raises Refused if it is not there."""
        try:
            return self._zip.open(self._by_name[name.lower()])
        except KeyError:
            raise Refused("format", reason="damaged") from None
        except (RuntimeError, *DAMAGED) as fault:
            raise Refused("format", reason="damaged") from fault

    def read(self, name: str, limit: int = 4 * 1024 * 1024) -> bytes:
        """A small entry as a whole; larger than `limit` is refused."""
        with self.open(name) as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise Refused("too_big", reason="unpacked")
        return content


def _check(entries: list[zipfile.ZipInfo], names: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Refused("too_big", reason="entries", limit=MAX_ENTRIES)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise Refused("too_big", reason="unpacked", limit_mb=MAX_UNPACKED_BYTES // 1024 // 1024)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("encrypted")
    if names != len(entries) or any(entry.compress_type not in _METHODS for entry in entries):
        raise Refused("format", reason="damaged")
