"""To whom a document is sent."""

import pytest

from policyextract import extract


def sent_to(line):
    text = f"关于做好防汛工作的通知\n{line}\n请认真贯彻执行。\n水利部\n2021年5月6日"
    return [a.name for a in extract(text).addressees]


@pytest.mark.parametrize(
    ("line", "groups"),
    [
        ("各省、自治区、直辖市水利厅（局），各流域机构：", ["各省、自治区、直辖市水利厅（局）", "各流域机构"]),
        ("教育部：", ["教育部"]),
        ("有关单位：", ["有关单位"]),
        ("各区人民政府，市政府各部门：", ["各区人民政府", "市政府各部门"]),
        ("中国长江航运集团有限公司：", ["中国长江航运集团有限公司"]),
        ("省直各缴存单位、缴存职工：", ["省直各缴存单位、缴存职工"]),
        ("各水电开发企业，受委托银行：", ["各水电开发企业", "受委托银行"]),
        ("各省分行；各流域机构，各股份制商业银行：", ["各省分行", "各流域机构", "各股份制商业银行"]),
        ("国家土地局、中国水利投资总公司：", ["国家土地局、中国水利投资总公司"]),
        ("李某等5位代表：", ["李某等5位代表"]),
    ],
)
def test_commas_part_groups(line, groups):
    """顿号 joins members of a group, commas part groups."""
    assert sent_to(line) == groups


@pytest.mark.parametrize("line", ["现就有关事项通知如下：", "水利部负责人表示：", "责任单位：", "法定代表人："])
def test_other_lines_with_a_colon_address_nobody(line):
    """A lead-in is no addressee."""
    assert sent_to(line) == []


def test_a_body_is_resolved():
    """One body in a group gets its id."""
    text = (
        "关于调整水价的批复\n国家发展改革委：\n你委《关于调整水价的请示》收悉。现批复如下：同意。\n国务院\n2021年5月6日"
    )
    (addressee,) = extract(text).addressees
    assert (addressee.name, addressee.id) == ("国家发展和改革委员会", "ndrc")
