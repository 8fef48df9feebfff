# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of blank cards."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "blank_holder_unknown": "Pemegang blangko itu tidak ada dalam data kantor Anda.",
    "blank_holder_changed": "Pemegang ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.",
    "blank_holder_inactive": "{name} tidak dipakai lagi. Pilih pemegang lain, atau aktifkan lagi di bagian Pemegang.",
    "blank_holder_not_empty": "{name} masih memegang {stock} blangko atau masih punya usulan. Pindahkan blangkonya dan putuskan usulannya lebih dahulu.",
    "blank_whole_regency": "Akun {by} terbatas pada kecamatan tertentu; blangko dicatat oleh akun tanpa batas itu.",
    "blank_name": "Beri nama paling panjang {limit} huruf, misalnya Gudang dinas atau Pencetak 1.",
    "blank_name_taken": "Sudah ada pemegang bernama {name}. Pakai nama lain.",
    "blank_capacity": "Kapasitas cetak per hari antara 1 dan {limit} kartu; kosongkan bila belum diketahui.",
    "blank_amount": "Jumlah blangko harus bilangan bulat 1 sampai {most}.",
    "blank_counted": "Hasil hitung harus bilangan bulat 0 sampai {most}.",
    "blank_day_future": "Tanggal itu belum tiba. Pilih hari ini atau sebelumnya.",
    "blank_day_old": "Tanggal itu lebih dari {days} hari yang lalu; bulan yang sudah dilaporkan tidak ditulis ulang. Usulkan koreksi.",
    "blank_document": "Tuliskan nomor surat jalan atau berita acaranya, paling banyak {limit} huruf.",
    "blank_reason": "Tuliskan alasannya, paling banyak {limit} huruf.",
    "blank_same_holder": "Pilih dua pemegang yang berbeda.",
    "blank_none": "{name} hanya memegang {stock} blangko. Terima atau alokasikan blangko lebih dahulu.",
    "blank_none_then": "Pada tanggal itu sampai sekarang {name} pernah hanya memegang {stock} blangko. Periksa tanggalnya.",
    "blank_proposal_unknown": "Usulan itu tidak ada dalam data kantor Anda.",
    "blank_second_person": "Pencetakan dibatalkan oleh orang lain, bukan oleh yang mencatatnya: sebuah blangko kembali ke persediaan.",
    "blank_own_proposal": "Usulan harus diputuskan orang lain, bukan pengusulnya sendiri.",
    "blank_decided": "Usulan ini sudah diputuskan orang lain.",
    "blank_order": "Isi jumlah yang diminta antara 1 dan {most}, dan pilih tanggal yang akan datang, paling jauh {days} hari.",
    "blank_unforeseen": "Kebutuhan belum dapat diperkirakan: isi kapasitas cetak per hari di bagian Pemegang.",
    "blank_order_long": "Nomor surat paling panjang {limit} huruf.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "blank.holder_add": "Menambah pemegang blangko",
    "blank.holder_edit": "Mengubah pemegang blangko",
    "blank.receive": "Menerima blangko",
    "blank.allot": "Mengalokasikan blangko",
    "blank.give_back": "Mengembalikan blangko",
    "blank.use": "Mencatat blangko terpakai",
    "blank.spoil": "Mencatat blangko rusak",
    "blank.propose_count": "Mengusulkan hasil hitung blangko",
    "blank.propose_correction": "Mengusulkan koreksi blangko",
    "blank.accept": "Menerima usulan blangko",
    "blank.reject": "Menolak usulan blangko",
}

# -- blanks.model.HolderKind
HOLDERS: dict[str, str] = {"store": "Gudang", "printer": "Pencetak", "office": "Kantor kecamatan"}

# -- blanks.model.EntryKind
ENTRIES: dict[str, str] = {
    "received": "Diterima",
    "allotted": "Dialokasikan",
    "used": "Terpakai",
    "spoiled": "Rusak",
    "returned": "Dikembalikan",
    "undone": "Batal terpakai",
    "counted": "Hasil hitung",
    "corrected": "Koreksi",
}

# -- blanks.model.Recipient
RECIPIENTS: dict[str, str] = {"province": "Dinas provinsi", "centre": "Ditjen Dukcapil"}
