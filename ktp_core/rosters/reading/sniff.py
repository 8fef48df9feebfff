"""What a file really is, by its content; the extension only has to agree."""

from ktp_core.errors import Refused

WORKBOOKS = frozenset(("xlsx", "xls", "ods"))
_EXTENSIONS = {
    "xlsx": WORKBOOKS, "xlsm": WORKBOOKS, "xls": WORKBOOKS, "ods": WORKBOOKS,
    "csv": frozenset(("text",)), "tsv": frozenset(("text",)), "txt": frozenset(("text",)), "tab": frozenset(("text",)),
}  # fmt: skip
_OTHERS = (
    (b"%PDF", "pdf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"BM", "image"),
    (b"{\\rtf", "document"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"), (b"\x1f\x8b", "archive"),
    (b"SQLite format 3\x00", "unknown"), (b"MZ", "unknown"), (b"\x7fELF", "unknown"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(content: bytes) -> str:
    """ "zip", "xls" or "text". Raises Refused for emptiness, encryption and everything that is no list."""
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty", reason="bytes")
    if content.startswith(b"PK"):
        return "zip"
    if content.startswith(_OLE):
        return _ole_kind(content)
    for mark, what in _OTHERS:
        if content.startswith(mark):
            if mark in (b"BM", b"MZ") and b"\x00" not in content[:64]:
                continue
            raise Refused("format", reason=what)
    _refuse_markup(content[:2000])
    return "text"


def _ole_kind(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content:
        raise Refused("encrypted")
    if "Workbook".encode("utf-16-le") in content or "Book\0".encode("utf-16-le") in content:
        return "xls"
    raise Refused("format", reason="document")


def _refuse_markup(head: bytes) -> None:
    """Web pages saved as .xls are common: many portals "export to Excel" that way."""
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"<"):
        raise Refused("format", reason="html")
    if start.startswith((b"mime-version:", b"{", b"[{")):
        raise Refused("format", reason="unknown")


def check_extension(name: str, kind: str) -> None:
    """Refuses a name that promises something else than `kind` ("xlsx", "xls", "ods" or "text")."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        return
    allowed = _EXTENSIONS.get(extension.strip().lower())
    if allowed is None:
        raise Refused("format", reason="extension", extension=extension[:10])
    if kind not in allowed:
        raise Refused("format", reason="mismatch", extension=extension.lower(), kind="csv" if kind == "text" else kind)
