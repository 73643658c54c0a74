"""A county in which two supervisors signed practice records, and who audits it."""

from __future__ import annotations

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.learning.practice_records import actions
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre, appoint
from cadreschool.people.models import Cadre, Post, Tie
from tests.school.cast import MONDAY
from tests.school.recording import a_draft, hand_over, put_name_to, secret_that
from tests.school.steps import viewer_of

_DEED = "接访一名反映加班工资的职工，先听她讲完，复述一遍，再讲清规定，约好周三答复，当天记下。"


def let_sign(cast) -> int:
    """Let 孙主席 sign three records and send one back, 周建国 sign one; return what was drawn."""
    write(lambda: _appoint_auditor(cast))
    sun, zhou, li_mei, wang, chen = (
        viewer_of(one)
        for one in (cast.sun, cast.zhou, cast.li_mei, cast.wang_qiang, cast.chen_xiao)
    )
    drawn = 0
    for number, who in enumerate((li_mei, li_mei, chen)):
        record = hand_over(who, a_draft(f"{number}", deed=_DEED, case_code=f"2026-{number:03}"))
        drawn = record if number == 1 else drawn
        put_name_to(sun, record, secret=secret_that(record, draws=number == 1))
    back = hand_over(li_mei, a_draft("b", deed="写得太短。"))
    write(lambda: actions.send_back(sun, back, version=1, words="请写清做了什么。", at=MONDAY))
    visit = hand_over(wang, a_draft("c", deed="走访三户退休职工，送去慰问品。"))
    put_name_to(zhou, visit, secret=secret_that(visit, draws=False))
    return drawn


def _appoint_auditor(cast) -> None:
    county = db.session.get_one(Organisation, cast.county)
    new = NewCadre("luming", "鲁明", Post.UNION_WORKER, Tie.FULL_TIME)
    person = add_cadre(new, county, by=None, at=MONDAY)
    appoint(person, Role.AUDIT_ADMIN, county, from_on=clock.day_of(MONDAY), by=None, at=MONDAY)


def appoint_above(cast) -> None:
    """Let 周建国 supervise the whole county too."""
    zhou = db.session.get_one(Cadre, cast.zhou)
    county = db.session.get_one(Organisation, cast.county)
    appoint(zhou, Role.SUPERVISOR, county, from_on=clock.day_of(MONDAY), by=None, at=MONDAY)
