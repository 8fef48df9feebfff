"""What the map is asked: measure, level, from which denominator on, drawn how. All of it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from ktp_core.kpi.area_rates import AreaMeasure
from ktp_core.kpi.small_numbers import MOST
from ktp_core.regions.model import Level
from ktp_core.ui import filters
from ktp_core.ui.i18n import N_, _

MEASURES: dict[AreaMeasure, str] = {
    AreaMeasure.COVERAGE: N_("Cakupan perekaman"),
    AreaMeasure.OWNERSHIP: N_("Kepemilikan KTP-el"),
    AreaMeasure.BACKLOG: N_("Antrean cetak per 1.000 wajib KTP"),
    AreaMeasure.UNRECORDED: N_("Belum rekam"),
    AreaMeasure.REACHED: N_("Lembaga dilayani tahun ini"),
}
LEVELS: dict[Level, str] = {Level.DISTRICT: N_("Kecamatan"), Level.VILLAGE: N_("Desa/kelurahan")}
STATIC, DISTRICT = "versi_cetak", "kecamatan"


@dataclass(frozen=True, slots=True)
class Choice:
    """`small`: denominators below it are marked; `static`: drawn without WebGL, for paper too."""

    measure: AreaMeasure
    level: Level
    small: int
    static: bool


def choose(one_district: bool, usual: int) -> Choice:
    """The second row of filters. Of one district its villages are shown. `usual`: the office's small denominator."""
    row = st.columns([4, 3, 2, 2], vertical_alignment="bottom")
    with row[0]:
        named = {measure: _(words) for measure, words in MEASURES.items()}
        measure = st.selectbox(
            _("Ukuran"), list(named), format_func=named.__getitem__, key="ukuran", bind="query-params"
        )
    with row[1]:
        level = Level.VILLAGE
        if one_district:
            st.button(_("Seluruh kabupaten/kota"), icon=":material/zoom_out_map:", on_click=open_district)
        else:
            level = filters.switch(_("Tingkat wilayah"), {one: _(word) for one, word in LEVELS.items()}, key="tingkat")
    with row[2]:
        small = st.number_input(
            _("Penyebut kecil di bawah"), 0, MOST, usual, key="penyebut", bind="query-params",
            help=_("Dari sedikit orang, satu orang saja mengubah persentasenya banyak: wilayah seperti itu diarsir."),
        )  # fmt: skip
    with row[3]:
        static = st.toggle(_("Versi cetak"), key=STATIC, bind="query-params")
    return Choice(measure or AreaMeasure.COVERAGE, level, int(small), static)


def open_district(code: str | None = None) -> None:
    """A callback: this district alone, or all of them."""
    st.session_state[DISTRICT] = code


def address(**changed: str) -> str:
    """The address of this screen with other values; what else is chosen stays."""
    kept = [(key, value) for key in st.query_params for value in st.query_params.get_all(key) if key not in changed]
    return "?" + urlencode([*kept, *changed.items()])
