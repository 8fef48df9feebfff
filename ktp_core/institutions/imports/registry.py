"""The institutions of a regency as a list meets them: found by number, or by kind, name and district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from ktp_core.institutions import rules
from ktp_core.institutions.model import FIELDS, Draft, Institution

_NameKey = tuple[str, str, str | None]
_NOT_YET = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Registry:
    """Aliases count as names and as numbers. What a list changes is put in at once, so that later rows meet it.

    Institutions that are not stored yet have negative ids.
    """

    regency: str
    today: date
    institutions: dict[int, Institution] = field(default_factory=dict)
    aliases: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_number: dict[str, int] = field(default_factory=dict)
    _by_name: dict[_NameKey, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(
        cls, regency: str, today: date, institutions: Iterable[Institution], aliases: Mapping[int, set[str]]
    ) -> Registry:
        """The registry as it is stored."""
        made = cls(regency, today)
        for one in institutions:
            made.put(one, aliases.get(one.id, set()))
        return made

    def put(self, one: Institution, aliases: Iterable[str] = ()) -> None:
        """Add an institution, or what it is from now on."""
        before = self.institutions.get(one.id)
        for key in self._name_keys(before) if before else ():
            self._by_name[key].discard(one.id)
        self.institutions[one.id] = one
        self.aliases[one.id].update(aliases)
        for number in (one.official_number, *(alias.upper() for alias in self.aliases[one.id])):
            if number:
                self._by_number.setdefault(number, one.id)
        for key in self._name_keys(one):
            self._by_name[key].add(one.id)

    def add(self, draft: Draft, aliases: Iterable[str]) -> Institution:
        """A new institution, not stored yet."""
        values = {name: getattr(draft, name) for name in FIELDS}
        one = Institution(
            **values, id=-1 - len(self.institutions), regency=self.regency, name_key=rules.name_key(draft.name),
            updated_at=_NOT_YET,
        )  # fmt: skip
        self.put(one, aliases)
        return one

    def change(self, one: Institution, values: Mapping[str, Any], aliases: Iterable[str]) -> None:
        """`one` with some fields changed; its old name stays as an alias."""
        changed = replace(one, **values)
        self.put(replace(changed, name_key=rules.name_key(changed.name)), {one.name_key, *aliases})

    def numbered(self, numbers: Sequence[str]) -> list[Institution]:
        """Every institution that has one of the numbers."""
        found = {self._by_number[number] for number in numbers if number in self._by_number}
        return [self.institutions[key] for key in sorted(found)]

    def named(self, draft: Draft) -> list[Institution]:
        """Those of the same kind, name and district that are not merged away."""
        found = self._by_name.get((draft.kind, rules.name_key(draft.name), draft.district), set())
        return [self.institutions[key] for key in sorted(found)]

    def _name_keys(self, one: Institution) -> set[_NameKey]:
        if one.merged_into is not None:
            return set()
        return {(one.kind, name, one.district) for name in (one.name_key, *self.aliases[one.id])}
