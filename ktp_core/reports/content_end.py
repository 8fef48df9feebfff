"""Blangko, perlu perhatian, definisi: the last pages."""

from __future__ import annotations

from collections.abc import Iterator

from ktp_core.attention import rules as matters
from ktp_core.attention.model import Matter, Point
from ktp_core.kpi.definitions import DEFINITIONS
from ktp_core.labels.stuck import KINDS
from ktp_core.reports import parts
from ktp_core.reports.content_summary import RATES, STOCKS
from ktp_core.reports.facts import Blanks, Facts
from ktp_core.reports.model import Column, Kind, Section
from ktp_core.reports.parts import Row, number

LEDGER: dict[str, str] = {
    "opening": "Awal bulan", "received": "Masuk", "used": "Terpakai", "spoiled": "Rusak", "returned": "Dikembalikan",
    "adjusted": "Selisih hitungan dan pembetulan (±)", "closing": "Akhir bulan",
}  # fmt: skip
NOT_OF_PAST = "Surat, kunjungan yang belum ditutup, kartu tersendat, dan paket hanya diketahui untuk hari berjalan."
AS_KNOWN = (
    "Dihitung dari yang telah dicatat sampai akhir {day}; angka resmi dan target: yang menurut catatannya sudah "
    "diketahui kantor pada hari itu."
)
AS_OF_NOW = (
    "Yang perubahannya tidak disimpan per tanggal mengikuti catatan saat laporan dibuat: nama wilayah; jenis, "
    "kecamatan, dan penggabungan lembaga; hari libur; dan untuk perkiraan tercapainya target juga tanggal lahir, "
    "pencetak, dan alat."
)
_OUT = frozenset({"used", "spoiled", "returned"})


def blanks(facts: Facts) -> Section:
    """The ledger of the month, and how long the stock lasts."""
    one = facts.blanks
    if one is None:
        return Section("blanks", "Blangko", ("Belum ada catatan blangko untuk bulan ini.",))
    rows: list[Row] = [(name, LEDGER[name], -one.moves[name] if name in _OUT else one.moves[name]) for name in LEDGER]
    table = parts.table("blanks", "Blangko", (parts.label("Catatan"), Column("n", "Blangko")), rows, total=True)
    cover = one.cover
    lasts = (f"dengan laju pakai 90 hari terakhir cukup untuk sekitar {number(cover)} hari kerja" if cover is not None
             else "dalam 90 hari terakhir tidak ada yang terpakai")  # fmt: skip
    figures = parts.table(
        "cover", "Persediaan", (parts.label("Apa"), Column("n", "Angka", Kind.DECIMAL)),
        [("used", "Terpakai dan rusak dalam 90 hari", one.used), ("workdays", "Hari kerja dalam 90 hari", one.workdays),
         ("cover", "Hari kerja yang dapat dilayani", None if cover is None else round(cover, 1))],
    )  # fmt: skip
    said = f"Persediaan akhir {number(one.moves['closing'])} blangko: {lasts}."
    return Section("blanks", "Blangko", (said, *_beside_queue(facts, one)), (table, figures))


def _beside_queue(facts: Facts, one: Blanks) -> tuple[str, ...]:
    """A stock that lasts long because little is printed may still be less than the cards that wait."""
    stock, waiting = one.moves["closing"], int(facts.view.figures["backlog"].value or 0)
    if not waiting:
        return ()
    said = f"Antrean cetak hari itu {number(waiting)} kartu: "
    if stock < waiting:
        return (f"{said}persediaan kurang {number(waiting - stock)} blangko untuk menghabiskannya.", *_run_out(facts))
    return (f"{said}persediaan cukup untuk seluruhnya.", *_run_out(facts))


def _run_out(facts: Facts) -> tuple[str, ...]:
    """Of today also when: as the screen of blanks foresees it, with every printer at work."""
    found = [one for one in facts.now.points if one.matter is Matter.BLANKS and one.on] if facts.now else []
    return tuple(f"Bila pencetak bekerja sesuai kapasitasnya, blangko habis sekitar {parts.day(one.on)}."
                 for one in found if one.on)  # fmt: skip


def attention(facts: Facts) -> Section:
    """One sentence for each matter; of a past day only what is known of it."""
    if facts.now is not None:
        said = tuple(_SENTENCES[point.matter](facts, point) for point in facts.now.points)
        return Section("attention", "Perlu perhatian", said or ("Tidak ada yang mendesak.",))
    slow = matters.behind(facts.progress)
    point = Point(Matter.BEHIND, len(slow), days=matters.QUARTER, places=tuple(one.district for one in slow))
    said = (_behind(facts, point),) if slow else ()
    cover = facts.blanks.cover if facts.blanks else None
    short = _beside_queue(facts, facts.blanks) if facts.blanks and _short(facts, facts.blanks) else ()
    if cover is not None and cover < matters.BLANK_DAYS:
        short = (f"Blangko cukup untuk sekitar {number(cover)} hari kerja.", *short)
    said = (*short, *said) or ("Tidak ada yang menonjol menurut angka bulan ini.",)
    return Section("attention", "Perlu perhatian", (*said, NOT_OF_PAST))


def _short(facts: Facts, one: Blanks) -> bool:
    return one.moves["closing"] < int(facts.view.figures["backlog"].value or 0)


def _behind(facts: Facts, point: Point) -> str:
    names = [facts.names.get(code, code) for code in point.places[:3]]
    return (f"{number(point.n)} kecamatan tertinggal: cakupan dan laju perekaman {point.days} hari terakhirnya di "
            f"bawah keseluruhan. Paling lambat: {parts.listed(names)}.")  # fmt: skip


def _blanks_out(_: Facts, point: Point) -> str:
    if not point.n or point.on is None:
        return "Blangko habis, padahal ada kartu yang menunggu dicetak."
    return f"Blangko tinggal {number(point.n)} dan habis sekitar {parts.day(point.on)}: {point.part} hari kerja lagi."


def _letters(_: Facts, point: Point) -> str:
    return (f"{number(point.n)} permohonan belum dijawab, {number(point.part)} di antaranya lebih dari {point.days} "
            "hari.")  # fmt: skip


def _visits(_: Facts, point: Point) -> str:
    if not point.n:
        return f"{number(point.part)} kunjungan lebih dari {point.days} hari lalu belum ditutup."
    older = f", {number(point.part)} lagi lebih lama" if point.part else ""
    return f"{number(point.n)} kunjungan dalam {point.days} hari terakhir belum ditutup{older}."


def _stuck(_: Facts, point: Point) -> str:
    most = ", ".join(f"{KINDS[kind.value].lower()} ({number(n)})" for kind, n in point.kinds[:3])
    return f"{number(point.n)} kartu tersendat melewati batasnya: {most}; terlama {number(point.days)} hari."


def _parcels(_: Facts, point: Point) -> str:
    return f"{number(point.n)} paket dikirim {point.days} hari lalu atau lebih dan masih berisi kartu."


def _unseen(facts: Facts, point: Point) -> str:
    name = facts.names.get(point.places[0], point.places[0])
    return (f"Kecamatan {name}: {number(point.n)} dari {number(point.part)} remaja usia 16–17 belum terjangkau daftar "
            "mana pun.")  # fmt: skip


_SENTENCES = {
    Matter.BLANKS: _blanks_out, Matter.LETTERS: _letters, Matter.VISITS: _visits, Matter.STUCK: _stuck,
    Matter.PARCELS: _parcels, Matter.BEHIND: _behind, Matter.UNSEEN: _unseen,
}  # fmt: skip


def definitions(facts: Facts) -> Section:
    """What every figure of the first page counts, as the screens say it; what of a past day is told as of now."""
    columns = (parts.label("Angka"), Column("sentence", "Arti dan cara menghitung", Kind.TEXT))
    known = facts.stamp.known_on
    kept = () if known is None else (AS_KNOWN.format(day=parts.day(known)), AS_OF_NOW)
    return Section("definitions", "Definisi", (
        "n dari N ditulis di samping setiap persentase; jumlah dijumlahkan dahulu, baru dibagi. Strip berarti belum "
        "diketahui.", *kept,
    ), (parts.table("definitions", "Arti angka", columns, _defined()),))  # fmt: skip


def _defined() -> Iterator[Row]:
    for name in (*STOCKS, "target_progress", *RATES, "outsiders_served", "visits"):
        one = DEFINITIONS[name]
        yield name, one.label, one.sentence
