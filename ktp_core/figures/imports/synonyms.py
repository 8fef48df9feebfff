"""What offices call our fields and measures at the head of a column."""

from __future__ import annotations

import re

from ktp_core.figures.model import Measure
from ktp_core.figures.wording import MEASURES
from ktp_core.text import header_key

M = Measure
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
