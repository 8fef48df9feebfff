"""Pictures made ready for a document: upright, of moderate size, without what the camera wrote into them."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

LONGEST = 1200  # pixels: 300 per inch on half a page
UNREADABLE = "(foto tidak dapat dibaca)"


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG and its size in pixels."""

    content: bytes
    width: int
    height: int

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """The largest size of its shape within `width` by `height`."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


def ready(content: bytes) -> Photo | None:
    """The picture, or None for bytes that are none: the document is made all the same and says so."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
            flat = _on_white(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    flat.thumbnail((LONGEST, LONGEST))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=82)
    return Photo(out.getvalue(), *flat.size)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        image = paper
    return image.convert("RGB")
