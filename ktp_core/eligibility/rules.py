"""Eligibility as pure functions of birth date, marriage, residence, day and parameters. Standard library only."""

from datetime import date

from ktp_core.eligibility.model import AgeRules, Residence, Stage, Standing

__all__ = ["AgeRules", "birthday", "card_age_on", "recordable_from", "standing_on"]

DEFAULT_RULES = AgeRules()


def birthday(birth_date: date, age: int, rules: AgeRules = DEFAULT_RULES) -> date:
    """The day on which `age` completed years are reached; 29 February follows `rules.leap_day` in a common year."""
    year = birth_date.year + age
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1) if rules.leap_day == "march_1" else date(year, 2, 28)


def card_age_on(birth_date: date, married_on: date | None = None, rules: AgeRules = DEFAULT_RULES) -> date:
    """The day from which a card is due: 17th birthday, or the first marriage if earlier (UU 24/2013 article 63).

    Ending a marriage changes nothing: "ever married" counts. Raises ValueError for a marriage before birth.
    """
    by_age = birthday(birth_date, rules.card_age, rules)
    if married_on is None:
        return by_age
    if married_on < birth_date:
        raise ValueError("married before birth")
    return min(by_age, married_on)


def recordable_from(birth_date: date, married_on: date | None = None, rules: AgeRules = DEFAULT_RULES) -> date:
    """The first day on which the resident may be recorded: the 16th birthday, or card age if that comes first."""
    return min(birthday(birth_date, rules.record_age, rules), card_age_on(birth_date, married_on, rules))


def standing_on(
    birth_date: date,
    married_on: date | None,
    residence: Residence,
    as_of: date,
    rules: AgeRules = DEFAULT_RULES,
) -> Standing:
    """The stage on `as_of` and the day of the next one. `residence` is carried along and never rejects anybody."""
    known_marriage = married_on if married_on is not None and married_on <= as_of else None
    card_from = card_age_on(birth_date, known_marriage, rules)
    record_from = recordable_from(birth_date, known_marriage, rules)
    if as_of >= card_from:
        return Standing(Stage.CARD_AGE, as_of, None, residence)
    if as_of >= record_from:
        return Standing(Stage.RECORDABLE, as_of, card_from, residence)
    return Standing(Stage.UNDER_16, as_of, record_from, residence)
