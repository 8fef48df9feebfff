"""What is real in the demo: figures and targets as reported, each with its source and the day it is true of."""

from __future__ import annotations

from datetime import date

from ktp_core.figures.model import BasisKind, Measure, Reported, Target

_WARTABROMO = "WartaBromo/kumparan, 15 Maret 2019: Dispendukcapil Goes to School, Program Kejar 1,4 Juta KTP-el"
_BANUA = (
    "Banua Tv, 3 Juli 2025: Tekan Angka Wajib KTP Pemula, "
    "Disdukcapil Balangan Jemput Bola ke Sekolah dan Pesantren"
)
_RADAR = "Radar Bromo, 11 Maret 2023"
_DKB = "Kepmendagri 300.2.2-2430/2025, Data Kependudukan Semester II 2024"
_PEMULA = "Sinovda Kab. Balangan IND2022040148"
M, PERIOD = Measure, BasisKind.PERIOD

PASURUAN, BALANGAN = "35.14", "63.11"
PROGRAMMES = {
    PASURUAN: "Dispendukcapil Goes to School",
    BALANGAN: "Direkam di Sekolah, Sweet Seventeen, KTPku Datang",
}

FIGURES: dict[str, tuple[Reported, ...]] = {
    PASURUAN: (
        Reported(PASURUAN, M.WAJIB_KTP, 1_334_261, date(2016, 9, 30), "WartaBromo, 13 Oktober 2016"),
        Reported(PASURUAN, M.RECORDED, 1_071_560, date(2016, 9, 30), "WartaBromo, 13 Oktober 2016"),
        Reported(PASURUAN, M.BACKLOG_REPORTED, 70_000, date(2019, 3, 15), _WARTABROMO),
        Reported(PASURUAN, M.WAJIB_KTP, 1_199_555, date(2023, 3, 11), _RADAR),
        Reported(PASURUAN, M.HOLDERS, 1_186_774, date(2023, 3, 11), _RADAR),
        Reported(PASURUAN, M.UNRECORDED, 12_599, date(2023, 3, 11), _RADAR),
        Reported(PASURUAN, M.POPULATION, 1_665_922, date(2024, 12, 31), _DKB),
    ),
    BALANGAN: (
        Reported(BALANGAN, M.BEGINNERS, 2_614, date(2017, 12, 31), _PEMULA, BasisKind.YEAR),
        Reported(BALANGAN, M.BEGINNERS_RECORDED, 515, date(2017, 12, 31), _PEMULA, PERIOD),
        Reported(BALANGAN, M.WAJIB_KTP, 91_117, date(2018, 12, 31), _BANUA),
        # "sekitar 4 persen dari total 91.117 jiwa": 3.645, as exact as the source.
        Reported(BALANGAN, M.WITHOUT_CARD, 3_645, date(2018, 12, 31), _BANUA, approximate=True),
        Reported(BALANGAN, M.INSTITUTIONS_SERVED, 20, date(2023, 12, 31), _BANUA, PERIOD),
        Reported(BALANGAN, M.PEOPLE_SERVED, 513, date(2023, 12, 31), _BANUA, PERIOD),
        Reported(BALANGAN, M.INSTITUTIONS_SERVED, 19, date(2024, 12, 31), _BANUA, PERIOD),
        Reported(BALANGAN, M.PEOPLE_SERVED, 541, date(2024, 12, 31), _BANUA, PERIOD),
        Reported(BALANGAN, M.POPULATION, 138_950, date(2024, 12, 31), _DKB),
    ),
}

TARGETS: dict[str, tuple[Target, ...]] = {
    # "mengejar penerbitan 1,4 juta KTP-el": no year was named. It stays in force until the office sets another.
    PASURUAN: (
        Target(PASURUAN, M.HOLDERS, 1_400_000, date(2019, 1, 1), _WARTABROMO),
        Target(PASURUAN, M.HOLDERS, 1_195_956, date(2023, 1, 1), f"{_RADAR} (99,7 persen)", date(2023, 12, 31)),
    ),
    BALANGAN: (),
}

# Visits of March 2019: the institution as the article names it, and the day.
VISITS_2019 = (
    ("SMA di Kejayan", date(2019, 3, 12)),
    ("SMKN 1 Purwosari", date(2019, 3, 14)),
    ("Pondok pesantren di Kraton", date(2019, 3, 15)),
)
VISITS_SOURCE = _WARTABROMO
