"""A map as SVG text: drawn by every browser and printer, without WebGL and without anything fetched."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ktp_core.charts.map_shapes import LABEL, LOOKS, Dot, Look, Picture, Point, Shape
from ktp_core.charts.theme import Palette

_FONT = "font-family='Source Sans, Source Sans Pro, sans-serif'"


def svg(picture: Picture, colours: Palette, finding: str) -> str:
    """The whole map; `finding` is what a screen reader says instead."""
    size = f"viewBox='0 0 {picture.width:.0f} {picture.height:.0f}'"
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' {size} role='img' aria-label='{escape(finding)}' "
        f"width='{picture.width:.0f}' height='{picture.height:.0f}'>",
        *(_area(shape, colours) for shape in picture.shapes),
        *(_dot(dot, colours) for dot in picture.dots),
        *(_name(label.x, label.y, label.text, label.light) for label in picture.labels),
        "</svg>",
    ]
    return "".join(parts)


def classes(labels: Sequence[str], colours: Palette, no_data: str, small: str) -> str:
    """The five classes with their limits, grey for no data, hatching for small denominators."""
    wide, top = 74, 12
    parts = [
        f"<rect x='{number * wide + 14}' y='2' width='{wide}' height='{top}' fill='{colour}'/>"
        for number, colour in enumerate(colours.scale)
    ]
    parts += [_text(number * wide + 14, 28, label, "middle", colours.muted) for number, label in enumerate(labels)]
    parts += [
        f"<rect x='14' y='40' width='22' height='{top}' fill='{colours.no_data}'/>",
        _text(42, 50, no_data, "start", colours.muted),
        f"<rect x='150' y='40' width='22' height='{top}' fill='{colours.scale[1]}'/>",
        *(f"<path d='M{150 + x} {40 + top}l{top} -{top}' stroke='{colours.text}'/>" for x in (0, 5, 10)),
        _text(178, 50, small, "start", colours.muted),
    ]
    size = "viewBox='0 0 400 56' width='400' height='56'"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{''.join(parts)}</svg>"


def sign(look: str, colours: Palette) -> str:
    """One state's mark, for the legend."""
    dot = Dot(8, 8, LOOKS[look], getattr(colours, LOOKS[look].colour), "")
    return (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' width='16' height='16' aria-hidden='true'>"
        f"{_dot(dot, colours)}</svg>"
    )


def _area(shape: Shape, colours: Palette) -> str:
    outline = "".join(f"M{_points(ring)}Z" for ring in shape.rings)
    lines = "".join(f"M{_points(line)}" for line in shape.hatch)
    drawn = (
        f"<path d='{outline}' fill='{shape.fill}' fill-rule='evenodd' stroke='{colours.border}' stroke-width='1'>"
        f"<title>{escape(shape.tip)}</title></path>"
    )
    if lines:
        drawn += f"<path d='{lines}' fill='none' stroke='{colours.text}' stroke-width='0.9' opacity='0.75'/>"
    return drawn


def _points(points: Sequence[Point]) -> str:
    return "L".join(f"{x:g} {y:g}" for x, y in points)


def _name(x: float, y: float, text: str, light: bool) -> str:
    colour, ground = ("#FFFFFF", "#16242F") if light else ("#16242F", "#FFFFFF")
    halo = f"stroke='{ground}' stroke-width='2.4' stroke-linejoin='round' paint-order='stroke' stroke-opacity='0.75'"
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='middle' font-size='{LABEL}' fill='{colour}' {halo} "
        f"{_FONT}>{escape(text)}</text>"
    )


def _text(x: float, y: float, text: str, anchor: str, colour: str) -> str:
    return f"<text x='{x}' y='{y}' text-anchor='{anchor}' font-size='12' fill='{colour}' {_FONT}>{escape(text)}</text>"


def _dot(dot: Dot, colours: Palette) -> str:
    paint = _paint(dot.look, dot.colour, colours)
    tip = f"<title>{escape(dot.tip)}</title>" if dot.tip else ""
    return f"<path d='{_form(dot.look.form, dot.x, dot.y, dot.radius)}' {paint}>{tip}</path>"


def _paint(look: Look, colour: str, colours: Palette) -> str:
    if look.hollow:
        return f"fill='{colours.background}' stroke='{colour}' stroke-width='2.2'"
    return f"fill='{colour}' stroke='{colours.background}' stroke-width='1.2'"


def _form(form: str, x: float, y: float, r: float) -> str:
    if form == "circle":
        return f"M{x - r:g} {y:g}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    corners = {
        "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        "triangle": ((0, -1.25), (1.15, 0.85), (-1.15, 0.85)),
        "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    }[form]
    return "M" + "L".join(f"{x + a * r:g} {y + b * r:g}" for a, b in corners) + "Z"
