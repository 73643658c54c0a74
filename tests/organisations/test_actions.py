"""Unions come into the tree, and counters count."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.organisations.actions import count, create_organisation
from cadreschool.organisations.models import Counter, Organisation, OrganisationKind
from cadreschool.organisations.queries import all_counters
from tests.school.cast import MONDAY


def _add(name, parent_id=None, **more):
    def unit():
        parent = db.session.get(Organisation, parent_id) if parent_id else None
        return create_organisation(
            name, OrganisationKind.GRASSROOTS, parent, by=None, at=MONDAY, **more
        )

    return write(unit)


def test_a_root_begins_a_path_of_its_own(session, cast):
    root = _add("白水县总工会")

    assert (root.parent_id, root.path) == (None, f"/{root.id}/")


def test_a_child_lies_below_its_parent_and_last_among_its_siblings(session, cast):
    first = _add("制衣工会", cast.chengguan)
    second = _add("印染工会", cast.chengguan)

    assert first.path == f"/{cast.county}/{cast.chengguan}/{first.id}/"
    assert (first.position, second.position) == (2, 3), "纺织工会 is the first"


def test_roots_are_in_order_too(session, cast):
    assert (_add("白水县总工会").position, _add("黑山县总工会").position) == (2, 3)


def test_two_siblings_cannot_share_a_name_but_cousins_can(session, cast):
    _add("制衣工会", cast.chengguan)
    _add("制衣工会", cast.qingshi)

    with pytest.raises(IntegrityError):
        _add("制衣工会", cast.chengguan)


def test_a_new_union_is_audited(session, cast):
    union = _add("制衣工会", cast.chengguan)

    row = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()

    assert (row.action, row.object_kind, row.object_id) == (
        "organisation.create",
        "organisation",
        str(union.id),
    )
    assert (row.actor_id, row.at) == (None, MONDAY)
    assert json.loads(row.detail) == {
        "name": "制衣工会",
        "on": "2026-03-02",
        "other": cast.chengguan,
    }


def test_a_union_is_of_the_demonstration_only_when_told(session, cast):
    assert _add("白水县总工会").is_demonstration is False
    assert _add("演示县总工会", is_demonstration=True).is_demonstration is True


def test_a_counter_appears_with_its_first_count_and_then_adds_up(session, cast):
    for by in (1, 2, -1):
        write(lambda by=by: count(cast.textile, "speaking", "started", by=by))

    assert all_counters()[cast.textile, "speaking", "started"] == 2


def test_counters_of_other_unions_subjects_and_kinds_stay_as_they_are(session, cast):
    before = all_counters()

    write(lambda: count(cast.textile, "speaking", "started"))

    assert all_counters() == before | {(cast.textile, "speaking", "started"): 1}


def test_a_counter_never_falls_below_nothing(session, cast):
    with pytest.raises(IntegrityError):
        write(lambda: count(cast.textile, "speaking", "started", by=-1))

    assert (cast.textile, "speaking", "started") not in all_counters()


def test_a_counter_at_nothing_is_not_reported(session, cast):
    write(lambda: count(cast.textile, "speaking", "started"))
    write(lambda: count(cast.textile, "speaking", "started", by=-1))

    assert db.session.get(Counter, (cast.textile, "speaking", "started")).number == 0
    assert (cast.textile, "speaking", "started") not in all_counters()


@pytest.mark.parametrize("kind", OrganisationKind)
def test_every_kind_has_a_chinese_name(kind):
    assert kind.label.endswith(("工会", "小组"))
