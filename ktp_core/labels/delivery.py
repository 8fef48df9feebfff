# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of parcels, hand-over and destruction."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "parcel_nobody": "Sebutkan nomor kartunya, atau pilih barisnya di tabel.",
    "receipt_not_chosen": "Pilih siapa penerimanya dan bukti identitas yang diperiksa.",
    "pack_nobody": "Tidak ada kartu yang tersisa untuk dikemas. Kurangi yang dikecualikan.",
    "destroy_not_chosen": "Pilih sebab pemusnahannya.",
    "keeper_not_chosen": "Pilih siapa yang membawa atau menyimpan paketnya.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {}

# -- where a parcel goes (delivery.model.Place)
PLACES: dict[str, str] = {
    "institution": "Lembaga",
    "village": "Desa/kelurahan",
    "district": "Kecamatan",
}

# -- where a parcel stands (delivery.model.ParcelState)
PARCEL_STATES: dict[str, str] = {
    "packed": "Dikemas",
    "sent": "Di luar",
    "settled": "Selesai",
    "opened": "Dibongkar",
}

# -- who has a parcel (delivery.model.Keeper)
KEEPERS: dict[str, str] = {
    "office": "Kantor dinas",
    "staff": "Petugas dinas",
    "institution": "Lembaga",
    "village": "Desa/kelurahan",
    "district": "Kecamatan",
}

# -- what became of a card of a parcel (delivery.model.CardPlace)
CARD_PLACES: dict[str, str] = {
    "in": "Di dalam",
    "handed": "Diserahkan",
    "returned": "Kembali",
    "out": "Dikeluarkan",
    "left": "Lepas",
}

# -- into whose hand a card went (delivery.model.Receiver)
RECEIVERS: dict[str, str] = {
    "owner": "Pemilik",
    "parent": "Orang tua/wali",
    "officer": "Petugas lembaga/desa",
    "proxy": "Penerima kuasa",
}

# -- how the identity of the receiver was checked (delivery.model.Proof)
PROOFS: dict[str, str] = {
    "card": "KTP-el atau KIA",
    "family_card": "Kartu keluarga",
    "school_card": "Kartu pelajar",
    "biometric": "Sidik jari atau wajah",
    "authority": "Surat kuasa dan KTP-el",
    "known": "Dikenal petugas",
    "none": "Tidak diperiksa",
}

# -- why a finished card is destroyed or written off (delivery.model.Loss)
LOSSES: dict[str, str] = {
    "misprinted": "Salah cetak",
    "damaged": "Rusak",
    "wrong": "Data tidak benar",
    "uncollected": "Tidak diambil",
    "deceased": "Pemilik meninggal",
    "moved": "Pemilik pindah",
    "lost": "Hilang (dihapus dari catatan)",
}
