"""Words for the card line, Indonesian: states, actions, sources, verdicts, faults of a status list."""

from __future__ import annotations

from ktp_core.cards.lists.model import ListCode, ListIssue
from ktp_core.cards.model import CardAction, CardState, Cause, Channel, Source
from ktp_core.cards.verdicts import Verdict
from ktp_core.nik import Fault
from ktp_core.rosters.issues import IssueCode
from ktp_core.rosters.wording import ISSUES

S, A = CardState, CardAction

STATES: dict[CardState, str] = {
    S.UNRECORDED: "Belum direkam",
    S.RECORDED: "Sudah direkam, belum dikirim ke pusat",
    S.SUBMITTED: "Menunggu pemeriksaan ketunggalan di pusat",
    S.PRINT_READY: "Siap cetak",
    S.PRINTED: "Sudah dicetak",
    S.DISPATCHED: "Dalam pengiriman",
    S.DELIVERED: "Sudah diserahkan",
    S.ENROLMENT_FAILED: "Perekaman gagal, perlu direkam atau dikirim ulang",
    S.ADJUDICATE: "Diperiksa pusat karena mirip data lain",
    S.DUPLICATE: "Terduga data ganda",
}
# What is left of a sentence in a table or chart.
SHORT_STATES: dict[CardState, str] = {
    S.UNRECORDED: "Belum direkam",
    S.RECORDED: "Sudah direkam",
    S.SUBMITTED: "Diperiksa pusat",
    S.PRINT_READY: "Siap cetak",
    S.PRINTED: "Sudah dicetak",
    S.DISPATCHED: "Dikirim",
    S.DELIVERED: "Diserahkan",
    S.ENROLMENT_FAILED: "Perekaman gagal",
    S.ADJUDICATE: "Mirip data lain",
    S.DUPLICATE: "Terduga ganda",
}
# What happened, in the history.
EVENTS: dict[CardAction, str] = {
    A.RECORD: "Direkam",
    A.SUBMIT: "Dikirim ke pusat",
    A.CLEAR: "Dinyatakan tunggal, siap cetak",
    A.FAIL: "Perekaman dinyatakan gagal",
    A.ADJUDICATE: "Diperiksa pusat karena mirip data lain",
    A.FLAG_DUPLICATE: "Ditandai terduga ganda",
    A.RESET: "Data perekaman dihapus di pusat, harus direkam ulang",
    A.PRINT: "Dicetak",
    A.SPOIL: "Kartu rusak atau hilang sebelum diserahkan, harus dicetak ulang",
    A.DISPATCH: "Dikirim untuk diserahkan",
    A.DELIVER: "Diserahkan kepada pemiliknya",
    A.RETURN: "Kembali ke kantor tanpa diserahkan",
    A.REPLACE: "Diminta kartu pengganti",
    A.CORRECT: "Catatan terakhir dibatalkan",
    A.ADJUST: "Menyesuaikan perubahan data penduduk",
}
# What a button does. Finished cards have none: what happens to them is done on the screen Penyerahan.
BUTTONS: dict[CardAction, str] = {
    A.RECORD: "Catat perekaman",
    A.SUBMIT: "Catat pengiriman ke pusat",
    A.CLEAR: "Nyatakan siap cetak",
    A.FAIL: "Catat perekaman gagal",
    A.ADJUDICATE: "Catat mirip data lain",
    A.FLAG_DUPLICATE: "Catat terduga ganda",
    A.RESET: "Catat harus direkam ulang",
    A.PRINT: "Catat sudah dicetak",
    A.REPLACE: "Minta kartu pengganti",
    A.CORRECT: "Batalkan catatan terakhir",
}
CAUSES: dict[Cause, str] = {
    Cause.LOST: "hilang",
    Cause.DAMAGED: "rusak",
    Cause.CHANGED: "data berubah",
    Cause.DISASTER: "bencana",
}
SOURCES: dict[Source, str] = {Source.OFFICE: "kantor", Source.SIAK: "daftar SIAK"}
CHANNELS: dict[Channel, str] = {
    Channel.UNKNOWN: "tidak dicatat",
    Channel.VISIT: "jemput bola",
    Channel.OFFICE: "kantor dinas",
    Channel.DISTRICT_OFFICE: "kantor kecamatan",
    Channel.KENDUREN_MAS: "Kenduren Mas",
}
VERDICTS: dict[Verdict, str] = {
    Verdict.APPLIED: "Maju sesuai daftar",
    Verdict.SAME: "Sudah sama",
    Verdict.BEHIND: "SIAK menyebut status yang lebih awal",
    Verdict.PROBLEM: "SIAK menyebut masalah, kita sudah lebih jauh",
    Verdict.OLDER: "Tanggal SIAK lebih awal daripada riwayat kita",
    Verdict.TOO_YOUNG: "SIAK menyebut dicetak sebelum usia 17 tahun",
    Verdict.DECEASED: "Penduduk tercatat meninggal",
}
LIST_ISSUES: dict[str, str] = {
    ListCode.STATUS_MISSING: "Status kosong. Isi status dari SIAK.",
    ListCode.STATUS_UNKNOWN: "Status “{word}” tidak dikenal. Pakai istilah SIAK, misalnya PRR atau CARD_PRINTED.",
    ListCode.DAY_MISSING: "Tanggal status kosong. Isi tanggal, misalnya 27-08-2026.",
    ListCode.DAY_UNREADABLE: "Tanggal status tidak terbaca. Tulis tanggal lebih dahulu, misalnya 27-08-2026.",
    ListCode.DAY_FUTURE: "Tanggal status belum tiba. Periksa tahunnya.",
    ListCode.DAY_EARLY: "Tanggal status sebelum tahun 2011, padahal KTP-el belum ada. Periksa kolom tanggalnya.",
    ListCode.CELL_ERROR: "Sel berisi kesalahan {error}. Perbaiki rumusnya, atau tulis nilainya langsung.",
    **{fault.value: ISSUES[IssueCode(fault.value)] for fault in Fault},
    Fault.MISSING: "NIK kosong. Isi NIK dari SIAK.",
}


def issue_text(issue: ListIssue) -> str:
    """What is wrong with the cell and what to do."""
    return LIST_ISSUES[issue.code].format(**issue.params)
