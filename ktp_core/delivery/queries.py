"""What the screens ask about finished cards: one question, one function, one DataFrame. NIK masked unless `reveal`."""

from __future__ import annotations

from ktp_core.delivery.calls import calls
from ktp_core.delivery.contents import custody, parcel_cards
from ktp_core.delivery.loose import loose, loose_cards, loose_total, stray_cards
from ktp_core.delivery.parcels import by_code, of_visit, parcels, parcels_total
from ktp_core.delivery.parcels import parcel_one as parcel
from ktp_core.delivery.records import destructions, hand_overs
from ktp_core.delivery.routes import leavers, next_visit, visits_for
from ktp_core.delivery.uncollected import uncollected
from ktp_core.delivery.whereabouts import where_is

__all__ = [
    "by_code", "calls", "custody", "destructions", "hand_overs", "leavers", "loose", "loose_cards", "loose_total",
    "next_visit", "of_visit", "parcel", "parcel_cards", "parcels", "parcels_total", "stray_cards", "uncollected",
    "visits_for", "where_is",
]  # fmt: skip
