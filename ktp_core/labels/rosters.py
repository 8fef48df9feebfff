"""Why a row of a roster waits for a human (rosters.match_model.Reason)."""

from __future__ import annotations

ROSTER_REASONS: dict[str, str] = {
    "birth_differs": "NIK ini milik penduduk dengan tanggal lahir lain",
    "name_differs": "NIK ini milik penduduk dengan nama lain",
    "moved": "Penduduk ini tercatat pindah keluar",
    "deceased": "Penduduk ini tercatat meninggal",
    "other_institution": "Tahun ajaran ini terdaftar di lembaga lain",
    "standing_differs": "Alamat di daftar mengubah domisili dalam atau luar daerah",
    "nisn_other": "NISN ini milik penduduk lain",
    "other_nik": "Nama dan tanggal lahir sama, NIK berbeda",
    "nik_missing": "NIK tidak ada; NISN dan tanggal lahir cocok, nama hanya mirip",
    "twice": "Orang yang sama tampak dua kali di daftar",
    "nisn_twice": "NISN yang sama dipakai dua orang di daftar",
    "other_district": "Penduduk di luar kecamatan pengunggah: diputuskan rekan se-kabupaten",
    "changed_since": "Data berubah sejak pratinjau",
}
