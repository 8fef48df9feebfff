# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of the calendar, teams, and days without visits."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "visit_unknown": "Kunjungan itu tidak ada dalam data kantor Anda.",
    "visit_changed": "Kunjungan ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.",
    "visit_unchanged": "Tidak ada yang berubah: hari, jam, tim, dan isiannya sama seperti sebelumnya.",
    "visit_no_way": "Tindakan itu tidak mungkin untuk kunjungan dalam keadaan sekarang. Muat ulang halaman.",
    "visit_reason": "Tuliskan alasannya; alasan tersimpan dalam riwayat kunjungan.",
    "visit_reason_long": "Alasan terlalu panjang; paling banyak {limit} huruf.",
    "visit_reported": "Kunjungan ini sudah punya catatan hasil, jadi tidak dapat dibatalkan. Tutup lewat halaman Hari kunjungan.",
    "visit_clash": "Bentrok: tim, alat, petugas, kendaraan, atau lembaga ini sudah dipakai kunjungan lain pada jam itu. Periksa jadwal hari itu, lalu pilih jam atau hari lain.",
    "visit_warned": "Ada peringatan yang belum Anda setujui untuk hari itu. Periksa peringatannya, lalu simpan lagi.",
    "visit_round_day": "Layanan rutin itu sudah punya kunjungan di lembaga dan hari tersebut (mungkin dibatalkan). Pilih hari lain.",
    "visit_hours": "Isi jam mulai dan selesai keduanya, dengan selesai sesudah mulai, atau kosongkan keduanya.",
    "visit_expected": "Perkiraan orang antara 0 dan {limit}.",
    "visit_note_long": "Catatan terlalu panjang; paling banyak {limit} huruf.",
    "team_unknown": "Tim itu tidak ada dalam data kantor Anda.",
    "team_changed": "Tim ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.",
    "team_ended": "{name} sudah tidak dipakai. Pilih tim lain, atau aktifkan kembali di halaman Tim dan hari libur.",
    "team_name": "Nama belum diisi.",
    "team_name_long": "Nama terlalu panjang; paling banyak {limit} huruf.",
    "team_name_taken": "Sudah ada tim bernama {name}. Pilih nama lain.",
    "team_note_long": "Catatan terlalu panjang; paling banyak {limit} huruf.",
    "team_whole_regency": "Akun {by} terbatas pada kecamatan tertentu; tim, alat, dan hari tanpa kunjungan se-kabupaten diatur akun tanpa batas itu.",
    "resource_unknown": "Alat, petugas, atau kendaraan itu tidak ada dalam data kantor Anda.",
    "resource_changed": "Data ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.",
    "resource_ended": "{name} sudah tidak dipakai. Pilih yang lain, atau aktifkan kembali di halaman Tim dan hari libur.",
    "resource_name_taken": "{name} sudah tercatat. Pakai nama atau nomor lain.",
    "blocked_unknown": "Rentang itu tidak ada dalam data kantor Anda, atau sudah dihapus.",
    "blocked_changed": "Rentang ini baru saja dihapus orang lain. Muat ulang halaman.",
    "blocked_dates": "Hari terakhir mendahului hari pertama. Tukar keduanya.",
    "blocked_long": "Rentang paling panjang {limit} hari; periksa tahunnya.",
    "blocked_whom": "Pilih satu lembaga, satu jenis lembaga, atau seluruh kantor.",
    "blocked_note": "Tuliskan keterangannya bila sebabnya lain-lain.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "visit.schedule": "Menjadwalkan kunjungan",
    "visit.reschedule": "Memindahkan kunjungan",
    "visit.assign": "Mengubah tim atau alat kunjungan",
    "visit.cancel": "Membatalkan kunjungan",
    "team.add": "Menambah tim",
    "team.edit": "Mengubah tim",
    "resource.add": "Menambah alat, petugas, atau kendaraan",
    "resource.edit": "Mengubah alat, petugas, atau kendaraan",
    "blocked.add": "Menandai hari tanpa kunjungan",
    "blocked.remove": "Menghapus hari tanpa kunjungan",
}

# -- visits.model.VisitAction, as the history of a visit tells it
VISIT_ACTIONS: dict[str, str] = {
    "schedule": "Dijadwalkan",
    "reschedule": "Dipindahkan",
    "assign": "Tim atau isian diubah",
    "cancel": "Dibatalkan",
    "start": "Dimulai",
    "close": "Ditutup",
    "reopen": "Dibuka kembali",
}

# -- visits.model.Origin
ORIGINS: dict[str, str] = {
    "request": "Surat permohonan",
    "own": "Inisiatif kantor",
    "round": "Jadwal rutin",
    "proposal": "Usulan rencana",
    "reported": "Dari laporan",
}

# -- teams.model.ResourceKind
RESOURCES: dict[str, str] = {
    "kit": "Alat rekam",
    "operator": "Petugas",
    "vehicle": "Kendaraan",
}

# -- workdays.model.Cause
CAUSES: dict[str, str] = {
    "exam": "Ujian",
    "holiday": "Libur sekolah",
    "internship": "PKL/magang",
    "ramadan": "Ramadan",
    "office": "Acara kantor",
    "other": "Lain-lain",
}

# -- workdays.model.DayKind
DAYS: dict[str, str] = {
    "workday": "Hari kerja",
    "weekend": "Akhir pekan",
    "holiday": "Libur nasional",
    "joint_leave": "Cuti bersama",
    "closed": "Kantor tutup",
}

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
