"""Screens of print batches: what a batch is called, how far it is, what became of a card."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from ktp_core.batches.model import BatchState, CardMark, Progress
from ktp_core.labels.batches import MARKS, STATES
from ktp_core.ui.i18n import N_, _, day_long, number, words

ICONS = {
    BatchState.OPEN: ":material/play_circle:", BatchState.PAUSED: ":material/pause_circle:",
    BatchState.DONE: ":material/task_alt:", BatchState.CANCELLED: ":material/cancel:",
}  # fmt: skip


class What(StrEnum):
    """What is said of some numbers."""

    PRINTED = "tercetak"
    SPOILED = "rusak"
    SKIPPED = "dilewati"
    TAKE = "ambil"
    GIVE_BACK = "kembali"
    UNSKIP = "batal_dilewati"


WHAT = {
    What.PRINTED: N_("Tercetak"), What.SPOILED: N_("Blangko rusak"), What.SKIPPED: N_("Dilewati"),
    What.TAKE: N_("Saya cetak"), What.GIVE_BACK: N_("Tidak jadi cetak"), What.UNSKIP: N_("Batal dilewati"),
}  # fmt: skip


def title(sequence: int, day: date) -> str:
    """`Kelompok 2, 22 November 2026`."""
    return words("Kelompok {n}, {day}", n=sequence, day=day_long(day))


def state(value: BatchState | str) -> str:
    """Where a batch stands, with its sign."""
    return f"{ICONS[BatchState(value)]} {_(STATES[str(value)])}"


def total(done: Progress) -> int:
    """Every card that is or was in the batch."""
    return done.waiting + done.printed + done.skipped + done.released + done.gone


def progress(done: Progress) -> str:
    """`23 dari 100 tercetak, 2 blangko rusak, 1 dilewati`; what did not happen is not said."""
    said = [words("{printed} dari {total} tercetak", printed=number(done.printed), total=number(total(done)))]
    for n, sentence in (
        (done.spoiled, _("{n} blangko rusak")), (done.skipped, _("{n} dilewati")),
        (done.gone, _("{n} tidak perlu lagi")), (done.released, _("{n} kembali ke antrean")),
    ):  # fmt: skip
        if n:
            said.append(sentence.format(n=number(n)))
    return ", ".join(said)


def share(done: Progress) -> float:
    """How much of it has an outcome, 0 to 1. Set free at the end of a batch is none: it was never its turn."""
    everything = total(done)
    return (everything - done.waiting - done.released) / everything if everything else 0.0


def became(row: Any, me: str) -> str:
    """What became of one card, with what it cost and why, in the width of a column. `me`: the account that looks."""
    said = [_(MARKS[row.state])]
    if row.state == CardMark.WAITING and isinstance(row.taken_name, str):
        said = [_("Bagian Anda") if row.taken_by == me else words("Dicetak {name}", name=row.taken_name)]
    if row.spoiled:
        said.append(words("{n} rusak", n=number(int(row.spoiled))))
    if isinstance(row.reason, str) and row.reason:
        said.append(row.reason)
    return " · ".join(said)
