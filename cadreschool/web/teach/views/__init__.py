"""The views of the 教研台; each module registers its own on the one blueprint."""

from __future__ import annotations

from cadreschool.web.teach.views import home
from cadreschool.web.teach.views.blueprint import blueprint

__all__ = ["blueprint", "home"]
