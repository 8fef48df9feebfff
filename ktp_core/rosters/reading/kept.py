"""The one waiting child of a server process, between its start and its end.

Outside a server (command line, tests of pages) nothing waits and every file has a child of its own.
"""

from __future__ import annotations

import threading
from typing import Any

from ktp_core.rosters.reading.worker import WarmReader, read_once

_lock = threading.Lock()
_reader: WarmReader | None = None


def start() -> None:
    """Have a child waiting from now on; again changes nothing."""
    global _reader
    with _lock:
        _reader = _reader or WarmReader()


def stop() -> None:
    """End the waiting child. A file being read by it counts as stopped; later ones get a child of their own."""
    global _reader
    with _lock:
        reader, _reader = _reader, None
    if reader is not None:
        reader.close()


def read(content: bytes, name: str) -> dict[str, Any]:
    """A `Reader`: through the waiting child if it is free, else through another. Raises Refused."""
    reader = _reader
    return read_once(content, name) if reader is None else reader(content, name)
