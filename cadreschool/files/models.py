"""The register of stored files; the bytes lie in the media folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class StoredFile(Model):
    """One file, named by the SHA-256 of its content: written once, the same for everybody."""

    __tablename__ = "stored_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    extension: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    stored_at: Mapped[datetime] = mapped_column(Moment)
