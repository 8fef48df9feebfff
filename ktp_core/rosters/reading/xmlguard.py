"""XML without document types, entities of the author, or endless elements."""

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from ktp_core.errors import Refused
from ktp_core.rosters.reading.limits import MAX_ELEMENTS

_CHUNK = 128 * 1024
ROW_COST, ODD_COST = 40, 20
"""What a row, and an element that is neither row nor cell, take from the budget: a roster has few of either."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def _refuse_dtd(*_: object) -> None:
    raise Refused("format", reason="dtd")


def new_parser(start: Start | None, end: End | None = None, text: Text | None = None) -> expat.XMLParserType:
    """An expat parser that refuses a DOCTYPE, and with it XXE and entity bombs."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_dtd
    parser.EntityDeclHandler = _refuse_dtd
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    return parser


def feed(parser: expat.XMLParserType, stream: IO[bytes]) -> Iterator[None]:
    """Feeds the stream piece by piece, and hands control back after each so that finished rows can be taken."""
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as fault:
        raise Refused("format", reason="damaged") from fault


def parse(stream: IO[bytes], start: Start | None, end: End | None = None, text: Text | None = None) -> None:
    """Parses the whole stream."""
    for _ in feed(new_parser(start, end, text), stream):
        pass


def local(name: str) -> str:
    """The element or attribute name without its namespace prefix."""
    return name.rpartition(":")[2]


class Budget:
    """Counts elements, so that a file of nothing but markup ends early."""

    def __init__(self, limit: int = MAX_ELEMENTS) -> None:
        self.left = limit

    def spend(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise Refused("too_big", reason="elements")
