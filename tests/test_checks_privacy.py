"""The rules on privacy: which details of a public plan are found, which are let be, and that none is ever printed.

Numbers are made up of zeros or by hypothesis, names are 张三 and his kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scenes import problems, run, scene_of
from zhenggai.checks import RULES
from zhenggai.checks.account_published import account_numbers
from zhenggai.checks.account_published import is_checked as is_checked_account
from zhenggai.checks.household_named import household_names, surname_of
from zhenggai.checks.identity_published import identity_numbers
from zhenggai.checks.identity_published import is_checked as is_checked_identity
from zhenggai.checks.phone_published import phone_numbers
from zhenggai.checks.published import ONE_WIDTH, masked
from zhenggai.checks.rule import Family

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PRIVACY = [rule for rule in RULES if rule.family is Family.PRIVACY]
MOBILE = "13" + "0" * 9
LANDLINE = "0374-" + "0" * 7
IDENTITY = "11010120000101000" + next(last for last in "0123456789X" if is_checked_identity("11010120000101000" + last))
CARD = next(
    f"62{'0' * 15}{last}{more}"
    for last in range(10)
    for more in range(10)
    if is_checked_account(f"62{'0' * 15}{last}{more}")
)


def one_width(text: str) -> str:
    return text.translate(ONE_WIDTH)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"联系人赵某，{MOBILE}", 1),
        (f"电话：+86 {MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}。", 1),
        (one_width("１３" + "０" * 9), 1),
        (f"电话{LANDLINE}、(0374){'0' * 7}", 2),
        (f"联系电话：{'2' + '0' * 6}", 1),
        ("0374-×××", 0),
        (f"监督电话{LANDLINE}", 0),
        (f"举报电话：{LANDLINE}，12345", 0),
        ("许财农〔2022〕15号", 0),
        (f"2022年6月7日印发，投入138{'0' * 8}元", 0),
        ("收回13800.50000000万元", 0),
        (f"项目编号：{MOBILE}", 0),
        (f"统一社会信用代码91110101{MOBILE}", 0),
        ("20220607至20220731", 0),
        ("涉及资金388.76万元，412657人", 0),
    ],
)
def test_telephone_numbers(text: str, count: int) -> None:
    """Mobile and landline numbers are found in any spelling; masked ones, hotlines, amounts and codes are not."""
    assert len(list(phone_numbers(text))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"农户赵某（{IDENTITY}）", 1),
        (f"身份证号：{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}", 1),
        (f"身份证号{IDENTITY[:-1]}{'1' if IDENTITY[-1] != '1' else '2'}", 1),
        (f"项目代码{IDENTITY[:-1]}{'1' if IDENTITY[-1] != '1' else '2'}", 0),
        ("身份证号" + "110101" + "000101" + "001", 1),
        ("凭证" + "110101" + "000101" + "001", 0),
        (f"编码A{IDENTITY}", 0),
        ("身份证号410×××", 0),
    ],
)
def test_identity_numbers(text: str, count: int) -> None:
    """A number of eighteen needs its check character or the word 身份证 before it, an old one of fifteen the word."""
    assert len(list(identity_numbers(text))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"打入{CARD}", 1),
        (f"打入{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", 1),
        (f"打入{CARD[:-1]}{(int(CARD[-1]) + 1) % 10}", 0),
        (f"一卡通账号：{'1' + '0' * 11}", 1),
        ("退回账户12345", 0),
        (f"项目代码{CARD}", 0),
        (f"身份证{IDENTITY}", 0),
        ("卡号622×××", 0),
        ("退回县财政专户38.45万元", 0),
    ],
)
def test_account_numbers(text: str, count: int) -> None:
    """A card needs its check digit, an account the word before it; codes and identity cards are no accounts."""
    assert len(list(account_numbers(text))) == count


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("户主张三家住房漏雨", ["张三"]),
        ("脱贫户张三、李四，监测户王小二", ["张三", "李四", "王小二"]),
        ("走访农户：欧阳小二", ["欧阳小二"]),
        ("为王小二（监测对象）办理低保", ["王小二"]),
        ("给张三等3户补发", ["张三"]),
        ("户主张某、李某某，农户王××", []),
        ("农户安全饮水、群众满意度、村民代表会议", []),
        ("农户家庭收入，农户计算错误，群众反映", []),
        ("村民易地搬迁，农户水费，农户高质量发展", []),
        ("县水利局局长张三带队", []),
        ("包保干部李四走访", []),
        ("群众满意，农户危房改造，村民小组长", []),
        ("农户全部参保，低保户应退未退，残疾人康复", []),
        ("脱贫户于2022年底，农户和村集体", []),
        ("监测对象于某一户", []),
        ("养殖户马上清退，种植户石材厂", []),
        ("脱贫户小额信贷，村民自治章程", []),
    ],
)
def test_names_of_farm_households(text: str, names: list[str]) -> None:
    """Full names beside 户主, 农户 and the like are found; masked ones, officials and ordinary words are not."""
    assert list(household_names(text)) == names


def test_a_surname_of_two_characters_is_kept_whole() -> None:
    """欧阳某某 is how 欧阳小二 is masked."""
    assert surname_of("欧阳小二") == "欧阳"
    assert surname_of("张三") == "张"


PRIVATE = f"""公开: 此件公开发布
联系人: [{{单位: 县财政局, 姓名: 赵某, 电话: {LANDLINE}}}]
整改措施:
- 为户主张三（{IDENTITY}）补发，打入{CARD}
进展:
- {{日期: 2022-07-01, 状态: 整改中, 内容: 已电话通知{MOBILE}}}
"""


def test_every_text_of_a_public_plan_is_looked_at(tmp_path: Path) -> None:
    """Contacts, measures and progress show their details at their places."""
    assert sorted(problems(PRIVATE, tmp_path, PRIVACY)) == [
        ("account-published", 4, 3),
        ("household-named", 4, 3),
        ("identity-published", 4, 3),
        ("phone-published", 2, 30),
        ("phone-published", 6, 33),
    ]


@pytest.mark.parametrize("mark", ["", "公开: 不予公开\n", "公开: 依申请公开\n", "公开: 此件不公开\n"])
def test_a_plan_that_is_not_public_may_hold_them(mark: str, tmp_path: Path) -> None:
    """A plan that stays in the house needs its telephone numbers."""
    assert problems(PRIVATE.replace("公开: 此件公开发布\n", mark), tmp_path, PRIVACY) == []


def test_nothing_private_is_printed(tmp_path: Path) -> None:
    """Messages show a number's first three digits and a name's surname, and no more."""
    findings = run(scene_of(PRIVATE), tmp_path, PRIVACY).findings
    assert len(findings) == 5
    for finding in findings:
        assert not re.search("[0-9]{4}", finding.message)
        assert "张三" not in finding.message


DIGITS = st.text(alphabet="0123456789X- ×", min_size=1, max_size=40)


@given(DIGITS | st.text(max_size=40))
def test_masking_never_leaks(number: str) -> None:
    """No run of digits longer than three is left of anything that is masked."""
    assert not re.search(r"\d{4}", masked(number))


@given(st.text(alphabet="0123456789- ()身份证卡号电话：、户主张三", max_size=60) | st.text(max_size=60))
def test_any_text_is_searched(text: str) -> None:
    """Nothing makes the search fail, and what it finds stands in the text."""
    searches: Iterable[object] = (phone_numbers, identity_numbers, account_numbers, household_names)
    for search in searches:
        assert callable(search)
        assert all(found in text for found in search(text))


@given(st.from_regex(r"\A[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}\Z"))
def test_every_identity_number_is_found(digits: str) -> None:
    """Exactly one check character makes a number of seventeen digits an identity card's, and then it is found."""
    fitting = [last for last in "0123456789X" if is_checked_identity(digits + last)]
    assert len(fitting) == 1
    assert list(identity_numbers(f"为赵某（{digits}{fitting[0]}）补录")) == [digits + fitting[0]]


@given(st.from_regex(r"\A62[0-9]{13}\Z"))
def test_every_card_is_found(digits: str) -> None:
    """Exactly one check digit makes a number a card's, and then it is found."""
    fitting = [str(last) for last in range(10) if is_checked_account(f"{digits}{last}")]
    assert len(fitting) == 1
    card = digits + fitting[0]
    assume(not list(identity_numbers(card)))
    assert list(account_numbers(f"打入{card}。")) == [card]
