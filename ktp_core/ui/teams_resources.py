"""Screen `tim_alat`: kits, operators and vehicles."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.labels.visits import RESOURCES
from ktp_core.teams import queries, service
from ktp_core.teams.model import ResourceDraft, ResourceKind
from ktp_core.teams.rules import LONGEST_NAME, LONGEST_NOTE
from ktp_core.ui import tables
from ktp_core.ui.i18n import N_, _, words
from ktp_core.ui.safe import quiet
from ktp_core.ui.teams import dated, planned, sentence, when
from ktp_core.ui.teams_steps import carry_out, opened, picked

EXAMPLES = {
    ResourceKind.KIT: N_("mis. AR-01"), ResourceKind.OPERATOR: N_("mis. Siti Aminah"),
    ResourceKind.VEHICLE: N_("mis. N 1234 TX"),
}  # fmt: skip


def resources(user: Actor, kind: ResourceKind, today: date, *, may_edit: bool) -> None:
    """Kits, operators or vehicles; one can be changed or taken out of use."""
    with reading(user, Permission.TEAM_EDIT, user.regency) as conn:
        everything = queries.resources(conn, user.regency or "", today=today)
        known = queries.teams(conn, user.regency or "", today=today)
    found = everything[everything["kind"] == kind].reset_index(drop=True)
    names = {int(row.id): str(row.name_) for row in known.rename(columns={"name": "name_"}).itertuples() if row.active}
    if found.empty:
        st.markdown(quiet(_("Belum ada yang tercatat.")))
    else:
        sentence(found, words("{kind} dipakai", kind=_(RESOURCES[kind]).lower()))
        shown = dated(found).assign(team=found["team"].fillna("–"), note=found["note"].fillna(""))
        row = picked(
            shown,
            {"name": tables.text(_(RESOURCES[kind]), 150), "team": tables.text(_("Biasanya bersama"), 130), **when(),
             "active": tables.tick(_("Dipakai"), 68), "note": tables.text(_("Catatan"), 220)},
            f"daftar_{kind}",
        )  # fmt: skip
        if row is not None and may_edit:
            _edit_resource(user, kind, row, names)
    if may_edit:
        _new_resource(user, kind, names)


def _fields(key: str, kind: ResourceKind, names: dict[int, str], before: pd.Series | None) -> ResourceDraft:
    left, middle, right = st.columns([2.2, 2, 3])
    name = left.text_input(
        _(RESOURCES[kind]), before["name"] if before is not None else "", key=f"nama_{key}", max_chars=LONGEST_NAME,
        placeholder=_(EXAMPLES[kind]),
    )  # fmt: skip
    had = int(before["team_id"]) if before is not None and pd.notna(before["team_id"]) else None
    options = list(names) + ([had] if had is not None and had not in names else [])
    ended = str(before["team"]) if before is not None else ""
    team = middle.selectbox(
        _("Biasanya bersama"), options, index=options.index(had) if had in options else None, key=f"dengan_{key}",
        placeholder=_("Tim mana pun"), format_func=lambda one: names.get(one, ended),
    )  # fmt: skip
    note = right.text_input(
        _("Catatan"), before["note"] if before is not None else "", key=f"catatan_{key}", max_chars=LONGEST_NOTE
    )
    return ResourceDraft(kind=kind, name=name, team_id=team, note=note or None)


def _new_resource(user: Actor, kind: ResourceKind, names: dict[int, str]) -> None:
    with st.expander(words("Tambah {kind}", kind=_(RESOURCES[kind]).lower()), icon=":material/add:"):
        turn = st.session_state.setdefault(f"_baru_{kind}", 0)
        draft = _fields(f"baru_{kind}_{turn}", kind, names, None)

        def add() -> None:
            service.add_resource(user, user.regency or "", draft, at=clock.now())
            st.session_state[f"_baru_{kind}"] = turn + 1

        if st.button(_("Tambahkan"), type="primary", key=f"tambah_{kind}"):
            carry_out(words("{kind} ditambahkan.", kind=_(RESOURCES[kind])), add)


def _edit_resource(user: Actor, kind: ResourceKind, row: pd.Series, names: dict[int, str]) -> None:
    version = opened(kind, row)
    key = f"{kind}_{row['id']}_{version}"
    with st.container(border=True):
        draft = _fields(key, kind, names, row)
        left, right = st.columns([5, 1.3], vertical_alignment="center")
        active = left.checkbox(_("Dipakai"), bool(row["active"]), key=f"aktif_{key}")
        planned(row, active)
        if right.button(_("Simpan"), type="primary", icon=":material/save:", key=f"simpan_{kind}", width="stretch"):
            carry_out(
                _("Perubahan disimpan."),
                lambda: service.edit_resource(user, int(row["id"]), version, draft, active=active, at=clock.now()),
            )
