"""Saying what is wrong with a question, from where it stands."""

from __future__ import annotations

from tests.web.seeing import begin, links, take, text


def _report_url(page, number=1):
    return next(one for one in links(page) if one.endswith(f"/questions/{number}/report/"))


def _send(browse, form, **values):
    return browse.send(form.select_one("form[action$=reports]")["action"], values)


def test_during_a_check_it_can_be_reported_and_nothing_is_told(browse):
    paper = begin(browse.enter("li_mei"))
    form = browse.open(_report_url(browse.open(paper)))

    assert "KEY-" not in form.text
    response = _send(browse, form, category="key", text="应当是三十日")

    assert response.location == f"{paper}#q1"
    assert "已报给教员" in text(browse.follow(response))


def test_from_a_result_it_leads_back_to_the_result(browse):
    result = take(browse.enter("li_mei"))
    form = browse.open(_report_url(browse.open(result)))

    assert _send(browse, form, category="typo", text="").location == result


def test_without_a_category_the_form_comes_back_with_what_was_written(browse):
    form = browse.open(_report_url(browse.open(take(browse.enter("li_mei")))))
    response = _send(browse, form, text="第二十二条写的是三十日")

    assert response.status_code == 422
    assert "请选一类" in response.text
    assert "第二十二条写的是三十日" in response.text


def test_something_else_needs_words(browse):
    form = browse.open(_report_url(browse.open(take(browse.enter("li_mei")))))

    assert "请写明哪里不对" in _send(browse, form, category="other", text=" ").text


def test_reported_already_it_says_so_and_takes_no_second_one(browse):
    url = _report_url(browse.open(take(browse.enter("li_mei"))))
    form = browse.open(url)
    _send(browse, form, category="key", text="")

    assert "您已经报过这道题" in text(browse.open(url))
    assert _send(browse, form, category="key", text="").status_code == 409


def test_what_somebody_else_was_asked_is_not_found(browse):
    url = _report_url(browse.open(begin(browse.enter("li_mei"))))
    other = browse.another().enter("chen_xiao")

    assert other.client.get(url).status_code == 404
    assert browse.client.get(url.replace("/1/report", "/99/report")).status_code == 404
    into = {"sitting_id": 999, "position": 1}
    answered = browse.post("study.create_question_report", into=into, category="key")
    assert answered.status_code == 404
