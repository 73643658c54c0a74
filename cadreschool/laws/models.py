"""The law registry as it was published: one source text per law."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model


class LawSource(Model):
    """The registry entry of one law, word for word as in content/laws/<short>.yaml."""

    __tablename__ = "law_source"

    short: Mapped[str] = mapped_column(String(60), primary_key=True)
    text: Mapped[str]
