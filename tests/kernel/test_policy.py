"""What a school decides for itself: which choices there are, and how a change is noticed."""

from __future__ import annotations

from dataclasses import fields

import pytest

from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.policy import CHOICES, Policies, choice_named
from cadreschool.kernel.policy_store import (
    Policy,
    policies_number,
    set_policy,
    stored_policies,
)
from tests.school.cast import MONDAY


def test_every_choice_has_a_field_a_meaning_and_a_usual_value_that_may_be_chosen():
    assert [one.name for one in fields(Policies)][1:] == [one.name for one in CHOICES]
    for one in CHOICES:
        assert one.meaning.endswith("。")
        assert one.checked(one.usual) == one.usual


def test_a_change_moves_the_number_and_the_same_again_does_not(session):
    def number():
        return db.session.scalar(db.select(policies_number()))

    assert number() is None
    assert write(lambda: set_policy("host", " 云岭县总工会 ", at=MONDAY)) == ("", "云岭县总工会")
    first = number()
    db.session.close()
    assert write(lambda: set_policy("host", "云岭县总工会", at=MONDAY)) is None
    assert number() == first
    db.session.close()
    write(lambda: set_policy("host", "", at=MONDAY))
    assert number() > first
    assert stored_policies().footer == ()


def test_a_value_the_program_no_longer_offers_counts_as_none(session):
    def unit():
        db.session.add(Policy(name="password_profile", value="old", number=1, set_at=MONDAY))
        db.session.add(Policy(name="gone", value="1", number=2, set_at=MONDAY))

    write(unit)

    assert stored_policies() == Policies(number=2)


@pytest.mark.parametrize(
    ("name", "value"), [("second_factor", "yes"), ("review_required", ""), ("host", "工" * 61)]
)
def test_what_may_not_be_chosen_is_refused(name, value):
    with pytest.raises(InvalidError):
        choice_named(name).checked(value)
