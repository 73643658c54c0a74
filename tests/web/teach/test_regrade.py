"""A correction on its way: previewed, approved by another, carried out, told and taken back."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db
from tests.school.working import work
from tests.web.seeing import FIRST, table, take, text
from tests.web.teach.correcting import asked_of_all, propose


@pytest.fixture
def address(app, browse, trainer):
    """Return the address of a regrade that 何静 proposed; it lowers 李梅."""
    return propose(app, trainer, asked_of_all(app, browse))


def _do(browse, address, endpoint, **fields):
    version = browse.open(address).select_one("input[name=version]")["value"]
    into = {"regrade_id": int(address.rstrip("/").split("/")[-1])}
    return browse.post(endpoint, into=into, version=version, **fields)


def _score(app):
    with app.app_context():
        return db.session.scalar(db.text("SELECT score FROM sitting WHERE id = 1"))


def test_the_preview_tells_what_would_change_and_for_whom(address, trainer):
    page = trainer.open(address)

    assert table(page) == [["李梅", "纺织工会", "100→80", "不变", "待改"]]
    assert "答案标错了，应为错一" in text(page)
    assert "第1版：问的" in text(page)
    assert "第2版：按它改" in text(page)


def test_one_person_carries_it_out_and_the_learner_is_told(app, address, trainer, browse):
    page = trainer.follow(_do(trainer, address, "teach.create_regrade_approval"))
    assert "正在改判" in text(page)
    assert work(app) == 1

    assert _score(app) == 80
    page = trainer.open(address)
    assert "已改判" in text(page)
    assert table(page) == [["李梅", "纺织工会", "100→80", "不变", "已改"]]
    told = browse.another().enter("li_mei").get("study.messages")
    assert "成绩由100分改为80分，已合格。" in text(told)
    assert "理由：答案标错了，应为错一。" in text(told)


def test_where_two_are_asked_for_another_reviewer_approves(
    app, address, trainer, browse, require_review
):
    require_review()
    page = trainer.open(address)
    assert "须由没有提出、也不涉及本人成绩的另一名审核人批准。" in text(page)
    assert _do(trainer, address, "teach.create_regrade_approval").status_code == 403
    assert "等待另一人批准" in text(
        trainer.follow(_do(trainer, address, "teach.create_regrade_submission"))
    )
    assert _do(trainer, address, "teach.create_regrade_approval").status_code == 403

    other = browse.another().enter("xucheng")
    assert "正在改判" in text(other.follow(_do(other, address, "teach.create_regrade_approval")))
    work(app)

    assert _score(app) == 80


def test_returned_with_a_reason_it_is_handed_in_again(address, trainer, browse, require_review):
    require_review()
    _do(trainer, address, "teach.create_regrade_submission")
    other = browse.another().enter("xucheng")
    without = _do(other, address, "teach.create_regrade_return")
    assert without.status_code == 422
    assert "请写明退回的理由。" in without.text

    page = other.follow(_do(other, address, "teach.create_regrade_return", words="依据没有写"))

    assert "已预览，还没有送审" in text(page)
    assert "依据没有写" in text(trainer.open(address))


def test_given_up_nothing_was_changed(app, address, trainer):
    page = trainer.follow(_do(trainer, address, "teach.withdraw_regrade"))

    assert "已放弃" in text(page)
    assert not page.select("aside form")
    assert _score(app) == 100


def test_what_changed_meanwhile_is_previewed_again(app, address, trainer, browse):
    for name in ("chen_xiao", "wang_qiang", "sun", "zhou"):
        take(browse.another().enter(name), **FIRST)
    answer = _do(trainer, address, "teach.create_regrade_approval")
    if answer.status_code == 303:
        pytest.skip("nobody else was asked the question")
    assert answer.status_code == 409
    assert "预览以后有" in answer.text

    assert "已重新预览" in text(
        trainer.follow(_do(trainer, address, "teach.create_regrade_preview"))
    )
    assert _do(trainer, address, "teach.create_regrade_approval").status_code == 303


def test_undone_the_marks_of_before_hold_again(app, address, trainer, browse):
    _do(trainer, address, "teach.create_regrade_approval")
    work(app)
    without = _do(trainer, address, "teach.create_regrade_undo", words=" ")
    assert without.status_code == 422

    page = trainer.follow(
        _do(trainer, address, "teach.create_regrade_undo", words="原来的答案是对的")
    )
    assert "正在撤销" in text(page)
    work(app)

    assert _score(app) == 100
    assert "已撤销" in text(trainer.open(address))
    told = text(browse.another().enter("li_mei").get("study.messages"))
    assert "成绩由80分改为100分，已合格。理由：原来的答案是对的。" in told


def test_undoing_is_approved_or_declined_by_another(app, address, trainer, browse, require_review):
    _do(trainer, address, "teach.create_regrade_approval")
    work(app)
    require_review()
    _do(trainer, address, "teach.create_regrade_undo", words="原来的答案是对的")
    assert _do(trainer, address, "teach.create_undo_approval").status_code == 403
    other = browse.another().enter("xucheng")
    assert _do(other, address, "teach.create_undo_return", words="改得对").status_code == 303
    assert "已改判" in text(trainer.open(address))

    _do(trainer, address, "teach.create_regrade_undo", words="再看一次")
    assert _do(other, address, "teach.create_undo_approval").status_code == 303
    work(app)

    assert _score(app) == 100


def test_a_page_of_before_decides_nothing(app, address, trainer):
    into = {"regrade_id": int(address.rstrip("/").split("/")[-1])}

    answer = trainer.post("teach.create_regrade_approval", into=into, version="1")

    assert answer.status_code == 409
    assert "刚才有了新的进展" in answer.text
    assert _score(app) == 100


def test_pressed_twice_it_is_carried_out_once(app, address, trainer):
    version = trainer.open(address).select_one("input[name=version]")["value"]
    into = {"regrade_id": int(address.rstrip("/").split("/")[-1])}
    key = "fedcba9876543210"
    answers = [
        trainer.post("teach.create_regrade_approval", into=into, key=key, version=version)
        for _ in range(2)
    ]
    work(app)

    assert [one.status_code for one in answers] == [303, 303]
    with app.app_context():
        assert (
            db.session.scalar(db.text("SELECT count(*) FROM mark WHERE rule LIKE 'regrade%'")) == 1
        )


def test_trainers_of_a_town_do_not_find_it(address, browse, trainer):
    assert browse.another().enter("bailu").client.get(address).status_code == 404
