"""Words for measures and kinds of dates. Indonesian source strings; screens translate them."""

from __future__ import annotations

from ktp_core.figures.model import BasisKind, Measure

M = Measure
MEASURES: dict[Measure, str] = {
    M.POPULATION: "Jumlah penduduk",
    M.POPULATION_16: "Penduduk usia 16",
    M.POPULATION_17: "Penduduk usia 17",
    M.POPULATION_16_17: "Penduduk usia 16–17",
    M.WAJIB_KTP: "Wajib KTP",
    M.RECORDED: "Sudah rekam",
    M.UNRECORDED: "Belum rekam",
    M.SUBMITTED: "SFE (dikirim)",
    M.PRINT_READY: "PRR (siap cetak)",
    M.PROBLEMS: "Bermasalah",
    M.PRINTED: "Sudah cetak",
    M.DELIVERED: "Sudah serah",
    M.HOLDERS: "Sudah memiliki KTP-el",
    M.WITHOUT_CARD: "Belum memiliki KTP-el",
    M.BACKLOG_REPORTED: "Antrean cetak dilaporkan",
    M.BEGINNERS: "Wajib KTP pemula",
    M.BEGINNERS_RECORDED: "Pemula direkam",
    M.BLANKS_IN: "Blangko masuk",
    M.BLANKS_USED: "Blangko terpakai",
    M.BLANKS_SPOILED: "Blangko rusak",
    M.BLANKS_LEFT: "Sisa blangko",
    M.INSTITUTIONS_SERVED: "Lembaga dilayani",
    M.PEOPLE_SERVED: "Pelajar dan santri dilayani",
    M.VISITS: "Kunjungan",
}

UNITS: dict[Measure, str] = dict.fromkeys(Measure, "orang") | {
    M.PRINTED: "kartu",
    M.DELIVERED: "kartu",
    M.BACKLOG_REPORTED: "kartu",
    M.BLANKS_IN: "blangko",
    M.BLANKS_USED: "blangko",
    M.BLANKS_SPOILED: "blangko",
    M.BLANKS_LEFT: "blangko",
    M.INSTITUTIONS_SERVED: "lembaga",
    M.VISITS: "kunjungan",
}

BASES: dict[BasisKind, str] = {
    BasisKind.DAY: "usia 17 pada tanggal itu",
    BasisKind.YEAR: "usia 17 dalam tahun itu",
    BasisKind.ELECTION: "usia 17 pada hari pemilihan",
    BasisKind.PERIOD: "dari 1 Januari sampai tanggal itu",
}
