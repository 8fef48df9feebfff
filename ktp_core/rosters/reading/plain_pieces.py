"""A part of a package in pieces of whole rows or texts, as far as it is written the plain way."""

from collections.abc import Callable, Iterator
from typing import IO

_CHUNK = 256 * 1024
_LONGEST_PIECE = 4 * 1024 * 1024
QUOTES = {"&quot;": '"', "&apos;": "'"}  # besides what `unescape` knows


class NotPlain(Exception):
    """Something that only a parser can judge."""


def pieces(
    stream: IO[bytes], first: bytes, end: bytes, last: bytes, see: Callable[[bytes], None] = lambda tail: None
) -> Iterator[str]:
    """The part from `first` on in pieces that stop behind an `end`, up to `last`. The rest is read for its checksum
    and shown to `see`, in pieces that overlap."""
    buffer = stream.read(_CHUNK)
    start = buffer.find(first)
    head = buffer[:start].lower()
    if start < 0 or b"<!" in head or (b"encoding" in head and b'encoding="utf-8"' not in head):
        raise NotPlain
    buffer = buffer[start:]
    while (stop := buffer.find(last)) < 0:
        cut = buffer.rfind(end) + len(end)
        if cut >= len(end):
            yield _decoded(buffer[:cut])
            buffer = buffer[cut:]
        more = stream.read(_CHUNK)
        if not more or len(buffer) > _LONGEST_PIECE:
            raise NotPlain
        buffer += more
    yield _decoded(buffer[:stop])
    if not _ends(buffer[stop:], stream, see):
        raise NotPlain


def _decoded(piece: bytes) -> str:
    try:
        return piece.decode("utf-8")
    except UnicodeDecodeError:
        raise NotPlain from None


def _ends(tail: bytes, stream: IO[bytes], see: Callable[[bytes], None]) -> bool:
    """Reads to the end, and answers whether the last thing there is a closing tag."""
    see(tail)
    while more := stream.read(_CHUNK):
        tail = tail[-1000:] + more
        see(tail)
    return tail.rstrip().endswith((b"</worksheet>", b"</sst>"))
