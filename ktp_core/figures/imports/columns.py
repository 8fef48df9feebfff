"""Column headings of tables of official figures, by synonyms; also where they stand in two or three rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ktp_core.figures.model import Measure
from ktp_core.figures.wording import MEASURES
from ktp_core.text import header_key, squeeze

M = Measure
AREAS = ("code", "village", "district", "area")
_FIELDS: dict[str, str] = {
    "code": "kode kodewilayah kodekemendagri kodekecamatan kodekec kodedesa kodekelurahan kodedesakelurahan "
    "kodebps kodewil",
    "district": "kecamatan namakecamatan kec namakec distrik",
    "village": "desa kelurahan desakelurahan kelurahandesa namadesa namakelurahan namadesakelurahan desakel keldesa",
    "area": "wilayah namawilayah area daerah kabupatenkota kabkota kabupaten",
    "basis_on": "tanggal tanggaldata tgl tgldata pertanggal per keadaan keadaanpertanggal posisi "
    "posisidata semester periode",
    "basis_kind": "jenistanggal dasarusia carahitung jenispenyebut",
    "known_on": "diketahuisejak diketahui tanggalterbit terbit tanggalpublikasi publikasi",
    "source": "sumber sumberdata source",
    "approximate": "kirakira perkiraan",
    "measure": "ukuran indikator uraian measure",
    "value": "nilai angka value",
}  # fmt: skip
_MEASURES: dict[Measure, str] = {
    M.POPULATION: "penduduk jiwa",
    M.POPULATION_16: "usia16 usia16tahun umur16 umur16tahun 16tahun penduduk16 penduduk16tahun pendudukusia16tahun",
    M.POPULATION_17: "usia17 usia17tahun umur17 umur17tahun 17tahun penduduk17 penduduk17tahun pendudukusia17tahun",
    M.POPULATION_16_17: "usia1617 usia1617tahun umur1617 umur1617tahun 1617tahun penduduk1617 penduduk1617tahun "
    "pendudukusia1617tahun usia16dan17 pendudukusia16dan17",
    M.WAJIB_KTP: "wajib wktp wajibktpel wajibektp pendudukwajibktp pendudukwajibktpel wajibmemilikiktp "
    "wajibktpelektronik",
    M.RECORDED: "rekam perekaman sudahperekaman telahrekam terekam sudahrekamktp sudahrekamktpel rekamktpel "
    "perekamanktpel sudahmelakukanperekaman perekamansudah rekamsudah sudahdirekam",
    M.UNRECORDED: "belumperekaman belumrekamktp belumrekamktpel belummelakukanperekaman perekamanbelum rekambelum "
    "sisabelumrekam belumdirekam",
    M.SUBMITTED: "sfe dikirim sentforenrollment menunggupenunggalan",
    M.PRINT_READY: "prr siapcetak printreadyrecord prrsiapcetak",
    M.PROBLEMS: "masalah databermasalah perekamanbermasalah dupadjudicatefailure",
    M.PRINTED: "cetak tercetak pencetakan sudahdicetak cetakktpel kartutercetak pencetakansudah",
    M.DELIVERED: "serah diserahkan sudahdiserahkan penyerahan terserah penyerahansudah",
    M.HOLDERS: "memilikiktpel memilikiktp sudahmemilikiktp kepemilikan kepemilikanktpel sudahpunyaktp punyaktp",
    M.WITHOUT_CARD: "belummemilikiktp belumpunyaktp tanpaktp belumberktp",
    M.BACKLOG_REPORTED: "antreancetak antriancetak tunggakancetak belumcetak belumdicetak",
    M.BEGINNERS: "pemula pemulawajibktp ktppemula",
    M.BEGINNERS_RECORDED: "pemularekam pemulasudahrekam perekamanpemula",
    M.BLANKS_IN: "blankomasuk blangkoditerima blankoditerima penerimaanblangko",
    M.BLANKS_USED: "blankoterpakai blangkodigunakan blangkopakai pemakaianblangko",
    M.BLANKS_SPOILED: "blankorusak",
    M.BLANKS_LEFT: "sisablanko blangkosisa blankosisa stokblangko stokblanko persediaanblangko",
    M.INSTITUTIONS_SERVED: "lembaga sekolahdilayani",
    M.PEOPLE_SERVED: "pelajardilayani santridilayani dilayani",
    M.VISITS: "jemputbola",
}  # fmt: skip
_BY_KEY = {key: name for name, keys in _FIELDS.items() for key in keys.split()}
_BY_KEY |= {key: str(measure) for measure, keys in _MEASURES.items() for key in keys.split()}
_BY_KEY |= {header_key(text): str(measure) for measure, text in MEASURES.items()}
_BY_KEY |= {header_key(str(measure)): str(measure) for measure in Measure}
_AROUND = re.compile(r"^(?:jumlah|jml|total|banyaknya|data)|(?:orang|jiwa|org|keping|lembar|jumlah|total)$")
_SHARE = re.compile(r"%|persen|cakupan|rasio", re.IGNORECASE)
_WHOLE = frozenset(("jumlah", "total", "jml", "lp", "lakilakiperempuan"))
_UP = 2  # rows of headings above the last one


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the headings end: column and label by field, fields that two columns claim, headings nobody knows."""

    row: int
    columns: dict[str, int]
    labels: dict[str, str]
    doubled: list[str]
    ignored: list[str]

    @property
    def numbers(self) -> int:
        """How many columns hold figures; 0 when this is no heading of ours."""
        named = sum(name in set(Measure) for name in self.columns)
        return named or ("measure" in self.columns and "value" in self.columns)


def field_of(text: str) -> str | None:
    """The field or measure that a heading names."""
    key = header_key(text)
    while key:
        if key in _BY_KEY:
            return _BY_KEY[key]
        shorter = _AROUND.sub("", key, count=1)
        if shorter == key:
            return None
        key = shorter
    return None


def measure_of(text: str) -> Measure | None:
    """The measure that a cell names."""
    name = field_of(text)
    return Measure(name) if name in set(Measure) else None


def find(rows: Sequence[tuple[int, Mapping[int, Any]]]) -> Heading | None:
    """The heading that names most columns; None unless it has figures and an area or a day. On a tie the upper one, or
    the row right below it that says which of its columns is meant: "L", "P", "L+P"."""
    found = [heading_at(rows, at) for at in range(len(rows))]
    ours = [one for one in found if one.numbers and {*AREAS, "basis_on"} & one.columns.keys()]
    best = max(ours, key=lambda one: len(one.columns), default=None)
    if best is None:
        return None
    below = [one for one in ours if 0 < one.row - best.row <= _UP and one.columns.keys() == best.columns.keys()]
    return below[0] if below else best


def heading_at(rows: Sequence[tuple[int, Mapping[int, Any]]], at: int) -> Heading:
    """What the headings mean if this row is the last of them."""
    number, cells = rows[at]
    above = [cells for row, cells in rows[max(0, at - _UP) : at] if number - row <= _UP]
    width = max((max(one, default=-1) for one in (cells, *above)), default=-1) + 1
    found = Heading(number, {}, {}, [], [])
    for column in range(width):
        own, parent = _texts(cells, above, column)
        name = _field(own, parent)
        label = squeeze(f"{parent} {own}" if parent and not field_of(own) else own)[:60]
        if name is None:
            found.ignored.extend([label] if label else [])
        elif name in found.columns:
            found.doubled.append(name)
        else:
            found.columns[name], found.labels[name] = column, label
    return found


def _field(own: str, parent: str) -> str | None:
    if _SHARE.search(own) or (len(parent) <= 40 and _SHARE.search(parent)):
        return None  # a share of something is no raw number
    if parent and header_key(own) in _WHOLE:
        return field_of(parent)
    return (field_of(f"{parent} {own}") if parent else None) or field_of(own)


def _texts(cells: Mapping[int, Any], above: Sequence[Mapping[int, Any]], column: int) -> tuple[str, str]:
    """The heading of a column, and that of the group it belongs to. A cell merged downwards stands in a row above."""
    own = cells.get(column)
    if own is None:
        lower = next((row[column] for row in reversed(above) if row.get(column) is not None), "")
        return (lower if isinstance(lower, str) else ""), ""
    if not isinstance(own, str):
        return "", ""
    if not above:
        return own, ""
    for left in range(column, -1, -1):
        group = above[-1].get(left)
        if group is not None or cells.get(left) is None:
            return own, (group if isinstance(group, str) and cells.get(left) is not None else "")
    return own, ""
