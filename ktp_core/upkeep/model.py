"""What a check and a copy report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# So many differences of one kind are listed one by one; beyond that they are only counted.
LISTED = 100


@dataclass(slots=True)
class Report:
    """`checked`: how many of each thing were looked at. `differences`: each with `kind` and where it is."""

    checked: dict[str, int] = field(default_factory=dict)
    differences: list[dict[str, Any]] = field(default_factory=list)

    def looked_at(self, what: str, count: int) -> None:
        """Add to what was checked."""
        self.checked[what] = self.checked.get(what, 0) + count

    def differs(self, kind: str, **where: Any) -> None:
        """Note one difference. Residents by id, never by name or NIK."""
        self.differences.append({"kind": kind, **where})

    def enough(self, kind: str) -> bool:
        """Whether as many of a kind are listed as anybody would read."""
        return sum(difference["kind"] == kind for difference in self.differences) >= LISTED
