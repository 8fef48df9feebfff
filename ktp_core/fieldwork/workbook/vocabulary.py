"""Words of outcomes, reasons, operators and kits as the office writes them. Pure."""

from __future__ import annotations

from ktp_core.labels.visits import OUTCOMES, REASONS
from ktp_core.text import header_key
from ktp_core.visits.model import Outcome, Reason


def words(choices: tuple[Outcome, ...] | tuple[Reason, ...]) -> str:
    """Their words, for a sentence that says what may be written."""
    return ", ".join(OUTCOMES[one] if isinstance(one, Outcome) else REASONS[one] for one in choices)


def known_name(text: str, known: tuple[str, ...]) -> str:
    """The operator or kit as the office writes it, when it is one of theirs; else as it was typed."""
    return next((one for one in known if header_key(one) == header_key(text)), text)
