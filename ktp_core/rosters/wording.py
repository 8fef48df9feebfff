# ruff: noqa: E501  one sentence a line reads better than a fold
"""Every sentence about a roster, in Indonesian, apart from the codes. A code without words fails loudly (KeyError)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ktp_core.errors import KtpError
from ktp_core.rosters.issues import Issue, IssueCode
from ktp_core.rosters.model import FileWarning
from ktp_core.text import MONTH_NAMES

ISSUES: dict[IssueCode, str] = {
    IssueCode.NAME_MISSING: "Nama kosong. Isi nama lengkap sesuai Kartu Keluarga.",
    IssueCode.NAME_NOT_A_NAME: "Isi kolom nama bukan nama orang. Periksa apakah isi baris bergeser, lalu tulis nama sesuai Kartu Keluarga.",
    IssueCode.NAME_NOT_LATIN: "Nama memakai huruf bukan Latin. Tulis nama dengan huruf Latin sesuai Kartu Keluarga.",
    IssueCode.NAME_TOO_LONG: "Nama lebih dari 120 karakter. Tulis hanya nama lengkap sesuai Kartu Keluarga.",
    IssueCode.NAME_ONE_WORD: "Nama hanya satu kata. Sah bila tercatat sebelum tahun 2022; pastikan nama tidak terpotong.",
    IssueCode.NAME_LONG: "Nama lebih dari 60 karakter, batas Permendagri 73/2022. Cocokkan dengan Kartu Keluarga.",
    IssueCode.NAME_DIGITS: "Nama mengandung angka. Cocokkan dengan Kartu Keluarga.",
    IssueCode.NAME_TITLE: "Nama memuat koma, mungkin gelar. Cocokkan dengan Kartu Keluarga.",
    IssueCode.NAME_PUNCTUATION: "Nama memuat tanda baca yang tidak lazim. Cocokkan dengan Kartu Keluarga.",
    IssueCode.NIK_MISSING: "NIK kosong. Isi NIK dari Kartu Keluarga; baris ini masih dapat dikenali lewat NISN bila datanya cocok.",
    IssueCode.NIK_SCIENTIFIC: "NIK tertulis sebagai bilangan seperti 3,51E+15, angkanya hilang. Ubah kolom NIK menjadi Teks lalu ketik ulang NIK.",
    IssueCode.NIK_NUMBER_LOST: "NIK tersimpan sebagai bilangan, angka terakhirnya tidak dapat dipercaya. Ubah kolom NIK menjadi Teks lalu ketik ulang NIK.",
    IssueCode.NIK_LENGTH: "NIK berisi {digits} angka; seharusnya 16. Cocokkan dengan Kartu Keluarga.",
    IssueCode.NIK_CHARACTERS: "NIK memuat huruf atau tanda lain. Tulis 16 angka sesuai Kartu Keluarga.",
    IssueCode.NIK_DUMMY: "NIK ini bukan NIK sungguhan (angka pengisi). Isi NIK dari Kartu Keluarga, atau kosongkan.",
    IssueCode.NIK_FROM_NUMBER: "NIK tersimpan sebagai bilangan, tetapi ke-16 angkanya masih utuh. Sebaiknya jadikan Teks.",
    IssueCode.NIK_DATE_IMPOSSIBLE: "Tanggal di dalam NIK tidak ada di kalender. Cocokkan NIK dengan Kartu Keluarga.",
    IssueCode.NIK_SERIAL_ZERO: "Empat angka terakhir NIK adalah 0000, padahal nomor urut mulai dari 0001. Cocokkan dengan Kartu Keluarga.",
    IssueCode.NIK_DATE_DIFFERS: "Tanggal lahir berbeda dari tanggal di dalam NIK. Boleh terjadi karena NIK tidak pernah berubah; cocokkan dengan Kartu Keluarga.",
    IssueCode.NIK_SEX_DIFFERS: "Jenis kelamin berbeda dari yang tersirat di NIK. Cocokkan dengan Kartu Keluarga.",
    IssueCode.NIK_AREA_UNKNOWN: "Kode wilayah di awal NIK tidak dikenal. Cocokkan NIK dengan Kartu Keluarga.",
    IssueCode.NIK_AREA_ELSEWHERE: "NIK diterbitkan di kabupaten/kota lain: pindahan atau penduduk luar. Boleh direkam di sini; periksa domisilinya.",
    IssueCode.DATE_MISSING: "Tanggal lahir kosong. Isi tanggal lahir, misalnya 27-08-2010.",
    IssueCode.DATE_UNREADABLE: "Tanggal lahir tidak terbaca. Tulis seperti 27-08-2010 atau 27 Agustus 2010.",
    IssueCode.DATE_IMPOSSIBLE: "Tanggal lahir tidak ada di kalender. Tulis tanggal yang benar, misalnya 27-08-2010.",
    IssueCode.DATE_INCOMPLETE: "Tanggal lahir hanya berisi tahun. Tulis tanggal, bulan, dan tahun.",
    IssueCode.DATE_FUTURE: "Tanggal lahir {other} belum terjadi. Periksa tahunnya.",
    IssueCode.DATE_ORDER: "Urutan tanggal dan bulan meragukan; bisa juga berarti {other}. Tulis bulan dengan huruf, misalnya 5 Januari 2009.",
    IssueCode.DATE_CONFLICT: "Dua tanggal lahir di baris ini berbeda: {one} dan {two}. Samakan keduanya.",
    IssueCode.DATE_MONTH_FIRST: "Bulan ditulis sebelum tanggal; dibaca {day} karena cocok dengan NIK. Tulis tanggal lebih dahulu.",
    IssueCode.DATE_TWO_DIGIT_YEAR: "Tahun lahir hanya dua angka; dibaca {day}. Tulis tahun empat angka.",
    IssueCode.DATE_SERIAL: "Tanggal lahir berupa angka seri Excel; dibaca {day}. Ubah format sel menjadi Tanggal.",
    IssueCode.DATE_UNLIKELY: "Tanggal lahir {day} tidak lazim untuk daftar ini. Periksa tahunnya.",
    IssueCode.SEX_UNREADABLE: "Jenis kelamin tidak terbaca. Isi L atau P.",
    IssueCode.SEX_FROM_NIK: "Jenis kelamin kosong; diambil dari NIK: {sex}. Isi L atau P.",
    IssueCode.NISN_UNREADABLE: "NISN tidak terbaca dan tidak dipakai. Isi 10 angka, atau kosongkan.",
    IssueCode.NISN_REPEATED: "NISN ini sama dengan baris {other}, padahal NIK-nya berbeda. Periksa keduanya.",
    IssueCode.CELL_ERROR: "Sel berisi kesalahan {error}. Perbaiki rumusnya, atau tulis nilainya langsung.",
    IssueCode.CELL_IGNORED: "Sel tidak terbaca dan dikosongkan. Perbaiki rumusnya, atau tulis nilainya langsung.",
    IssueCode.CLASS_DATE: "Nama kelas berubah menjadi tanggal di Excel dan tidak dipakai. Ubah kolom kelas menjadi Teks.",
    IssueCode.TEXT_TOO_LONG: "Isi sel lebih dari {limit} karakter dan tidak dipakai. Singkatkan.",
    IssueCode.NOT_ENROLLED: "Status {status}: bukan lagi anggota lembaga ini, jadi tidak dimasukkan. Hapus barisnya bila benar.",
    IssueCode.DUPLICATE_ROW: "Sama dengan baris {other}; hanya satu yang dimasukkan. Hapus salah satu.",
    IssueCode.DUPLICATE_CONFLICT: "NIK ini juga dipakai baris {other} dengan nama atau tanggal lahir lain. Perbaiki keduanya sesuai Kartu Keluarga.",
    IssueCode.DUPLICATE_OTHER: "NIK ini juga tertulis di baris {other}, yang ditolak. Hapus baris itu bila orangnya sama.",
    IssueCode.SAME_PERSON_OTHER_NIK: "Nama dan tanggal lahir sama dengan baris {other}, tetapi NIK berbeda. Pastikan dua orang.",
}

REFUSALS: dict[tuple[str, str], str] = {
    ("empty", "bytes"): "Berkas kosong. Pilih berkas yang berisi daftar.",
    ("empty", "cells"): "Tidak ada isi di dalam berkas. Pilih berkas yang berisi daftar.",
    ("empty", "rows"): "Hanya ada judul kolom, tanpa satu orang pun. Isi daftarnya lalu unggah lagi.",
    ("format", "damaged"): "Berkas rusak atau tidak utuh. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi.",
    (
        "format",
        "dtd",
    ): "Berkas memuat perintah XML yang tidak diizinkan. Buka di Excel lalu simpan ulang sebagai .xlsx.",
    ("format", "html"): "Isi berkas adalah halaman web, bukan lembar kerja. Buka di Excel lalu simpan sebagai .xlsx.",
    (
        "format",
        "mismatch",
    ): "Nama berkas berakhiran .{extension} tetapi isinya {kind}. Simpan ulang dengan jenis yang benar.",
    ("format", "extension"): "Jenis berkas .{extension} tidak diterima. Simpan sebagai .xlsx atau .csv.",
    ("format", "xlsb"): "Jenis .xlsb tidak diterima. Buka di Excel lalu simpan sebagai .xlsx.",
    ("format", "pdf"): "Isi berkas adalah PDF. Minta daftar dalam bentuk Excel (.xlsx) atau CSV.",
    ("format", "image"): "Isi berkas adalah gambar. Minta daftar dalam bentuk Excel (.xlsx) atau CSV.",
    (
        "format",
        "document",
    ): "Isi berkas adalah dokumen, bukan lembar kerja. Salin tabelnya ke Excel, simpan sebagai .xlsx.",
    (
        "format",
        "archive",
    ): "Isi berkas adalah arsip. Keluarkan dahulu daftarnya, lalu unggah berkas Excel atau CSV-nya.",
    (
        "format",
        "quotes",
    ): "Tanda kutip di sekitar baris {row} tidak berpasangan. Simpan ulang sebagai .xlsx lalu unggah lagi.",
    ("format", "unknown"): "Isi berkas bukan daftar yang dikenal. Simpan sebagai .xlsx atau .csv.",
    (
        "encoding",
        "nul",
    ): "Berkas teks memuat karakter kosong (NUL). Simpan ulang dari Excel sebagai CSV UTF-8 atau .xlsx.",
    ("encoding", "mixed"): "Pengodean huruf di berkas tercampur. Simpan ulang dari Excel sebagai CSV UTF-8 atau .xlsx.",
    ("encoding", "unknown"): "Pengodean huruf tidak dikenal. Simpan ulang dari Excel sebagai CSV UTF-8 atau .xlsx.",
    (
        "columns",
        "missing",
    ): "Kolom wajib tidak ditemukan: {fields}. Beri judul kolom itu di baris judul lalu unggah lagi.",
    ("columns", "doubled"): "Kolom ini ada lebih dari satu: {fields}. Sisakan satu saja, lalu unggah lagi.",
    (
        "columns",
        "shifted",
    ): "Isi kolom bergeser: NIK berada di bawah judul lain ({where}). Luruskan judul dan isi kolomnya.",
    ("encrypted", ""): "Berkas terkunci kata sandi. Buka di Excel, hapus kata sandinya, lalu simpan ulang.",
    ("macro", ""): "Berkas memuat makro. Simpan sebagai .xlsx tanpa makro, lalu unggah lagi.",
    ("formula", ""): "Sel {cell} berisi rumus yang belum dihitung. Buka di Excel, simpan, lalu unggah lagi.",
    ("sheets", "hidden"): "Semua lembar disembunyikan. Tampilkan lembar yang berisi daftar, simpan, lalu unggah lagi.",
    ("sheets", "none"): "Tidak ada lembar kerja di dalam berkas. Pilih berkas yang berisi daftar.",
    (
        "sheets",
        "different",
    ): "Beberapa lembar berisi daftar dengan kolom berbeda: {names}. Sisakan satu lembar, atau samakan kolomnya.",
    (
        "duplicates",
        "",
    ): "Lebih dari separuh baris ({rows}) memakai NIK yang sama dengan orang lain; mungkin kolom NIK terseret. Perbaiki kolom NIK lalu unggah lagi.",
    ("too_big", "bytes"): "Berkas lebih dari {limit_mb} MB. Bagi per kelas, atau hapus gambar dan lembar lain.",
    (
        "too_big",
        "unpacked",
    ): "Isi berkas terlalu besar setelah dibuka. Salin daftarnya ke berkas baru lalu unggah lagi.",
    ("too_big", "entries"): "Berkas berisi terlalu banyak bagian. Salin daftarnya ke berkas baru lalu unggah lagi.",
    ("too_big", "sheets"): "Lebih dari {limit} lembar. Bagi menjadi beberapa berkas.",
    ("too_big", "rows"): "Lebih dari {limit} baris. Bagi menjadi beberapa berkas.",
    (
        "too_big",
        "columns",
    ): "Ada isi di luar kolom ke-{limit} (baris {row}). Hapus isi di luar daftar lalu unggah lagi.",
    ("too_big", "elements"): "Berkas memuat terlalu banyak sel. Salin daftarnya saja ke berkas baru lalu unggah lagi.",
    ("too_big", "memory"): "Berkas terlalu berat untuk dibaca. Salin daftarnya saja ke berkas baru lalu unggah lagi.",
    (
        "too_big",
        "stopped",
    ): "Berkas terlalu lama dibaca dan dihentikan. Salin daftarnya saja ke berkas baru lalu unggah lagi.",
    ("name", "empty"): "Nama berkas kosong. Beri nama, misalnya daftar-siswa.xlsx.",
    ("name", "long"): "Nama berkas lebih dari {limit} karakter. Pendekkan namanya.",
    ("name", "path"): "Nama berkas memuat tanda yang tidak boleh, seperti / \\ : atau <. Ganti namanya.",
    ("name", "hidden"): "Nama berkas memuat karakter tersembunyi. Ganti namanya.",
    ("name", "device"): "Nama berkas ini dipakai oleh Windows. Ganti namanya.",
}

WARNINGS: dict[str, str] = {
    "hidden_sheets": "Lembar tersembunyi tidak dibaca: {names}.",
    "ignored_sheets": "Lembar tanpa daftar murid tidak dibaca: {names}.",
    "rows_skipped": "{count} baris bukan orang (judul, jumlah, tanda tangan) dilewati: baris {rows}.",
    "hidden_rows": "{count} baris tersembunyi di Excel tetap dibaca.",
    "sex_column_missing": "Tidak ada kolom jenis kelamin; diambil dari NIK.",
    "class_column_missing": "Tidak ada kolom kelas; kelas dikosongkan.",
    "nisn_padded": "{count} NISN kehilangan nol di depan dan sudah dilengkapi menjadi 10 angka.",
}

FIELD_NAMES: dict[str, str] = {
    "name": "Nama", "nik": "NIK", "nisn": "NISN", "sex": "Jenis Kelamin", "birth_place": "Tempat Lahir",
    "birth_date": "Tanggal Lahir", "ttl": "Tempat, Tanggal Lahir", "class": "Kelas", "village": "Desa/Kelurahan",
    "district": "Kecamatan", "status": "Status",
}  # fmt: skip


def issue_message(issue: Issue, translate: Callable[[str], str] = str) -> str:
    """What is wrong with the cell and what to do. `translate` sees it before its values are filled in."""
    return translate(ISSUES[issue.code]).format_map(_readable(issue.params))


def refusal_message(refusal: KtpError, translate: Callable[[str], str] = str) -> str:
    """Why the file was refused as a whole and what to do."""
    reason = str(refusal.params.get("reason", ""))
    return translate(REFUSALS[refusal.code, reason]).format_map(_readable(refusal.params))


def warning_message(warning: FileWarning, translate: Callable[[str], str] = str) -> str:
    """A remark about the file."""
    return translate(WARNINGS[warning.code]).format_map(_readable(warning.params))


def _readable(params: Mapping[str, Any]) -> dict[str, str]:
    return {key: _words(key, value) for key, value in params.items()}


def _words(key: str, value: Any) -> str:
    if isinstance(value, date):
        return f"{value.day} {MONTH_NAMES[value.month - 1]} {value.year}"
    if key == "fields":
        return ", ".join(FIELD_NAMES[field] for field in value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, int) and key in ("limit", "count", "rows"):
        return f"{value:,}".replace(",", ".")
    return str(value)
