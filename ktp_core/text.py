"""Small pure helpers for text that people typed: names, column headings, month names, file names."""

import re
import unicodedata

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agust agus agu ags agt aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip

_APOSTROPHES = str.maketrans(dict.fromkeys("`´ʹʻʼʽˈ‘’‛′＇ʾʿ", "'") | dict.fromkeys("‐‑‒–—−", "-"))
_NOT_KEY = re.compile(r"[\W_]+")
_UNSAFE_IN_FILE_NAME = re.compile(r"[^\w.() -]+")
_RESERVED_FILE_NAMES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_ASCII_LETTERS = re.compile(r"[A-Za-z .,'-]*")


def strip_invisible(value: str) -> str:
    """The text without control, zero-width and direction characters; tabs and line breaks become spaces."""
    if value.isascii() and value.isprintable():
        return value
    kept = (" " if char in "\t\r\n\v\f\x85\u2028\u2029" else char for char in value)
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Cn"))


def squeeze(value: str) -> str:
    """One line, no invisible characters, single spaces, none at the ends."""
    return " ".join(strip_invisible(value).split())


def normalise_name(value: str) -> str:
    """A name as SIAK prints it: upper case, single spaces, plain apostrophes. Words are never changed or reordered."""
    if not _ASCII_LETTERS.fullmatch(value):
        value = strip_invisible(unicodedata.normalize("NFKC", value.translate(_APOSTROPHES)).translate(_APOSTROPHES))
    name = " ".join(value.upper().split())
    return name.replace(" ,", ",") if " ," in name else name


def header_key(value: str) -> str:
    """A column heading reduced to its letters and digits: "N I K" and "Nik." are both "nik"."""
    return _NOT_KEY.sub("", unicodedata.normalize("NFKC", strip_invisible(value)).casefold())


def month_number(word: str) -> int | None:
    """1 to 12 for an Indonesian or English month name or its usual abbreviation, else None."""
    return MONTHS.get(word.casefold().rstrip("."))


def safe_file_name(value: str, *, fallback: str = "berkas", limit: int = 100) -> str:
    """A name that is safe on every file system and in a header: no folders, no odd characters, extension kept."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFKC", strip_invisible(value)))[-1]
    name = re.sub(r"\.{2,}", ".", _UNSAFE_IN_FILE_NAME.sub("_", " ".join(last.split()))).strip(" .")
    if not name.strip("_") or _RESERVED_FILE_NAMES.match(name):
        name = f"{fallback}_{name}" if name.strip("_") else fallback
    if len(name) <= limit:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 8:
        return name[:limit].rstrip(" .")
    return stem[: limit - len(extension) - 1].rstrip(" .") + "." + extension
