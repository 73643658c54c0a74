"""A case goes its way: told, handed in, returned, published, withdrawn; nobody's data in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cadreschool.audit.models import AuditRow
from cadreschool.courses.cases import actions, queries
from cadreschool.courses.cases.actions import StaleCaseError
from cadreschool.courses.cases.queries import PAGE, Wanted
from cadreschool.courses.cases.rules import MOST_OPEN, REVIEWED, CaseState
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from cadreschool.kernel.faults import UnfitError
from cadreschool.kernel.viewer import Role
from cadreschool.notices.queries import messages_to
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from tests.school.cast import MONDAY
from tests.school.steps import MINUTE, viewer_of
from tests.school.telling import (
    TEXT,
    a_ground,
    a_text,
    begin_case,
    hand_in_case,
    publish,
    version_of,
)

LATER = MONDAY + MINUTE


def _appointed(cadre_id, role, union_id):
    def unit():
        cadre, union = (
            db.session.get_one(Cadre, cadre_id),
            db.session.get_one(Organisation, union_id),
        )
        appoint(cadre, role, union, from_on=clock.day_of(MONDAY), by=None, at=MONDAY)

    write(unit)
    return viewer_of(cadre_id)


@pytest.fixture
def li_mei(session, cast):
    return viewer_of(cast.li_mei)


@pytest.fixture
def reviewer(session, cast):
    """Return 孙主席 as a reviewer of the whole school."""
    return _appointed(cast.sun, Role.REVIEWER, cast.county)


@pytest.fixture
def trainer(session, cast):
    """Return 陈晓 as a trainer of 城关街道."""
    return _appointed(cast.chen_xiao, Role.TRAINER, cast.chengguan)


def _save(viewer, case_id, text, *, base, at=LATER, names=()):
    return write(
        lambda: actions.save_case(viewer, case_id, text, base=base, ground=a_ground(*names), at=at)
    )


def _return(viewer, case_id, words="第二段里的期限请再核对。", *, seen=1):
    write(lambda: actions.return_case(viewer, case_id, words, seen=seen, at=LATER))


def test_a_case_goes_from_draft_to_every_reader(li_mei, reviewer, cast):
    other = viewer_of(cast.wang_qiang)
    case_id = hand_in_case(li_mei)
    with pytest.raises(NotFoundError):
        queries.case_to_read(other, case_id)

    publish(reviewer, case_id, "期限写得对。")

    assert queries.case_to_read(other, case_id).title == TEXT.title
    assert [row.id for row in queries.published_cases(Wanted()).rows] == [case_id]
    published, submitted = queries.steps_of(case_id)
    assert published.words == f"{REVIEWED}。期限写得对。"
    assert (submitted.kind, submitted.made_by) == ("submit", cast.li_mei)
    assert [one.title for one in messages_to(li_mei)] == ["案例发布了"]
    told = set(db.session.scalars(db.select(AuditRow.action)))
    assert {"case.create", "case.submit", "case.publish"} <= told


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("action", "我打他手机13812345678，他说不来了。", "电话号码"),
        ("situation", "职工张伟反映公司拖欠工资。", "姓名"),
        ("outcome", "钱打到6222021001116245702。", "银行卡号"),
        ("thoughts", "她怀孕三个月了，要多照顾。", "病情"),
        ("title", "人民路12号3栋201室的事", "详细地址"),
    ],
)
def test_what_tells_who_it_is_is_refused_already_in_a_draft(li_mei, field, text, kind):
    with pytest.raises(UnfitError) as refused:
        begin_case(li_mei, a_text(**{field: text}))

    (said,) = refused.value.faults[field]
    assert f"像是{kind}" in said
    assert queries.own_cases(li_mei) == []


def test_a_colleague_is_refused_by_name_wherever_the_name_stands(li_mei, cast):
    names = queries.names_beside(cast.textile)
    assert "陈晓" in names
    with pytest.raises(UnfitError) as refused:
        _save(
            li_mei,
            begin_case(li_mei),
            a_text(outcome="那天晓得的人里有陈晓，事情办成了。"),
            base=1,
            names=names,
        )
    assert list(refused.value.faults) == ["outcome"]


def test_what_is_missing_waits_with_the_submission_not_with_the_draft(li_mei):
    thin = a_text(action="", citations="", is_consented=False)
    case_id = begin_case(li_mei, thin)

    with pytest.raises(UnfitError) as refused:
        write(lambda: actions.submit_case(li_mei, case_id, thin, a_ground(), at=LATER))

    assert set(refused.value.faults) == {"action", "citations", "consent"}
    assert queries.own_case(li_mei, case_id).state is CaseState.DRAFT


@pytest.mark.parametrize(
    ("citations", "said"),
    [
        ("[[无此法#1]]", "法律目录里没有"),
        ("[[测试法#12]]", "没有第十二条"),
        ("[[测试法@1999#1]]", "没有施行的版本"),
        ("[[测试法]]", "写到第几条"),
    ],
)
def test_the_law_must_be_there(li_mei, citations, said):
    with pytest.raises(UnfitError) as refused:
        begin_case(li_mei, a_text(citations=citations))
    assert said in refused.value.faults["citations"][0]


def test_lessons_must_be_there_and_few(li_mei):
    with pytest.raises(UnfitError, match="没有“speaking/none”"):
        begin_case(li_mei, a_text(lessons="speaking/none"))


def test_nobody_leaves_ever_more_drafts(li_mei):
    first, *_ = [begin_case(li_mei) for _ in range(MOST_OPEN)]
    with pytest.raises(ConflictError, match="还没有写完"):
        begin_case(li_mei)
    write(lambda: actions.withdraw_case(li_mei, first, "", at=LATER))
    assert begin_case(li_mei)


def test_a_stale_window_overwrites_nothing(li_mei):
    case_id = begin_case(li_mei)
    _save(li_mei, case_id, a_text(title="夜班津贴少发了四个月"), base=1)

    with pytest.raises(StaleCaseError) as refused:
        _save(li_mei, case_id, a_text(title="夜班津贴少发了五个月"), base=1)

    assert refused.value.sheet.title == "夜班津贴少发了四个月"
    assert _save(li_mei, case_id, a_text(title="夜班津贴少发了四个月"), base=1) == 2, (
        "the same text"
    )
    assert version_of(li_mei, case_id) == 2


def test_a_trainer_returns_but_does_not_publish(li_mei, trainer):
    case_id = hand_in_case(li_mei)
    with pytest.raises(ForbiddenError):
        publish(trainer, case_id)

    _return(trainer, case_id)

    assert queries.own_case(li_mei, case_id).state is CaseState.RETURNED
    assert [one.title for one in messages_to(li_mei)] == ["案例被退回"]


def test_nobody_publishes_a_case_of_their_own(cast, reviewer):
    case_id = hand_in_case(reviewer)
    with pytest.raises(ForbiddenError):
        publish(reviewer, case_id)


def test_a_case_is_reviewed_where_it_comes_from_or_above(li_mei, cast):
    beside = _appointed(cast.zhou, Role.REVIEWER, cast.qingshi)
    case_id = hand_in_case(li_mei)

    with pytest.raises(NotFoundError):
        queries.case_to_review(beside, case_id)
    assert queries.handed_in_cases(beside, CaseState.SUBMITTED).rows == ()


def test_the_queue_comes_page_by_page_the_first_in_first(li_mei, reviewer, cast):
    told = [hand_in_case(li_mei) for _ in range(PAGE)]
    last = hand_in_case(viewer_of(cast.zhou), at=LATER)

    first = queries.handed_in_cases(reviewer, CaseState.SUBMITTED)
    second = queries.handed_in_cases(reviewer, CaseState.SUBMITTED, page=2)

    assert (first.number, first.pages) == (PAGE + 1, 2)
    assert [[row.id for row in one.rows] for one in (first, second)] == [told, [last]]


def test_a_draft_is_nobodys_but_its_authors(li_mei, reviewer, cast):
    case_id = begin_case(li_mei)
    with pytest.raises(NotFoundError):
        queries.case_to_review(reviewer, case_id)
    with pytest.raises(NotFoundError):
        queries.own_case(viewer_of(cast.chen_xiao), case_id)


def test_a_reviewer_decides_about_what_they_saw(li_mei, reviewer):
    case_id = hand_in_case(li_mei)
    write(lambda: actions.recall_case(li_mei, case_id, at=LATER))
    changed = a_text(title="夜班津贴少发了半年")
    _save(li_mei, case_id, changed, base=1)
    write(lambda: actions.submit_case(li_mei, case_id, changed, a_ground(), at=LATER))

    with pytest.raises(ConflictError, match="又改过"):
        _return(reviewer, case_id, seen=1)


def test_words_about_a_case_name_nobody_either(li_mei, reviewer):
    case_id = hand_in_case(li_mei)
    with pytest.raises(InvalidError, match="像是姓名"):
        _return(reviewer, case_id, "请问职工张伟同意了吗")
    with pytest.raises(InvalidError, match="请写几句话"):
        _return(reviewer, case_id, " ")


def test_a_published_case_is_changed_by_nobody_and_taken_down_by_either(li_mei, reviewer):
    first, second = (publish(reviewer, hand_in_case(li_mei)) for _ in range(2))
    with pytest.raises(ConflictError):
        _save(li_mei, first, a_text(title="换一个标题试试"), base=1)

    write(lambda: actions.withdraw_case(li_mei, first, "", at=LATER))
    write(lambda: actions.take_down_case(reviewer, second, "条文改了，先撤下。", at=LATER))

    assert queries.published_cases(Wanted()).number == 0
    assert [one.title for one in messages_to(li_mei)].count("案例被撤下") == 1
    with pytest.raises(ConflictError, match="已撤下"):
        write(lambda: actions.withdraw_case(li_mei, first, "", at=LATER))


def test_the_catalogue_knows_at_once_where_a_case_is_shown(li_mei, reviewer):
    stamp = load_catalogue().stamp
    case_id = publish(reviewer, hand_in_case(li_mei))

    here = load_catalogue()
    assert here.stamp == stamp + 1
    assert [one.id for one in here.cases_of("speaking", "speaking-1")] == [case_id]
    assert here.cases_of("speaking", "speaking-2") == ()
    (cited,) = here.cases_citing("测试法")[0].citations
    assert cited.version == "2020修正", "pinned to what was in force"

    write(lambda: actions.withdraw_case(li_mei, case_id, "", at=LATER))
    assert load_catalogue().cases == ()


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(law="测试法"), 2),
        (Wanted(law="测试"), 0),
        (Wanted(course="speaking"), 1),
        (Wanted(course="peaking"), 0),
        (Wanted(lesson="listening/listening-1"), 1),
        (Wanted(text="津贴 考勤"), 2),
        (Wanted(text="100%"), 0),
        (Wanted(text="半年"), 1),
    ],
)
def test_cases_are_found_by_law_lesson_and_words(li_mei, reviewer, wanted, number):
    publish(reviewer, hand_in_case(li_mei))
    other = replace(TEXT, title="夜班津贴少发了半年", lessons="listening/listening-1")
    publish(reviewer, hand_in_case(li_mei, other))

    assert queries.published_cases(wanted).number == number
