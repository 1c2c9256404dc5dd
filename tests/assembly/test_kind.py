"""What a page is."""

import pytest

from policyextract import extract
from policyextract.assembly.kind import decide


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "关于做好防汛工作的通知\n各市水利局：\n现将有关事项通知如下：\n一、加强巡查。\n水利厅\n2021年5月6日",
            "policy",
        ),
        ("第一条 为了规范停车管理，制定本办法。\n第二条 本办法自2021年5月1日起施行。", "policy"),
        ("央视网消息：国务院日前印发《就业规划》。《规划》指出，要扩大就业。", "policy_news"),
        ("新华社北京6月1日电 会议强调，各地区各部门要抓好防汛。", "policy_news"),
        ("央视网消息：国家主席今天在北京会见来访的客人。双方表示要加强合作。", "policy_news"),
        ("某队今天在比赛中获胜，球迷欢呼。", "other"),
        ("台风登陆，造成三人死亡。", "other"),
        ("防汛工作", "other"),
        # Measures in nobody's voice are a stretch of a policy; reported ones are news.
        ("一、发放购房补贴。在本区购买首套住房的，给予购房补贴。\n二、提高公积金贷款额度。", "policy"),
        ("据某市发布6月1日消息，当地将发放购房补贴，提高公积金贷款额度。", "policy_news"),
        ("6月1日，某区出台楼市新政，购买首套住房的给予购房补贴。", "policy_news"),
        ("新政显示，购买首套住房的给予购房补贴。", "policy_news"),
    ],
)
def test_form_and_voice_tell_what_a_text_is(text, kind):
    """A document speaks for itself, the press speaks of it, and most pages are neither."""
    assert extract(text).kind == kind


def test_an_explanation_says_so_in_its_title():
    """解读 in the title."""
    assert extract("为便于理解，现将有关内容说明如下。", title="《停车管理办法》解读").kind == "interpretation"


def test_foreign_news_is_no_policy():
    """What another government does is nothing of ours."""
    assert extract("美国总统宣布加征关税。", title="国际联播快讯").kind == "other"


@pytest.mark.parametrize(
    ("sides", "kind"),
    [
        ({"policy": 9, "report": 0}, "policy"),
        ({"policy": 9, "report": 9, "policy_news": 4}, "policy_news"),
        ({"policy_news": 4, "other": 4}, "other"),
        ({"matter": 5}, "policy"),
        ({"matter": 5, "report": 4}, "policy_news"),
        ({"matter": 5, "policy_news": 3}, "policy_news"),
        ({"matter": 2}, "other"),
        ({}, "other"),
    ],
)
def test_sides_are_weighed_against_each_other(sides, kind):
    """The press's voice against the document's, the everyday against policy."""
    assert decide(sides, {"policy": 6, "report": 4, "policy_news": 3, "interpretation": 4, "matter": 3}) == kind
