"""What stands in the cells of a sheet of days, and how high it is."""

from __future__ import annotations

from dataclasses import dataclass

LINE, PAD, GAP = 15, 3, 4  # pixels: a line of text, around a cell's content, between lines and cells


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines of text in a cell. `key`: what a click on it says, empty for none; `tone`: a name of `board.TONES`.

    `bold` stands before `text`; `below` is a second, quieter line.
    """

    text: str
    key: str = ""
    tone: str = "plain"
    bold: str = ""
    below: str = ""
    hover: str = ""

    @property
    def height(self) -> int:
        """In pixels."""
        return LINE * (2 if self.below else 1) + 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `shade`: empty, "off" for a day that is none of ours, "now" for today, "bare" for headings."""

    entries: tuple[Entry, ...] = ()
    shade: str = ""

    @property
    def height(self) -> int:
        """In pixels."""
        return 2 * PAD + sum(one.height + GAP - 2 for one in self.entries)
