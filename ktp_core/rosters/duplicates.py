"""One resident is accepted once. Nothing is merged: of equal rows the first stays, of contradicting rows none."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from ktp_core.rosters.draft import Draft
from ktp_core.rosters.issues import IssueCode

Key = Callable[[Draft], Hashable | None]


def mark_duplicates(drafts: list[Draft]) -> None:
    """Adds the issues about rows that repeat a NIK, a NISN, or a name with its birth date."""
    for same in _groups(drafts, lambda draft: draft.nik):
        _judge(same)
    sound = [draft for draft in drafts if not draft.rejected]
    for same in _groups(sound, lambda draft: draft.nisn):
        _remark(same, IssueCode.NISN_REPEATED, "nisn")
    for same in _groups(sound, lambda draft: (draft.name, draft.birth_date)):
        _remark(same, IssueCode.SAME_PERSON_OTHER_NIK, "nik")


def contradictory_share(drafts: list[Draft]) -> float:
    """The share of rows whose NIK stands for somebody else too; near 1 if the column was dragged down."""
    count = sum(draft.has(IssueCode.DUPLICATE_CONFLICT) for draft in drafts)
    return count / len(drafts) if drafts else 0.0


def _groups(drafts: Iterable[Draft], key: Key) -> list[list[Draft]]:
    groups: dict[Hashable, list[Draft]] = defaultdict(list)
    for draft in drafts:
        value = key(draft)
        if value is not None:
            groups[value].append(draft)
    return [group for group in groups.values() if len(group) > 1]


def _judge(same: list[Draft]) -> None:
    if _contradict(same):
        for draft in same:
            other = next(one for one in same if one is not draft)
            draft.report(IssueCode.DUPLICATE_CONFLICT, "nik", other=other.place)
        return
    sound = [draft for draft in same if not draft.rejected]
    for draft in sound[1:]:
        draft.report(IssueCode.DUPLICATE_ROW, "nik", other=sound[0].place)
    faulty = next((draft for draft in same if draft not in sound), None)
    if sound and faulty is not None:
        sound[0].report(IssueCode.DUPLICATE_OTHER, "nik", other=faulty.place)


def _contradict(same: list[Draft]) -> bool:
    """True if two rows name different people: what is not known contradicts nothing."""
    names = {draft.name for draft in same if draft.name}
    days = {draft.birth_date for draft in same if draft.birth_date}
    return len(names) > 1 or len(days) > 1


def _remark(same: list[Draft], code: IssueCode, field: str) -> None:
    for draft in same[1:]:
        draft.report(code, field, other=same[0].place)
