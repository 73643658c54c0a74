"""Refusals that a person can read: each knows its HTTP status and its calm Chinese words.

Knows nothing of HTTP beyond the number; the web turns these into pages, the command line into
lines. Packages derive their own from these, where they raise them.
"""

from __future__ import annotations

from http import HTTPStatus


class CadreSchoolError(Exception):
    """Something that was asked for and is not done, with the reason for the person."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, message: str, advice: str = "") -> None:
        """Keep what is wrong (`message`) and how to go on (`advice`), both in Chinese."""
        super().__init__(message)
        self.message = message
        self.advice = advice


class NotFoundError(CadreSchoolError):
    """No such object, or none that the viewer may know of: the two look the same."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        """Say the one sentence that never tells which of the two it is."""
        super().__init__(
            "地址可能有误，或者内容不在您的可见范围内。", "请从学习台或课程目录重新进入。"
        )


class ForbiddenError(CadreSchoolError):
    """The page is known to the viewer, the role for it is missing."""

    status = HTTPStatus.FORBIDDEN


class ConflictError(CadreSchoolError):
    """The state has moved on since the viewer's page was made."""

    status = HTTPStatus.CONFLICT


class InvalidError(CadreSchoolError):
    """The values cannot be taken as they are."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class TooManyError(CadreSchoolError):
    """Too many tries in too short a time."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, message: str, advice: str = "", *, seconds: int | None = None) -> None:
        """Keep the words, and in how many seconds the next try is worth while."""
        super().__init__(message, advice)
        self.seconds = seconds


class BusyError(CadreSchoolError):
    """The database cannot take the write at this moment; the same request may be sent again."""

    status = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self) -> None:
        """Ask for a second try; nothing of the first was kept."""
        super().__init__("系统正忙，刚才的操作没有保存。", "请稍候几秒，再提交一次。")


class FullError(CadreSchoolError):
    """The disk is full: reading goes on, writing does not."""

    status = HTTPStatus.INSUFFICIENT_STORAGE

    def __init__(self) -> None:
        """Say that nothing was kept and who can help."""
        super().__init__(
            "服务器存储空间已满，刚才的操作没有保存。", "请联系管理员清理空间后再提交。"
        )
