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
    columns = {
        "number": tables.amount(_("No"), 50), "name": tables.text(_("Nama"), 200), "held": tables.text(_("Hasil"), 225),
        "remark": tables.text(_("Keterangan"), 145), "class_name": tables.text(_("Kelas"), 80),
        "birth_date": tables.day(_("Lahir"), 95), "sex": tables.text(_("L/P"), 50), "time": tables.text(_("Jam"), 60),
        "nik": tables.text(_("NIK"), 140), "operator": _("Operator"), "kit": _("Alat"),
    }  # fmt: skip
    remarked = any(line.why_not or line.doubt or line.person.origin is not PersonOrigin.LIST for line in lines)
    for name, needed in (("remark", remarked), ("class_name", len({line.person.class_name for line in lines}) > 1)):
        if not needed:
            del columns[name]

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
