"""The name under which a file is uploaded. It is never used as a path; an odd one is refused all the same."""

import re
import unicodedata

from ktp_core.errors import Refused

_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
MAX_LENGTH = 200


def check_name(name: str) -> str:
    """The name, unchanged. Raises Refused("name") for folders, hidden characters, devices and too long ones."""
    if not name.strip(" ."):
        raise Refused("name", reason="empty")
    if len(name) > MAX_LENGTH or len(name.encode("utf-8", "replace")) > 255:
        raise Refused("name", reason="long", limit=MAX_LENGTH)
    if _FORBIDDEN & set(name) or name.startswith(".."):
        raise Refused("name", reason="path")
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name):
        raise Refused("name", reason="hidden")
    if _DEVICE.match(name):
        raise Refused("name", reason="device")
    return name
