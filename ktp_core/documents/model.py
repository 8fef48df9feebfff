"""What a document is made of, whatever it becomes: blocks of text, facts, tables, pictures, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """How the text of a cell stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Style(StrEnum):
    """How a paragraph stands."""

    BODY = "body"
    INDENT = "indent"  # first line moved in, both edges straight: the running text of a letter
    STRONG = "strong"
    SMALL = "small"  # notes and legends


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Kop surat: who writes, above a line over the whole page."""

    government: str
    office: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `with_next`: never the last thing on a page."""

    text: str
    style: Style = Style.BODY
    with_next: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the document in its middle, a line under it for its number or day."""

    text: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Above a part of the document; stays with what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Opening:
    """Head of a letter: number, enclosure and subject on the left; place, day and addressee on the right."""

    facts: tuple[tuple[str, str], ...]
    dated: str
    addressee: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Label : value, line by line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """What a scanner reads: a short text as Code 128 and as QR, in letters below; label : value on their left. The
    text is printed for everybody: nothing of a person belongs in it."""

    text: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Heading of a column and its share of the width; shares need not add up to anything."""

    title: str
    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and, above them, a caption with a note (all again on every page), then rows of text.

    `row_mm`: least height of a row, for writing by hand. `total`: the last row is a sum and stands out. `small`: a list
    of many columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    note: str = ""
    row_mm: float = 0
    total: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG or PNG and what it shows."""

    content: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """One or two pictures side by side."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: `role` above the room for the signature; name, rank and NIP below. No name: dots to write on."""

    role: str
    name: str = ""
    nip: str = ""
    rank: str = ""


SIGN_HERE = "(" + "." * 40 + ")"
"""Stands where the name of somebody who signs is not known."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Up to three who sign side by side (one alone stands on the right). Stays with the paragraph before it, so that
    no page holds signatures alone."""

    signers: tuple[Signer, ...]
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip to cut out and hand over; `head`: who gives it."""

    head: str
    title: str
    facts: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Slips:
    """Slips in two columns with lines to cut along, none split over two pages."""

    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = (
    Paragraph | Title | Heading | Opening | Facts | Code | Items | Table | Pictures | Signatures | Slips | PageBreak
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """A4. `footer` stands left of "Halaman 1 dari 3" on every page; `wide`: the long side is the upper one."""

    title: str
    blocks: tuple[Block, ...]
    letterhead: Letterhead | None = None
    footer: str = ""
    wide: bool = False

    def __post_init__(self) -> None:
        for before, block in zip((None, *self.blocks), self.blocks, strict=False):
            if isinstance(block, Signatures) and not isinstance(before, Paragraph):
                raise ValueError("signatures follow a paragraph")
