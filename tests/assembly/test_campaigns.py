"""Campaigns: names with the right left edge, lengths, starts, phases; mentions joined and others left out."""

import pytest

from policyextract import extract

NEWS = "4月21日，市公安局、市交通局联合召开会议。"


def campaigns(text):
    return [(c.name, c.duration) for c in extract(NEWS + text, published="2022-04-22").campaigns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("部署开展为期半年的货车改装治理专项行动。", [("货车改装治理专项行动", "P6M")]),
        ("联合开展电动车充电安全专项检查。", [("电动车充电安全专项检查", None)]),
        ("启动“清源2024”专项行动。", [("“清源2024”专项行动", None)]),
        ("决定抓紧开展专项清欠行动，由审计介入。", [("专项清欠行动", None)]),
        ("深化消防专项整治和电梯“带病运行”专项治理。", [("消防专项整治", None), ("电梯“带病运行”专项治理", None)]),
        ("深入推进停车秩序专项整治三年行动。", [("停车秩序专项整治三年行动", "P3Y")]),
        ("开展危险货物、剧毒物品清理整顿专项行动。", [("危险货物、剧毒物品清理整顿专项行动", None)]),
        ("开展“护河2024”“护林2024”等专项行动。", [("护河2024", None), ("护林2024", None)]),
        ("开展为期两年的打击盗采河砂、“平安航道”等专项行动。", [("打击盗采河砂", "P2Y"), ("平安航道", "P2Y")]),
        ("为期一年的打击盗窃电缆专项斗争，已破案百起。", [("打击盗窃电缆专项斗争", "P1Y")]),
        ("启动违规收费专项治理，将利用6个月时间分三步推进。", [("违规收费专项治理", "P6M")]),
        (
            "开展为期两个月的虚假广告问题专项整治，以及开展为期一个月的低俗信息专项整治。",
            [("虚假广告问题专项整治", "P2M"), ("低俗信息专项整治", "P1M")],
        ),
    ],
)
def test_names_begin_behind_what_launches_them(text, expected):
    """The verb, the length, the agency and the date are no part of the name; each length goes to its own campaign."""
    assert campaigns(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者获悉，打击盗采河沙专项行动成效显著。", ["打击盗采河沙专项行动"]),
        ("市公安局联合开展的“净滩2031”专项行动日前收官。", ["“净滩2031”专项行动"]),
        ("随着渔港整洁专项行动深入实施，港容好转。", ["渔港整洁专项行动"]),
        ("全市公安机关打击盗窃电缆专项行动取得新进展。", ["打击盗窃电缆专项行动"]),
        ("通报了“护渔2031”专项行动第一批案件。", ["“护渔2031”专项行动"]),
        ("巩固校园食堂卫生专项整治成果。", ["校园食堂卫生专项整治"]),
        ("审议通过《清理欠费专项行动方案》。", ["清理欠费专项行动"]),
        ("推进湿地保护工程、退化草原修复专项行动。", ["退化草原修复专项行动"]),
        ("开展“寒冬送暖”专项救助行动。", ["“寒冬送暖”专项救助行动"]),
        ("启动全国渔港卫生专项整治。", ["全国渔港卫生专项整治"]),
        ("启动夏季夜市治安“百日行动”。", ["夏季夜市治安“百日行动”"]),
        ("开展印染、电镀等8个行业废水专项治理。", ["印染、电镀等8个行业废水专项治理"]),
        ("开展“净滩”、伏季休渔等多个专项行动。", ["净滩", "伏季休渔"]),
        ("渔港卫生专项治理启动。各地开展2031年渔港卫生专项治理行动。", ["2031年渔港卫生专项治理行动"]),
        ("“护渔2031”专项行动启动。“护渔2031”海湾禁捕检查专项行动将持续。", ["“护渔2031”海湾禁捕检查专项行动"]),
        ("北京交警集中整治违法停车。", []),
        ("根据《关于打好收官战三年行动的意见》办理。", []),
        ("巩固拓展专项整治成果。", []),
        ("列入各类环保专项行动。", []),
        ("组织开展抽查或专项检查。", []),
        ("加强固体废物综合治理行动。", []),
        ("开展人工智能“机器+”等一系列专项行动。", []),
    ],
)
def test_names_are_found_wherever_a_clause_speaks_of_them(text, expected):
    """As subject, behind an attribute, behind a preposition, in a title; verbs, wide actions and unnamed ones are none."""
    assert [name for name, _ in campaigns(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "开展为期40天的春运保障。",
        "针对突出问题开展专项整治。",
        "各地要认真开展此次专项行动。",
        "集中打击治理专项行动正在进行。",
        "“四个专项行动”稳步推进。",
        "对落实情况进行专项检查。",
        "深入打好污染防治攻坚战。",
        "出台专项整治方案。",
    ],
)
def test_what_has_no_name_is_no_campaign(text):
    """Generic and unnamed ones, other things that last, and counts are left out."""
    assert campaigns(text) == []


def test_mentions_of_one_campaign_are_joined():
    """With and without the year, shortened, or as 此次专项行动, it is one campaign; a mention may carry its length."""
    text = "启动2022年农机安全专项整治。农机安全专项整治期间，各地检查农机。开展为期半年的专项整治。"
    assert campaigns(text) == [("2022年农机安全专项整治", "P6M")]


def test_both_ends_are_said_behind_the_name():
    """A day beside 启动 is a start, one beside 结束 an end, in the sentence that names the campaign as elsewhere."""
    text = NEWS + "其中渔港整治专项行动4月1日启动，为期三个月，6月30日结束。5月6日，市公安局部署开展净滩专项行动。"
    ends = {c.name: (c.start, c.end) for c in extract(text, published="2022-04-22").campaigns}
    assert ends == {"渔港整治专项行动": ("2022-04-01", "2022-06-30"), "净滩专项行动": (None, None)}


def test_a_start_is_stated_and_the_end_computed():
    """自…起 gives the start; the end is derived from start and length and marked so."""
    [campaign] = extract(NEWS + "自2022年5月1日起，全市开展为期半年的渣土运输专项整治。").campaigns
    assert (campaign.start, campaign.end) == ("2022-05-01", None)
    assert campaign.derived == [{"end": "2022-10-31"}]


def test_the_day_of_the_order_is_no_start():
    """The day on which a campaign is ordered is not the day it begins."""
    [campaign] = extract(NEWS + "会议部署开展渣土运输专项整治。", published="2022-04-22").campaigns
    assert campaign.start is None


def test_phases_have_name_and_dates():
    """Dates in brackets behind the name, the year taken over from the first."""
    text = (
        "关于印发《某某市校车安全专项整治方案》的通知\n各区人民政府：\n决定开展校车安全专项整治，分三个阶段实施。\n"
        "（一）自查摸底阶段（2023年7月3日至7月15日）。各校自查。\n（二）集中整治阶段（7月16日至8月31日）。全面整治。\n"
        "（三）总结验收阶段（9月1日至9月10日）。总结经验。"
    )
    [campaign] = extract(text).campaigns
    assert [(p.name, p.position, p.start, p.end) for p in campaign.phases] == [
        ("自查摸底阶段", 1, "2023-07-03", "2023-07-15"),
        ("集中整治阶段", 2, "2023-07-16", "2023-08-31"),
        ("总结验收阶段", 3, "2023-09-01", "2023-09-10"),
    ]


def test_a_document_without_policy_has_no_campaign():
    """On kind other nothing is a campaign."""
    doc = extract("村里的年轻人想了办法，开展环村小河集中清理行动，游客多了起来。")
    assert doc.kind == "other"
    assert doc.campaigns == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("部署开展储罐安全专项行动，从9月上旬持续到12月中旬。", "2022-09-01", "2022-12-20"),
        ("启动河口禁捕专项执法行动，行动将持续至12月底。", None, "2022-12-31"),
        ("部署开展打击骗税专项行动，即日起至2023年6月底，分三个阶段推进。", "2022-04-22", "2023-06-30"),
    ],
)
def test_what_is_said_of_how_long_it_lasts_gives_start_and_end(text, start, end):
    """A part of a month that something lasts from is a start, and what it lasts until is the end."""
    (campaign,) = extract(NEWS + text, published="2022-04-22").campaigns
    assert (campaign.start, campaign.end) == (start, end)
