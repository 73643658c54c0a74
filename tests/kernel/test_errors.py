"""Refusals: each has its status and words a person can do something with."""

from __future__ import annotations

import pytest

from cadreschool.kernel.errors import (
    BusyError,
    CadreSchoolError,
    ConflictError,
    ForbiddenError,
    FullError,
    InvalidError,
    NotFoundError,
    TooManyError,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (CadreSchoolError("错了。"), 500),
        (NotFoundError(), 404),
        (ForbiddenError("不可以。"), 403),
        (ConflictError("变了。"), 409),
        (InvalidError("不对。"), 422),
        (TooManyError("太多。"), 429),
        (BusyError(), 503),
        (FullError(), 507),
    ],
)
def test_every_refusal_has_its_status_and_a_chinese_sentence(error, status):
    assert error.status == status
    assert str(error) == error.message
    assert error.message.endswith("。")


@pytest.mark.parametrize("error", [BusyError(), FullError()])
def test_a_refused_write_says_that_nothing_was_kept_and_what_to_do(error):
    assert "没有保存" in error.message
    assert error.advice.startswith("请")
