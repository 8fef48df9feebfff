# ruff: noqa: E501  markup and styles read better than a fold
"""The product's mark: a card with a face and lines. Ours, no emblem of any authority."""

from html import escape

_MARK = (
    '<rect x="1" y="1" width="32" height="22" rx="3.5" fill="#0E2A3B" stroke="#F0B64F" stroke-width="2"/>'
    '<circle cx="10" cy="9.2" r="3.1" fill="#F0B64F"/><path d="M4.8 18.4a5.2 5.2 0 0 1 10.4 0z" fill="#F0B64F"/>'
    '<path d="M19 8.2h10M19 12.2h10M19 16.2h6.5" stroke="#E6EEF3" stroke-width="1.9" stroke-linecap="round"/>'
)
CARD = f'<svg xmlns="http://www.w3.org/2000/svg" width="34" height="24" viewBox="0 0 34 24">{_MARK}</svg>'


def wide(office: str) -> str:
    """The mark with the product's name and the office's beside it, for the top of the (always dark) sidebar."""
    lines = escape(office)
    size = 11 if len(office) <= 34 else 9
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="230" height="34" viewBox="0 0 230 34" role="img">'
        f'<title>Perekaman KTP-el {lines}</title><g transform="translate(0 5)">{_MARK}</g>'
        "<g font-family=\"'Source Sans 3','Source Sans Pro','Segoe UI',Arial,sans-serif\">"
        '<text x="44" y="15" font-size="15" font-weight="650" fill="#FFFFFF">Perekaman KTP-el</text>'
        f'<text x="44" y="30" font-size="{size}" fill="#B4C5D0">{lines}</text></g></svg>'
    )
