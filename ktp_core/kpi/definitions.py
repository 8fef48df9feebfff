"""Every KPI, defined once: its label, its sentence behind the "?", and its formula in docs/kpi.md."""

from __future__ import annotations

from ktp_core.kpi.model import Definition, Unit

_FUNNEL = "Penduduk kita menurut registri sendiri"

DEFINITIONS: dict[str, Definition] = {
    "target": Definition(
        "Target KTP-el", Unit.PEOPLE,
        "Jumlah orang yang ditargetkan memiliki KTP-el: angka mentah dari sumbernya, bukan persentase.",
        "newest target of measure holders in force on the day",
    ),
    "cards_owned": Definition(
        "Sudah memiliki KTP-el", Unit.PEOPLE,
        "Orang yang sudah memegang KTP-el: angka resmi pada tanggalnya ditambah kartu pertama yang kita serahkan sejak "
        "itu; tanpa angka resmi, menurut registri sendiri. Kartu pengganti tidak dihitung.",
        "figure holders (or wajib_ktp - without_card) + flow OWNED after its date; without a figure: stock OWNED",
    ),
    "target_progress": Definition(
        "Capaian target", Unit.RATIO,
        "Orang yang sudah memiliki KTP-el dibagi target.",
        "cards_owned / target",
    ),
    "wajib_ktp": Definition(
        "Wajib KTP", Unit.PEOPLE,
        "Penduduk berusia 17 tahun ke atas atau pernah kawin: angka resmi pada tanggalnya ditambah yang mencapai usia "
        "cetak sejak itu menurut registri; tanpa angka resmi, menurut registri sendiri.",
        "figure wajib_ktp + flow ELIGIBLE after its date; without a figure: stock ELIGIBLE",
    ),
    "recorded": Definition(
        "Sudah rekam", Unit.PEOPLE,
        "Wajib KTP yang biometriknya sudah direkam: angka resmi pada tanggalnya ditambah perekaman sejak itu menurut "
        "registri; tanpa angka resmi, menurut registri sendiri.",
        "figure recorded (or wajib_ktp - unrecorded) + flow COVERED after its date; without a figure: stock COVERED",
    ),
    "coverage": Definition(
        "Cakupan perekaman", Unit.RATIO,
        "Sudah rekam dibagi wajib KTP. Dapat melebihi 100% bila warga luar ikut dilayani atau tanggal kedua angka "
        "berbeda; angka itu ditampilkan apa adanya.",
        "recorded / wajib_ktp, both official + since, or both of our registry",
    ),
    "ownership": Definition(
        "Kepemilikan KTP-el", Unit.RATIO,
        "Orang yang sudah memiliki KTP-el dibagi wajib KTP.",
        "cards_owned / wajib_ktp, both official + since, or both of our registry",
    ),
    "unrecorded": Definition(
        "Belum rekam", Unit.PEOPLE,
        "Wajib KTP dikurangi yang sudah rekam, dari dua angka yang sama dengan cakupan perekaman.",
        "denominator of coverage - numerator of coverage",
    ),
    "backlog": Definition(
        "Antrean cetak", Unit.CARDS,
        "Kartu siap cetak milik penduduk kita yang sudah mencapai usia cetak dan belum dicetak, menurut riwayat kartu.",
        "stock DUE - stock LEFT_PRINTED - stock LEFT_OTHER",
    ),
    "backlog_reported": Definition(
        "Antrean cetak dilaporkan", Unit.CARDS,
        "Antrean cetak sebagaimana dilaporkan; berdiri sendiri dan tidak dicampur dengan hitungan kita.",
        "newest figure backlog_reported",
    ),
    "waiting_17": Definition(
        "Menunggu usia cetak", Unit.PEOPLE,
        "Penduduk kita yang siap cetak tetapi belum mencapai usia cetak; hanya untuk hari ini.",
        "people in state PRINT_READY now - backlog; only when the day is today",
    ),
    "recordable_unrecorded": Definition(
        "Boleh rekam, belum rekam", Unit.PEOPLE,
        "Penduduk kita yang genap 16 tahun paling lambat akhir bulan ini dan belum direkam; hanya untuk hari ini.",
        "people in state UNRECORDED now, born at least record_age years before the end of the month; only today",
    ),
    "problems": Definition(
        "Perekaman bermasalah", Unit.PEOPLE,
        "Penduduk kita yang berstatus gagal, perlu adjudikasi, atau ganda; hanya untuk hari ini.",
        "people in states ENROLMENT_FAILED, ADJUDICATE, DUPLICATE now; only when the day is today",
    ),
    "turning_16": Definition(
        "Genap 16 tahun tahun ini", Unit.PEOPLE,
        "Penduduk kita yang genap 16 tahun dalam tahun kalender tanggal acuan.",
        "people now, ours, born record_age years before the year; not known for births up to 2006",
    ),
    "turning_17": Definition(
        "Mencapai usia cetak tahun ini", Unit.PEOPLE,
        "Penduduk kita yang mencapai usia cetak dalam tahun kalender tanggal acuan: genap 17 tahun, atau lebih awal "
        "karena kawin.",
        "flow ELIGIBLE over the whole calendar year of the day",
    ),
    "visits": Definition(
        "Kunjungan tahun ini", Unit.VISITS,
        "Kunjungan jemput bola yang terlaksana sejak 1 Januari sampai tanggal acuan.",
        "visits in state done from 1 January to the day",
    ),
    "outsiders_served": Definition(
        "Warga luar yang direkam tahun ini", Unit.PEOPLE,
        "Perekaman warga kabupaten/kota lain sejak 1 Januari sampai tanggal acuan; di luar penyebut kita.",
        "flow RECORD_ELSEWHERE from 1 January to the day",
    ),
    "funnel_eligible": Definition(
        "Wajib KTP (registri)", Unit.PEOPLE, f"{_FUNNEL}: sudah mencapai usia cetak.", "stock ELIGIBLE"
    ),
    "funnel_covered": Definition(
        "Sudah rekam (registri)", Unit.PEOPLE, f"{_FUNNEL}: usia cetak dan sudah direkam.", "stock COVERED"
    ),
    "funnel_ready": Definition(
        "Pernah siap cetak (registri)", Unit.PEOPLE, f"{_FUNNEL}: usia cetak dan sudah siap cetak.", "stock READY"
    ),
    "funnel_printed": Definition(
        "Sudah dicetak (registri)", Unit.PEOPLE, f"{_FUNNEL}: kartu pertamanya sudah dicetak.", "stock PRINTED"
    ),
    "funnel_owned": Definition(
        "Sudah diterima (registri)", Unit.PEOPLE, f"{_FUNNEL}: kartu pertamanya sudah di tangan.", "stock OWNED"
    ),
}  # fmt: skip

# One figure per calendar year; YYYY stands for the year.
YEARLY: dict[str, Definition] = {
    "institutions_YYYY": Definition(
        "Lembaga dilayani {year}", Unit.INSTITUTIONS,
        "Sekolah, pesantren, dan lembaga lain yang dikunjungi dalam tahun itu: angka yang dilaporkan bila ada, selain "
        "itu kunjungan kita. Lembaga yang dikunjungi dua kali dihitung satu.",
        "figure institutions_served of the year; without it: distinct institutions of done visits up to the day",
    ),
    "served_YYYY": Definition(
        "Pelajar dan santri dilayani {year}", Unit.PEOPLE,
        "Orang yang direkam pada kunjungan dalam tahun itu: angka yang dilaporkan bila ada, selain itu riwayat kartu "
        "kita. Orang yang direkam dua kali dihitung satu.",
        "figure people_served of the year; without it: distinct residents recorded at visits up to the day",
    ),
}  # fmt: skip


def definition(name: str) -> Definition:
    """The definition of a figure by its name, `served_2024` included. Raises KeyError."""
    if name in DEFINITIONS:
        return DEFINITIONS[name]
    stem, _, year = name.rpartition("_")
    found = YEARLY[f"{stem}_YYYY"]
    return Definition(found.label.format(year=int(year)), found.unit, found.sentence, found.formula)
