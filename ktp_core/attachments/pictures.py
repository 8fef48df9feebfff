"""Pictures, drawn anew: what is kept has pixels and nothing else. Runs in the child process."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

from ktp_core.attachments.model import JPEG
from ktp_core.errors import Refused

MOST_PIXELS = {"JPEG": 120_000_000, "PNG": 40_000_000}
"""Telephones take 108 megapixels, which a JPEG decoder halves while it reads; a page at 600 dpi has 35."""
LEAST_SIDE = 100
QUALITY = 85


Image.MAX_IMAGE_PIXELS = None  # in this child our own limit decides, and says how large the picture was


def draw_anew(content: bytes, media_type: str, longest: int) -> bytes:
    """A JPEG of the first picture in `content`, upright, on white, the longer side at most `longest` pixels.

    Raises Refused("attachment_pixels", "attachment_small"); any other exception means a damaged file.
    """
    form = "JPEG" if media_type == JPEG else "PNG"
    picture: Image.Image = Image.open(BytesIO(content), formats=(form,))
    _check_size(*picture.size, MOST_PIXELS[form])
    picture.draft("RGB", (longest, longest))
    picture.load()
    picture = ImageOps.exif_transpose(_with_shades(picture))
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = BytesIO()
    _on_white(picture).save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _with_shades(picture: Image.Image) -> Image.Image:
    """In a mode that can be made smaller without losing thin strokes: black and white and palettes cannot."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in ("P", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture


def _check_size(width: int, height: int, most: int) -> None:
    if width * height > most:
        raise Refused("attachment_pixels", width=width, height=height)
    if min(width, height) < LEAST_SIDE:
        raise Refused("attachment_small", width=width, height=height, least=LEAST_SIDE)


def _on_white(picture: Image.Image) -> Image.Image:
    """A plain RGB copy without what the file carried along (EXIF, comments, colour profile)."""
    if picture.mode in ("RGBA", "LA"):
        above = picture.convert("RGBA")
        plain = Image.new("RGBA", above.size, "white")
        plain.alpha_composite(above)
        picture = plain
    copy = Image.new("RGB", picture.size)
    copy.paste(picture.convert("RGB"))
    return copy
