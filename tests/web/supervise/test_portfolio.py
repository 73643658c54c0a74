"""A cadre's file for a supervisor: to read; it goes along when they move, and no more is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.learning.moves import transfer_cadre, withdraw_cadre
from cadreschool.learning.profile.sharing import share
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre, Post, Tie
from cadreschool.people.postings.rules import NewPosting
from cadreschool.privacy.erasing import erase_person
from tests.school.cast import MONDAY
from tests.school.running import publish_course, walk
from tests.school.steps import finish, take, viewer_of
from tests.web.seeing import links, text
from tests.web.study.test_portfolio import a_profile, a_record

LATER = MONDAY + timedelta(days=5)


@pytest.fixture
def moved(app, cast):
    """Let 李梅 learn and do things, move to 建材工会, and go on there."""
    with app.app_context():
        scenario = publish_course()
        here = load_catalogue()
        viewer = viewer_of(cast.li_mei)
        take(viewer, here.course("speaking"), wrong=4)
        take(viewer, here.course("speaking"), at=MONDAY + timedelta(hours=1))
        walk(viewer, scenario, "cc")
        write(lambda: a_record(cast.li_mei, cast.textile))
        new = NewPosting(Post.MEDIATOR, Tie.FULL_TIME, clock.day_of(LATER))
        write(lambda: transfer_cadre(cast.li_mei, cast.building, new, by=None, at=LATER))
        finish(viewer, here.course("listening"), at=LATER)
        write(lambda: a_record(cast.li_mei, cast.building, deed="签了集体合同。"))
        write(lambda: a_profile(cast.li_mei))
        db.session.remove()


@pytest.fixture
def appointed(app, cast):
    """Let 陈晓 supervise 城关街道, which 李梅 left."""

    def unit():
        appoint(
            db.session.get_one(Cadre, cast.chen_xiao),
            Role.SUPERVISOR,
            db.session.get_one(Organisation, cast.chengguan),
            from_on=clock.day_of(MONDAY),
            by=None,
            at=MONDAY,
        )

    with app.app_context():
        write(unit)


def _file(browse, name, cadre_id, status=200):
    with time_machine.travel(LATER + timedelta(days=1), tick=False):
        visitor = browse.another().enter(name)
        return visitor.get("supervise.portfolio", cadre_id=cadre_id, status=status)


def test_the_new_union_sees_the_whole_file(browse, cast, moved):
    said = text(_file(browse, "zhou", cast.li_mei))

    for words in ("倾听", "为职工说话", "门口的决定", "调解参与", "检测10080"):
        assert words in said, words
    assert "所辖以外的工会" in said, "where else they served is not told"
    assert "纺织工会" not in said


def test_the_old_union_sees_what_was_earned_there(browse, cast, moved, appointed):
    page = _file(browse, "chen_xiao", cast.li_mei)
    said = text(page)

    assert "这里只列在本工会任职期间的" in said
    assert "门口的决定" in said
    assert "倾听" not in said
    assert "建材" not in said
    assert len(page.select("#part-practice + p + div tbody tr, #part-practice + div tbody tr")) == 1


def test_what_is_the_cadres_own_is_not_told(browse, cast, moved):
    page = _file(browse, "zhou", cast.li_mei)
    said = text(page)

    for words in ("延时复测", "经人评阅的写作", "结局", "没有办成", "陪同调解", "40"):
        assert words not in said.replace("2026年", ""), words
    assert not page.select("#part-scenarios, #part-checks, #part-profile")
    assert not page.select("main form"), "nobody else takes it away"


def test_the_profile_is_listed_while_it_is_shared(app, browse, cast, moved):
    assert not _file(browse, "zhou", cast.li_mei).select("#part-profile")
    with app.app_context():
        viewer = viewer_of(cast.li_mei)
        write(lambda: share(viewer, at=LATER))
        db.session.remove()

    said = text(_file(browse, "zhou", cast.li_mei).select_one("#part-profile").parent)
    assert "本画像反映系统内证据，不代替组织考察" in said


def test_the_old_union_does_not_see_a_shared_profile(app, browse, cast, moved, appointed):
    with app.app_context():
        viewer = viewer_of(cast.li_mei)
        write(lambda: share(viewer, at=LATER))
        db.session.remove()

    assert not _file(browse, "chen_xiao", cast.li_mei).select("#part-profile")


def test_who_left_is_seen_for_their_days_in_post(app, browse, cast, moved):
    with app.app_context():
        day = clock.day_of(LATER)
        write(lambda: withdraw_cadre(cast.li_mei, day, "退休", by=None, at=LATER))
        course = load_catalogue().course("speaking")
        take(viewer_of(cast.li_mei), course, 2, at=LATER + timedelta(days=3))
        db.session.remove()

    said = text(_file(browse, "zhou", cast.li_mei))

    assert "离任" in said
    assert "倾听" in said
    assert "为职工说话" not in said


def test_who_was_erased_has_no_file(app, browse, cast, moved):
    with app.app_context():
        day = clock.day_of(LATER)
        write(lambda: withdraw_cadre(cast.li_mei, day, "退休", by=None, at=LATER))
        db.session.close()
        instance = app.config["SETTINGS"].instance
        erase_person(instance, cast.li_mei, by=None, at=LATER)
        db.session.remove()

    _file(browse, "zhou", cast.li_mei, status=404)
    _file(browse, "sun", cast.li_mei, status=404)


def test_another_part_of_the_tree_has_no_file_of_them(browse, cast):
    _file(browse, "zhou", cast.li_mei, status=404)
    _file(browse, "zhou", 999, status=404)
    _file(browse, "li_mei", cast.li_mei, status=403)


def test_somebody_new_has_a_file_that_says_so(browse, cast):
    assert "还没有学习和实践的内容" in text(_file(browse, "sun", cast.chen_xiao))


def test_the_record_of_a_cadre_leads_to_their_file(browse, cast):
    page = browse.enter("sun").get("supervise.cadre", cadre_id=cast.chen_xiao)

    assert f"/supervise/cadres/{cast.chen_xiao}/portfolio/" in links(page)
