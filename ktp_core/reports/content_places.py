"""Per kecamatan: stocks and what was done in the month, each with the sum; and coverage as a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ktp_core.charts.classes import share_limits
from ktp_core.kpi.area_rates import AreaCount, AreaMeasure, rates
from ktp_core.reports import parts
from ktp_core.reports.facts import Facts
from ktp_core.reports.model import Cell, Column, Kind, Map, Place, Section, Share, Table
from ktp_core.reports.parts import Row, percent
from ktp_core.summaries.model import Flow

STOCKS = ("eligible", "covered", "owned", "backlog")
MONTH = (Flow.RECORD, Flow.PRINT, Flow.DELIVER)
UNKNOWN = "unknown"


def section(facts: Facts) -> Section:
    """One row for each district, one for people of none that is known, the sum."""
    shown = _map(facts)
    return Section("places", "Per kecamatan", (), (_table(facts), *((shown,) if shown.places else ())))


def _table(facts: Facts) -> Table:
    columns = (
        parts.label("Kecamatan"), Column("eligible", "Wajib KTP"), Column("covered", "Sudah rekam", Kind.SHARE),
        Column("owned", "Memiliki kartu", Kind.SHARE), Column("backlog", "Antre cetak"),
        Column("record", "Direkam bulan ini"), Column("print", "Dicetak bulan ini"),
        Column("deliver", "Diserahkan bulan ini"),
    )  # fmt: skip
    note = "Menurut registri sendiri; angka resmi per kecamatan ada di halaman Angka resmi."
    return parts.table("places", "Kecamatan", columns, _rows(facts), total=True, note=note)


def counted(facts: Facts) -> dict[str, tuple[int, ...]]:
    """District -> STOCKS and MONTH; UNKNOWN for people of none that is known, "" for all."""
    found: dict[str, tuple[int, ...]] = {}
    for row in facts.view.districts.to_dict("records"):
        code = str(row["district"])
        acts = facts.places.get(code, Counter())
        found[code] = (*(int(row[name]) for name in STOCKS), *(acts[flow] for flow in MONTH))
    figures, last = facts.view.figures, facts.acts.iloc[-1]
    whole = (
        *(int(figures[name].value or 0) for name in ("funnel_eligible", "funnel_covered", "funnel_owned", "backlog")),
        *(int(last[flow.name.lower()]) for flow in MONTH),
    )
    apart = tuple(n - sum(row[at] for row in found.values()) for at, n in enumerate(whole))
    return found | ({UNKNOWN: apart} if any(apart) else {}) | {"": whole}


def _rows(facts: Facts) -> Iterator[Row]:
    for code, n in counted(facts).items():
        name = {"": "Jumlah", UNKNOWN: "Belum diketahui"}.get(code, facts.names.get(code, code))
        cells: tuple[Cell, ...] = (n[0], Share(n[1], n[0]), Share(n[2], n[0]), *n[3:])
        yield code or "total", name, *cells


def _map(facts: Facts) -> Map:
    areas = [
        AreaCount(str(row["district"]), str(row["name"]), *(int(row[name]) for name in STOCKS))
        for row in facts.view.districts.to_dict("records")
    ]
    known = rates(areas, AreaMeasure.COVERAGE)
    bounds = share_limits([one.value for one in known if one.value is not None])
    places = tuple(Place(one.code, one.name, Share(one.n, one.of)) for one in known)
    return Map("coverage", "Cakupan perekaman per kecamatan", _finding(facts), places, tuple(bounds), facts.view.small)


def _finding(facts: Facts) -> str:
    """The whole, and between which districts it lies; districts that say little are not named."""
    every = counted(facts)
    whole = every.pop("")
    if not whole[0]:
        return "Belum ada data untuk cakupan perekaman."
    said = f"Cakupan perekaman menurut registri sendiri {parts.share(whole[1], whole[0])}."
    known = sorted(
        (n[1] / n[0], facts.names.get(code, code), n) for code, n in every.items() if code != UNKNOWN
        and n[0] >= facts.view.small
    )
    if len(known) < 2:
        return said
    (_, low, few), (_, high, many) = known[0], known[-1]
    return (f"{said} Terendah di {low} ({percent(few[1], few[0])}), tertinggi di {high} "
            f"({percent(many[1], many[0])}).")  # fmt: skip
