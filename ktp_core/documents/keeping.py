"""Which blocks stay together: no page holds signatures with nothing that is signed, or ends with a heading."""

from __future__ import annotations

from collections.abc import Sequence

from ktp_core.documents.model import Block, Facts, Heading, Paragraph, Pictures, Signatures, Table

_SHORT = 600  # characters; longer text may go on over the page


def held(blocks: Sequence[Block]) -> frozenset[int]:
    """Indexes of the blocks that stay with the block after them because of signatures: the sentence before them, the
    short block before that, and its heading."""
    found: set[int] = set()
    for at in (at for at, block in enumerate(blocks) if isinstance(block, Signatures)):
        first = at - 1
        if first > 0 and _short(blocks[first - 1]):
            first -= 1
            if first > 0 and isinstance(blocks[first - 1], Heading):
                first -= 1
        found |= set(range(first, at))
    return frozenset(found)


def leading(blocks: Sequence[Block]) -> dict[int, int]:
    """Headings and sentences that lead to a table: index -> how many of them, itself counted, are left before it.

    A table may be longer than a page and cannot be kept whole with them: room for its first rows is asked instead.
    """
    found: dict[int, int] = {}
    for at in range(len(blocks) - 2, -1, -1):
        if _leads(blocks[at]) and (isinstance(blocks[at + 1], Table) or at + 1 in found):
            found[at] = found.get(at + 1, 0) + 1
    return found


def _leads(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.with_next)


def _short(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return len(block.text) <= _SHORT
    if isinstance(block, Facts):
        return sum(len(label) + len(value) for label, value in block.rows) <= _SHORT
    return isinstance(block, Pictures)
