"""The pictures of a lesson."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from tests.web.seeing import text
from tests.web.teach.writing import COURSE, LESSON, opened, save


def _upload(desk, name="union-levels", data=None):
    if data is None:
        out = BytesIO()
        Image.new("RGB", (40, 30), "red").save(out, "PNG")
        data = out.getvalue()
    return desk.post(
        "teach.create_picture", into=LESSON, name=name, picture=(BytesIO(data), "photo.png")
    )


def test_a_picture_is_there_with_what_to_write(he_jing):
    page = he_jing.follow(_upload(he_jing))

    assert "![图里有什么](media/union-levels.png)" in page.get_text()
    picture = he_jing.client.get(page.select_one("main img")["src"])
    assert picture.mimetype == "image/png"
    picture.close()


def test_a_picture_in_use_shows_in_the_preview(he_jing):
    _upload(he_jing)
    fields = opened(he_jing)
    fields["text"] = fields["text"].replace("情境的正文", "![四级工会](media/union-levels.png)")

    html = he_jing.post("teach.create_preview", into=COURSE, json=True, **fields).json["html"]

    assert 'alt="四级工会"' in html
    assert "/media/" in html
    assert "没有错误" in html


def test_one_that_nobody_uses_is_named(he_jing):
    page = he_jing.follow(_upload(he_jing))

    assert "图片没有用到" in text(page)


def test_what_is_no_picture_is_refused_and_the_name_kept(he_jing):
    response = _upload(he_jing, data=b"<svg onload='x'/>")

    assert response.status_code == 422
    assert "不是能用的图片" in response.text
    assert 'value="union-levels"' in response.text


def test_a_name_stays_a_name(he_jing):
    for name in ("../../x", "图", "", "a/b"):
        assert _upload(he_jing, name=name).status_code == 422


def test_a_picture_is_taken_out(he_jing):
    _upload(he_jing)

    he_jing.post("teach.withdraw_picture", into=LESSON, name="union-levels.png")

    assert he_jing.get("teach.pictures", **LESSON).select("main img") == []


def test_no_text_is_taken_out_as_a_picture(he_jing):
    he_jing.post("teach.withdraw_picture", into=LESSON, name="../lesson.md")

    assert save(he_jing, opened(he_jing)).status_code == 303
