"""Which cell styles of a workbook show a number as a date."""

import re

from ktp_core.rosters.reading.archive import Archive
from ktp_core.rosters.reading.xmlguard import local, parse

_BUILT_IN_DATES = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def is_date_format(code: str) -> bool:
    """True if the number format shows a year or a day; times alone are no dates."""
    plain = _LITERAL.sub("", code.split(";")[0]).lower()
    return "y" in plain or "d" in plain


def date_styles(archive: Archive, part: str) -> frozenset[str]:
    """Indexes (as text, as cells write them) of the styles that are dates."""
    if part not in archive:
        return frozenset()
    custom: dict[str, bool] = {}
    dates: set[str] = set()
    state = {"in": False, "count": 0}

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "numFmt":
            custom[attributes.get("numFmtId", "")] = is_date_format(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            state["in"] = True
        elif tag == "xf" and state["in"]:
            number = attributes.get("numFmtId", "0")
            if custom.get(number, number.isdigit() and int(number) in _BUILT_IN_DATES):
                dates.add(str(state["count"]))
            state["count"] += 1

    def end(name: str) -> None:
        if local(name) == "cellXfs":
            state["in"] = False

    with archive.open(part) as stream:
        parse(stream, start, end)
    return frozenset(dates)
