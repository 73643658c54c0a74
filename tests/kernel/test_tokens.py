"""Tokens cannot be guessed, and the database holds only their digests."""

from __future__ import annotations

import re

from cadreschool.kernel.tokens import new_token, token_digest
from cadreschool.kernel.trace import new_request_id, request_id


def test_a_token_has_256_bits_and_fits_into_a_cookie():
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)


def test_a_digest_is_always_the_same_and_tells_nothing_of_its_token():
    token = new_token()

    assert token_digest(token) == token_digest(token)
    assert re.fullmatch("[0-9a-f]{64}", token_digest(token))
    assert token_digest(token) != token_digest(new_token())


def test_a_digest_can_be_made_of_whatever_a_cookie_holds():
    assert len(token_digest("")) == len(token_digest("工会\x00\ufffd" * 1000)) == 64


def test_a_trace_is_short_enough_for_the_telephone():
    first, second = new_request_id(), new_request_id()

    assert request_id() == second != first
    assert re.fullmatch("[0-9a-f]{16}", first)
