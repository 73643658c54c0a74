"""Eight processes write while two seal: one chain without forks, and every row in it."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from cadreschool.audit.sealing import seal
from cadreschool.audit.vault import Vault
from cadreschool.audit.verification import verify
from cadreschool.kernel import clock
from tests.faults.conftest import WRITERS, Talk, running

pytestmark = pytest.mark.database
UNITS = 20


def test_two_sealers_make_one_chain_while_eight_write(
    writers: tuple[Talk, int], app: Flask, settings: dict[str, str]
) -> None:
    talk, first = writers
    with running("tests.faults.sealers", settings) as sealers:
        sealers.say("begin")
        told = json.loads(talk.ask(WRITERS, UNITS, first))
        sealed = json.loads(sealers.ask("end"))

    assert told["errors"] == []
    assert min(sealed) >= 0
    assert sum(sealed) >= WRITERS * UNITS
    with app.app_context():
        vault = Vault(app.config["SETTINGS"].instance)
        seal(vault, at=clock.now())
        found = verify(vault, at=clock.now())

        assert found.findings == []
        assert found.unsealed == 0
        assert found.seals > 1
