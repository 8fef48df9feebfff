# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of parcels, hand-over and destruction."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {}
