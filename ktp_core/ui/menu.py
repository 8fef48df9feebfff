"""The screens: file, title, icon, who may open them, and where they stand in the menu."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.config import ROOT
from ktp_core.ui.i18n import N_

WATCH, FIELD, CARDS, OFFICE = N_("Pantau"), N_("Jemput bola"), N_("Kartu"), N_("Kantor")
SECTIONS = (WATCH, FIELD, CARDS, OFFICE)


@dataclass(frozen=True, slots=True)
class Screen:
    """One page. `file` is also its address; hidden screens are reached by links."""

    file: str
    title: str
    icon: str
    permission: Permission
    section: str
    hidden: bool = False

    @property
    def path(self) -> Path:
        """Where the page lies."""
        return ROOT / "pages" / f"{self.file}.py"


P = Permission
SCREENS = (
    Screen("beranda", N_("Beranda"), ":material/monitoring:", P.HEAD_VIEW, WATCH),
    Screen("proyeksi", N_("Proyeksi"), ":material/trending_up:", P.HEAD_VIEW, WATCH),
    Screen("peta", N_("Peta"), ":material/map:", P.HEAD_VIEW, WATCH),
    Screen("tren", N_("Tren"), ":material/timeline:", P.HEAD_VIEW, WATCH),
    Screen("belum_terjangkau", N_("Belum terjangkau"), ":material/person_search:", P.HEAD_VIEW, WATCH),
    Screen("laporan", N_("Laporan bulanan"), ":material/summarize:", P.HEAD_VIEW, WATCH),
    Screen("angka_resmi", N_("Angka resmi"), ":material/table_view:", P.FIGURE_VIEW, WATCH),
    Screen("provinsi", N_("Provinsi"), ":material/public:", P.SUMMARY_EXPORT, WATCH),
    Screen("lembaga", N_("Lembaga"), ":material/school:", P.INSTITUTION_VIEW, FIELD),
    Screen("unggah_daftar", N_("Unggah daftar"), ":material/upload_file:", P.ROSTER_VIEW, FIELD),
    Screen("boleh_rekam", N_("Boleh rekam"), ":material/how_to_reg:", P.SURVEY_VIEW, FIELD),
    Screen("permohonan", N_("Permohonan"), ":material/mail:", P.REQUEST_VIEW, FIELD),
    Screen("rencana", N_("Rencana kunjungan"), ":material/route:", P.VISIT_PLAN, FIELD),
    Screen("jadwal", N_("Jadwal"), ":material/calendar_month:", P.VISIT_VIEW, FIELD),
    Screen("layanan_keliling", N_("Layanan keliling"), ":material/directions_bus:", P.VISIT_VIEW, FIELD),
    Screen("hari_kunjungan", N_("Hari kunjungan"), ":material/checklist:", P.FIELD_VIEW, FIELD),
    Screen("hasil_kunjungan", N_("Hasil kunjungan"), ":material/task_alt:", P.VISIT_VIEW, FIELD),
    Screen("antrean_cetak", N_("Antrean cetak"), ":material/print:", P.BACKLOG_VIEW, CARDS),
    Screen("kelompok_cetak", N_("Kelompok cetak"), ":material/stacks:", P.BATCH_VIEW, CARDS),
    Screen("penyerahan", N_("Penyerahan"), ":material/local_shipping:", P.PARCEL_VIEW, CARDS),
    Screen("kalender_cetak", N_("Kalender cetak"), ":material/event_upcoming:", P.BACKLOG_VIEW, CARDS),
    Screen("blangko", N_("Blangko"), ":material/inventory_2:", P.BLANK_VIEW, CARDS),
    Screen("tersendat", N_("Kartu tersendat"), ":material/hourglass_top:", P.HEAD_VIEW, CARDS),
    Screen("neraca_antrean", N_("Neraca antrean"), ":material/balance:", P.HEAD_VIEW, CARDS),
    Screen("janji_layanan", N_("Janji layanan"), ":material/avg_pace:", P.HEAD_VIEW, CARDS),
    Screen("kartu", N_("Kartu"), ":material/id_card:", P.CARD_VIEW, CARDS),
    Screen("status_siak", N_("Status SIAK"), ":material/sync_alt:", P.STATUS_IMPORT, CARDS),
    Screen("tim_alat", N_("Tim dan hari libur"), ":material/groups:", P.TEAM_EDIT, OFFICE),
    Screen("pengguna", N_("Pengguna"), ":material/group:", P.USER_MANAGE, OFFICE),
    Screen("jejak_audit", N_("Jejak audit"), ":material/policy:", P.AUDIT_VIEW, OFFICE),
    Screen("orang_per_tahap", N_("Orang per tahap"), ":material/groups_2:", P.HEAD_VIEW, WATCH, hidden=True),
    Screen("akun", N_("Akun saya"), ":material/account_circle:", P.OWN_ACCOUNT, OFFICE, hidden=True),
)
BY_FILE = {screen.file: screen for screen in SCREENS}


def screens(actor: Actor) -> list[Screen]:
    """What this actor may open, in the order of the menu. A page whose file is not there is left out."""
    return [screen for screen in SCREENS if may(actor, screen.permission) and screen.path.exists()]
