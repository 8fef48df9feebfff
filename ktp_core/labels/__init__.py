"""Words for people, Indonesian: a code without words breaks loudly (KeyError), and a test looks for gaps.

Screens translate these through `ui.i18n`. Wording of faults in files lies beside their codes (`rosters.wording` ...).
"""

from __future__ import annotations

from collections.abc import Callable

from ktp_core.errors import KtpError
from ktp_core.labels import (
    actions,
    batches,
    blanks,
    delivery,
    fieldwork,
    planning,
    provinces,
    refusals,
    reports,
    requests,
    results,
    rounds,
    stuck,
    visits,
)
from ktp_core.labels.roles import ROLE_TASKS, ROLES
from ktp_core.labels.rosters import ROSTER_REASONS

__all__ = ["ACTIONS", "REFUSALS", "ROLES", "ROLE_TASKS", "ROSTER_REASONS", "refusal_text"]

_FILES = (blanks, requests, visits, rounds, fieldwork, planning, results, stuck, batches, delivery, provinces, reports)
REFUSALS: dict[str, str] = refusals.REFUSALS | {code: text for file in _FILES for code, text in file.REFUSALS.items()}
ACTIONS: dict[str, str] = actions.ACTIONS | {code: text for file in _FILES for code, text in file.ACTIONS.items()}


def refusal_text(refusal: KtpError, translate: Callable[[str], str] = str) -> str:
    """The sentence of a refusal: what was wrong and what to do. `translate` sees it before its values are filled in."""
    words = refusal.params.get("message") or REFUSALS.get(refusal.code)
    if words is not None:
        return translate(str(words)).format(**refusal.params)
    from ktp_core.rosters.wording import refusal_message

    return refusal_message(refusal, translate)
