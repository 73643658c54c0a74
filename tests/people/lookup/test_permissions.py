"""Whose account a system administrator may touch."""

from __future__ import annotations

import pytest

from cadreschool.kernel.viewer import Grant, Role, Viewer
from cadreschool.people.lookup.permissions import why_not_account

TOWN = Viewer(1, 1, "石晓", 2, "城关街道", (Grant(Role.SYSTEM_ADMIN, 2, "/1/2/"),))


@pytest.mark.parametrize(
    ("cadre_id", "held", "words"),
    [
        (7, (), None),
        (7, (Grant(Role.SUPERVISOR, 3, "/1/2/3/"),), None),
        (7, (Grant(Role.SYSTEM_ADMIN, 3, "/1/2/3/"),), None),
        (1, (), "这是您自己"),
        (7, (Grant(Role.SUPERVISOR, 1, "/1/"),), "管理范围之外"),
        (7, (Grant(Role.SUPERVISOR, 4, "/1/4/"), Grant(Role.TRAINER, 3, "/1/2/3/")), "之外"),
        (7, (Grant(Role.SECURITY_ADMIN, 3, "/1/2/3/"),), "安全管理员"),
        (7, (Grant(Role.AUDIT_ADMIN, 3, "/1/2/3/"),), "审计员"),
    ],
)
def test_an_account_is_left_alone_when_more_hangs_on_it(cadre_id, held, words):
    told = why_not_account(TOWN, cadre_id, held)

    assert (told is None) if words is None else (told is not None and words in told)
