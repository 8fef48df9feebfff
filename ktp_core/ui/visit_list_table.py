"""Hari kunjungan: the rows of the list, fifty a page."""

from __future__ import annotations

from collections.abc import Sequence

from ktp_core import config
from ktp_core.fieldwork.lines import Line
from ktp_core.fieldwork.model import PersonOrigin
from ktp_core.ui import tables
from ktp_core.ui.i18n import _
from ktp_core.ui.visit_day import Opened
from ktp_core.ui.visit_day_words import frame


def show(one: Opened, lines: Sequence[Line], turn: int) -> list[int]:
    """The rows, fifty a page; the numbers of those chosen."""
    regency = one.sheet.visit.regency
    # Everything fits beside the sidebar at 1366 px; masked NIKs are alike within a district and tell nobody apart.
    columns = {
        "number": tables.amount(_("No"), 45), "name": tables.text(_("Nama"), 185), "held": tables.text(_("Hasil"), 165),
        "remark": tables.text(_("Keterangan"), 140), "class_name": tables.text(_("Kelas"), 70),
        "birth_date": tables.day(_("Lahir"), 90), "sex": tables.text(_("L/P"), 42), "time": tables.text(_("Jam"), 52),
        "tool": tables.text(_("Operator, alat"), 108),
    }  # fmt: skip
    remarked = any(line.why_not or line.doubt or line.person.origin is not PersonOrigin.LIST for line in lines)
    for name, needed in (("remark", remarked), ("class_name", len({line.person.class_name for line in lines}) > 1)):
        if not needed:
            del columns[name]
            columns["tool"] = tables.text(_("Operator, alat"), 178)

    def draw(shown: object, page: int) -> list[int]:
        first = (page - 1) * config.PAGE_ROWS
        part = lines[first : first + config.PAGE_ROWS]
        key = f"daftar_{one.id}_{page}_{len(lines)}_{turn}"
        mode = "many" if one.entering else None
        picked = tables.show(frame(part, regency), columns, key=key, choose=mode, alt=_("Daftar kunjungan"))
        return [part[at].number for at in picked]

    return tables.paged(
        len(lines), lambda _limit, _offset: frame([], regency), draw, key="hal_kunjungan", of=(one.id, len(lines))
    )
