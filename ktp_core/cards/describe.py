"""docs/card-states.md, made from the tables: `python -m ktp_core.cards.describe` writes it, a test compares."""

from __future__ import annotations

from collections.abc import Sequence

from ktp_core.cards.model import CardAction, CardState
from ktp_core.cards.service import BY_DELIVERY, PERMISSIONS
from ktp_core.cards.siak import WORDS
from ktp_core.cards.states import NEEDS_REASON, TRANSITIONS
from ktp_core.cards.verdicts import FORWARD, WAYS
from ktp_core.cards.wording import BUTTONS, STATES
from ktp_core.config import ROOT

DOCUMENT = ROOT / "docs" / "card-states.md"
_INTRO = """# The card line

Made by `python -m ktp_core.cards.describe` from `ktp_core/cards`; a test compares it with the tables.

The state of a card is what its events make of it, and is written in the same transaction as the event. `waiting for 17`
and `due` are `print_ready` seen from a day and are never stored. Two actions stand outside the table: `correct` takes
the last act that still stands back by a new event, as often as needed; `adjust` follows a resident who moved, died or
got another birth date, without changing the state. No print before the day of card age, nothing for the deceased, no
day before the card's last, no recording of our own without saying where, no replacement of our own without saying why
(a list from SIAK says neither).

Of our own acts, no print without a blank: a card that waits in a batch is printed there, any other with the blank of a
holder that is named; a print that is taken back gives the blank back, and somebody else takes it back than who printed.
What happens to finished cards has no button at the card: parcels send and return them, hand-overs deliver them, and
spoiled they are only by two people. A batch lets go of a card that is no longer to be printed, a parcel of one that is
no longer finished and here, whoever moved it.
"""


def document() -> str:
    """The whole file."""
    return "\n".join([_INTRO, _diagram(), _states(), _steps(), _lists(), _taking()]) + "\n"


def _name(member: CardState | CardAction) -> str:
    return member.name.lower()


def _diagram() -> str:
    lines = [f"    {_name(state)} --> {_name(target)}: {_name(action)}"
             for (state, action), target in TRANSITIONS.items()]  # fmt: skip
    return "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> unrecorded", *lines, "```", ""])


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [f"## {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows), ""])


def _states() -> str:
    rows = [(f"`{_name(state)}`", STATES[state], ", ".join(WORDS[state])) for state in CardState]
    return _table("States", ("state", "on screen", "words of SIAK, whatever their case, spaces and underscores"), rows)


def _steps() -> str:
    rows = [
        (f"`{_name(state)}`", f"`{_name(action)}`", _button(action), f"`{_name(target)}`",
         " or ".join(f"`{one}`" for one in PERMISSIONS[action]), "yes" if action in NEEDS_REASON else "")
        for (state, action), target in TRANSITIONS.items()
    ]  # fmt: skip
    return _table("Steps", ("from", "action", "button", "to", "permission", "reason needed"), rows)


def _button(action: CardAction) -> str:
    return "(screen Penyerahan)" if action in BY_DELIVERY else BUTTONS[action]


def _lists() -> str:
    rows = [_pair(pair) for pair in sorted(FORWARD) if FORWARD[pair]]
    return _table("What a list from SIAK does by itself", ("ours", "theirs", "events, all on their day"), rows)


def _taking() -> str:
    rows = [_pair(pair) for pair in sorted(WAYS) if WAYS[pair] and pair not in FORWARD]
    return _table("What following SIAK against ours does, once a human said so", ("ours", "theirs", "events"), rows)


def _pair(pair: tuple[CardState, CardState]) -> tuple[str, str, str]:
    way = FORWARD.get(pair, WAYS[pair])
    return f"`{_name(pair[0])}`", f"`{_name(pair[1])}`", ", ".join(map(_name, way))


if __name__ == "__main__":
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(document(), encoding="utf-8")
