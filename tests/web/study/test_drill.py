"""Writing: saved with a receipt, found again on another device, never overwritten unseen."""

from __future__ import annotations

import pytest

from tests.web.seeing import text
from tests.web.study.penning import TEXT, begin, close, save

pytestmark = pytest.mark.usefixtures("drill")


@pytest.fixture
def li_mei(browse):
    return browse.enter("li_mei")


def written(page):
    return page.select_one("textarea[name=q1]").get_text().strip("\n")


def test_a_saved_text_is_there_on_another_device(li_mei):
    work = begin(li_mei)
    page = li_mei.follow(save(li_mei, work, "第一行\r\n第二行"))

    assert "已保存" in text(page)
    phone = li_mei.another().enter("li_mei")
    assert begin(phone) == work
    assert written(phone.open(work)) == "第一行\n第二行"


def test_a_script_gets_a_receipt_with_the_servers_time(li_mei):
    work = begin(li_mei)
    told = save(li_mei, work, "写到一半", json=True).json

    assert set(told) == {"saved_at", "saved", "bases"}
    assert told["bases"] == {"1": 1}
    assert save(li_mei, work, "写完了", base="1", json=True).json["bases"] == {"1": 2}


def test_a_stale_window_is_told_and_both_texts_are_shown(li_mei):
    work = begin(li_mei)
    save(li_mei, work, "手机上写的")
    response = save(li_mei, work, "电脑上写的")

    assert response.status_code == 409
    assert "没有覆盖" in response.text
    assert "手机上写的" in response.text
    assert "电脑上写的" in response.text
    assert "data-decide" in response.text, "the page goes on with what the person typed"
    told = save(li_mei, work, "电脑上写的", json=True)
    assert (told.status_code, told.json["conflicts"], told.json["bases"]) == (409, [1], {})
    assert written(li_mei.open(work)) == "手机上写的"


def test_a_script_may_ask_whether_the_server_is_there(li_mei, browse):
    work = begin(li_mei)
    told = li_mei.send(f"{work}text", {"do": "save"}, json=True)

    assert (told.status_code, told.json["saved"]) == (200, [])
    other = browse.another().enter("wang_qiang").send(f"{work}text", {"do": "save"}, json=True)
    assert other.status_code == 404


def test_too_short_a_text_is_saved_and_stays_open(li_mei):
    work = begin(li_mei)
    response = save(li_mei, work, "太短。", do="done")

    assert response.status_code == 422
    assert "至少写 10 字" in response.text
    assert written(li_mei.open(work)) == "太短。"


def test_a_closed_text_leads_to_its_exemplar_and_is_changed_no_more(li_mei):
    work = close(li_mei)

    assert li_mei.client.get(work).location == f"{work}comparison/"
    assert save(li_mei, work, "改一改", base="1").status_code == 409


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 12])
def test_a_form_without_its_number_is_refused(li_mei, base):
    assert save(li_mei, begin(li_mei), TEXT, base=base).status_code == 422


def test_markup_is_shown_as_it_was_typed(li_mei):
    work = begin(li_mei)
    save(li_mei, work, "<script>x</script>，周日算加班，周三答复。")
    page = li_mei.open(work)

    assert not page.select("main script")
    assert "<script>" in written(page)
