"""What a map is made of: areas and marks as they are asked for, and the same as shapes in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
LABEL = 11  # pixels of the names


@dataclass(frozen=True, slots=True)
class Area:
    """One district or village to be drawn. `tip`: lines of text; `href`: where a click leads; `small`: is hatched."""

    code: str
    name: str
    geometry: dict[str, Any]
    value: float | None
    small: bool
    tip: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One institution to be drawn. `look`: a key of `LOOKS`."""

    lon: float
    lat: float
    look: str
    tip: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a state of an institution is drawn: shape, and the palette's colour; `hollow`: a ring."""

    form: str  # circle | square | triangle | diamond
    colour: str
    hollow: bool = False


# Told apart by shape as well as by colour. Amber asks for work.
LOOKS: dict[str, Look] = {
    "waiting": Look("triangle", "print_ready"),
    "planned": Look("square", "printed"),
    "served": Look("circle", "delivered"),
    "before": Look("diamond", "unrecorded"),
    "never": Look("circle", "text", hollow=True),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled area in pixels: outer and inner rings, hatching, what it says."""

    rings: tuple[tuple[Point, ...], ...]
    fill: str
    hatch: tuple[tuple[Point, ...], ...]
    tip: str
    href: str


@dataclass(frozen=True, slots=True)
class Dot:
    """An institution in pixels; `outline` keeps it apart from the area under it."""

    x: float
    y: float
    look: Look
    colour: str
    tip: str
    radius: float = 5.0


@dataclass(frozen=True, slots=True)
class Label:
    """A name, centred on its point; dark or light, whichever its ground needs."""

    x: float
    y: float
    text: str
    light: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A map in pixels, downwards. `classes`: the fills from low to high."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    dots: tuple[Dot, ...]
    classes: tuple[str, ...]
