"""Who answers a question of the survey list, as a statement for others to count or to page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, literal_column, select, union_all

from ktp_core.cards.model import CardState
from ktp_core.db.schema import membership, resident
from ktp_core.eligibility.rules import AgeRules
from ktp_core.eligibility.survey import SurveyFilter, SurveyKind
from ktp_core.residents.model import Standing

_r, _m = resident.c, membership.c
# Written out, not bound: the partial index of the survey list is only used when its condition can be seen.
_UNRECORDED = _r.state == literal_column(str(int(CardState.UNRECORDED)))
_HERE = _r.standing.in_([int(Standing.OURS), int(Standing.ELSEWHERE)])


def people_asked(chosen: SurveyFilter, rules: AgeRules) -> Any:
    """`id` and `birth_date` of who answers the question, each once; within an institution `class_name` and `name` too.

    Without an institution nothing else, so that the index alone answers.
    """
    first, last = chosen.births(rules)
    if chosen.kind is not SurveyKind.RECORDABLE:
        born = _r.birth_date.between(first, last)
        return _where(chosen, born, *([_UNRECORDED] if chosen.kind is SurveyKind.TURNS_16 else []))
    # Two questions, each with its index: an OR would make the database read everybody.
    by_age = _where(chosen, _UNRECORDED, _r.birth_date <= last)
    married = _r.married_on.is_not(None), _r.married_on <= chosen.on
    return union_all(by_age, _where(chosen, _UNRECORDED, *married, _r.birth_date > last))


def _where(chosen: SurveyFilter, *asked: Any) -> Select[Any]:
    statement = select(_r.id, _r.birth_date).where(_r.regency == chosen.regency, _HERE, *asked)
    if chosen.institution_id is not None:
        here = and_(_m.resident_id == _r.id, _m.institution_id == chosen.institution_id, _m.until_day.is_(None))
        statement = statement.add_columns(func.coalesce(_m.class_name, "").label("class_name"), _r.name)
        statement = statement.join(membership, here)
        if chosen.class_name is not None:
            statement = statement.where(_m.class_name == chosen.class_name)
    return statement.where(_r.district.in_(chosen.districts)) if chosen.districts else statement
