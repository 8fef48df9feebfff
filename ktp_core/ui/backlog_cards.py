"""The cards of the screen `antrean_cetak`, with masked NIKs until somebody asks, in writing, to see them."""

from __future__ import annotations

from functools import partial

import pandas as pd

from ktp_core import clock, nik
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.printing import queries, service
from ktp_core.printing.model import BacklogFilter
from ktp_core.printing.rules import Queue
from ktp_core.ui import reveal, tables
from ktp_core.ui.i18n import _, number, words

_SCREEN = "antrean"


def listing(user: Actor, chosen: BacklogFilter, queue: Queue) -> None:
    """The cards, fifty a page, longest wait first."""
    page = {"offset": 0}

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        page["offset"] = offset
        return _page(user, chosen, queue, limit, offset)

    tables.paged(queue.total, fetch, lambda frame, _n: _cards(user, chosen, frame, page["offset"]), of=chosen)


def _page(user: Actor, chosen: BacklogFilter, queue: Queue, limit: int, offset: int) -> pd.DataFrame:
    ids = reveal.revealed(_SCREEN, chosen, offset)
    permission = Permission.NIK_REVEAL if ids else Permission.BACKLOG_VIEW
    with reading(user, permission, user.regency) as conn:
        frame = queries.backlog_page(
            conn, chosen, queue.today, limit=limit, offset=offset, queue=queue, reveal=bool(ids)
        )
    pairs = zip(frame["id"], frame["nik"], strict=True)
    frame["nik"] = [nik.group(digits) if key in ids else nik.mask(digits) for key, digits in pairs]
    frame[["institution", "district"]] = frame[["institution", "district"]].astype(object).fillna("–")
    frame["kind"] = [_("Pemula") if serial == 1 else _("Penggantian") for serial in frame["serial"]]
    frame["waited"] = [words("{n} hari", n=number(n)) for n in frame["days"]]
    return frame


def _cards(user: Actor, chosen: BacklogFilter, frame: pd.DataFrame, offset: int) -> None:
    reveals = may(user, Permission.NIK_REVEAL)
    columns = {
        "nik": tables.text(_("NIK"), 148), "name": tables.text(_("Nama"), 180),
        "birth_date": tables.day(_("Lahir"), 86),
        "institution": tables.text(_("Lembaga"), 134), "district": tables.text(_("Kecamatan"), 98),
        "kind": tables.text(_("Jenis"), 86), "printable_from": tables.day(_("Sejak"), 86),
        "waited": tables.text(_("Menunggu"), 80, help=_("Hari sejak kartu boleh dicetak: siap cetak dan cukup usia.")),
    }  # fmt: skip
    key = f"antrean_{offset}_{hash(chosen)}"
    picked = tables.show(
        frame, columns, key=key, choose="many" if reveals else None, height=tables.fitting(frame),
        alt=_("Kartu yang menunggu cetak, yang terlama lebih dahulu."),
    )  # fmt: skip
    if reveals:
        note = partial(service.revealed, user, chosen, at=clock.now())
        reveal.button(_SCREEN, chosen, offset, frame, picked, note)
