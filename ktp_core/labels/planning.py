# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of capacity and plan proposals."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "plan_period": "Periode rencana paling lama {limit} hari dan tidak boleh sudah lewat. Pilih tanggal lain.",
    "plan_values": "Ada angka pengaturan yang tidak mungkin. Periksa alat, jam, lembaga per hari, dan menit.",
    "plan_no_team": "Tidak ada tim yang membawa alat. Isi banyaknya alat dan jam kerja sedikitnya satu tim, atau daftarkan alat di halaman Tim dan hari libur.",
    "plan_no_days": "Tidak ada hari kerja antara {first:%d/%m/%Y} dan {last:%d/%m/%Y}. Pilih periode lain, atau periksa hari libur kantor.",
    "plan_no_institutions": "Tidak ada lembaga yang perlu dikunjungi pada periode ini: semua yang terdaftar sudah direkam atau sudah terjadwal, dan tidak ada surat yang menunggu.",
    "plan_nothing": "Pilih sedikitnya satu kunjungan dari usulan.",
    "plan_past": "Ada kunjungan pada {day:%d/%m/%Y}, hari yang sudah lewat. Pindahkan atau lepaskan kunjungan itu.",
    "plan_day_off": "{day:%d/%m/%Y} bukan hari kerja. Pindahkan kunjungan ke {name} ke hari lain; belum ada yang disimpan.",
    "plan_blocked": "{name} tidak dapat dikunjungi pada {day:%d/%m/%Y} (ujian, libur, atau sebab lain). Pindahkan ke hari lain; belum ada yang disimpan.",
    "plan_clash": "Kunjungan ke {name} pada {day:%d/%m/%Y} bentrok dengan jadwal yang sudah ada. Pindahkan atau lepaskan kunjungan itu, atau susun usulan lagi; belum ada yang disimpan.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "plan.accept": "Menerima usulan rencana kunjungan",
}

# -- planning.model.Method
METHODS: dict[str, str] = {
    "programme": "Usulan",
    "oldest_letter": "Surat terlama dulu",
    "largest_first": "Lembaga terbesar dulu",
}

# -- planning.cost.Why
WHYS: dict[str, str] = {
    "blocked": "Ditutup sepanjang periode",
    "no_team": "Tidak ada tim pada hari yang mungkin",
    "unverified": "Surat belum diverifikasi",
    "full": "Hari yang mungkin penuh",
    "partly": "Dilayani sebagian",
    "few": "Belum ada yang 16 tahun",
}

# -- planning.yields.Basis
BASES: dict[str, str] = {
    "list": "daftar",
    "letter": "surat",
    "assumed": "anggapan",
}

# -- planning.edits.Fault
FAULTS: dict[str, str] = {
    "time": "{team}, {day}: {minutes} menit melewati jam kerja yang tersisa",
    "many": "{team}, {day}: {n} lembaga dalam sehari bersama yang sudah terjadwal, batasnya {most}",
    "closed": "{name}, {day}: lembaga tidak dapat dikunjungi hari itu",
    "off": "{name}, {day}: bukan hari kerja dalam periode",
    "twice": "{name}, {day}: dua tim pada hari yang sama",
}
