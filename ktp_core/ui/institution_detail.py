"""Screen `lembaga`: one institution, with everything that may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.institutions import guard, queries, store
from ktp_core.institutions.model import Institution
from ktp_core.ui import institution_form as form
from ktp_core.ui import institution_steps as steps
from ktp_core.ui.i18n import _
from ktp_core.ui.institution_panels import villages
from ktp_core.ui.places import own
from ktp_core.ui.refusals import shown
from ktp_core.ui.safe import plain


def asked_for() -> int | None:
    """The institution in the address (`?id=`), to which other screens link."""
    written = st.query_params.get("id", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else None


@dataclass(frozen=True, slots=True)
class Look:
    """One institution with its other names, those that resemble it, and all it could be merged with."""

    found: Institution
    names: pd.DataFrame
    alike: pd.DataFrame
    others: pd.DataFrame


def _look(user: Actor, institution_id: int) -> Look | None:
    """None, with the refusal said, when it is not there or not the actor's."""
    with shown(), reading(user, Permission.INSTITUTION_VIEW, user.regency) as conn:
        found = store.get(conn, institution_id)
        guard.of_actor(user, found)
        others = queries.options(conn, found.regency, user.districts)
        others = others[(others["kind"] == found.kind.value) & (others["id"] != found.id)]
        return Look(found, queries.aliases(conn, found.id), queries.lookalikes(conn, found), others)
    return None


def one(user: Actor, institution_id: int, names: dict[str, str], today: date, *, may_edit: bool) -> None:
    """The chosen institution, with everything that may be done with it."""
    look = _look(user, institution_id)
    if look is None:
        return
    found = look.found
    st.header(plain(found.name), anchor=False)
    if not may_edit or found.merged_into is not None:
        form.read_only(found, names)
        return
    edit, aliases, merge, state = st.tabs([_("Data"), _("Nama lain"), _("Gabungkan"), _("Keadaan")])
    with edit:
        steps.edit(user, found, own(user, names), lambda code: villages(names, code))
    with aliases:
        steps.names(user, found, look.names)
    with merge:
        choices = {**_labels(look.others), **_labels(look.alike)}
        steps.merge(user, found, look.alike, choices, lambda key: _get(user, key), names)
    with state:
        steps.state(user, found, today)


def _labels(frame: pd.DataFrame) -> dict[int, str]:
    """Name, district and number by id, for a select box."""
    known = frame[["id", "name", "district_name", "official_number"]].itertuples(index=False)
    return {int(key): " · ".join(part for part in parts if isinstance(part, str)) for key, *parts in known}


def _get(user: Actor, institution_id: int) -> Institution:
    with reading(user, Permission.INSTITUTION_VIEW, user.regency) as conn:
        return store.get(conn, institution_id)
