"""What was entered after the day of a report: the same sentences on screen and on paper. Indonesian, translated by the
screen. Counted are people and acts on their cards (kpi.service.later), not blanks, visits and official figures.
"""

from __future__ import annotations

LATE: dict[str, str] = {
    "some": "{n} catatan penduduk dan kartu untuk waktu sampai hari laporan dimasukkan atau dibatalkan setelahnya.",
    "others": "Tidak ada catatan penduduk dan kartu yang menyusul; koreksinya dari catatan lain, misalnya blangko, "
              "kunjungan, atau angka resmi, yang dimasukkan atau diubah setelah hari laporan.",
    "nothing": "Setelah hari laporan tidak ada catatan penduduk dan kartu yang dimasukkan atau dibatalkan untuk waktu "
               "sebelumnya.",
}  # fmt: skip


def late(n: int, corrected: bool) -> str:
    """Which sentence: `n` late entries, whether any number is another now."""
    return LATE["some" if n else "others" if corrected else "nothing"]
