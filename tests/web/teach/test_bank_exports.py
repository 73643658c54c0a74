"""In which formats a bank can be had."""

from __future__ import annotations

from tests.web.teach.banking import BANK, make_bank
from tests.web.teach.writing import BAI_LU, HE_JING, XU_CHENG


def test_every_format_is_offered(browse, teachers):
    browse.enter(HE_JING)
    make_bank(browse)

    page = browse.get("teach.bank_exports", **BANK)

    assert "native" in [one["value"] for one in page.select("#format option")]


def test_an_unknown_format_is_refused(browse, teachers):
    browse.enter(HE_JING)
    make_bank(browse)

    response = browse.post("teach.create_bank_export", into=BANK, format="exe", state="ready")

    assert response.status_code == 422


def test_a_reviewer_exports_and_a_trainer_of_a_town_finds_nothing(browse, teachers):
    browse.enter(HE_JING)
    make_bank(browse)
    fields = {"format": "native", "state": "ready"}

    reviewer = browse.enter(XU_CHENG).post("teach.create_bank_export", into=BANK, **fields)
    stranger = browse.enter(BAI_LU).post("teach.create_bank_export", into=BANK, **fields)

    assert (reviewer.status_code, stranger.status_code) == (303, 404)
