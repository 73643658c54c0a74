"""What is different for one person: with reason, author and end, and in the audit."""

from __future__ import annotations

import pytest
import time_machine

from tests.school.cast import MONDAY
from tests.school.papers import a_paper
from tests.web.seeing import table, text
from tests.web.teach.writing import BAI_LU, HE_JING, XU_CHENG


@pytest.fixture
def paper(app, teachers):
    with time_machine.travel(MONDAY, tick=False):
        with app.app_context():
            made = a_paper(by=teachers[HE_JING])
        yield made


def _except(browse, paper, **fields):
    values = {"login": "limei", "reason": "住院", **fields}
    return browse.post("teach.create_exception", into={"paper_id": paper}, **values)


def test_an_exception_is_listed_with_its_reason_and_author(browse, paper):
    browse.enter(HE_JING)
    made = _except(
        browse, paper, extra_minutes="30", extra_attempts="1", closes_at="2026-03-09T17:00"
    )

    assert made.status_code == 303
    assert table(browse.get("teach.exceptions", paper_id=paper)) == [
        [
            "李梅",
            "纺织工会",
            "加时30分钟，加1次，延期到2026年3月9日17:00",
            "住院",
            "何静，2026年3月2日09:00",
            "2026年3月9日17:00",
            "撤回：李梅，加时30分钟，加1次，延期到2026年3月9日17:00",
        ]
    ]


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"login": "nobody"}, 422, "这份试卷的范围里没有这个登录名。"),
        ({"reason": "", "closes_at": "2026-03-09T17:00"}, 422, "请写明理由。"),
        ({"extra_minutes": "99999999999999999999"}, 422, "请填 0 到 600 的整数。"),
        ({}, 422, "请至少填一项：加时、加次或延期。"),
        ({"closes_at": "2026-03-01T17:00"}, 422, "时间要在现在以后。"),
        (
            {"closes_at": "2026-03-09T17:00", "expires_at": "2026-03-05T17:00"},
            422,
            "失效的时间早于延期到的时间，延期用不到那时。",
        ),
    ],
)
def test_what_cannot_be_is_told(browse, paper, fields, status, words):
    response = _except(browse.enter(HE_JING), paper, **fields)

    assert response.status_code == status
    assert words in response.text
    assert 'name="login"' in response.text
    assert fields.get("closes_at", "住院") in response.text


def test_a_nul_that_was_pasted_into_a_reason_is_named(browse, paper):
    response = _except(browse.enter(HE_JING), paper, extra_minutes="5", reason="住\0院")

    assert response.status_code == 422
    assert "填写的文字里夹着一个看不见的空字符" in response.text
    assert "还没有个别安排" in text(browse.get("teach.exceptions", paper_id=paper))


def test_only_people_whom_the_paper_is_for_can_be_named(app, browse, teachers, cast):
    with app.app_context():
        paper = a_paper(by=teachers[HE_JING], union=cast.qingshi)
    browse.enter(BAI_LU)

    assert _except(browse, paper, extra_minutes="5").status_code == 422
    assert _except(browse, paper, extra_minutes="5", login="wangqiang").status_code == 303


def test_an_exception_is_withdrawn_once(browse, paper):
    browse.enter(HE_JING)
    _except(browse, paper, extra_attempts="1")
    into = {"paper_id": paper, "exception_id": 1}

    done = browse.post("teach.withdraw_exception", into=into)
    again = browse.post("teach.withdraw_exception", into=into)
    nowhere = browse.post("teach.withdraw_exception", into=into | {"exception_id": 9})

    assert (done.status_code, again.status_code, nowhere.status_code) == (303, 409, 404)
    assert table(browse.get("teach.exceptions", paper_id=paper))[0][-1] == "已撤回"


def test_a_reviewer_reads_and_changes_nothing(browse, paper):
    browse.enter(XU_CHENG)
    page = browse.get("teach.exceptions", paper_id=paper)

    assert "还没有个别安排" in text(page)
    assert page.select("main form") == []
    assert _except(browse, paper, extra_minutes="5").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(browse, paper, count_queries, number):
    browse.enter(HE_JING)
    for minutes in range(number):
        _except(browse, paper, extra_minutes=str(minutes + 1))
    browse.get("teach.exceptions", paper_id=paper)

    with count_queries() as queries:
        page = browse.get("teach.exceptions", paper_id=paper)

    assert len(table(page)) == number
    assert len(queries) == 4
