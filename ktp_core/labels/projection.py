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
}
# The same in a narrow column.
BRIEF: dict[str, str] = {
    "recording": "perekaman",
    "clearing": "siap cetak (PRR)",
    "capacity": "pencetakan",
    "blanks": "blangko",
    "handing": "penyerahan",
    "people": "jumlah wajib KTP",
}
# Whom a target counts, by figures.model.Measure.
COUNTED: dict[str, str] = {"holders": "pemilik KTP-el", "recorded": "orang sudah rekam"}
# The stage that counts them, by projection.model.Stage.
STAGES: dict[str, str] = {"owned": "pemilik KTP-el", "covered": "orang sudah rekam"}
