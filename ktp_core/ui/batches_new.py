"""Screen `kelompok_cetak`: what a batch made now would hold, and making it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.batches import rules, service
from ktp_core.batches.model import MOST
from ktp_core.batches.proposal import Proposal, Proposed, Room
from ktp_core.batches.rules import binding
from ktp_core.labels.batches import CATEGORIES
from ktp_core.ui import batches_proposed, refusals, tables
from ktp_core.ui.batches_address import open_batch
from ktp_core.ui.batches_ask import Asked, asked
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.safe import plain, quiet

_SOME = 100
"""Cards of a batch of a printer whose capacity nobody knows: a day's work of one (about 100 a day)."""


def new(user: Actor, today: date) -> None:
    """The question, the proposal with the limit that binds, and the button."""
    question = asked(user, today)
    if question is None:
        return
    with refusals.shown():
        proposal = service.propose(
            user, str(user.regency), question.holder.id, day=question.day, asked=MOST, districts=question.districts,
            institutions=question.institutions, visit_id=question.visit_id, today=today,
        )  # fmt: skip
        left_out = batches_proposed.left_out(question)
        chosen = [card for card in proposal.cards if card.resident_id not in left_out]
        # Others take the place of those left out, beyond what is listed here.
        fits = min(proposal.room.free, sum(n for _name, n in proposal.waiting) - len(left_out), MOST)
        about, urgent = st.columns([1.15, 1])
        with about.container(border=True, height="stretch"):
            _answer(question, proposal, fits)
            if chosen:
                _form(user, question, fits, left_out, today)
        with urgent.container(border=True, height="stretch"):
            _categories(proposal, chosen)
        if chosen:
            batches_proposed.first(user, question, chosen, today)


def _answer(question: Asked, proposal: Proposal, fits: int) -> None:
    everybody, room = sum(n for _category, n in proposal.waiting), proposal.room
    if not everybody:
        st.markdown(_("**Tidak ada kartu yang menunggu** untuk pilihan ini."))
        if question.visit_id is not None:
            st.markdown(quiet(_("Isinya orang dari daftar kunjungan itu, yang direkam di sana, dan yang terdaftar di "
                                "lembaganya, bila kartunya boleh dicetak hari itu.")))  # fmt: skip
    elif not room.free:
        st.markdown(words("**{n} kartu menunggu, dan tidak ada ruang** di pencetak ini.", n=number(everybody)))
    else:
        st.markdown(
            words(
                "**{n} kartu dapat masuk** dari {all} yang belum masuk kelompok.", n=number(fits), all=number(everybody)
            )
        )
    st.markdown(quiet(_room(question, room)))
    if not room.free:
        _way_out(room)


def _room(question: Asked, room: Room) -> str:
    said = words("{printer} memegang {stock} blangko", printer=plain(question.holder.name), stock=number(room.stock))
    if room.promised:
        said += words(", {n} di antaranya untuk kelompok lain", n=number(room.promised))
    if room.capacity is None:
        return said + _("; kapasitasnya per hari belum diisi.")
    planned = words("; kapasitas {n} kartu sehari", n=number(room.capacity))
    if room.planned:
        planned += words(", {n} sudah direncanakan", n=number(room.planned))
    stock = room.stock - room.promised <= room.capacity - room.planned
    return said + planned + (_(". Yang membatasi: blangko.") if stock else _(". Yang membatasi: kapasitas."))


def _way_out(room: Room) -> None:
    if binding(room) == "stock":
        screen = BY_FILE["blangko"]
        st.page_link(str(screen.path), label=_("Alokasikan blangko ke pencetak ini"), icon=screen.icon)
    else:
        st.markdown(quiet(_("Pilih hari lain atau pencetak lain, atau ubah kapasitasnya di halaman Blangko.")))


def _form(user: Actor, question: Asked, fits: int, left_out: frozenset[int], today: date) -> None:
    known = question.holder.daily_capacity is not None
    default = fits if known else min(fits, _SOME)
    with st.form("kelompok_baru", border=False):
        n, note, button = st.columns([0.8, 1.6, 1.2], vertical_alignment="bottom")
        count = n.number_input(_("Jumlah kartu"), 1, MOST, default, key=f"jumlah_baru_{hash((question, default))}")
        said = note.text_input(
            _("Catatan (boleh kosong)"), max_chars=rules.LONGEST_NOTE, key=f"catatan_baru_{question.holder.id}"
        )
        sent = button.form_submit_button(
            _("Buat kelompok"), type="primary", icon=":material/stacks:", width="stretch", key="buat_kelompok"
        )
        st.markdown(
            quiet(_("Isinya kartu teratas dari daftar di bawah. Pilih baris di sana untuk mengeluarkan kartu."))
        )
    if sent:
        made = service.make(
            user, question.holder.id, day=question.day, asked=int(count or 0), districts=question.districts,
            institutions=question.institutions, visit_id=question.visit_id, note=said, skip=left_out, today=today,
            at=clock.now(),
        )  # fmt: skip
        batches_proposed.forget()
        st.toast(_("Kelompok dibuat."), icon=":material/check:")
        open_batch(made)
        st.rerun()


def _categories(proposal: Proposal, chosen: list[Proposed]) -> None:
    """How many wait for each cause, and how many of them fit now."""
    fits = Counter(card.category for card in chosen)
    rows = [
        (at, _(CATEGORIES[str(category)]), n, fits[category])
        for at, (category, n) in enumerate(proposal.waiting, start=1)
    ]
    frame = pd.DataFrame(rows, columns=["at", "name", "waiting", "fits"])
    tables.show(
        frame,
        {"at": tables.amount(_("No"), 42), "name": tables.text(_("Sebab didahulukan"), 176),
         "waiting": tables.amount(_("Menunggu"), 84), "fits": tables.amount(_("Dapat masuk"), 96)},
        key="sebab_usulan", alt=_("Kartu yang menunggu menurut sebab didahulukan."),
    )  # fmt: skip
