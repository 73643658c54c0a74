"""Everything that can be found without running the school: `make check`.

Knows the list of checks, in the order in which their findings are cheapest to repair. Does not
know their rules: those stand in pyproject.toml.
"""

import sys

from tools import steps

# `python -m` and not the scripts: these name their Python by a path that a moved folder breaks.
CHECKS = {
    "格式（ruff format）": ["-m", "ruff", "format", "--check", "."],
    "写法（ruff check）": ["-m", "ruff", "check", "."],
    "类型（mypy）": ["-m", "mypy"],
    "包的次序（import-linter）": [
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ],
    "模板（djlint）": ["-m", "djlint", "--lint", "--quiet", "cadreschool/web/templates"],
    "依赖锁定（tools/locks.py）": ["-m", "tools.locks", "check"],
}


def main() -> int:
    """Run all checks, even after one has failed: the reader repairs everything at once."""
    return steps.conclude(
        [steps.run(name, [sys.executable, *command]) for name, command in CHECKS.items()]
    )


if __name__ == "__main__":
    sys.exit(main())
