# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of the calendar, teams, and days without visits."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {}

# -- visits.model.VisitState
VISIT_STATES: dict[str, str] = {
    "planned": "Terjadwal",
    "underway": "Berlangsung",
    "done": "Selesai",
    "cancelled": "Dibatalkan",
}

# -- visits.model.Outcome, by number
OUTCOMES: dict[int, str] = {
    1: "Direkam",
    2: "Sudah pernah direkam",
    3: "Belum 16 tahun",
    4: "Tidak hadir",
    7: "Gagal rekam",
    8: "Sudah punya KTP-el",
    9: "Menolak",
    10: "Dokumen kurang",
    11: "Penduduk daerah lain",
}

# -- visits.model.Reason
REASONS: dict[str, str] = {
    "internship": "PKL/magang",
    "ill": "Sakit",
    "not_ready": "Belum siap difoto",
    "left_school": "Sudah lulus atau keluar",
    "moved": "Pindah",
    "unknown": "Tanpa keterangan",
    "network": "Jaringan",
    "equipment": "Alat rusak",
    "biometrics": "Sidik jari atau iris tidak terbaca",
    "power": "Listrik padam",
    "other": "Lainnya",
}
