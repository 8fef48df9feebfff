"""What a role is called, and what it does."""

from __future__ import annotations

ROLES: dict[str, str] = {
    "head": "Pimpinan",
    "roster": "Petugas daftar",
    "scheduler": "Penjadwal",
    "visit": "Tim jemput bola",
    "print": "Petugas cetak",
    "delivery": "Petugas penyerahan",
    "admin": "Admin",
    "auditor": "Auditor",
}
ROLE_TASKS: dict[str, str] = {
    "head": "melihat angka, tanpa nama",
    "roster": "mengunggah dan menerapkan daftar",
    "scheduler": "mengatur permohonan dan jadwal kunjungan",
    "visit": "merekam di lembaga dan desa",
    "print": "mencetak kartu dan memasukkan status SIAK",
    "delivery": "menyerahkan kartu",
    "admin": "mengelola akun, lembaga, dan angka resmi",
    "auditor": "memeriksa jejak audit",
}
