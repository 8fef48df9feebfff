"""What stands against a visit, in words: double bookings, and warnings that one may go past knowingly."""

from __future__ import annotations

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.institutions import store as institutions
from ktp_core.ui.calendar_words import blocked_words, full_day, hours, off_words
from ktp_core.ui.i18n import _, words
from ktp_core.ui.safe import plain
from ktp_core.ui.visits_parts import Crew
from ktp_core.visits.rules import Clash, ClashKind, Warned, WarningKind
from ktp_core.visits.service import Findings
from ktp_core.workdays.model import Blocked


def against(user: Actor, found: Findings, everybody: Crew, key: str) -> frozenset[WarningKind] | None:
    """Clashes and warnings in words. What of the warnings is accepted; None while something is in the way."""
    for other in dict.fromkeys(clash.other.id for clash in found.clashes):  # one box for each visit in the way
        same = [clash for clash in found.clashes if clash.other.id == other]
        st.error(_clash(user, same, everybody), icon=":material/event_busy:")
    for warned in found.warnings:
        st.warning(_warning(warned), icon=":material/warning:")
    if not found.warnings:
        return None if found.clashes else frozenset()
    sure = st.checkbox(_("Saya sudah membaca peringatan di atas; tetap simpan."), key=f"tetap_{key}_{_said(found)}")
    return found.kinds if sure and not found.clashes else None


def _said(found: Findings) -> str:
    """Other warnings ask anew."""
    return "_".join(sorted(found.kinds))


def _clash(user: Actor, same: list[Clash], everybody: Crew) -> str:
    other = same[0].other
    return words(
        "Bentrok dengan {place}, {hours}: {names}. Pilih hari, jam, atau tim lain.",
        place=f"**{plain(place_of(user, other.institution_id))}**", hours=hours(other.start, other.end),
        names=", ".join(_booked(clash, everybody) for clash in same),
    )  # fmt: skip


def _booked(clash: Clash, everybody: Crew) -> str:
    if clash.kind is ClashKind.INSTITUTION:
        return _("lembaga ini sendiri")
    known = everybody.teams if clash.kind is ClashKind.TEAM else everybody.resources
    return plain(next((one.name for one in known if one.id == clash.subject), "–"))


def place_of(user: Actor, institution_id: int) -> str:
    """The name of an institution, unless it lies outside what the actor may see."""
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        found = institutions.get(conn, institution_id)
    return found.name if not user.districts or found.district in user.districts else _("kecamatan lain")


def _warning(warned: Warned) -> str:
    if warned.kind is WarningKind.DAY_OFF and warned.off is not None:
        return words("Bukan hari kerja: {name}.", name=plain(off_words(warned.off)))
    if warned.kind is WarningKind.BLOCKED and warned.blocked is not None:
        one = warned.blocked
        until = full_day(one.until_day)
        return words("Tidak dikunjungi sampai {until}: {cause}.", until=until, cause=plain(_cause(one)))
    if warned.kind is WarningKind.SAME_DAY and warned.other is not None:
        at = hours(warned.other.start, warned.other.end)
        return words("Lembaga ini sudah punya kunjungan lain hari itu ({hours}).", hours=at)
    if warned.kind is WarningKind.PAST:
        return _("Hari itu sudah lewat.")
    return _("Cuti bersama tahun itu belum ditetapkan pemerintah; hari liburnya dapat berubah.")


def _cause(one: Blocked) -> str:
    return f"{blocked_words(one)} ({one.note})" if one.note else blocked_words(one)
