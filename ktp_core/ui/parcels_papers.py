"""Screen `penyerahan`: the paper of a parcel, and scans of the sheet that was signed."""

from __future__ import annotations

import streamlit as st

from ktp_core import clock
from ktp_core.attachments import service
from ktp_core.attachments.model import Owner
from ktp_core.errors import Refused
from ktp_core.exports.line_papers import parcel_receipt_params
from ktp_core.ui import attachments
from ktp_core.ui.downloads import download_button
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import _, words
from ktp_core.ui.parcels import Opened
from ktp_core.ui.parcels_acts import carry_out


def papers(one: Opened) -> None:
    """The sheet that travels with the parcel and comes back signed."""
    params = parcel_receipt_params(one.id)
    download_button(
        _("Tanda terima (PDF)"), "parcel_receipt.pdf", params, one.user, width="stretch",
        key="unduh_tanda_terima", help=_("Daftar kartu dengan kolom tanda tangan dan kode paket yang dapat dipindai."),
    )  # fmt: skip


def scans(one: Opened) -> None:
    """What was signed: kept files, and room for one more."""
    kept = service.listed(one.user, Owner.PARCEL, one.id)
    label = words("Pindaian tanda terima ({n})", n=len(kept))
    with st.expander(label, icon=":material/attach_file:", expanded=bool(kept) or not one.inside):
        attachments.kept(one.user, kept, may_change=one.may_edit)
        if one.may_edit:
            _add(one)


def _add(one: Opened) -> None:
    key = f"{turn('pindaian')}_{one.id}"
    # In one form with its button: a button beside it would lose its click when the upload ends after it.
    with st.form(f"pindaian_{one.id}", border=False):
        chosen = attachments.picker(_("Lembar yang sudah ditandatangani"), f"pindaian_{key}")
        sent = st.form_submit_button(_("Simpan pindaian"), icon=":material/save:", key="simpan_pindaian")

    def act() -> str:
        if chosen is None:
            raise Refused("parcel_no_scan")
        service.add(one.user, Owner.PARCEL, one.id, *chosen, at=clock.now())
        return _("Pindaian disimpan.")

    if sent:
        carry_out("pindaian", act)
