# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of print batches."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {}

# -- why a card is urgent (batches.model.Category)
CATEGORIES: dict[str, str] = {
    "first_time": "Pertama kali",
    "disaster": "Bencana",
    "waiting": "Menunggu lama",
    "lost": "Hilang",
    "damaged": "Rusak",
    "changed": "Ubah data",
    "replaced": "Pengganti",
}
