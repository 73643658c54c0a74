"""The people and the lesson of the tests of regrades, whose answers are counted here."""

from __future__ import annotations

from tests.learning.regrading.conftest import (  # noqa: F401 -- fixtures
    chen_xiao,
    corrected,
    course,
    li_mei,
    question,
    sun,
    take_with,
    w,
    wang_qiang,
    zhou,
)
