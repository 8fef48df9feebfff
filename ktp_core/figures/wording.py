"""Words for measures and kinds of dates. Indonesian source strings; screens translate them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ktp_core.figures.model import BasisKind, Doubt, Measure
from ktp_core.shares import percentage

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

DOUBTS: dict[str, str] = {
    "complement": "{one} {one_n} − {two} {two_n} = {left}, tetapi {three} dilaporkan {three_n}: selisih {gap}.",
    "card_complement": "{one} {one_n} − {two} {two_n} = {left}, tetapi {three} dilaporkan {three_n}: selisih {gap}. "
    "Selisih itu dapat berarti orang yang sudah rekam tetapi belum memegang kartu.",
    "card_complement_turned": "{one} {one_n} − {two} {two_n} = {left}, tetapi {three} dilaporkan {three_n}: selisih "
    "{gap}. Yang belum rekam tidak mungkin memegang kartu.",
    "parts_over": "{sums} = {sum}, lebih {gap} dari {one} {one_n}.",
    "parts_under": "{sums} = {sum}, kurang {gap} dari {one} {one_n}.",
    "over_whole": "{one} {one_n} dari {two} {two_n} = {share}: bagian melebihi seluruhnya.",
    "over_nothing": "{one} {one_n}, tetapi {two} {two_n}.",
    "over_residents": "{one} {one_n} dari {two} {two_n} = {share}: warga luar mungkin ikut dilayani, atau kedua angka "
    "dihitung dengan cara yang berbeda.",
    "over_cards": "{one} {one_n} dari {two} {two_n} = {share}: kartu pengganti ikut dihitung, jadi lebih dari 100% itu "
    "wajar. Yang menghitung orang ialah Sudah memiliki KTP-el.",
    "areas_differ": "{one}: {n} wilayah di bawahnya berjumlah {sum}, tetapi {area} dilaporkan {one_n}: selisih {gap}.",
    "areas_over": "{one}: {n} dari {of} wilayah di bawahnya sudah berjumlah {sum}, lebih {gap} dari {area} {one_n}.",
    "mixed_basis": "{one} {one_n} ({one_day}) dari {two} {two_n} ({two_day}) = {share}: kedua angka berasal dari "
    "tanggal atau cara hitung yang berbeda, jadi bukan cakupan.",
    "rise": "{one} {one_n} ({one_day}) menjadi {two_n} ({two_day}): naik {change} ({by}) dalam {days} hari. Periksa "
    "tanggal, wilayah, dan sumbernya.",
    "fall": "{one} {one_n} ({one_day}) menjadi {two_n} ({two_day}): turun {change} ({by}) dalam {days} hari. Periksa "
    "tanggal, wilayah, dan sumbernya.",
    "basis_changed": "{one} {one_n} ({one_day}, {one_kind}) dan {two_n} ({two_day}, {two_kind}): {change} karena yang "
    "dihitung bukan orang yang sama.",
    "beginners_explain": "{one} {one_n} + {two} {two_n} = {sum}: penyebut baru itu terjelaskan oleh pemula tahun itu.",
    "beginners_differ": "{one} {one_n} + {two} {two_n} = {sum}, tetapi {three} dilaporkan {three_n}: selisih {gap}.",
    "coverage_jumps": "Dengan {one} {one_n}, cakupan {was} dari {two_n} menjadi {becomes} dari {three_n} tanpa seorang "
    "pun berubah: penyebutnya yang berganti.",
    "blanks": "Sisa {two_n} ({two_day}) + masuk {came} − terpakai {used} − rusak {spoiled} = {left}, tetapi sisa "
    "{one_day} dilaporkan {one_n}: selisih {gap}.",
}
_PLACES = ("one", "two", "three")


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a sentence is said: its words, its whole numbers, its shares (two decimals), its days."""

    say: Callable[[str], str] = str
    number: Callable[[int], str] = lambda n: f"{n:,}".replace(",", ".")
    percent: Callable[[float], str] = lambda x: f"{percentage(x, 2)[0]:.2f}%".replace(".", ",")


INDONESIAN = Tongue()


def sentence(doubt: Doubt, area: str, tongue: Tongue = INDONESIAN) -> str:
    """The arithmetic of a doubt. `area`: the name of its area."""
    values: dict[str, str] = {"area": area}
    for place, one in zip(_PLACES, doubt.figures, strict=False):
        values |= {
            place: tongue.say(MEASURES[one.measure]), f"{place}_n": tongue.number(one.value),
            f"{place}_day": f"{one.basis_on:%d/%m/%Y}", f"{place}_kind": tongue.say(BASES[one.basis_kind]),
        }  # fmt: skip
    parts = doubt.figures[1:] if doubt.code in ("parts_over", "parts_under") else ()
    values["sums"] = " + ".join(f"{tongue.say(MEASURES[one.measure])} {tongue.number(one.value)}" for one in parts)
    for name, value in doubt.values.items():
        values[name] = tongue.number(value) if isinstance(value, int) else tongue.percent(float(value))
    if doubt.code == "basis_changed":
        values["change"] = f"{'+' if doubt.values['change'] > 0 else ''}{values['change']}"
    return tongue.say(DOUBTS[doubt.code]).format(**values)
