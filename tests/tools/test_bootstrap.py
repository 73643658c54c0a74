"""The first program that a newcomer runs: what it rests on, and what it makes of a broken start."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools import bootstrap

SOURCE = Path(bootstrap.__file__).read_text(encoding="utf-8")


def test_an_old_python_can_read_the_file_far_enough_to_be_told():
    assert ast.parse(SOURCE, feature_version=(3, 6))


def test_it_rests_on_the_standard_library_alone():
    nodes = [node for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.ImportFrom)]
    names = {str(node.module) for node in nodes}
    for node in ast.walk(ast.parse(SOURCE)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}

    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_the_stamp_changes_with_the_lock(tmp_path):
    one, other = tmp_path / "one.lock", tmp_path / "other.lock"
    one.write_text("flask==3.1.3\n", encoding="utf-8")
    other.write_text("flask==3.1.4\n", encoding="utf-8")

    assert bootstrap.stamp_of(one) == bootstrap.stamp_of(one)
    assert bootstrap.stamp_of(one) != bootstrap.stamp_of(other)


def test_a_python_that_does_not_start_has_no_version(tmp_path):
    broken = tmp_path / "python"
    broken.write_text("not a program", encoding="utf-8")

    assert bootstrap.version_of(str(broken)) == ()
    assert bootstrap.version_of(str(tmp_path / "missing")) == ()
    assert bootstrap.version_of(sys.executable) == sys.version_info[:2]


def test_only_one_window_makes_the_environment(tmp_path):
    program = (
        f"import sys; sys.path.insert(0, {str(Path(bootstrap.__file__).parent)!r})\n"
        "import bootstrap\n"
        "with open(sys.argv[1], 'a') as file: print(bootstrap.is_locked_by_me(file.fileno()))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "lock")]
    with (tmp_path / "lock").open("a") as mine:
        assert bootstrap.is_locked_by_me(mine.fileno())
        while_locked = subprocess.check_output(command, text=True)
    afterwards = subprocess.check_output(command, text=True)

    assert (while_locked.strip(), afterwards.strip()) == ("False", "True")


@pytest.mark.parametrize("verb", bootstrap.VERBS)
def test_every_verb_is_a_target_of_make(verb):
    makefile = (bootstrap.ROOT / "Makefile").read_text(encoding="utf-8")

    assert f"make {verb} " in makefile
    assert verb in makefile.split(".PHONY:")[1].splitlines()[0].split()
