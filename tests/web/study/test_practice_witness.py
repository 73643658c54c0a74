"""A colleague confirms what a record says."""

from __future__ import annotations

from tests.web.seeing import text
from tests.web.study.recorded import number_in, save


def submit(browse, witness: str = "陈晓") -> int:
    return number_in(save(browse.enter("li_mei"), do="submit", witness=witness).location)


def test_the_witness_is_asked_reads_and_confirms(browse):
    record_id = submit(browse)
    chen = browse.another().enter("chen_xiao")

    assert "请您见证" in text(chen.get("study.practice_records"))
    page = chen.get("study.practice_witness", record_id=record_id)
    assert "双方同意补发" in text(page)
    version = page.select_one('input[name="version"]')["value"]
    answer = chen.post(
        "study.create_practice_witness",
        into={"record_id": record_id},
        version=version,
        words="我在场。",
    )
    assert "已见证，谢谢您" in text(chen.follow(answer))
    assert "见证陈晓" in text(browse.get("study.practice_record", record_id=record_id))
    assert "见证过" in text(chen.get("study.practice_witness", record_id=record_id))


def test_a_text_that_was_changed_meanwhile_is_not_confirmed(browse):
    record_id = submit(browse)
    browse.post("study.withdraw_practice_record", into={"record_id": record_id})
    save(browse, base="1", do="submit", witness="陈晓", deed="另写了一遍。")
    chen = browse.another().enter("chen_xiao")

    into = {"record_id": record_id}
    assert chen.post("study.create_practice_witness", into=into, version="1").status_code == 409


def test_who_was_not_named_does_not_find_it(browse):
    record_id = submit(browse, witness="")
    browse.another().enter("chen_xiao").get(
        "study.practice_witness", record_id=record_id, status=404
    )
