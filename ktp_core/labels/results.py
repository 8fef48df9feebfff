"""Words of what came of visits."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "report_not_closed": "Berita acara baru dapat dibuat setelah kunjungan ditutup di halaman Hari kunjungan.",
    "report_number": "Nomor berita acara paling panjang {most} huruf.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {}
