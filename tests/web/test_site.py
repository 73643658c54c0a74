"""What every page shows of the site, and what names the program that made it."""

from __future__ import annotations

from cadreschool.web.site import build


def _program(folder, **files):
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def test_the_same_program_has_the_same_name_wherever_it_lies(tmp_path):
    here = _program(tmp_path / "here", lesson="one", home="two")
    there = _program(tmp_path / "there", lesson="one", home="two")

    assert build(here) == build(there)
    assert len(build(here)) == 10


def test_any_other_file_name_or_word_is_another_program(tmp_path):
    programs = [
        _program(tmp_path / "first", lesson="one", home="two"),
        _program(tmp_path / "second", lesson="one", home="2"),
        _program(tmp_path / "third", lesson="one", house="two"),
        _program(tmp_path / "fourth", lesson="one"),
    ]

    assert len({build(program) for program in programs}) == len(programs)
