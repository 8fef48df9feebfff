"""ODS: the package and its list of tables."""

from ktp_core.errors import Refused
from ktp_core.rosters.reading.archive import DAMAGED, Archive
from ktp_core.rosters.reading.limits import MAX_SHEETS
from ktp_core.rosters.reading.xmlguard import feed, local, new_parser


def check_package(archive: Archive) -> None:
    """Refuses encryption and macros."""
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("encrypted")
    if any(name.startswith(("basic/", "scripts/")) for name in archive.names):
        raise Refused("macro")


def sheets(archive: Archive) -> list[tuple[str, bool]]:
    """(name, hidden) of every table, in order."""
    hidden_styles: set[str] = set()
    found: list[tuple[str, bool]] = []
    state = {"style": ""}

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "style":
            state["style"] = attributes.get("style:name", "")
        elif tag == "table-properties" and attributes.get("table:display") == "false":
            hidden_styles.add(state["style"])
        elif tag == "table":
            found.append((attributes.get("table:name", "")[:60], attributes.get("table:style-name") in hidden_styles))
            if len(found) > MAX_SHEETS:
                raise Refused("too_big", reason="sheets", limit=MAX_SHEETS)

    _run(archive, start)
    return found


def _run(archive: Archive, start) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    try:
        with archive.open("content.xml") as stream:
            for _ in feed(new_parser(start), stream):
                pass
    except DAMAGED as fault:
        raise Refused("format", reason="damaged") from fault
