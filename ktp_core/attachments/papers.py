"""PDF files: whole, unlocked, of a letter's length, and paper only. Runs in the child process.

A PDF is kept as it came, to the byte: many official letters carry an electronic signature that any change would break.
So what a paper letter cannot do is refused instead: scripts, programs to start, forms that send, films, other files.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf

from ktp_core.errors import Refused

MOST_PAGES = 100
MOST_OBJECTS = 1_000_000
_ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/RichMediaExecute", "/Rendition", "/Movie"}
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA"}
_ACTIVE_KINDS = {"/RichMedia", "/3D", "/Movie", "/Screen", "/Sound"}
_FILE_KEYS = {"/EmbeddedFiles", "/EF", "/Collection"}


def look(content: bytes) -> None:
    """Raises Refused unless it is a paper; any other exception means a damaged file."""
    if content[content.rfind(b"%%EOF") + 5 :].strip(b"\0\t\n\f\r "):
        raise Refused("attachment_damaged")  # cut off, or another file hides behind this one
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as paper:
            if paper.is_encrypted:
                raise Refused("attachment_locked")
            if not 1 <= len(paper.pages) <= MOST_PAGES:
                raise Refused("attachment_pages", pages=len(paper.pages), most=MOST_PAGES)
            _search(paper)
    except pikepdf.PasswordError:
        raise Refused("attachment_locked") from None


def _search(paper: pikepdf.Pdf) -> None:
    """Every object of the file, reached or not: readers repair files and may find what we would not."""
    waiting: list[pikepdf.Object] = [paper.trailer, *paper.objects]
    seen = 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > MOST_OBJECTS:
            raise Refused("attachment_heavy")
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            _judge(one)
            waiting += [part for part in dict(one.items()).values() if _inside(part)]
        elif isinstance(one, pikepdf.Array):
            waiting += [part for part in one if _inside(part)]


def _inside(part: object) -> bool:
    """A container written inside another; what is only pointed to has its own turn."""
    return isinstance(part, (pikepdf.Dictionary, pikepdf.Array)) and not part.is_indirect


def _judge(one: pikepdf.Object) -> None:
    keys = set(one.keys())
    if keys & _FILE_KEYS or _name(one, "/Type") == "/EmbeddedFile" or _name(one, "/Subtype") == "/FileAttachment":
        raise Refused("attachment_files")
    if keys & _ACTIVE_KEYS or _name(one, "/S") in _ACTS or _name(one, "/Subtype") in _ACTIVE_KINDS:
        raise Refused("attachment_active")


def _name(one: pikepdf.Object, key: str) -> str:
    value = one.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""
