"""One-time codes: made, written, read back, used once."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from io import StringIO

import pytest
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.people.activation.actions import activate, make_codes
from cadreschool.people.activation.queries import open_activation
from cadreschool.people.activation.rules import (
    GOOD_FOR,
    activation_buckets,
    code_digest,
    new_code,
    written,
)
from cadreschool.people.activation.slips import ADDRESS_LINE, Slip, write_page, write_table
from cadreschool.people.models import Activation, Cadre, SignIn
from tests.school.cast import MONDAY
from tests.school.steps import viewer_of


def _make(*cadre_ids, at=MONDAY):
    return write(lambda: make_codes(cadre_ids, by=None, at=at))


def _use(cadre_id, code, at=MONDAY):
    write(lambda: activate(cadre_id, code_digest(code), "new hash", at=at))


def test_codes_are_of_sixteen_signs_that_cannot_be_mistaken():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{16}", code) for code in codes)


def test_a_code_is_written_in_groups_and_read_however_it_is_typed():
    code = "0123456789ABCDEF"

    assert written(code) == "0123-4567-89AB-CDEF"
    for typed in (
        code.lower(),
        " o123 4567 89ab cdef ",
        "OI23-4567-89AB-CDEF",
        "０l23456789abcdef",
    ):
        assert code_digest(typed) == code_digest(code)
    assert code_digest("1123456789ABCDEF") != code_digest(code)


def test_a_code_opens_its_own_account_until_it_is_used_or_too_old(session, cast):
    code = _make(cast.li_mei)[cast.li_mei]

    def opens(login="limei", at=MONDAY):
        return open_activation(login, code_digest(code), at=at)

    found = opens()
    assert (found.cadre_id, found.name, found.organisation_name) == (
        cast.li_mei,
        "李梅",
        "纺织工会",
    )
    assert opens("wangqiang") is None
    assert opens(at=MONDAY + GOOD_FOR) is None
    _use(cast.li_mei, code)
    assert opens() is None


def test_only_the_digest_of_a_code_is_stored(session, cast):
    code = _make(cast.li_mei)[cast.li_mei]

    assert db.session.scalars(select(Activation.code_digest)).all() == [code_digest(code)]
    audited = " ".join(db.session.scalars(select(AuditRow.detail)))
    assert code not in audited


def test_a_new_code_takes_the_place_of_an_open_one_and_leaves_a_used_one(session, cast):
    first = _make(cast.li_mei, cast.sun)[cast.li_mei]
    second = _make(cast.li_mei)[cast.li_mei]

    with pytest.raises(ConflictError):
        _use(cast.li_mei, first)
    _use(cast.li_mei, second)
    _make(cast.li_mei)

    rows = db.session.execute(select(Activation.cadre_id, Activation.used_at)).all()
    assert sorted(rows, key=str) == sorted(
        [(cast.li_mei, MONDAY), (cast.li_mei, None), (cast.sun, None)], key=str
    )


def test_using_a_code_sets_the_password_and_ends_what_was_signed_in(session, cast):
    viewer_of(cast.li_mei)
    _use(cast.li_mei, _make(cast.li_mei)[cast.li_mei])

    assert db.session.get_one(Cadre, cast.li_mei).password_hash == "new hash"
    assert set(db.session.scalars(select(SignIn.ended_at))) == {MONDAY}


def test_a_code_is_used_once_and_not_after_thirty_days(session, cast):
    code = _make(cast.li_mei)[cast.li_mei]

    with pytest.raises(ConflictError):
        _use(cast.li_mei, code, at=MONDAY + timedelta(days=30))
    _use(cast.li_mei, code)
    with pytest.raises(ConflictError):
        _use(cast.li_mei, code)


def test_guessing_codes_leaves_the_tries_of_signing_in_alone():
    own, address, network = activation_buckets("limei", "10.0.0.1")

    assert [own.name, address.name, network.name] == [
        "activation:limei",
        "address:10.0.0.1",
        "network:10.0.0",
    ]


class _Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.texts, self.tags = [], []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 -- the signature of HTMLParser
        self.tags.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


HOSTILE = Slip("=<b>李梅</b>", "纺织工会", "limei", "0123456789ABCDEF")


def test_the_page_of_slips_stands_alone_and_escapes_what_it_prints():
    out = StringIO()
    write_page([HOSTILE] * 3, out, until="2026年4月1日")
    page = _Texts()
    page.feed(out.getvalue())

    assert page.texts.count("=<b>李梅</b>") == 3
    assert page.texts.count("0123-4567-89AB-CDEF") == 3
    assert not {"b", "script", "link", "img"} & set(page.tags), "nothing is fetched"
    assert "size: A4" in out.getvalue()
    assert ADDRESS_LINE in out.getvalue()


def test_the_table_of_slips_holds_no_formula():
    out = StringIO()
    write_table([HOSTILE], out, until="2026年4月1日")

    assert out.getvalue().splitlines()[1].startswith("'=<b>李梅</b>,纺织工会,limei,0123-4567")
