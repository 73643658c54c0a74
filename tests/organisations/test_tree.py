"""Finding a union by what people write, and what its name tells."""

from __future__ import annotations

import pytest

from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.naming import kind_named, kind_told_by, name_fault, split_path
from cadreschool.organisations.queries import Node
from cadreschool.organisations.tree import Place, Tree, UnknownUnionError

COUNTY = Node(1, None, "/1/", "云岭县总工会", "county")
TOWN = Node(2, 1, "/1/2/", "青石镇工会联合会", "town")
BUILDING = Node(3, 2, "/1/2/3/", "建材工会", "grassroots")
OTHER_TOWN = Node(4, 1, "/1/4/", "城关街道工会联合会", "town")
OTHER_BUILDING = Node(5, 4, "/1/4/5/", "建材工会", "grassroots")
TEXTILE = Node(6, 4, "/1/4/6/", "纺织工会（筹）", "grassroots")
TREE = Tree([COUNTY, TOWN, BUILDING, OTHER_TOWN, OTHER_BUILDING, TEXTILE])


def _find(text, under=None):
    return TREE.find(split_path(text), under=under)


@pytest.mark.parametrize(
    ("text", "under", "place"),
    [
        ("云岭县总工会", None, Place(COUNTY)),
        ("云岭县总工会-青石镇工会联合会-建材工会", None, Place(BUILDING)),
        ("云岭县总工会 － 城关街道工会联合会 / 纺织工会(筹)", None, Place(TEXTILE)),
        ("云岭县总工会-白水镇总工会-甲厂工会", None, Place(COUNTY, ("白水镇总工会", "甲厂工会"))),
        ("纺织工会（筹）", None, Place(TEXTILE)),
        ("建材工会", TOWN, Place(BUILDING)),
        ("青石镇工会联合会-甲厂工会", TOWN, Place(TOWN, ("甲厂工会",))),
        ("云岭县总工会-青石镇工会联合会-甲厂工会", TOWN, Place(TOWN, ("甲厂工会",))),
        ("甲厂工会-一车间小组", TOWN, Place(TOWN, ("甲厂工会", "一车间小组"))),
        ("甲厂工会", TOWN, Place(TOWN, ("甲厂工会",))),
    ],
)
def test_a_path_leads_to_the_lowest_union_that_is_there(text, under, place):
    assert _find(text, under) == place


@pytest.mark.parametrize(
    ("text", "under", "message"),
    [
        ("建材工会", None, "有 2 个组织都叫“建材工会”。"),
        ("甲厂工会", None, "没有叫“甲厂工会”的组织。"),
        ("黑山县总工会-甲厂工会", None, "“黑山县总工会”不是已有的最上级组织。"),
        ("云岭县总工会-城关街道工会联合会", TOWN, "不在“青石镇工会联合会”之下。"),
        ("-".join(["云岭县总工会"] * 13), None, "组织路径超过 12 级。"),
    ],
)
def test_what_leads_nowhere_or_to_several_is_refused(text, under, message):
    with pytest.raises(UnknownUnionError) as caught:
        _find(text, under)

    assert caught.value.message == message


def test_a_union_that_must_be_there_is_named_or_refused():
    assert TREE.named("云岭县总工会-青石镇工会联合会") == TOWN
    for text in ("云岭县总工会-甲厂工会", " - "):
        with pytest.raises(UnknownUnionError):
            TREE.named(text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("江南省总工会", OrganisationKind.PROVINCE),
        ("临江市总工会", OrganisationKind.CITY),
        ("云岭县总工会", OrganisationKind.COUNTY),
        ("青石镇工会联合会", OrganisationKind.TOWN),
        ("城关街道总工会", OrganisationKind.TOWN),
        ("教育系统工会", OrganisationKind.INDUSTRY),
        ("快递行业工会联合会", OrganisationKind.JOINT),
        ("一车间工会小组", OrganisationKind.GROUP),
        ("青石镇建材工会", OrganisationKind.GRASSROOTS),
        ("云岭纺织公司工会", OrganisationKind.GRASSROOTS),
    ],
)
def test_a_name_tells_its_kind_by_its_end(name, kind):
    assert kind_told_by(name) == kind


@pytest.mark.parametrize("kind", OrganisationKind)
def test_every_kind_is_known_by_its_name_and_its_code(kind):
    assert kind_named(kind.label) == kind_named(kind.value) == kind


def test_a_kind_is_known_by_usual_words_and_nothing_is_guessed():
    assert kind_named("乡镇工会") == kind_named("街道工会") == OrganisationKind.TOWN
    assert kind_named("公司") is None


@pytest.mark.parametrize(
    "name", ["工", "x" * 121, "=甲厂工会", "甲\u202e厂工会", "（）", "甲-乙厂工会", "甲｜乙"]
)
def test_what_cannot_be_a_name_is_told(name):
    assert name_fault(name)


@pytest.mark.parametrize("name", ["甲厂工会", "（筹）甲厂工会", "3503厂工会"])
def test_usual_names_are_names(name):
    assert name_fault(name) is None
