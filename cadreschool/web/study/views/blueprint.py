"""The blueprint of the 学习台."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("study", __name__)
