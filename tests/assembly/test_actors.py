"""What bodies do in a text besides issuing it: roles from cues, and who has none."""

import pytest

from policyextract import extract

NOTICE = "水利部关于水库管理的通知\n各省水利厅：\n{}\n特此通知。\n水利部\n2021年5月6日"


def roles(text, **known):
    """Name and role of every body but the issuer of the notice."""
    return {(a.name, a.role) for a in extract(text, **known).actors} - {("水利部", "issuer")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("具体办法由财政部会同海关总署制定。", {("财政部", "lead"), ("中华人民共和国海关总署", "consulted")}),
        ("经商财政部同意，可以调剂使用。", {("财政部", "consulted")}),
        ("经与财政部协商一致，现通知如下。", {("财政部", "consulted")}),
        ("起草时征求了财政部、司法部意见。", {("财政部", "consulted"), ("司法部", "consulted")}),
        ("经国务院同意，现通知如下。", {("国务院", "approver")}),
        ("《规划》已经国务院批准，现印发给你们。", {("国务院", "approver")}),
        ("报经国务院批准，现就有关事项通知如下。", {("国务院", "approver")}),
        ("本规定已经财政部部务会议审议通过，现予公布。", {("财政部", "adopter")}),
        ("本通知经财政部、司法部会签。", {("财政部", "countersigner"), ("司法部", "countersigner")}),
        ("会签单位：财政部。", {("财政部", "countersigner")}),
        ("本通知由财政部负责解释。", {("财政部", "interpreter")}),
        ("本通知的解释权归财政部。", {("财政部", "interpreter")}),
        ("加强检查。（财政部牵头，司法部配合）", {("财政部", "responsible"), ("司法部", "responsible")}),
        ("加强检查。（财政部、司法部等按职责分工负责）", {("财政部", "responsible"), ("司法部", "responsible")}),
        ("加强检查。责任单位：财政部；配合单位：司法部。", {("财政部", "responsible"), ("司法部", "responsible")}),
        ("成立由财政部牵头的工作专班。", {("财政部", "lead")}),
        ("抄送：财政部，各有关企业，司法部。", {("财政部", "copy"), ("司法部", "copy")}),
        ("抄报：国务院办公厅。", {("国务院办公厅", "copy")}),
        ("2020年财政部召开水库资金会议。", {("财政部", "convener")}),
    ],
)
def test_cues_give_a_body_its_role(sentence, expected):
    """One phrasing each of the catalogue."""
    assert roles(NOTICE.format(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "扩建应当报国家核安全局批准。",
        "未经国家核安全局批准，不得扩建。",
        "经国家核安全局批准，省级机关可以调整。",
        "经国家核安全局监督管理部门批准。",
        "国家核安全局局长主持召开会议。",
        "会议在国家核安全局召开。",
        "向国家核安全局报送材料。",
    ],
)
def test_procedures_persons_and_places_have_no_role(sentence):
    """What an article demands approves nothing; a body whose head or rooms are named does nothing."""
    assert roles(NOTICE.format(sentence)) == {("国家核安全局", "mentioned")}


def test_the_holder_of_the_briefing_room_convenes_nothing():
    """国新办举行发布会 is a venue."""
    found = roles("国务院新闻办公室今天举行新闻发布会，财政部有关负责人介绍专项行动。", published="2021-05-06")
    assert ("国务院新闻办公室", "convener") not in found


def test_those_whom_the_issuer_takes_along_join_it_and_stay_issuers():
    """A会同B联合印发: all issue, A leads, B joins."""
    doc = extract("近日，水利部会同财政部、司法部联合印发《水库管理办法》。", published="2021-05-06")
    assert [(a.name, a.role) for a in doc.issuers] == [
        ("水利部", "issuer"),
        ("财政部", "co_issuer"),
        ("司法部", "co_issuer"),
    ]
    assert ("水利部", "lead") in {(a.name, a.role) for a in doc.actors}


def test_bodies_of_one_list_are_equals():
    """A、B联合印发: nobody leads."""
    doc = extract("近日，水利部、财政部联合印发《水库管理办法》。", published="2021-05-06")
    assert [a.role for a in doc.issuers] == ["issuer", "issuer"]


def test_whom_another_body_once_joined_is_only_mentioned():
    """An old joint issue is no role in this text."""
    assert ("财政部", "mentioned") in roles(NOTICE.format("2019年，司法部会同财政部联合印发过方案。"))


def test_who_passes_on_is_issuer_and_forwarder():
    """国务院办公厅转发…: its author is only mentioned."""
    text = (
        "国务院办公厅转发水利部关于水库管理意见的通知\n国办发〔2021〕9号\n各省、自治区、直辖市人民政府：\n请认真执行。"
    )
    found = {(a.name, a.role) for a in extract(text).actors}
    assert found == {("国务院办公厅", "issuer"), ("国务院办公厅", "forwarder"), ("水利部", "mentioned")}


def test_bodies_in_the_line_to_the_addressees_are_addressees():
    """Only there, and only in an official document."""
    text = "水利部关于水库管理的通知\n财政部、司法部：\n请认真执行。特此通知。\n水利部\n2021年5月6日"
    assert roles(text) == {("财政部", "addressee"), ("司法部", "addressee")}
    assert "addressee" not in {a.role for a in extract("司法部：严打犯罪。会议要求抓好落实。").actors}


@pytest.mark.parametrize(
    "line", ["国务院各部委、各直属机构", "财政部有关司局", "中国科学院上海应用物理研究所", "国家外汇管理局各省分局"]
)
def test_units_of_a_body_and_longer_names_are_not_the_body(line):
    """The line addresses others than the body whose name it begins with."""
    text = f"关于做好防汛工作的通知\n{line}：\n现就有关事项通知如下，请认真落实。\n某市水务局\n2023年5月1日"
    assert {a.role for a in extract(text).actors} <= {"issuer"}
