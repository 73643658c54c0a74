"""What somebody signed that looks alike stands side by side."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db
from tests.web.office.signing import let_sign


@pytest.fixture
def auditor(app, browse, cast):
    """Return the auditor of a county in which supervisors signed."""
    with app.app_context():
        let_sign(cast)
        db.session.remove()
    return browse.enter("luming")


def test_texts_that_look_alike_stand_side_by_side(auditor, cast):
    page = auditor.get("office.signer", cadre_id=cast.sun, year=2026)

    headings = [one.get_text() for one in page.select("h3")]
    assert headings == ["相同 100%，不同的人写的", "相同 100%，同一人写的"]
    assert "约好周三答复" in " ".join(one.get_text() for one in page.select("mark"))
    only = auditor.get("office.signer", cadre_id=cast.sun, year=2026, authors="others")
    assert len(only.select("h3")) == 1
    assert "写得太短" not in page.get_text(), "what was not signed is not shown"


def test_somebody_who_never_signed_is_not_found(auditor, cast):
    auditor.get("office.signer", cadre_id=cast.li_mei, status=404)
    page = auditor.get("office.signer", cadre_id=cast.zhou, year=2026)
    assert "没有相近的文字" in page.get_text()
