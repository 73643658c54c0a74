"""One record is read, then signed, sent back or checked; what moved on meanwhile is told."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db, write
from cadreschool.learning.practice_records import actions
from cadreschool.learning.practice_records.queries import own_record
from tests.school.cast import MONDAY
from tests.school.recording import a_draft, hand_over, put_name_to, secret_that
from tests.school.steps import viewer_of

SIGNED = {"version": "1", "able": "2", "skilled": "1", "words": "核对过登记。"}


@pytest.fixture
def record(app, cast):
    """Return the id of a record that 王强 submitted."""
    with app.app_context():
        made = hand_over(viewer_of(cast.wang_qiang), a_draft())
        db.session.remove()
    return made


def _sheet(app, cast, record):
    with app.app_context():
        return own_record(viewer_of(cast.wang_qiang), record)


def _change(app, cast):
    """Let the author take a record back, change it and submit it again."""
    with app.app_context():
        author = viewer_of(cast.wang_qiang)
        record = own_record(author, 1).id
        write(lambda: actions.withdraw(author, record, at=MONDAY))
        draft = a_draft(base=1, result="双方同意补发，当场付清。")
        write(lambda: actions.save_draft(author, draft, at=MONDAY))
        write(lambda: actions.submit(author, record, at=MONDAY))
        db.session.remove()


def test_it_shows_the_text_and_what_each_level_looks_like(browse, record):
    said = browse.enter("zhou").get("supervise.practice_record", record_id=record).get_text()

    for words in ("王强：调解参与", "主持调解", "约定周三再谈一次", "各级看得见的行为", "待签认"):
        assert words in said


def test_signing_keeps_the_result_for_each_competency(app, browse, cast, record):
    response = browse.enter("zhou").post(
        "supervise.create_record_signature", into={"record_id": record}, **SIGNED
    )

    assert "已签认" in browse.follow(response).get_text()
    signature = _sheet(app, cast, record).signature
    assert (signature.name, signature.results) == ("周建国", {"able": 2, "skilled": 1})
    page = browse.get("supervise.practice_record", record_id=record)
    assert "能说：看出来了；会说：看出一部分" in page.get_text()
    assert page.select("main form") == []


def test_every_competency_is_asked_and_what_was_written_stays(browse, record):
    browse.enter("zhou")
    sent = SIGNED | {"skilled": ""}
    response = browse.post("supervise.create_record_signature", into={"record_id": record}, **sent)

    assert response.status_code == 422
    assert "还有能力没有看" in response.text
    assert "核对过登记。" in response.text
    assert 'id="able-2" name="able" value="2" checked' in response.text


def test_sending_back_needs_words_and_refuses_personal_data(app, browse, cast, record):
    browse.enter("zhou")

    def sent(words):
        return browse.post(
            "supervise.create_record_return",
            into={"record_id": record},
            version="1",
            words=words,
        )

    assert "写的人要知道为什么" in sent(" ").text
    assert sent("请找职工本人13812345678核实。").status_code == 422
    assert browse.follow(sent("结果没有写。"))
    assert _sheet(app, cast, record).state == "returned"


def test_a_text_changed_meanwhile_is_not_signed(app, browse, cast, record):
    browse.enter("zhou")
    _change(app, cast)

    response = browse.post(
        "supervise.create_record_signature", into={"record_id": record}, **SIGNED
    )

    assert response.status_code == 409
    assert "作者在您打开以后改过文字" in response.text
    assert "当场付清" in response.text, "the text as it is now"
    assert "核对过登记。" in response.text, "what was written stays"
    assert _sheet(app, cast, record).state == "submitted"


def test_who_was_quicker_is_named(browse, record):
    first, second = browse.enter("zhou"), browse.another().enter("sun")
    first.post("supervise.create_record_signature", into={"record_id": record}, **SIGNED)

    response = second.post(
        "supervise.create_record_return",
        into={"record_id": record},
        version="1",
        words="缺结果。",
    )

    assert response.status_code == 409
    assert "周建国先办了：签认" in response.text
    assert "缺结果。" in response.text


def test_another_supervisor_checks_what_was_drawn(app, browse, cast, record):
    with app.app_context():
        put_name_to(viewer_of(cast.zhou), record, secret=secret_that(record, draws=True))
        db.session.remove()
    signer, other = browse.enter("zhou"), browse.another().enter("sun")
    into = {"record_id": record}

    assert signer.get("supervise.practice_record", **into).select("main form") == []
    mine = signer.post("supervise.create_record_check", into=into, do="pass")
    assert mine.status_code == 409
    bare = other.post("supervise.create_record_check", into=into, do="fail", words="")
    assert bare.status_code == 422
    done = other.post("supervise.create_record_check", into=into, do="fail", words="登记对不上。")
    assert "已退回作者" in other.follow(done).get_text()
    assert _sheet(app, cast, record).signature is None


def test_the_same_form_twice_is_one_signature(app, browse, cast, record):
    browse.enter("zhou")
    for _ in range(2):
        response = browse.post(
            "supervise.create_record_signature",
            into={"record_id": record},
            key="k" * 32,
            **SIGNED,
        )
        assert response.status_code == 303
    kinds = [one.kind for one in _sheet(app, cast, record).steps]
    assert kinds == ["submit", "sign"]


def test_who_had_a_record_open_is_told_that_its_author_took_it_back(app, browse, cast, record):
    browse.enter("zhou")
    with app.app_context():
        author = viewer_of(cast.wang_qiang)
        write(lambda: actions.withdraw(author, record, at=MONDAY))
        db.session.remove()
    into = {"record_id": record}

    signed = browse.post("supervise.create_record_signature", into=into, **SIGNED)
    assert signed.status_code == 409
    assert "作者已经把这条记录收回去改" in signed.text
    assert "核对过登记。" in signed.text, "what was written stays"
    words = {"version": "1", "words": "结果没有写。"}
    assert browse.post("supervise.create_record_return", into=into, **words).status_code == 409


def test_another_signature_of_one_s_own_is_refused_with_the_first(browse, record):
    browse.enter("zhou")
    into = {"record_id": record}
    assert browse.post("supervise.create_record_signature", into=into, **SIGNED).status_code == 303

    again = browse.post("supervise.create_record_signature", into=into, **SIGNED | {"able": "0"})
    assert again.status_code == 409
    assert "周建国已在" in again.text
    assert browse.post("supervise.create_record_signature", into=into, **SIGNED).status_code == 303
