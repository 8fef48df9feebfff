"""XLSX: the texts that cells refer to by number."""

import re
from typing import IO
from xml.sax.saxutils import unescape

from ktp_core.errors import Refused
from ktp_core.rosters.reading.archive import DAMAGED, Archive
from ktp_core.rosters.reading.limits import MAX_CELL_TEXT, MAX_STRINGS
from ktp_core.rosters.reading.plain_pieces import QUOTES, NotPlain, pieces
from ktp_core.rosters.reading.values import unescape_ooxml
from ktp_core.rosters.reading.xmlguard import local, parse

_STRING = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')


def shared_strings(archive: Archive, part: str) -> list[str]:
    """The table of texts that cells refer to by number; phonetic readings are left out."""
    if part not in archive:
        return []
    try:
        with archive.open(part) as stream:
            return [unescape_ooxml(text) for text in plain_strings(stream)]
    except NotPlain:
        return _parsed_strings(archive, part)
    except DAMAGED as fault:
        raise Refused("format", reason="damaged") from fault


def plain_strings(stream: IO[bytes]) -> list[str]:
    """The shared strings. Raises NotPlain."""
    strings: list[str] = []
    for text in pieces(stream, b"<si>", b"</si>", b"</sst>"):
        found = _STRING.findall(text)
        if text.count("<") != 4 * len(found) or "&#" in text:
            raise NotPlain
        if "&" in text:
            found = [unescape(one, QUOTES) if "&" in one else one for one in found]
        strings += [one[: MAX_CELL_TEXT + 1] for one in found] if len(text) > MAX_CELL_TEXT else found
        if len(strings) > MAX_STRINGS:
            raise Refused("too_big", reason="elements")
    return strings


def _parsed_strings(archive: Archive, part: str) -> list[str]:
    strings: list[str] = []
    written: list[str] = []
    state = {"take": False, "phonetic": False}

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "t":
            state["take"] = not state["phonetic"]
        elif tag == "rPh":
            state["phonetic"] = True
        elif tag == "si":
            written.clear()
            if len(strings) >= MAX_STRINGS:
                raise Refused("too_big", reason="elements")

    def end(tag: str) -> None:
        tag = local(tag)
        if tag == "t":
            state["take"] = False
        elif tag == "rPh":
            state["phonetic"] = False
        elif tag == "si":
            strings.append(unescape_ooxml("".join(written)[: MAX_CELL_TEXT + 1]))

    def text(data: str) -> None:
        if state["take"] and len(written) < 200:
            written.append(data[: MAX_CELL_TEXT + 1])

    with archive.open(part) as stream:
        parse(stream, start, end, text)
    return strings
