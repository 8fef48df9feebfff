"""Hasil kunjungan: one visit, with its effect, its outcomes, and for who may the berita acara and photos."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.attachments.model import Owner
from ktp_core.charts.theme import palette
from ktp_core.charts.visits import coverage_bar, outcome_bars
from ktp_core.exports.kinds import report_params
from ktp_core.fieldwork.report import LONGEST_NUMBER
from ktp_core.fieldwork.story import Story, story
from ktp_core.labels.rounds import DOCUMENTS
from ktp_core.labels.visits import ORIGINS, OUTCOMES, REASONS
from ktp_core.ui import attachments, refusals
from ktp_core.ui.calendar_words import full_day, hours
from ktp_core.ui.downloads import download_button
from ktp_core.ui.head_charts import chart
from ktp_core.ui.i18n import _, number, percent, words
from ktp_core.ui.safe import plain, quiet
from ktp_core.visits.model import MISSED, Outcome


def one(user: Actor, visit_id: int) -> None:
    """The visit, or why it is not shown."""
    with refusals.shown():
        told = story(user, visit_id)
        st.header(plain(told.visit.institution), anchor=False)
        st.markdown(_when(told))
        if told.visit.source is not None:
            st.info(words("Dari laporan: {source}. Daftar orangnya tidak ada pada kita.",
                          source=plain(told.visit.source)), icon=":material/newspaper:")  # fmt: skip
            return
        left, right = st.columns([1.15, 1])
        with left.container(border=True, height="stretch"):
            _effect(told)
            _follows(told)
        with right.container(border=True, height="stretch"):
            _outcomes(told)
        if may(user, Permission.FIELD_VIEW, user.regency):
            _papers(user, told)


def _when(told: Story) -> str:
    made = told.visit
    parts = [full_day(made.day), hours(made.start, made.end) if made.start is not None else "",
             plain(made.district or ""), plain(made.team or ""), _(ORIGINS[made.origin])]  # fmt: skip
    if made.minutes is not None and made.kits is not None:
        parts.append(words("{minutes} menit dengan {kits} alat", minutes=number(made.minutes), kits=number(made.kits)))
    return " · ".join(part for part in parts if part)


def _effect(told: Story) -> None:
    """Coverage of the institution before and after; nothing is made up where its lists of that day are not known."""
    found = told.effect
    st.markdown(f"**{_('Cakupan lembaga sebelum dan sesudah')}**")
    if not found.known:
        st.markdown(quiet(_("Tidak dapat dihitung: daftar anggota lembaga pada hari itu tidak diketahui.")))
        if told.served:
            st.markdown(words("**{n}** orang direkam di kunjungan ini.", n=number(told.served)))
        return
    n, gained = found.recordable, found.after - found.before
    said = words(
        "**{before} → {after}**: dari {a} menjadi {b} dari {n} orang yang boleh direkam pada hari itu.",
        before=percent(found.before / n), after=percent(found.after / n), a=number(found.before),
        b=number(found.after), n=number(n),
    )  # fmt: skip
    st.markdown(said)
    texts = (
        words("sebelumnya {n}", n=number(found.before)), words("pada hari itu <b>+{n}</b>", n=number(gained)),
        words("belum direkam {n}", n=number(n - found.after)),
    )  # fmt: skip
    dark = st.context.theme.type == "dark"
    chart(coverage_bar(found.before, found.after, n, texts, palette(dark)), said.replace("*", ""))
    note = _("Penduduk kita dalam daftar lembaga pada hari itu; perekaman di mana pun dihitung.")
    if found.outside:
        more = _("{n} orang lain direkam di kunjungan ini tetapi tidak dalam daftar itu.")
        note += " " + more.format(n=number(found.outside))
    st.caption(note)


def _outcomes(told: Story) -> None:
    total = words("**Hasil** {n} orang dalam daftar", n=number(told.listed))
    if told.walk_ins:
        total += words(", {n} di antaranya datang tanpa terdaftar", n=number(told.walk_ins))
    st.markdown(total)
    if not told.listed:
        st.markdown(quiet(_("Tidak ada orang dalam daftar kunjungan ini.")))
        return
    frame = pd.DataFrame({
        "label": [_(OUTCOMES[outcome]) for outcome, _n in told.outcomes],
        "n": [n for _outcome, n in told.outcomes],
        "text": [number(n) for _outcome, n in told.outcomes],
        "kind": [_kind(outcome) for outcome, _n in told.outcomes],
    })  # fmt: skip
    said = ", ".join(f"{row.label} {row.text}" for row in frame.itertuples())
    chart(outcome_bars(frame, palette(st.context.theme.type == "dark")), said)
    reasons = [f"{_(REASONS[why])} {number(n)}" for _outcome, why, n in told.reasons]
    if reasons:
        st.caption(_("Alasan terlewat") + ": " + ", ".join(reasons) + ".")


def _kind(outcome: Outcome) -> str:
    if outcome is Outcome.RECORDED:
        return "recorded"
    return "missed" if outcome in MISSED else "other"


def _follows(told: Story) -> None:
    """Where the missed are expected, other documents, what the team wrote down."""
    rows: list[str] = []
    if told.next_places:
        places = ", ".join(f"{plain(name)} {number(n)}" for name, n in told.next_places)
        rows.append(f"**{_('Yang terlewat ditunggu di')}**: {places}")
    if told.documents:
        served = ", ".join(f"{_(DOCUMENTS[code])} {number(n)}" for code, n in told.documents.items())
        rows.append(f"**{_('Dokumen lain yang dilayani')}**: {served}")
    if told.note:
        rows.append(f"**{_('Catatan')}**: {plain(told.note)}")
    if rows:
        st.markdown("  \n".join(rows))


def _papers(user: Actor, told: Story) -> None:
    key: Any = told.visit.id
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number_ = st.text_input(
            _("Nomor berita acara"), key=f"nomor_ba_{key}", max_chars=LONGEST_NUMBER, width=260,
            placeholder=_("boleh dikosongkan"),
        )  # fmt: skip
        params = report_params(key, number_.strip())
        download_button(_("Berita acara (PDF)"), "berita_acara.pdf", params, user, type="primary")
        download_button(_("Berita acara (DOCX)"), "berita_acara.docx", params, user)
    with st.expander(_("Foto kunjungan"), icon=":material/photo_library:"):
        attachments.panel(user, Owner.VISIT, key, _("Foto"), may_change=False)
