"""What the server writes down: never a NIK, never the text of a refused row."""

from __future__ import annotations

import logging
import re
import traceback

_NIK = re.compile(r"(?<!\d)(\d{6})\d{10}(?!\d)")
_LOG = logging.getLogger("ktp_core")


def masked(text: str) -> str:
    """`text` with every number of sixteen figures cut to its first six."""
    return _NIK.sub(r"\1**********", text)


class Mask(logging.Filter):
    """Masks a record's message and its traceback before any handler sees them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), None
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = masked("".join(traceback.format_exception(*record.exc_info)))
            record.exc_info = None
        return True


def set_up() -> None:
    """Put the mask on every handler there is, Streamlit's and the server's among them."""
    if not logging.getLogger().handlers:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    names = [None, *logging.root.manager.loggerDict]
    for handler in {one for name in names for one in logging.getLogger(name).handlers}:
        if not any(isinstance(known, Mask) for known in handler.filters):
            handler.addFilter(Mask())


def unexpected(error: BaseException) -> None:
    """Note an error nobody foresaw: where it happened, not what was in the variables or the SQL's parameters."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames)
    )
    _LOG.error("%s at %s", type(error).__name__, masked(places))
