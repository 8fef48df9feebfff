"""Screen `layanan_keliling`: who has waited longest, who comes when, and the days on which it is otherwise."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.cards.model import Channel
from ktp_core.ui import tables
from ktp_core.ui.i18n import _, day_long, number, words
from ktp_core.ui.rounds import WEEKS, Sheet
from ktp_core.ui.safe import plain, quiet


def nothing(one: Sheet, *, plans: bool) -> None:
    """Nothing of this kind has been set up yet: what that means, and who can."""
    text = words("Belum ada rencana layanan {service}.", service=one.name)
    if plans:
        text += " " + _("Isi sekali untuk semua kecamatan, lalu buat jadwalnya.")
    else:
        text += " " + _("Penjadwal dapat menyiapkannya di halaman ini.")
    st.info(text, icon=":material/event_repeat:")


def sentence(one: Sheet) -> None:
    """Who has waited longest, and who has no day in the weeks shown."""
    if one.channel is Channel.OFFICE or one.turns.empty:
        return
    turns, lines = one.turns, []
    if one.channel is Channel.KENDUREN_MAS:  # offices wait for nobody: each has its own day
        never = turns[turns["last_on"].isna()]
        lines.append(_never(one, never) if len(never) else _longest(one, turns.iloc[0]))
    without = [row.district for row in turns.itertuples() if row.next_on is None or row.next_on > one.last]
    served = words(
        "Dalam {weeks} pekan ini **{n} dari {total} kecamatan** punya hari layanan.", weeks=WEEKS,
        n=number(len(turns) - len(without)), total=number(len(turns)),
    )  # fmt: skip
    lines.append(f"{served} {words('Belum: {names}.', names=_some(without))}" if without else served)
    late = int(turns["unclosed"].sum())
    if late and one.channel is Channel.KENDUREN_MAS:
        lines.append(_late(late))
    st.markdown("  \n".join(lines))


def _late(n: int) -> str:
    return words("{n} hari layanan sudah lewat tanpa hasil; tutup di halaman Hari kunjungan.", n=number(n))


def _never(one: Sheet, never: pd.DataFrame) -> str:
    if len(never) == len(one.turns):
        return words("**Belum ada kecamatan yang pernah dilayani** oleh {service}.", service=one.name)
    return words(
        "**{n} kecamatan belum pernah dilayani** oleh {service}: {names}.", n=number(len(never)), service=one.name,
        names=_some(list(never["district"])),
    )  # fmt: skip


def _longest(one: Sheet, row: pd.Series) -> str:
    text = words(
        "**Kecamatan {name} menunggu paling lama: {n} hari**, sejak {day}.", name=plain(row["district"]),
        n=number(row["days"]), day=day_long(row["last_on"]),
    )  # fmt: skip
    if row["next_on"] is None:
        return text + " " + _("Belum ada hari layanan berikutnya.")
    return text + " " + words("Berikutnya {day}.", day=day_long(row["next_on"]))


def _some(names: list[str], most: int = 6) -> str:
    shown = ", ".join(plain(name) for name in names[:most])
    return shown if len(names) <= most else words("{names} dan {n} lagi", names=shown, n=number(len(names) - most))


def waiting(one: Sheet) -> None:
    """Every district: of Kenduren Mas longest wait first, of the offices when each is open next."""
    if one.channel is Channel.OFFICE:
        return
    st.header(_("Giliran kecamatan"), anchor=False)
    shown = one.turns.assign(
        **{name: pd.to_datetime(one.turns[name]) for name in ("last_on", "next_on")},
        **{name: pd.to_numeric(one.turns[name]).astype("Int64") for name in ("days", "ahead")},
    )
    columns = {"district": tables.text(_("Kecamatan"), "medium")}
    if one.channel is Channel.KENDUREN_MAS:
        st.markdown(quiet(_("Paling lama menunggu di atas. Dihitung dari hari layanan yang benar-benar dibuka.")))
        columns |= {"last_on": tables.day(_("Terakhir dilayani")), "days": tables.amount(_("Hari sejak itu"))}
    columns |= {"next_on": tables.day(_("Berikutnya")), "ahead": tables.amount(_("Hari lagi"))}
    if one.channel is Channel.KENDUREN_MAS:
        late = _("Hari layanan yang sudah lewat tanpa hasil.")
        columns["unclosed"] = tables.amount(_("Belum ditutup"), help=late)
    tables.show(shown, columns, key="giliran", alt=_("Giliran tiap kecamatan"), empty="–")


def excepted(one: Sheet) -> None:
    """The days ahead on which a service does otherwise."""
    mine = one.exceptions[one.exceptions["round_id"].isin(one.services["id"])]
    if mine.empty:
        return
    st.header(_("Pengecualian yang akan datang"), anchor=False)
    shown = mine.assign(what=[_("tanpa layanan") if pd.isna(name) else name for name in mine["institution"]])
    columns = {
        "day": tables.day(_("Tanggal")), "service": _("Layanan"), "what": tables.text(_("Menjadi"), "medium"),
        "reason": tables.text(_("Alasan"), "large"), "by": _("Oleh"),
    }  # fmt: skip
    tables.show(shown, columns, key="pengecualian", alt=_("Hari layanan yang dikecualikan"))
