"""Screen `angka_resmi`: typing in the numbers of one area and date, as many as the source has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.errors import Refused
from ktp_core.figures import entry, rules, service
from ktp_core.figures.imports.template import STANDARD
from ktp_core.figures.imports.values import read_count
from ktp_core.figures.model import BasisKind, Measure, Reported
from ktp_core.figures.service import Places
from ktp_core.ui import figures_words as say
from ktp_core.ui import refusals
from ktp_core.ui.forms import emptied, turn
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.safe import quiet

_FORM, _SAVED = "angka_masuk", "_angka_tersimpan"
_OTHERS = tuple(measure for measure in Measure if measure not in STANDARD)
_KINDS = {BasisKind.DAY: N_("Usia 17 pada tanggal itu"), BasisKind.YEAR: N_("Usia 17 dalam tahun itu"),
          BasisKind.ELECTION: N_("Usia 17 pada hari pemilihan")}  # fmt: skip
_PER_ROW = 4
KNOWN_HELP = N_(
    "Tanggal terbit atau diterima: laporan hari sebelumnya tidak memakai angka ini. Kosong berarti sejak tanggal "
    "datanya."
)


@dataclass(frozen=True, slots=True)
class _Common:
    area: str
    day: date
    kind: BasisKind
    known_on: date | None
    approximate: bool
    source: str


def enter(user: Actor, seen: Places, today: date) -> None:
    """The form; what the saved numbers say about each other stands above it."""
    _saved(seen)
    st.markdown(quiet(_("Isi yang ada di sumbernya saja; kolom kosong tidak menyimpan apa pun. Angka yang sudah ada "
                        "mendapat versi baru, versi lama tetap tersimpan.")))  # fmt: skip
    key = turn(_FORM)
    with st.form(_FORM, border=True):
        common = _common(key, seen, today)
        typed = _numbers(key, STANDARD)
        with st.expander(_("Ukuran lain")):
            typed |= _numbers(key, _OTHERS)
        if st.form_submit_button(_("Simpan angka"), type="primary", icon=":material/save:"):
            with refusals.shown():
                _save(user, seen, common, typed, today)


def _common(key: str, seen: Places, today: date) -> _Common:
    first, second = st.columns([3, 2, 3]), st.columns([5, 2, 1], vertical_alignment="bottom")
    places = sorted(seen.names)
    area = first[0].selectbox(
        _("Wilayah"), places, format_func=lambda code: f"{seen.names[code]} · {code}", key=f"wilayah_{key}"
    )
    day = first[1].date_input(
        _("Tanggal data"), today, min_value=entry.FIRST_DAY, max_value=date(today.year + 5, 12, 31),
        format="DD/MM/YYYY", key=f"tanggal_{key}",
    )  # fmt: skip
    kind = first[2].selectbox(
        _("Wajib KTP dihitung menurut"), list(_KINDS), format_func=lambda one: _(_KINDS[one]), key=f"cara_{key}",
        help=_("Di awal tahun penyebut melonjak karena semua yang akan berusia 17 tahun ikut dihitung."),
    )  # fmt: skip
    source = second[0].text_input(
        _("Sumber"), key=f"sumber_{key}", max_chars=300, placeholder=_("mis. DKB semester I 2026, Ditjen Dukcapil")
    )
    known = second[1].date_input(
        _("Diketahui sejak"), today, max_value=today, format="DD/MM/YYYY", key=f"tahu_{key}", help=_(KNOWN_HELP),
    )  # fmt: skip
    about = second[2].checkbox(_("Kira-kira"), key=f"kira_{key}")
    return _Common(area, day or today, kind, known, about, source)


def _numbers(key: str, measures: tuple[Measure, ...]) -> dict[Measure, str]:
    typed: dict[Measure, str] = {}
    for start in range(0, len(measures), _PER_ROW):
        for column, measure in zip(st.columns(_PER_ROW), measures[start : start + _PER_ROW], strict=False):
            typed[measure] = column.text_input(say.measure(measure), key=f"{measure}_{key}", max_chars=20)
    return typed


def _save(user: Actor, seen: Places, common: _Common, typed: dict[Measure, str], today: date) -> None:
    new = [one for measure, text in typed.items() if (one := _figure(common, measure, text)) is not None]
    written = service.enter(user, str(user.regency), new, at=clock.now(), today=today)
    parent = common.area.rpartition(".")[0] if common.area.count(".") > 1 else common.area
    keys = {rules.key_of(one) for one in written}
    doubts = [
        say.arithmetic(doubt, seen.names)
        for doubt in service.doubts(user, str(user.regency), parent, seen)
        if any(rules.key_of(one) in keys for one in doubt.figures)
    ]
    st.session_state[_SAVED] = (len(written), doubts)
    emptied(_FORM)
    st.rerun()


def _figure(common: _Common, measure: Measure, text: str) -> Reported | None:
    count = read_count(text)
    if count.fault is not None:
        raise Refused("figure_number", value=text, name=say.measure(measure))
    if count.value is None:
        return None
    return Reported(
        common.area, measure, count.value, common.day, common.source, entry.kind_for(measure, common.kind),
        count.approximate or common.approximate, known_on=common.known_on,
    )  # fmt: skip


def _saved(seen: Places) -> None:
    """What was saved last, and the arithmetic that does not add up: shown, not refused."""
    held = st.session_state.pop(_SAVED, None)
    if held is None:
        return
    n, doubts = held
    if not n:
        st.info(_("Angka yang sama sudah tersimpan; tidak ada versi baru."), icon=":material/check:")
        return
    st.success(words("{n} angka tersimpan.", n=number(n)), icon=":material/check:")
    if doubts:
        st.warning("\n".join([_("Tersimpan apa adanya; yang perlu diperhatikan:"), *(f"- {one}" for one in doubts)]))
