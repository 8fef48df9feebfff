"""Antrean dan penyerahan: the statement that adds up, who waits how long, what lies uncollected, the promise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from ktp_core.cards.model import CardState
from ktp_core.cards.wording import SHORT_STATES
from ktp_core.labels.stuck import KINDS
from ktp_core.printing import statement
from ktp_core.printing.promise import Until
from ktp_core.printing.rules import AGES
from ktp_core.printing.statement import Line, Moves
from ktp_core.reports import parts
from ktp_core.reports.facts import Facts
from ktp_core.reports.model import Cell, Column, Kind, Section, Share, Table
from ktp_core.reports.parts import Row, number

MOVES: dict[str, str] = {
    "became_due": "Menjadi dapat dicetak", "replaced": "Kartu pengganti diminta", "spoiled": "Rusak, antre lagi",
    "changed_in": "Pindah masuk atau data berubah", "corrected": "Catatan dibatalkan (±)", "printed": "Dicetak",
    "sent_back": "Kembali diperiksa pusat", "changed_out": "Pindah, meninggal, atau data berubah",
}  # fmt: skip
OUT = frozenset({"printed", "sent_back", "changed_out"})
PROMISES = {Until.PRINTED: "sampai dicetak", Until.DELIVERED: "sampai diserahkan"}


def section(facts: Facts) -> Section:
    """What is known of the day; of today also how long cards wait and where they are stuck."""
    found = [_statement(facts), _by_district(facts), _promises(facts)]
    if facts.states is not None:
        found.append(_states(facts))
    if facts.now is not None:
        found += [_ages(facts), _stuck(facts)]
    return Section("line", "Antrean dan penyerahan", _texts(facts), tuple(found))


def _texts(facts: Facts) -> tuple[str, ...]:
    line = whole(facts)
    said = (f"Antrean cetak {number(line.opening)} kartu di awal bulan dan {number(line.closing)} di akhirnya; "
            f"{number(line.moves.printed)} kartu dicetak dari antrean.")  # fmt: skip
    lying = int(facts.view.figures["gap_printed"].value or 0)
    waiting = f"{number(lying)} orang kartu pertamanya sudah dicetak dan belum di tangan."
    if facts.now is None:
        return said, waiting, ("Umur antrean dan kartu tersendat hanya diketahui untuk hari berjalan; di sini status "
                               "kartu pada hari laporan.")  # fmt: skip
    return said, waiting


def whole(facts: Facts) -> Line:
    """The statement of the month for all districts."""
    found = statement.by_month(facts.lines)
    return found[-1] if found else Line(facts.stamp.month, "", 0, Moves())


def _statement(facts: Facts) -> Table:
    columns = (parts.label("Neraca"), Column("n", "Kartu"))
    note = "Awal bulan ditambah semua perubahan sama dengan akhir bulan."
    return parts.table("statement", "Neraca antrean cetak", columns, _moves(whole(facts)), total=True, note=note)


def _moves(line: Line) -> Iterator[Row]:
    yield "opening", "Awal bulan", line.opening
    for one in fields(Moves):
        n = int(getattr(line.moves, one.name))
        yield one.name, MOVES[one.name], -n if one.name in OUT else n
    yield "closing", "Akhir bulan", line.closing


def _by_district(facts: Facts) -> Table:
    columns = (
        parts.label("Kecamatan"), Column("opening", "Awal"), Column("came", "Masuk"), Column("printed", "Dicetak"),
        Column("left", "Keluar lain"), Column("closing", "Akhir"),
    )  # fmt: skip
    rows = [(line.district or "unknown", facts.names.get(line.district, "Belum diketahui"), *_five(line))
            for line in statement.by_district(facts.lines)]  # fmt: skip
    rows.append(("total", "Jumlah", *_five(whole(facts))))
    return parts.table("statement_places", "Neraca per kecamatan", columns, rows, total=True)


def _five(line: Line) -> tuple[int, int, int, int, int]:
    left = line.moves.sent_back + line.moves.changed_out
    return line.opening, line.moves.net + line.moves.printed + left, line.moves.printed, left, line.closing


def _promises(facts: Facts) -> Table:
    columns = (
        parts.label("Lama menunggu"), Column("n", "Kartu"), Column("median", "Median hari"),
        Column("p90", "9 dari 10 dalam … hari"), Column("within", "Dalam janji", Kind.SHARE),
        Column("days", "Janji hari"),
    )  # fmt: skip
    note = "Sejak kartu boleh dicetak; kartu pengganti sejak diminta. Kartu yang selesai dalam bulan laporan."
    return parts.table("promise", "Janji layanan", columns, _kept(facts), note=note)


def _kept(facts: Facts) -> Iterator[Row]:
    for one in facts.promises:
        what = "Kartu pengganti" if one.replacements else "Kartu pertama"
        key = f"{one.until}/{'replacement' if one.replacements else 'first'}"
        within = Share(one.kept.within, one.kept.n) if one.kept.n else None
        cells: tuple[Cell, ...] = (one.kept.n, one.kept.median, one.kept.p90, within, one.days)
        yield key, f"{what}, {PROMISES[one.until]}", *cells


def _states(facts: Facts) -> Table:
    states = facts.states or {}
    rows = [(state.name.lower(), SHORT_STATES[state], states.get(state, 0)) for state in CardState]
    rows.append(("total", "Jumlah", sum(n for _, _, n in rows)))
    columns = (parts.label("Status kartu"), Column("n", "Orang"))
    return parts.table("states", "Status kartu penduduk kita", columns, rows, total=True)


def _ages(facts: Facts) -> Table:
    assert facts.now is not None
    rows: list[Row] = [
        (f"{first}", f"{first}–{last} hari" if last else f"{first} hari atau lebih", n)
        for (first, last), n in zip(AGES, facts.now.queue.ages(), strict=True)
    ]
    rows.append(("total", "Jumlah", facts.now.queue.total))
    return parts.table("ages", "Umur antrean cetak", (parts.label("Menunggu"), Column("n", "Kartu")), rows, total=True)


def _stuck(facts: Facts) -> Table:
    assert facts.now is not None
    rows = [(str(kind), KINDS[kind.value], n, days if n else None) for kind, n, days in facts.now.stuck]
    columns = (parts.label("Tersendat di"), Column("n", "Kartu"), Column("days", "Terlama (hari)"))
    return parts.table("stuck", "Kartu tersendat melewati batasnya", columns, rows)
