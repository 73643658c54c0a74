"""Error pages: calm, Chinese, with a way on. Nothing that was sent is echoed."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response

from cadreschool.kernel import trace
from cadreschool.kernel.db import is_away
from cadreschool.kernel.errors import CadreSchoolError, TooManyError
from cadreschool.web.guards import ask_the_database_no_more

_WORDS = {
    400: ("没有看懂这个请求", "请求不完整或格式有误。", "请返回上一页，刷新后再试。"),
    401: ("请先登录", "登录已结束。", "请重新登录，再继续刚才的操作。"),
    403: ("没有查看权限", "您目前的任命不包括这个页面。", "需要时请联系上级工会的管理员。"),
    404: (
        "没有找到这个页面",
        "地址可能有误，或者内容不在您的可见范围内。",
        "请从学习台或课程目录重新进入。",
    ),
    405: ("这个地址不能这样用", "请求的方式不对。", "请从页面上的按钮进入。"),
    409: ("现在不能这样做", "这一页的内容已经在别处改过。", "请刷新后再操作。"),
    413: ("内容太大", "提交的内容超过了上限。", "请缩短后再提交。"),
    415: ("格式不支持", "这种文件格式不支持。", "请换一种格式再试。"),
    422: ("有一处需要改正", "提交的内容有误，没有保存。", "请按提示改正后再提交。"),
    429: ("操作太频繁", "短时间内尝试次数过多。", "请稍候再试。"),
    500: ("系统出了问题", "刚才的操作没有完成。", "请稍后再试；如果一直这样，请联系管理员。"),
    503: ("系统正忙", "系统正忙，请稍候再试。", "几秒后刷新页面即可。"),
    507: ("存储空间已满", "服务器存储空间已满，没有保存。", "请联系管理员清理空间后再提交。"),
}
_OTHER = 400
_RETRY_AFTER = {429: "60", 503: "5"}

log = logging.getLogger("cadreschool.errors")


def init_app(app: Flask) -> None:
    """Register one handler per family."""
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CadreSchoolError, _ours)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeoutError, _database)
    app.register_error_handler(Exception, _unforeseen)


def _csrf(_error: CSRFError) -> Response:
    return page(
        HTTPStatus.BAD_REQUEST, "页面已经过期，没有保存。", "请返回上一页，刷新后再提交一次。"
    )


def _http(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if error.response is not None or status < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    own_words = isinstance(error.description, str) and error.description.startswith("表单")
    response = page(status, error.description or "" if own_words else "")
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _ours(error: CadreSchoolError) -> Response:
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        cause = error.__cause__
        log.warning("refused: %s: %s", type(error).__name__, getattr(cause, "orig", cause))
    response = page(error.status, error.message, error.advice)
    if isinstance(error, TooManyError) and error.seconds is not None:
        response.headers["Retry-After"] = str(error.seconds)
    return response


def _database(error: Exception) -> Response:
    if isinstance(error, DBAPIError) and not is_away(error):
        return _unforeseen(error)
    log.warning("database away: %s", getattr(error, "orig", error))
    return page(HTTPStatus.SERVICE_UNAVAILABLE)


def _unforeseen(error: Exception) -> Response:
    log.error("unforeseen %s", type(error).__name__, exc_info=error)
    return page(HTTPStatus.INTERNAL_SERVER_ERROR)


def page(status: int, message: str = "", advice: str = "") -> Response:
    """Make the error page, or its JSON form for scripts."""
    title, usual, usual_advice = _WORDS.get(status, _WORDS[_OTHER])
    words = {"message": message or usual, "advice": advice or usual_advice}
    if request.accept_mimetypes.best == "application/json":
        response: Response = jsonify(words)
    else:
        response = Response(_html(status, title, words), mimetype="text/html")
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if status in _RETRY_AFTER:
        response.headers["Retry-After"] = _RETRY_AFTER[status]
    return response


def _html(status: int, title: str, words: dict[str, str]) -> str:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        ask_the_database_no_more()
    context = {"status": status, "title": title, "request_id": trace.request_id(), **words}
    try:
        return render_template("error.html", home_url="/", **context)
    except Exception:  # noqa: BLE001 -- the last resort must not fail: say it without the layout
        return (
            '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
            f"<title>{title}</title><h1>{title}</h1><p>{words['message']}{words['advice']}</p>"
            '<p><a href="/">返回首页</a></p></html>'
        )
