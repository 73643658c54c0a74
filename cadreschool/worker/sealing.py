"""Sealing the audit rows, every few seconds."""

from __future__ import annotations

from flask import current_app

from cadreschool.audit.sealing import seal as seal_rows
from cadreschool.audit.vault import Vault
from cadreschool.kernel import clock


def seal() -> int:
    """Seal the audit rows that wait and return how many there were."""
    return seal_rows(Vault(current_app.config["SETTINGS"].instance), at=clock.now())
