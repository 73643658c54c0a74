"""Abuse case 23, for the person: what is kept of me, and a copy of it, at once."""

from __future__ import annotations

import io
import json
import zipfile


def _copy(browse):
    response = browse.client.get(browse.address("account.personal_data_file"))
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert sorted(archive.namelist()) == ["我的数据.html", "我的数据.json"]
        return json.loads(archive.read("我的数据.json")), archive.read("我的数据.html").decode()


def test_the_page_says_what_is_kept_and_why(browse):
    browse.enter("li_mei")
    page = browse.get("account.personal_data")

    titles = [one.get_text(" ", strip=True) for one in page.select("summary")]
    assert any(title.startswith("姓名、登录名和账户") for title in titles)
    assert any(title.startswith("登录记录") for title in titles)
    assert "目前没有：" in page.get_text()
    assert "个人信息保护法" in page.get_text()


def test_the_copy_is_ones_own_and_nobody_elses(browse):
    browse.enter("li_mei")
    browse.post("study.create_sitting", into={"course_id": "speaking", "lesson_id": "speaking-1"})
    found, page = _copy(browse)

    assert found["person"] == {"name": "李梅", "login": "limei"}
    assert len(found["tables"]["sitting"]["rows"]) == 1
    assert "李梅" in page
    whole = json.dumps(found, ensure_ascii=False) + page
    assert "王强" not in whole
    assert "wangqiang" not in whole
    assert _copy(browse.another().enter("wang_qiang"))[0]["tables"]["sitting"]["rows"] == []


def test_the_copy_holds_no_password_and_no_right_answer(browse):
    browse.enter("li_mei")
    browse.post("study.create_sitting", into={"course_id": "speaking", "lesson_id": "speaking-1"})
    found, page = _copy(browse)

    columns = {name for table in found["tables"].values() for name in table["columns"]}
    assert not columns & {"password_hash", "token_digest", "code_digest", "payload", "content"}
    assert "$argon2" not in json.dumps(found) + page
