"""What is wrong with a text, field by field. Knows neither fields nor what may be wrong."""

from __future__ import annotations

from collections.abc import Mapping

from cadreschool.kernel.errors import InvalidError

Faults = dict[str, list[str]]
"""What is wrong, by field."""


class UnfitError(InvalidError):
    """A text that cannot be kept or handed in as it is; `faults` says why."""

    def __init__(self, faults: Faults, names: Mapping[str, str]) -> None:
        """Keep what is wrong, `names` say what fields are called; what was typed stays."""
        first = next(iter(faults))
        super().__init__(f"{names[first]}：{faults[first][0]}", "写的都还在，改好以后再保存。")
        self.faults = dict(faults)
