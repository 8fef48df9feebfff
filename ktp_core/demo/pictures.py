"""Drawn pictures where an office keeps photos of visits and scans of letters and signed sheets: nobody is on them."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw
from sqlalchemy import Connection, select

from ktp_core.attachments import store
from ktp_core.attachments.model import JPEG, Checked, Owner
from ktp_core.db.schema import institution, parcel, request, visit
from ktp_core.delivery.model import ParcelState
from ktp_core.demo.ground import Ground
from ktp_core.visits.model import VisitState

_VISITS, _LETTERS, _PARCELS = 5, 8, 4
_WALL, _FLOOR, _RED, _BLUE, _SKIN = "#E9E4D8", "#B8A88C", "#B6493A", "#2B6CB0", "#C9A27E"


def attach(conn: Connection, ground: Ground) -> None:
    """Two pictures for each of the last visits, a scan for each of the last letters."""
    done = (
        select(visit.c.id, visit.c.day, institution.c.name)
        .join(institution, institution.c.id == visit.c.institution_id)
        .where(visit.c.regency == ground.regency, visit.c.state == str(VisitState.DONE), visit.c.round_id.is_(None))
        .where(visit.c.source.is_(None)).order_by(visit.c.day.desc(), visit.c.id.desc()).limit(_VISITS)
    )  # fmt: skip
    for row in conn.execute(done).all():
        for number, backdrop in enumerate((_RED, _BLUE), start=1):
            shown = _hall(backdrop, (f"{row.name}, {row.day:%d/%m/%Y}", "Gambar contoh"))
            _keep(conn, ground, Owner.VISIT, row.id, shown, f"kunjungan {number}.jpg", "lapangan")
    letters = (
        select(request.c.id, request.c.letter_number, request.c.letter_date, institution.c.name)
        .join(institution, institution.c.id == request.c.institution_id)
        .where(request.c.regency == ground.regency).order_by(request.c.received_on.desc(), request.c.id).limit(_LETTERS)
    )  # fmt: skip
    for one in conn.execute(letters).all():
        lines = (one.name, f"Nomor {one.letter_number}", f"{one.letter_date:%d/%m/%Y}", "Perihal: permohonan perekaman",
                 "KTP-el di tempat", "", "(surat contoh, rekaan)")  # fmt: skip
        _keep(conn, ground, Owner.REQUEST, one.id, _paper(lines), "surat.jpg", "daftar")


def attach_receipts(conn: Connection, ground: Ground) -> None:
    """The signed sheet of each of the last parcels that were handed out."""
    settled = (
        select(parcel.c.id, parcel.c.code, parcel.c.settled_on, parcel.c.keeper_name)
        .where(parcel.c.regency == ground.regency, parcel.c.state == str(ParcelState.SETTLED))
        .order_by(parcel.c.settled_on.desc(), parcel.c.id).limit(_PARCELS)
    )  # fmt: skip
    for one in conn.execute(settled).all():
        lines = ("TANDA TERIMA KTP-el", f"Paket {one.code}", f"{one.settled_on:%d/%m/%Y}", "", "Penerima:",
                 one.keeper_name, "", "(lembar contoh, rekaan)")  # fmt: skip
        _keep(conn, ground, Owner.PARCEL, one.id, _paper(lines), "tanda terima.jpg", "antar")


def _keep(
    conn: Connection, ground: Ground, owner: Owner, owner_id: int, image: Image.Image, title: str, by: str
) -> None:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    store.add(conn, ground.regency, owner, owner_id, Checked(JPEG, out.getvalue()), title, ground.at, by)


def _hall(backdrop: str, lines: tuple[str, ...]) -> Image.Image:
    """A hall with a backdrop, a camera and somebody in front of it."""
    image = Image.new("RGB", (960, 640), _WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 960, 640), fill=_FLOOR)
    draw.rectangle((340, 90, 640, 450), fill=backdrop)
    draw.ellipse((445, 190, 535, 290), fill=_SKIN)
    draw.pieslice((400, 290, 580, 560), 180, 360, fill="#F4F4F4")
    draw.line((180, 560, 210, 330, 240, 560), fill="#303030", width=8)
    draw.rectangle((175, 290, 245, 340), fill="#202020")
    _write(draw, lines, 24, 570, 24)
    return image


def _paper(lines: tuple[str, ...]) -> Image.Image:
    image = Image.new("RGB", (700, 990), "white")
    draw = ImageDraw.Draw(image)
    draw.line((60, 130, 640, 130), fill="black", width=3)
    _write(draw, lines, 70, 170, 26)
    return image


def _write(draw: ImageDraw.ImageDraw, lines: tuple[str, ...], x: int, y: int, size: int) -> None:
    for at, line in enumerate(lines):
        draw.text((x, y + at * (size + 8)), line, fill="#202020", font_size=size)
