"""The competency framework as it was published."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model


class FrameworkSource(Model):
    """The framework, word for word as in content/competencies.yaml; there is one."""

    __tablename__ = "framework_source"
    __table_args__ = (CheckConstraint("id = 1", name="there_is_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
