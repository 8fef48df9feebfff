"""What scanners read: QR and Code 128 of a short text, as reportlab works them out. As flowables and as pictures."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw
from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.units import mm

QR_MM, BAR_MM, HIGH_MM = 25.0, 0.33, 14.0
"""Side of the QR with its white margin, thinnest line and height of the bars: what a cheap reader takes off paper."""
_LEVEL = "M"  # legible with 15 % of it torn or stained
_DOTS = 8  # pixels of the thinnest line of a picture
_QUIET = 10  # thin lines of white that Code 128 needs on either side


def qr(text: str) -> QrCode:
    """As a flowable."""
    return QrCode(text, width=QR_MM * mm, height=QR_MM * mm, qrLevel=_LEVEL)


def bars(text: str) -> Code128:
    """As a flowable, without letters below."""
    quiet = _QUIET * BAR_MM * mm
    return Code128(text, barWidth=BAR_MM * mm, barHeight=HIGH_MM * mm, lquiet=quiet, rquiet=quiet, humanReadable=0)


def qr_picture(text: str) -> bytes:
    """As a PNG."""
    made = qr(text)
    made.qr.make()
    border, side = made.qrBorder, made.qr.getModuleCount() + 2 * made.qrBorder
    image, draw = _paper(side, side)
    for y, row in enumerate(made.qr.modules, start=border):
        for x, dark in enumerate(row, start=border):
            if dark:
                _fill(draw, x, y, 1, 1)
    return _png(image)


def bars_picture(text: str) -> bytes:
    """As a PNG, without letters below."""
    widths = _widths(text)
    image, draw = _paper(sum(widths) + 2 * _QUIET, round(HIGH_MM / BAR_MM))
    at = _QUIET
    for n, wide in enumerate(widths):
        if n % 2 == 0:
            _fill(draw, at, 0, wide, round(HIGH_MM / BAR_MM))
        at += wide
    return _png(image)


def bars_mm(text: str) -> float:
    """How wide the bars are with their white margins."""
    return (sum(_widths(text)) + 2 * _QUIET) * BAR_MM


def _widths(text: str) -> list[int]:
    """Bar, gap, bar ... in thin lines."""
    made = bars(text)
    made.validate()
    made.encode()
    return [ord(part.lower()) - ord("a") + 1 for part in made.decompose()]


def _paper(wide: int, high: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("1", (wide * _DOTS, high * _DOTS), 1)
    return image, ImageDraw.Draw(image)


def _fill(draw: ImageDraw.ImageDraw, x: int, y: int, wide: int, high: int) -> None:
    draw.rectangle((x * _DOTS, y * _DOTS, (x + wide) * _DOTS - 1, (y + high) * _DOTS - 1), fill=0)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
