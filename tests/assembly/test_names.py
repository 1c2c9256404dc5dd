"""Bodies by their official name: short forms, ellipsis, plates, organs, local bodies, and names that are none."""

import pytest

from policyextract import extract


def named(text, **known):
    """Names of all bodies in a text of no particular kind."""
    return [a.name for a in extract(text, **known).actors]


def issuers(text, published="2021-06-10", **known):
    return [a.name for a in extract(text, published=published, **known).issuers]


@pytest.mark.parametrize(
    ("short", "official"),
    [
        ("国家发改委", "国家发展和改革委员会"),
        ("人社部", "人力资源和社会保障部"),
        ("住房城乡建设部", "住房和城乡建设部"),
        ("最高检", "最高人民检察院"),
        ("团中央", "中国共产主义青年团中央委员会"),
        ("全国“扫黄打非”办公室", "全国“扫黄打非”工作小组办公室"),
        ("国台办", "国务院台湾事务办公室"),
        ("央行", "中国人民银行"),
        ("海关总署", "中华人民共和国海关总署"),
        ("中央纪委", "中国共产党中央纪律检查委员会"),
        ("国务院食品安全办", "国务院食品安全委员会办公室"),
        ("全国爱卫会办公室", "全国爱国卫生运动委员会办公室"),
        ("国家金融监督管理局", "国家金融监督管理总局"),
        ("教育部机关", "教育部"),
        ("工业信息化部", "工业和信息化部"),
        ("全国普法办", "全国普法办公室"),
        ("中国某某行业协会", "中国某某行业协会"),
    ],
)
def test_a_short_form_gets_the_official_name(short, official):
    """Whatever a body is called in the text, the result has one name for it."""
    assert issuers(f"近日，{short}印发通知，部署春耕工作。") == [official]


@pytest.mark.parametrize(
    ("name", "published", "official"),
    [
        ("中央综治办", "2013-05-10", "中央社会管理综合治理委员会办公室"),
        ("中央综治办", "2016-05-10", "中央社会治安综合治理委员会办公室"),
        ("中央网信办", "2017-05-10", "中央网络安全和信息化领导小组办公室"),
        ("中央网信办", "2019-05-10", "中央网络安全和信息化委员会办公室"),
        ("银保监会", "2019-05-10", "中国银行保险监督管理委员会"),
        ("广电总局", "2012-05-10", "国家广播电影电视总局"),
        ("广电总局", "2020-05-10", "国家广播电视总局"),
        ("国家药监局", "2002-05-10", "国家药品监督管理局"),
        ("国家计委", "1996-05-10", "国家计划委员会"),
        ("国家计委", "2001-05-10", "国家发展计划委员会"),
        ("交通部", "2001-05-10", "交通部"),
        ("交通部", "2015-05-10", "交通运输部"),
        ("环保部", "2015-05-10", "环境保护部"),
    ],
)
def test_the_date_decides_which_body_a_name_means(name, published, official):
    """The same two characters meant another body before the reform."""
    assert issuers(f"近日，{name}印发通知，部署整治工作。", published) == [official]


def test_two_plates_of_one_institution_are_one_issuer():
    """国家网信办 and 中央网信办 are one body with two names."""
    assert len(issuers("近日，国家网信办、中央网信办印发通知，部署整治工作。")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近日，最高人民法院、检察院联合发布意见。", ["最高人民法院", "最高人民检察院"]),
        ("近日，中央组织部、宣传部联合印发通知。", ["中共中央组织部", "中共中央宣传部"]),
        ("近日，两高联合发布办理案件的意见。", ["最高人民法院", "最高人民检察院"]),
        ("近日，中办、国办印发通知。", ["中共中央办公厅", "国务院办公厅"]),
        ("近日，两办印发通知，部署督查。", ["中共中央办公厅", "国务院办公厅"]),
    ],
)
def test_the_second_name_takes_what_the_first_has_said(text, expected):
    """Ellipsis and pairs are spelled out."""
    assert issuers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近日，财政部办公厅印发通知。", "财政部办公厅"),
        ("近日，国家能源局综合司印发通知。", "国家能源局综合司"),
        ("近日，生态环境部环境影响评价与排放管理司发布公告。", "生态环境部环境影响评价与排放管理司"),
        ("近日，国务院党组召开会议。", "国务院党组"),
    ],
)
def test_an_organ_keeps_its_parent(text, expected):
    """The general office issues in its own name; its ministry is the parent."""
    (issuer,) = extract(text, published="2021-06-10").issuers
    assert issuer.name == expected and issuer.parent


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("青岛市市场监管局", "青岛市市场监督管理局"),
        ("长沙住建局", "长沙市住房和城乡建设局"),
        ("湖南省长沙市住房公积金管理中心", "长沙市住房公积金管理中心"),
        ("湖南省长沙市财政局", "长沙市财政局"),
        ("湖南省长沙市中级人民法院", "湖南省长沙市中级人民法院"),
        ("湖南省发改委", "湖南省发展和改革委员会"),
        ("浙江省委", "中共浙江省委员会"),
        ("贵州省委宣传部", "中共贵州省委宣传部"),
        ("云南省人大常委会", "云南省人民代表大会常务委员会"),
        ("北京市朝阳区教委", "北京市朝阳区教育委员会"),
        ("国家税务总局青岛市税务局", "国家税务总局青岛市税务局"),
        ("中国人民银行常州市中心支行", "中国人民银行常州市中心支行"),
        ("深圳证监局", "中国证券监督管理委员会深圳监管局"),
        ("苏州工业园区管委会", "苏州工业园区管理委员会"),
        ("新疆生产建设兵团财政局", "新疆生产建设兵团财政局"),
    ],
)
def test_a_local_body_is_composed_of_region_and_noun(name, official):
    """No list of local bodies: the region table and the nouns give the name."""
    assert issuers(f"近日，{name}印发通知，部署停车整治工作。") == [official]


def test_a_commission_and_its_twin_are_two_bodies():
    """纪委监委 is written as one word and means two."""
    expected = ["中国共产党福建省纪律检查委员会", "福建省监察委员会"]
    assert issuers("近日，福建省纪委监委印发通知，部署专项整治。") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("为方便市民出行，杭州市拥堵治理提速。近日，市交通局印发通知。", "杭州市交通运输局"),
        ("山东省今年扩大投资。近日，省政府印发通知。", "山东省人民政府"),
        ("广西壮族自治区加快转型。近日，自治区财政厅印发通知。", "广西壮族自治区财政厅"),
        (
            "按照内蒙古自治区财政厅的要求，结合兴安盟实际，我盟住房公积金管理委员会对提取政策进行了新调整。内蒙古自治区另有规定的除外。",
            "兴安盟住房公积金管理委员会",
        ),
    ],
)
def test_a_page_says_which_place_is_left_out(text, expected):
    """市交通局 on a page about 杭州 is 杭州's."""
    assert issuers(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "各级科技部门要加强指导。",
        "人事部门和卫生部门密切配合。",
        "扎实抓好安全教育部署。",
        "分别来自财政部分资金和自筹资金。",
        "改革后只设一委一局。",
        "美国商务部、日本财务省发表声明。",
        "全国人大代表、全国政协委员踊跃建言。",
        "县级以上公安机关负责管理。",
        "有关部门、各有关单位要高度重视。",
    ],
)
def test_names_inside_ordinary_words_are_no_bodies(text):
    """A ministry's name with another character behind it is a class of offices or nothing at all."""
    assert named(text) == []


def test_the_longest_name_wins():
    """保监会 is no body inside 银保监会, nor is 建设部 inside 住房和城乡建设部."""
    assert named("住房和城乡建设部、中国银保监会派员参加。", published="2020-01-05") == [
        "住房和城乡建设部",
        "中国银行保险监督管理委员会",
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("第五条 具体办法由财政部会同海关总署制定。", ("中华人民共和国海关总署", "consulted")),
        ("经国务院同意，现就有关事项通知如下：", ("国务院", "approver")),
        ("（一）完善标准。（市场监管总局牵头）", ("国家市场监督管理总局", "responsible")),
        ("本规定由中国人民银行负责解释。", ("中国人民银行", "interpreter")),
        ("抄送：自然资源部、交通运输部。", ("自然资源部", "copy")),
        ("2004年9月13日国务院第64次常务会议通过。", ("国务院", "adopter")),
        ("国务院办公厅转发水利部意见的通知。", ("国务院办公厅", "forwarder")),
        ("具体办法由水利部会同财政部制定。", ("水利部", "lead")),
        ("公安部今天召开电视电话会议。", ("公安部", "convener")),
    ],
)
def test_cues_give_roles(text, role):
    """Who only agrees, is consulted, answers for a task or gets a copy has that role."""
    assert role in [(a.name, a.role) for a in extract(text, published="2021-06-10").actors]


def test_the_press_is_no_body():
    """An agency of the press is the source of a text, not an actor in it."""
    assert named("据新华社北京6月1日电，人民日报发表评论。") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("近日，安徽省财政厅、教育厅联合印发《办法》，部署整治工作。", ["安徽省财政厅", "安徽省教育厅"]),
        ("近日，合肥市税务局、公安局联合印发《办法》，部署整治工作。", ["国家税务总局合肥市税务局", "合肥市公安局"]),
        ("近日，共青团合肥市委印发《方案》，部署整治工作。", ["中国共产主义青年团合肥市委员会"]),
        ("近日，民盟安徽省委印发《方案》，部署整治工作。", ["中国民主同盟安徽省委员会"]),
        ("近日，合肥仲裁委员会印发《规则》，部署整治工作。", ["合肥仲裁委员会"]),
        ("近日，南宁、石家庄海关联合印发《规则》，部署整治工作。", ["南宁海关", "石家庄海关"]),
        ("近日，山西、陕西两省发展改革委联合印发《规则》，部署整治工作。", 2),
        ("近日，安徽省财政厅长印发《规则》的消息传开，部署整治工作。", []),
    ],
)
def test_local_bodies_in_rows_and_leagues(text, names):
    """The place is said once for a row of nouns; a league's committee is not the Party's."""
    found = issuers(text)
    assert (len(found) if isinstance(names, int) else found) == names


def test_a_page_that_names_no_place_is_its_publisher_s():
    """市市场监管局 is that of the city whose site it is."""
    page = (
        '<html><head><meta name="SiteName" content="{}"></head><body><h1>开展食品检查</h1>'
        "<p>近日，市市场监管局印发通知，部署开展食品安全专项检查。</p></body></html>"
    )
    assert issuers(page.format("合肥市人民政府")) == ["合肥市市场监督管理局"]
    assert issuers(page.format("某某网")) == []


@pytest.mark.parametrize(
    ("text", "published", "names"),
    [
        (
            "近日，肇庆市住建、税务、人民银行三部门联合印发《办法》，部署整治工作。",
            "2024-06-10",
            ["肇庆市住房和城乡建设局", "国家税务总局肇庆市税务局", "中国人民银行肇庆市分行"],
        ),
        (
            "近日，肇庆市财政、人民银行联合印发《办法》，部署整治工作。",
            "2021-06-10",
            ["肇庆市财政局", "中国人民银行肇庆市中心支行"],
        ),
        ("近日，广东省财政、公安联合印发《办法》，部署整治工作。", "2021-06-10", ["广东省财政厅", "广东省公安厅"]),
        ("近日，北京市财政、公安联合印发《办法》，部署整治工作。", "2021-06-10", []),
        ("近日，肇庆市公安、网信等部门加强管理，部署整治工作。", "2021-06-10", []),
    ],
)
def test_fields_of_work_stand_for_departments_where_they_act_together(text, published, names):
    """By the place's level and the day; kinds of departments are nobody."""
    assert issuers(text, published) == names


def test_a_province_is_no_city():
    """市市场监管局 on a page that names a province only is nobody known."""
    text = "近日，市市场监管局印发通知，部署食品检查。{}各地要抓好落实。"
    assert issuers(text.format("广东省")) == []
    assert issuers(text.format("重庆市")) == ["重庆市市场监督管理局"]


@pytest.mark.parametrize(
    "words",
    [
        "遏制“两高”项目",
        "两高行业减排",
        "统计局限于抽样",
        "市委托管机构",
        "北京海关键时刻",
        "中国消费者协会员",
        "上海城市更新中心任务",
        "青岛市场化改革",
        "南京市场局面",
        "把国防部署到位",
        "成都市公安全线出击",
        "杭州市区委托代建",
        "党史学习教育领导小组组长",
        "贸促会员单位",
        "铁路人行过道封闭",
        "可再生能源局域电网并网",
    ],
)
def test_names_inside_ordinary_words_are_nobody(words):
    """What only looks like a body acts nowhere."""
    assert named(f"会议要求，{words}，抓好落实工作。") == []


@pytest.mark.parametrize(
    "words",
    [
        "市十二届人大常委会第二十一次会议通过",
        "向同级人大常委会报告",
        "示范区文化广电和旅游局组织检查",
        "责任单位：县人民银行",
        "各区住房城乡建设部局审核",
        "希腊国家统计局公布数据",
    ],
)
def test_a_body_of_another_level_is_never_the_national_one(words):
    """What a local page leaves out is not filled with the central body of the same short name."""
    assert named(f"会议要求，{words}。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "勞動部公告\n中華民國111年5月4日\n主旨：公告適用行業，並自中華民國一百十一年六月一日生效。",
            ("勞動部", "tw_mol"),
        ),
        ("勞動部公告\n為加強管理，公告如下，請各單位遵照辦理，並請轉知所屬機關。", ("勞動部", None)),
        ("劳动部关于工时的通知\n各省劳动厅：\n现通知如下，请遵照执行。\n劳动部\n1993年11月24日", ("劳动部", "mol")),
        ("各省：\n現轉發給你們，請認真貫徹執行。教育部要做好工作。\n2012年3月5日", ("教育部", "moe")),
    ],
)
def test_traditional_text_tells_bodies_of_one_name_apart(text, expected):
    """Era and characters say whose ministry it is; where they leave it open there is no id."""
    assert expected in {(a.name, a.id) for a in extract(text).actors}
