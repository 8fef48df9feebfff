"""Every KPI, defined once: its label, its sentence behind the "?", and its formula in docs/kpi.md."""

from __future__ import annotations

from ktp_core.kpi.model import Definition, Unit


def N_(text: str) -> str:  # noqa: N802
    """Marks a text for the catalogue of translations."""
    return text


DEFINITIONS: dict[str, Definition] = {
    "target": Definition(
        N_("Target KTP-el"), Unit.PEOPLE,
        N_("Jumlah orang yang ditargetkan memiliki KTP-el: angka mentah dari sumbernya, bukan persentase."),
        "newest target of measure holders in force on the day",
    ),
    "cards_owned": Definition(
        N_("Sudah memiliki KTP-el"), Unit.PEOPLE,
        N_("Orang yang sudah memegang KTP-el: angka resmi pada tanggalnya ditambah kartu pertama yang kita serahkan "
           "sejak itu; tanpa angka resmi, menurut registri sendiri. Kartu pengganti tidak dihitung."),
        "figure holders (or wajib_ktp - without_card) + flow OWNED after its date; without a figure: stock OWNED",
    ),
    "target_progress": Definition(
        N_("Capaian target"), Unit.RATIO,
        N_("Orang yang sudah memiliki KTP-el dibagi target."),
        "cards_owned / target",
    ),
    "wajib_ktp": Definition(
        N_("Wajib KTP"), Unit.PEOPLE,
        N_("Penduduk berusia 17 tahun ke atas atau pernah kawin: angka resmi pada tanggalnya ditambah yang mencapai "
           "usia cetak sejak itu menurut registri; tanpa angka resmi, menurut registri sendiri."),
        "figure wajib_ktp + flow ELIGIBLE after its date (of 17 within the year: after 31 December); without a figure: "
        "stock ELIGIBLE",
    ),
    "recorded": Definition(
        N_("Sudah rekam"), Unit.PEOPLE,
        N_("Wajib KTP yang biometriknya sudah direkam: angka resmi pada tanggalnya ditambah perekaman sejak itu "
           "menurut registri; tanpa angka resmi, menurut registri sendiri."),
        "figure recorded (or wajib_ktp - unrecorded) + flow COVERED after its date; without a figure: stock COVERED",
    ),
    "coverage": Definition(
        N_("Cakupan perekaman"), Unit.RATIO,
        N_("Sudah rekam dibagi wajib KTP. Dapat melebihi 100% bila warga luar ikut dilayani atau tanggal kedua "
           "angka berbeda; angka itu ditampilkan apa adanya."),
        "recorded / wajib_ktp, both official + since, or both of our registry",
    ),
    "ownership": Definition(
        N_("Kepemilikan KTP-el"), Unit.RATIO,
        N_("Orang yang sudah memiliki KTP-el dibagi wajib KTP."),
        "cards_owned / wajib_ktp, both official + since, or both of our registry",
    ),
    "unrecorded": Definition(
        N_("Belum rekam"), Unit.PEOPLE,
        N_("Wajib KTP dikurangi yang sudah rekam, dari dua angka yang sama dengan cakupan perekaman."),
        "denominator of coverage - numerator of coverage",
    ),
    "backlog": Definition(
        N_("Antrean cetak"), Unit.CARDS,
        N_("Kartu siap cetak milik penduduk kita yang sudah mencapai usia cetak dan belum dicetak, menurut riwayat "
           "kartu."),
        "stock DUE - stock LEFT_PRINTED - stock LEFT_OTHER",
    ),
    "backlog_reported": Definition(
        N_("Antrean cetak dilaporkan"), Unit.CARDS,
        N_("Antrean cetak sebagaimana dilaporkan; berdiri sendiri dan tidak dicampur dengan hitungan kita."),
        "newest figure backlog_reported",
    ),
    "waiting_17": Definition(
        N_("Menunggu usia cetak"), Unit.PEOPLE,
        N_("Penduduk kita yang siap cetak tetapi belum mencapai usia cetak; untuk hari ini, atau sebagaimana "
           "diketahui pada tanggal itu."),
        "people in state PRINT_READY - backlog; today, or as known on the day",
    ),
    "recordable_unrecorded": Definition(
        N_("Boleh rekam, belum rekam"), Unit.PEOPLE,
        N_("Penduduk kita yang genap 16 tahun paling lambat akhir bulan ini dan belum direkam; untuk hari ini, "
           "atau sebagaimana diketahui pada tanggal itu."),
        "people in state UNRECORDED, born at least record_age years before the end of the month; today, or as known on "
        "the day",
    ),
    "problems": Definition(
        N_("Perekaman bermasalah"), Unit.PEOPLE,
        N_("Penduduk kita yang berstatus gagal, perlu adjudikasi, atau ganda; untuk hari ini, atau "
           "sebagaimana diketahui pada tanggal itu."),
        "people in states ENROLMENT_FAILED, ADJUDICATE, DUPLICATE; today, or as known on the day",
    ),
    "turning_16": Definition(
        N_("Genap 16 tahun tahun ini"), Unit.PEOPLE,
        N_("Penduduk kita yang genap 16 tahun dalam tahun kalender tanggal acuan."),
        "people now, ours, born record_age years before the year; not known for births up to 2006",
    ),
    "turning_17": Definition(
        N_("Mencapai usia cetak tahun ini"), Unit.PEOPLE,
        N_("Penduduk kita yang mencapai usia cetak dalam tahun kalender tanggal acuan: genap 17 tahun, atau lebih "
           "awal karena kawin."),
        "flow ELIGIBLE over the whole calendar year of the day",
    ),
    "unseen_youth": Definition(
        N_("Usia 16–17 belum terjangkau"), Unit.PEOPLE,
        N_("Penduduk usia 16–17 menurut angka resmi per kecamatan, dikurangi orang yang sama sejauh ada di registri: "
           "yang berusia 16–17 pada tanggal angka itu, di kecamatan tempat tinggalnya. Kecamatan tanpa angka resmi "
           "tidak dihitung."),
        "figures population_16_17 (or population_16 + population_17) of the districts, else of the regency - people "
        "of ours there, 16 or 17 at the end of the figure's basis month; now, or as known on the day",
    ),
    "visits": Definition(
        N_("Kunjungan tahun ini"), Unit.VISITS,
        N_("Kunjungan jemput bola yang terlaksana sejak 1 Januari sampai tanggal acuan."),
        "visits in state done from 1 January to the day",
    ),
    "outsiders_served": Definition(
        N_("Warga luar yang direkam tahun ini"), Unit.PEOPLE,
        N_("Perekaman warga kabupaten/kota lain sejak 1 Januari sampai tanggal acuan; di luar penyebut kita."),
        "flow RECORD_ELSEWHERE from 1 January to the day",
    ),
    "funnel_eligible": Definition(
        N_("Wajib KTP (registri)"), Unit.PEOPLE,
        N_("Penduduk kita menurut registri sendiri: sudah mencapai usia cetak."),
        "stock ELIGIBLE",
    ),
    "funnel_covered": Definition(
        N_("Sudah rekam (registri)"), Unit.PEOPLE,
        N_("Penduduk kita menurut registri sendiri: usia cetak dan sudah direkam."),
        "stock COVERED",
    ),
    "funnel_ready": Definition(
        N_("Pernah siap cetak (registri)"), Unit.PEOPLE,
        N_("Penduduk kita menurut registri sendiri: usia cetak dan sudah siap cetak."),
        "stock READY",
    ),
    "funnel_printed": Definition(
        N_("Sudah dicetak (registri)"), Unit.PEOPLE,
        N_("Penduduk kita menurut registri sendiri: kartu pertamanya sudah dicetak."),
        "stock PRINTED",
    ),
    "funnel_owned": Definition(
        N_("Sudah diterima (registri)"), Unit.PEOPLE,
        N_("Penduduk kita menurut registri sendiri: kartu pertamanya sudah di tangan."),
        "stock OWNED",
    ),
    "gap_unrecorded": Definition(
        N_("Usia cetak, belum rekam"), Unit.PEOPLE,
        N_("Penduduk kita menurut registri sendiri: sudah mencapai usia cetak dan belum direkam."),
        "funnel_eligible - funnel_covered",
    ),
    "gap_processing": Definition(
        N_("Sudah rekam, belum siap cetak"), Unit.PEOPLE,
        N_("Penduduk kita menurut registri sendiri: usia cetak, sudah direkam, dan kartu pertamanya belum siap cetak; "
           "yang gagal, perlu adjudikasi, atau ganda termasuk."),
        "funnel_covered - funnel_ready",
    ),
    "gap_ready": Definition(
        N_("Siap cetak, belum dicetak"), Unit.PEOPLE,
        N_("Penduduk kita menurut registri sendiri: kartu pertamanya siap cetak dan belum dicetak. Kartu pengganti "
           "tidak termasuk."),
        "funnel_ready - funnel_printed",
    ),
    "gap_printed": Definition(
        N_("Sudah dicetak, belum diterima"), Unit.PEOPLE,
        N_("Penduduk kita menurut registri sendiri: kartu pertamanya sudah dicetak dan belum di tangan."),
        "funnel_printed - funnel_owned",
    ),
}  # fmt: skip

# One figure per calendar year; YYYY stands for the year.
YEARLY: dict[str, Definition] = {
    "institutions_YYYY": Definition(
        N_("Lembaga dilayani {year}"), Unit.INSTITUTIONS,
        N_("Sekolah, pesantren, dan lembaga lain yang dikunjungi dalam tahun itu: angka yang dilaporkan bila ada, "
           "selain itu kunjungan kita. Lembaga yang dikunjungi dua kali dihitung satu."),
        "figure institutions_served of the year; without it: distinct institutions of done visits up to the day",
    ),
    "served_YYYY": Definition(
        N_("Pelajar dan santri dilayani {year}"), Unit.PEOPLE,
        N_("Orang yang direkam pada kunjungan dalam tahun itu: angka yang dilaporkan bila ada, selain itu riwayat "
           "kartu kita. Orang yang direkam dua kali dihitung satu."),
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
