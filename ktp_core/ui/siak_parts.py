"""Tables of the screen `status_siak`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.cards import wording
from ktp_core.cards.lists.model import ListIssue
from ktp_core.cards.lists.reading import is_nik
from ktp_core.cards.model import CardState
from ktp_core.cards.verdicts import DISAGREEMENTS, Verdict
from ktp_core.nik import mask
from ktp_core.rosters.draft import shown
from ktp_core.ui import tables
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.safe import quiet

_COUNTED = {
    Verdict.APPLIED: N_("Maju sesuai daftar"),
    Verdict.SAME: N_("Sudah sama"),
    "unknown": N_("NIK tidak dikenal di sini"),
}
_SHOWN_ISSUES = 50


def sample(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """The first rows as the file has them; long numbers are hidden."""
    wide = [[*row, *[None] * len(headings)][: len(headings)] for row in rows]
    names = [f"{heading} ({position})" if headings.count(heading) > 1 else heading  # the same heading twice
             for position, heading in enumerate(headings, 1)]  # fmt: skip
    frame = pd.DataFrame([[_sampled(cell) for cell in row] for row in wide], columns=names)
    st.dataframe(frame, hide_index=True, key="contoh_siak")


def _sampled(cell: Any) -> str:
    if cell is None:
        return ""
    return mask(str(cell).strip("' ")) if is_nik(cell) else shown(cell)


def counts(verdicts: Mapping[str, int], rejected: int) -> None:
    """Rows of the list by what becomes of them."""
    said = [(_(text), verdicts.get(str(kind), 0)) for kind, text in _COUNTED.items()]
    said += [(_(wording.VERDICTS[kind]), verdicts[str(kind)]) for kind in DISAGREEMENTS if verdicts.get(str(kind))]
    said.append((_("Ditolak karena isinya"), rejected))
    frame = pd.DataFrame(said, columns=["what", "n"])
    tables.show(frame, {"what": _("Baris daftar"), "n": tables.amount(_("Banyaknya"))}, key="putusan_siak")


def states(by_state: Mapping[int, int]) -> None:
    """Usable rows by state."""
    said = [(_(wording.SHORT_STATES[state]), by_state[int(state)]) for state in CardState if by_state.get(int(state))]
    frame = pd.DataFrame(said, columns=["state", "n"])
    tables.show(frame, {"state": _("Status menurut SIAK"), "n": tables.amount(_("Banyaknya"))}, key="status_daftar")


def issues(found: Sequence[ListIssue], rejected: int) -> None:
    """What is wrong, by the row and cell that the spreadsheet shows."""
    if not found:
        return
    with st.expander(words("{n} baris ditolak", n=number(rejected)), icon=":material/report:"):
        frame = pd.DataFrame({
            "row": [issue.row for issue in found[:_SHOWN_ISSUES]],
            "cell": [issue.cell for issue in found[:_SHOWN_ISSUES]],
            "what": [_issue(issue) for issue in found[:_SHOWN_ISSUES]],
        })  # fmt: skip
        columns = {"row": _("Baris"), "cell": _("Sel"), "what": tables.text(_("Masalah"), "large")}
        tables.show(frame, columns, key="masalah_siak")
        if len(found) > _SHOWN_ISSUES:
            st.markdown(quiet(words("{n} masalah pertama ditampilkan.", n=number(_SHOWN_ISSUES))))


def _issue(issue: ListIssue) -> str:
    return _(wording.LIST_ISSUES[issue.code]).format(**issue.params)
