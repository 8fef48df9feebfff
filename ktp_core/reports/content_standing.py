"""The sentences of the first page: where we stand, how fast we are, what is in the way, what changed."""

from __future__ import annotations

from ktp_core.documents.words import small
from ktp_core.kpi import series
from ktp_core.kpi.definitions import definition
from ktp_core.reports import parts
from ktp_core.reports.facts import Facts
from ktp_core.reports.parts import number, percent, rate, share

YEAR = 12
RATES = {"coverage": "covered", "ownership": "owned"}
OBSTACLES = {
    "gap_unrecorded": "wajib KTP belum direkam", "gap_processing": "orang sudah direkam tetapi belum siap cetak",
    "backlog": "kartu siap cetak belum dicetak", "gap_printed": "kartu sudah dicetak tetapi belum diterima",
}  # fmt: skip


def texts(facts: Facts) -> tuple[str, ...]:
    """Those that there is something to say of."""
    found = (_standing(facts), _pace(facts), _obstacle(facts), _changed(facts))
    return tuple(text for text in found if text)


def _standing(facts: Facts) -> str:
    known = facts.view.figures
    owned, target, wajib = known["cards_owned"], known["target"].value, known["wajib_ktp"].value
    if owned.note == "partial":
        return (f"Belum ada angka resmi pemilik KTP-el untuk tanggal ini; registri sendiri mencatat "
                f"{number(owned.value)} orang.")  # fmt: skip
    if target is None:
        one, day = known["ownership"], parts.day(facts.scope.as_of)
        if not one.denominator:
            return f"Per {day} belum ada wajib KTP, baik angka resmi maupun registri."
        return (f"Per {day}, {number(owned.value)} orang memiliki KTP-el: {share(one.numerator, one.denominator)} "
                "wajib KTP. Target pemilik KTP-el belum dimasukkan.")  # fmt: skip
    gap, n = int(target) - int(owned.value or 0), int(owned.value or 0)
    reached = f"kurang {number(gap)} orang" if gap > 0 else "target tercapai"
    over = f" Target melebihi wajib KTP saat ini ({number(wajib)})." if wajib and target > wajib else ""
    return (f"Per {parts.day(facts.scope.as_of)}, {number(n)} dari target {number(target)} orang memiliki KTP-el "
            f"({percent(n, int(target))}); {reached}.{over}")  # fmt: skip


def _pace(facts: Facts) -> str:
    """First cards handed over in the month, beside those of the last twelve months that are over."""
    owned = [int(n) for n in facts.view.trend["owned"]]
    year = owned[-YEAR - 1 : -1] if facts.running else owned[-YEAR:]
    pace, said = sum(year) / YEAR, "sampai tanggal itu" if facts.running else "dalam bulan ini"
    if not sum(year) and not owned[-1]:
        return "Dalam 12 bulan terakhir belum ada kartu pertama yang diserahkan."
    return (f"{number(owned[-1])} orang menerima kartu pertamanya {said}; rata-rata 12 bulan terakhir "
            f"{rate(pace)} orang per bulan.")  # fmt: skip


def _obstacle(facts: Facts) -> str:
    gaps = {name: int(facts.view.figures[name].value or 0) for name in OBSTACLES}
    official = facts.view.figures["unrecorded"]
    gaps["gap_unrecorded"] = int(official.value or 0)
    name, n = max(gaps.items(), key=lambda gap: gap[1])
    return f"Hambatan terbesar: {number(n)} {OBSTACLES[name]}." if n > 0 else ""


def _changed(facts: Facts) -> str:
    """Of the coverage and the backlog, since the month before and the year before."""
    found = []
    for name, course, digits, unit, ways in (
        ("coverage", [point * 100 for point in points(facts, "coverage")], 1, "poin", ("naik", "turun")),
        ("backlog", _waiting(facts), 0, "kartu", ("bertambah", "berkurang")),
    ):
        changes = series.changes(course, facts.view.trend)
        said = [f"{parts.moved(one.n, digits, unit, ways)} sejak akhir {parts.month(one.since)}"
                for one in changes if one is not None]  # fmt: skip
        if said:
            found.append(f"{small(definition(name).label)} {' dan '.join(said)}")
    return parts.capital("; ".join(found)) + "." if found else ""


def points(facts: Facts, name: str) -> list[float]:
    """The rate at the end of each of the last months."""
    return series.ratio(facts.view.figures[name], facts.view.trend, RATES[name], "eligible")


def _waiting(facts: Facts) -> list[int]:
    return series.backlog(int(facts.view.figures["backlog"].value or 0), facts.view.trend)
