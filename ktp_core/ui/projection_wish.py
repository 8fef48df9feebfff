"""What if: kits, printers, blanks and hand-over as an office could have them, and what comes of it."""

from __future__ import annotations

import streamlit as st

from ktp_core.labels.projection import UNITS
from ktp_core.projection import wording
from ktp_core.projection.model import Stage, WhatIf
from ktp_core.projection.outlook import Outlook
from ktp_core.projection.tallies import VISITED
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.projection import speech, year_end


def ask(view: Outlook) -> WhatIf | None:
    """The sliders, in the address; None while all of them stand where the office stands."""
    with st.expander(_("Bagaimana jika"), icon=":material/tune:", key="bagaimana_jika"):
        row = iter(st.columns(4))
        with next(row):
            recording = _recording(view)
        with next(row):
            handing = _percent(_("Penyerahan kartu (%)"), "jika_serah")
        with next(row):
            capacity = _amount(_("Kapasitas cetak (kartu per hari kerja)"), "jika_cetak", view.known.means.capacity, 10)
        with next(row):
            coming = view.known.means.received if view.known.means.stock is not None else None
            blanks = _amount(_("Blangko datang per bulan"), "jika_blangko", coming, 10)
        if view.scope.districts:
            st.caption(_("Kapasitas cetak dan blangko milik seluruh kantor; untuk satu kecamatan tidak membatasi."))
    wish = WhatIf(recording, handing, capacity, blanks)
    return None if wish == WhatIf() else wish


def _recording(view: Outlook) -> float:
    """The factor of the rate of recording. Where it is known how much is recorded with kits that travel, by kits."""
    kits, mobile = view.known.means.kits, view.known.means.mobile
    if not kits or mobile is None:
        return _percent(_("Laju perekaman (%)"), "jika_rekam")
    chosen = st.slider(
        _("Alat rekam keliling"), 0, max(kits * 4, 10), kits, key="jika_alat", bind="query-params",
        help=words("{share}% perekaman 12 bulan terakhir dibuat dengan {n} alat itu; hanya bagian ini yang berubah, "
                   "dan hanya selama masih ada yang belum rekam.", share=number(mobile * 100), n=number(kits)),
    )  # fmt: skip
    return 1.0 + mobile * (chosen / kits - 1.0)


def _percent(label: str, key: str) -> float:
    return st.slider(label, 0, 300, 100, step=10, key=key, bind="query-params") / 100


def _amount(label: str, key: str, now: float | None, step: int) -> float | None:
    """A number that the office has; None while it is left as it is, or where it is no constraint."""
    if now is None:
        st.slider(label, 0, 1, 0, key=key, disabled=True, help=_("Tidak tercatat, jadi tidak membatasi."))
        return None
    usual = round(now / step) * step
    chosen = st.slider(label, 0, max(usual * 4, step * 10), usual, step=step, key=key, bind="query-params")
    return None if chosen == usual else float(chosen)


def effect(view: Outlook, changed: Outlook, chosen: int | None) -> None:
    """What the change does to the date, in a sentence."""
    if chosen is None:
        before, after = (one.at(Stage.OWNED, year_end(view))[1] for one in (view, changed))
        st.info(words("Dengan perubahan itu {n} orang memiliki KTP-el pada akhir {year} (sekarang: {before}).",
                      n=number(round(after)), year=year_end(view) // 100, before=number(round(before))))  # fmt: skip
        return
    old, new = view.arrivals[chosen], changed.arrivals[chosen]
    if new.reached or new.target.measure in VISITED:
        return
    said, day = speech(), view.scope.as_of
    if new.p50 is None:
        text = words("Dengan perubahan itu target tetap tidak tercapai sampai {horizon}; saat itu {n} {unit}.",
                     horizon=said.month(new.until), n=number(round(new.then)),
                     unit=_(UNITS[str(new.target.measure)]))  # fmt: skip
    elif old.p50 is None:
        text = words("Dengan perubahan itu target tercapai sekitar **{when}**; tanpa perubahan tidak sampai {horizon}.",
                     when=said.when(new.p50, day), horizon=said.month(new.until))  # fmt: skip
    else:
        text = _shift(said.when(new.p50, day), (old.p50 - new.p50).days)
    st.info(words("{sentence} Hambatan terbesar: {what}.", sentence=text, what=wording.obstacle(new, said)),
            icon=":material/tune:")  # fmt: skip


def _shift(when: str, days: int) -> str:
    if not days:
        return words("Dengan perubahan itu target tetap tercapai sekitar **{when}**.", when=when)
    if days > 0:
        return words("Dengan perubahan itu target tercapai sekitar **{when}**, {n} hari lebih cepat.", when=when,
                     n=number(days))  # fmt: skip
    return words("Dengan perubahan itu target baru tercapai sekitar **{when}**, {n} hari lebih lambat.", when=when,
                 n=number(-days))  # fmt: skip
