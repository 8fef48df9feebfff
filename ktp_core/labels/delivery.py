# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of parcels, hand-over and destruction."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "receipt_no_card": "Kartunya belum dicetak, jadi belum ada yang diterima.",
    "destruction_none": "Tidak ada kartu yang dimusnahkan pada hari-hari itu.",
    "destruction_many": "Lebih dari {most} usulan diputus pada hari-hari itu. Pilih rentang hari yang lebih pendek.",
    "parcel_unknown": "Paket itu tidak ada dalam wilayah Anda.",
    "parcel_unknown_code": "Tidak ada paket dengan kode {code}. Periksa tulisan di sampulnya.",
    "parcel_code": "{typed} bukan kode paket. Kode paket seperti PK-2F3K9.",
    "parcel_code_check": "Ada huruf yang salah dalam kode {typed}. Baca sekali lagi dari sampul paket.",
    "parcel_changed": "Paket ini baru saja diubah orang lain. Muat ulang halaman, lalu coba lagi.",
    "parcel_no_way": "Paket ini tidak dapat diperlakukan begitu dalam keadaannya sekarang. Muat ulang halaman.",
    "parcel_empty": "Pilih paling sedikit satu kartu.",
    "parcel_full": "Satu paket paling banyak berisi {most} kartu. Buat paket lain untuk sisanya.",
    "parcel_destination": "Tujuan itu tidak ada atau sudah tidak dipakai. Pilih tujuan lain.",
    "parcel_visit": "Kunjungan itu tidak menuju tujuan paket ini, atau tidak direncanakan lagi. Pilih kunjungan lain.",
    "parcel_keeper": "Pihak itu tidak membawa paket ke tujuan ini. Kartu yang kembali ke dinas dicatat sebagai kembali.",
    "parcel_name": "Tuliskan nama yang menyerahkan dan yang menerima, masing-masing paling panjang {limit} huruf.",
    "parcel_reason": "Tuliskan alasannya, paling panjang {limit} huruf.",
    "parcel_note": "Catatan paling panjang {limit} huruf.",
    "parcel_numbers": "Nomor {numbers} tidak ada lagi dalam paket ini: sudah diserahkan, kembali, atau dikeluarkan. Muat ulang daftarnya.",
    "parcel_day_future": "Tanggal itu belum tiba. Pakai tanggal hari ini atau sebelumnya.",
    "parcel_day_before": "Tanggal itu sebelum {since:%d/%m/%Y}, sejak kapan keadaannya seperti sekarang.",
    "parcel_cards_moved": "{n} kartu di antaranya tidak lagi ada di kantor: sudah dikirim, diserahkan, atau dicetak ulang. Muat ulang daftarnya.",
    "parcel_cards_doomed": "{n} kartu di antaranya diusulkan untuk dimusnahkan. Tunggu keputusan usulan itu, atau tolak dahulu.",
    "parcel_cards_deceased": "Pemilik {n} kartu di antaranya sudah meninggal. Usulkan kartunya untuk dimusnahkan.",
    "parcel_card_deceased": "Pemilik kartu nomor {numbers} sudah meninggal. Keluarkan kartunya, lalu usulkan untuk dimusnahkan.",
    "parcel_card_day_before": "Kartu nomor {numbers} belum sampai tahap ini pada tanggal itu. Pakai tanggal sesudahnya.",
    "card_sent_in_parcel": "Kartu ini sudah dikirim dalam paket {code}. Serahkan dari paket itu, atau catat kartunya kembali dahulu.",
    "card_not_in_parcel": "Kartu ini tidak lagi ada dalam paket {code}. Muat ulang daftarnya.",
    "card_delivered": "Kartu ini baru saja diserahkan. Muat ulang halaman untuk melihat siapa yang menerima.",
    "cards_numbers": "Nomor {numbers} tidak ada dalam daftar ini atau sudah keluar. Tulis seperti 3, 7, 12-15.",
    "loose_changed": "Daftar kartu ini baru saja berubah, jadi nomornya juga. Periksa daftarnya, lalu catat lagi.",
    "parcel_nobody": "Tidak ada kartu yang dipilih. Tulis nomornya, atau pilih barisnya di tabel.",
    "parcel_no_scan": "Pilih dulu berkas pindaiannya.",
    "parcel_no_destination": "Pilih tujuan barunya.",
    "keeper_not_chosen": "Pilih siapa yang membawa atau menyimpan paketnya.",
    "receipt_not_chosen": "Pilih siapa penerimanya dan bukti identitas yang diperiksa.",
    "destroy_not_chosen": "Pilih sebab pemusnahannya.",
    "receipt_proof": "Penerima ini tidak dapat memakai bukti itu. Wakil harus membawa surat kuasa.",
    "receipt_owner_named": "Ada nama penerima, tetapi penerimanya pemilik sendiri. Pilih penerima yang benar, atau kosongkan namanya.",
    "receipt_checked_reason": "Ada alasan tidak diperiksa, tetapi bukti identitasnya dipilih. Pilih Tidak diperiksa, atau kosongkan alasannya.",
    "receipt_name": "Tuliskan nama penerima, paling panjang {limit} huruf.",
    "receipt_reason": "Tuliskan mengapa identitas penerima tidak diperiksa, paling panjang {limit} huruf.",
    "receipt_many": "Orang tua atau wakil menerima satu kartu setiap kali. Catat kartunya satu per satu.",
    "destroy_unknown": "Usulan pemusnahan itu tidak ada.",
    "destroy_no_card": "Tidak ada kartu jadi yang dapat dimusnahkan untuk penduduk ini.",
    "destroy_outside": "Kartu ini tidak ada di kantor. Catat dahulu kartunya kembali, atau usulkan sebagai hilang.",
    "destroy_open": "Kartu ini sudah diusulkan untuk dimusnahkan. Putuskan usulan itu dahulu.",
    "destroy_reason": "Tuliskan mengapa kartu ini dimusnahkan, paling panjang {limit} huruf.",
    "destroy_own_proposal": "Usulan ini dari Anda sendiri. Orang lain yang memutuskannya.",
    "destroy_not_yours": "Usulan ini bukan dari Anda. Hanya pengusulnya yang dapat menariknya.",
    "destroy_decided": "Usulan ini baru saja diputuskan orang lain. Muat ulang halaman.",
    "destroy_card_moved": "Kartu ini sudah diserahkan atau dicetak ulang sejak diusulkan. Tolak usulannya.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "parcel.pack": "Mengemas paket",
    "parcel.put_in": "Menambah kartu ke paket",
    "parcel.take_out": "Mengeluarkan kartu dari paket",
    "parcel.assign": "Menitipkan paket pada kunjungan",
    "parcel.open": "Membongkar paket",
    "parcel.send": "Mengirim paket",
    "parcel.transfer": "Memindahkan paket ke pemegang lain",
    "parcel.bring_back": "Mencatat kartu kembali dari paket",
    "parcel.strays": "Mencatat kartu kembali di luar paket",
    "parcel.reroute": "Mengalihkan kartu ke paket lain",
    "parcel.hand_over": "Menyerahkan kartu dari paket",
    "parcel.view": "Melihat isi paket",
    "parcel.view_loose": "Melihat kartu jadi yang belum diambil",
    "card.hand_over": "Menyerahkan kartu",
    "destruction.propose": "Mengusulkan pemusnahan kartu",
    "destruction.accept": "Menyetujui pemusnahan kartu",
    "destruction.reject": "Menolak pemusnahan kartu",
    "destruction.withdraw": "Menarik usulan pemusnahan kartu",
}

# -- delivery.model.Place
PLACES: dict[str, str] = {"institution": "Lembaga", "village": "Desa/kelurahan", "district": "Kecamatan"}

# -- delivery.model.ParcelState
PARCEL_STATES: dict[str, str] = {
    "packed": "Dikemas",
    "sent": "Dikirim",
    "settled": "Selesai",
    "opened": "Dibongkar",
}

# -- delivery.model.Keeper
KEEPERS: dict[str, str] = {
    "office": "Kantor dinas",
    "staff": "Petugas dinas",
    "institution": "Lembaga",
    "village": "Kantor desa/kelurahan",
    "district": "Kantor kecamatan",
}

# -- delivery.model.CardPlace
CARD_PLACES: dict[str, str] = {
    "in": "Dalam paket",
    "handed": "Diserahkan",
    "returned": "Kembali ke kantor",
    "out": "Dikeluarkan",
    "left": "Tidak dalam paket lagi",
}

# -- delivery.finished.Receiver
RECEIVERS: dict[str, str] = {
    "owner": "Pemilik sendiri",
    "parent": "Orang tua",
    "officer": "Petugas lembaga atau desa",
    "proxy": "Wakil dengan surat kuasa",
}

# -- delivery.finished.Proof
PROOFS: dict[str, str] = {
    "card": "KTP-el atau KIA",
    "family_card": "Kartu keluarga",
    "school_card": "Kartu pelajar",
    "biometric": "Sidik jari atau iris",
    "authority": "Surat kuasa dan KTP-el penerima",
    "known": "Dikenal petugas",
    "none": "Tidak diperiksa",
}

# -- delivery.finished.Loss
LOSSES: dict[str, str] = {
    "misprinted": "Salah cetak",
    "damaged": "Rusak",
    "wrong": "Data pada kartu salah",
    "uncollected": "Tidak diambil",
    "deceased": "Pemilik meninggal",
    "moved": "Pemilik pindah",
    "lost": "Kartu hilang",
}
