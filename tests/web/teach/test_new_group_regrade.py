"""Correcting what was decided about a group of equal answers: never directly."""

from __future__ import annotations

import pytest

from tests.web.seeing import text
from tests.web.teach.judging import leave_answers, marks, take


@pytest.fixture
def task(app, cast, trainer):
    """Return a group that was given all points."""
    leave_answers(app, cast, (cast.li_mei, "会前听"), (cast.chen_xiao, "会前听。"))
    address = take(trainer)
    number = int(address.rstrip("/").split("/")[-1])
    fields = marks(trainer.open(address)) | {"do": "stop"}
    trainer.post("teach.create_task_mark", into={"task_id": number}, **fields)
    return number


def test_the_form_shows_answer_and_present_mark(task, trainer):
    page = trainer.get("teach.new_group_regrade", task_id=task)

    assert "相同的共2份，现在评得100%。" in text(page)
    assert text(page.select_one("blockquote")) == "会前听"


def test_a_proposal_is_previewed(task, trainer):
    answer = trainer.post(
        "teach.create_group_regrade", into={"task_id": task}, percent="40", reason="漏了公布"
    )

    page = trainer.follow(answer)

    assert "改正一组回答的评阅" in text(page.select_one("h1"))
    assert [text(one) for one in page.select("tbody tr td:nth-of-type(2)")] == ["88→55"] * 2


@pytest.mark.parametrize("percent", ["101", "-1", "", "一半"])
def test_only_percents_are_taken(task, trainer, percent):
    answer = trainer.post(
        "teach.create_group_regrade", into={"task_id": task}, percent=percent, reason="漏了公布"
    )

    assert answer.status_code == 422
    assert "漏了公布" in answer.text


def test_what_is_not_marked_yet_is_marked_and_not_corrected(app, cast, trainer):
    leave_answers(app, cast, (cast.li_mei, "会前听"))
    number = int(take(trainer).rstrip("/").split("/")[-1])

    address = trainer.address("teach.new_group_regrade", task_id=number)
    assert trainer.client.get(address).status_code == 409
