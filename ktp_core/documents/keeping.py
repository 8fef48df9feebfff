"""Which blocks stay together, so that no page holds signatures with nothing that is signed."""

from __future__ import annotations

from collections.abc import Sequence

from ktp_core.documents.model import Block, Facts, Heading, Paragraph, Pictures, Signatures

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


def _short(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return len(block.text) <= _SHORT
    if isinstance(block, Facts):
        return sum(len(label) + len(value) for label, value in block.rows) <= _SHORT
    return isinstance(block, Pictures)
