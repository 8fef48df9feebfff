"""Words for what is foreseen, Indonesian."""

from __future__ import annotations

# What stands in the way, as one says it after "hambatan terbesar:".
OBSTACLES: dict[str, str] = {
    "recording": "laju perekaman",
    "clearing": "lama menunggu siap cetak (PRR) dari pusat",
    "capacity": "laju cetak",
    "blanks": "pasokan blangko",
    "handing": "penyerahan kartu",
    "people": "jumlah wajib KTP yang belum cukup untuk target ini",
    "visiting": "laju kunjungan",
    "repeats": "kunjungan ulang ke lembaga yang sudah dilayani",
    "places": "jumlah lembaga yang lebih sedikit daripada target ini",
}
# The same in a narrow column.
BRIEF: dict[str, str] = {
    "recording": "perekaman",
    "clearing": "siap cetak (PRR)",
    "capacity": "pencetakan",
    "blanks": "blangko",
    "handing": "penyerahan",
    "people": "jumlah wajib KTP",
    "visiting": "kunjungan",
    "repeats": "kunjungan ulang",
    "places": "jumlah lembaga",
}
# What a target counts, by figures.model.Measure.
COUNTED: dict[str, str] = {
    "holders": "pemilik KTP-el", "recorded": "orang sudah rekam", "printed": "kartu dicetak",
    "delivered": "kartu diserahkan", "institutions_served": "lembaga dilayani",
    "people_served": "pelajar dan santri dilayani", "visits": "kunjungan",
}  # fmt: skip
# In what, as one says it after a number.
UNITS: dict[str, str] = {
    "holders": "orang", "recorded": "orang", "printed": "kartu", "delivered": "kartu",
    "institutions_served": "lembaga", "people_served": "orang", "visits": "kunjungan",
}  # fmt: skip
# The stage that counts them, by projection.model.Stage.
STAGES: dict[str, str] = {"owned": "pemilik KTP-el", "covered": "orang sudah rekam"}
