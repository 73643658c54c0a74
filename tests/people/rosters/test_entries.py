"""What a row says of a cadre, however it is spelt; and every mistake with its row and column."""

from __future__ import annotations

import pytest

from cadreschool.organisations.models import OrganisationKind
from cadreschool.people.models import Post, Tie
from cadreschool.people.rosters.entries import KEPT_FAULTS, column_letters, read_roster
from cadreschool.people.rosters.rows import Refused, Row
from tests.people.rosters.building import HEADINGS, TEXTILE, a_row


def _roster(*rows, headings=HEADINGS, above=0):
    cells = [["标题"]] * above + [list(headings), *rows]
    return read_roster(Row(number, tuple(row)) for number, row in enumerate(cells, start=1))


def _faults(*rows, **more):
    return [str(fault) for fault in _roster(*rows, **more).faults]


def test_a_row_becomes_an_entry():
    (entry,) = _roster(a_row()).entries

    assert (entry.row, entry.login, entry.name) == (2, "13800000001", "赵新")
    assert entry.path == ("云岭县总工会", "城关街道工会联合会", "纺织工会")
    assert (entry.post, entry.tie, entry.kind) == (Post.COMMITTEE_MEMBER, Tie.PART_TIME, None)


@pytest.mark.parametrize(
    "headings",
    [
        ("姓 名", "所在工会", "职务", "专/兼/挂", "手机号码"),
        ("姓名（必填）", "单位名称", "工会职务：", "专兼职", "联系电话"),
        ("学员姓名", "工会组织名称*", "岗位＊", "专兼挂职", "登录名"),
    ],
)
@pytest.mark.parametrize("above", [0, 3, 9])
def test_headings_are_found_in_free_spelling_and_below_titles(headings, above):
    roster = _roster(a_row(), headings=headings, above=above)

    assert [entry.name for entry in roster.entries] == ["赵新"]


def test_headings_below_the_tenth_row_are_not_found():
    assert _faults(a_row(), above=10) == [
        "整张表：前 10 行里没有找到表头（请按模板写：姓名、工会组织、岗位、专兼挂、登录名或手机）"
    ]


def test_missing_and_doubled_headings_are_named():
    assert _faults(a_row(), headings=("姓名", "岗位", "岗位", "手机", "专兼挂")) == [
        "整张表：表头里缺“工会组织”一列（请补上这一列）",
        "整张表：表头里“岗位”出现了两次（请只留一列）",
    ]


def test_of_two_columns_that_fit_the_nearer_is_read_and_the_rest_is_told():
    roster = _roster(
        [*a_row(login="zhaoxin"), "13900000000", "备注的话"],
        headings=(*HEADINGS[:4], "登录名", "手机", "备注"),
    )

    assert roster.entries[0].login == "zhaoxin"
    assert roster.notes == ["没有读取的列：手机、备注。"]


@pytest.mark.parametrize("sign", "-–—/>＞／→－")
def test_the_sign_between_unions_may_be_any(sign):
    (entry,) = _roster(a_row(union=f"云岭县总工会{sign} 纺织工会")).entries

    assert entry.path == ("云岭县总工会", "纺织工会")


@pytest.mark.parametrize("sign", ["|", "｜", " | "])
def test_of_several_unions_the_first_is_home_and_the_others_are_further_posts(sign):
    roster = _roster(a_row(union=f"{TEXTILE}{sign}云岭县总工会"))

    assert roster.entries[0].path[-1] == "纺织工会"
    assert roster.entries[0].further == (("云岭县总工会",),)
    assert roster.notes == []


def test_a_person_is_not_in_more_than_ten_unions():
    (fault,) = _roster(a_row(union="|".join(["云岭县总工会"] * 11))).faults

    assert fault.text == "一个人最多写 10 个工会"


@pytest.mark.parametrize(
    ("written", "login"),
    [
        ("１３８００００００００", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("ZhaoXin", "zhaoxin"),
        ("zhao-xin", "zhao-xin"),
    ],
)
def test_sign_in_names_are_normalised(written, login):
    assert _roster(a_row(login=written)).entries[0].login == login


@pytest.mark.parametrize(
    ("written", "name"),
    [("李　梅", "李梅"), ("阿依古丽·买买提", "阿依古丽·买买提"), ("Anna Li", "Anna Li")],
)
def test_names_are_taken_without_the_spaces_that_align_them(written, name):
    assert _roster(a_row(name=written)).entries[0].name == name


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"name": ""}, "第 2 行 A 列（姓名）：“姓名”没有填（请填写）"),
        ({"name": "=1+1"}, "第 2 行 A 列（姓名）：单元格是公式"),
        ({"name": Refused("是公式")}, "第 2 行 A 列（姓名）：单元格是公式（请改成普通文字）"),
        ({"name": "李\u202e梅"}, "第 2 行 A 列（姓名）：含有看不见的控制字符"),
        ({"name": "李\x07梅"}, "第 2 行 A 列（姓名）：含有看不见的控制字符"),
        ({"name": "+86"}, "第 2 行 A 列（姓名）：不像姓名"),
        ({"union": "县总工会-x"}, "第 2 行 B 列（工会组织）：工会名称应是 2 至 120 个字"),
        ({"union": "-"}, "第 2 行 B 列（工会组织）：没有写工会名称"),
        ({"post": "总经理"}, "第 2 行 C 列（岗位）：不认识这个岗位（可写：工会主席、"),
        ({"tie": "临时"}, "第 2 行 D 列（专兼挂）：看不出专兼挂（写专职、兼职或挂职）"),
        ({"login": "1380000000"}, "第 2 行 E 列（登录名或手机）：像手机号，却有 10 位"),
        ({"login": "1.38E+10"}, "第 2 行 E 列（登录名或手机）：手机号被改成了科学计数法"),
        ({"login": "a b"}, "第 2 行 E 列（登录名或手机）：登录名应是 2 至 60 个字母、数字"),
    ],
)
def test_a_mistake_is_told_with_its_row_and_column(cells, said):
    (fault,) = _faults(a_row(**cells))

    assert fault.startswith(said)


def test_all_mistakes_are_told_at_once_and_good_rows_stay():
    roster = _roster(
        a_row(name="", tie="?"), a_row(login="13800000002"), a_row(login="1380000000x")
    )

    assert (roster.fault_number, roster.faulty_rows) == (2, {2})
    assert [entry.row for entry in roster.entries] == [3, 4]


def test_a_sign_in_name_stands_once_in_a_roster():
    assert _faults(a_row(), a_row(name="钱英")) == [
        "第 3 行 E 列（登录名或手机）：与第 2 行的登录名相同（一人一行，一人一个登录名）"
    ]


@pytest.mark.parametrize(
    ("written", "post"),
    [
        ("主席", Post.CHAIR),
        ("工会副主席", Post.VICE_CHAIR),
        ("女工委员", Post.WOMEN_OFFICER),
        ("会计", Post.FINANCE),
        ("劳动法律监督员", Post.LAW_INSPECTOR),
        ("工会小组长", Post.GROUP_LEADER),
        *((post.label, post) for post in Post),
    ],
)
def test_posts_are_known_by_their_usual_names(written, post):
    assert _roster(a_row(post=written)).entries[0].post == post


@pytest.mark.parametrize("written", ["专", "专职", "专 职"])
def test_ties_are_known_with_and_without_their_second_character(written):
    assert _roster(a_row(tie=written)).entries[0].tie == Tie.FULL_TIME


def test_a_column_may_tell_the_kind_of_union():
    roster = _roster(
        [*a_row(), "联合工会"],
        [*a_row(login="b2"), ""],
        [*a_row(login="b3"), "公司"],
        headings=(*HEADINGS, "单位类型"),
    )

    assert [entry.kind for entry in roster.entries] == [OrganisationKind.JOINT, None]
    assert roster.faults[0].text == "不认识这个单位类型"


def test_a_roster_of_nobody_is_a_mistake():
    assert _faults() == ["整张表：表头下面没有人（请检查是不是选错了文件或工作表）"]


def test_mistakes_beyond_many_are_counted_and_not_kept():
    roster = _roster(*(a_row(name="", login=f"n{at}") for at in range(KEPT_FAULTS + 5)))

    assert (len(roster.faults), roster.fault_number) == (KEPT_FAULTS, KEPT_FAULTS + 5)


def test_columns_are_called_as_spreadsheets_call_them():
    assert [column_letters(at) for at in (0, 25, 26, 59)] == ["A", "Z", "AA", "BH"]
