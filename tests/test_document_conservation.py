"""Whatever a file holds: nothing of it disappears, nothing breaks, and what is made of it is a valid ledger."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from docx_building import docx, paragraph
from zhenggai.errors import ZhenggaiError
from zhenggai.importers.document import read_document
from zhenggai.importers.draft import Draft
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.ledger import read_plan
from zhenggai.store.yamledit import render

FRAGMENTS = (
    *("一、", "二、", "（一）", "（二）", "1.", "2.", "3、", "(1)", "①", "2.1 ", "一是", "二是", "问题1：", "措施1："),
    *(
        "整改措施：",
        "责任单位：",
        "整改时限：",
        "存在问题：",
        "整改进展：",
        "（责任单位：",
        "【完成时限】",
        "联系人：",
        "）",
    ),
    *(
        "\n",
        "\n\n",
        "\t",
        "\t\t",
        "。",
        "；",
        "，",
        "、",
        "**",
        "<p>",
        "</p>",
        "# ",
        "— 3 —",
        "\u200b",
        "\x07",
        "𠮷",
        "\r\n",
    ),
    *(
        "序号\t问题\t整改措施\t责任单位\t整改时限\n",
        "1\t台账不全\t补齐\t市财政局\t6月底前\n",
        "|序号|问题|措施|\n",
        "合计",
        "注：",
    ),
    *(
        "市财政局、农业农村局",
        "由市水务站牵头",
        "2023年6月30日",
        "6月底前",
        "立行立改",
        "管理不到位",
        "加强管理",
        "已完成",
    ),
    *(
        "某县整改方案\n",
        "存在问题及整改措施",
        "工作要求",
        "附件：",
        "附件1\n",
        "县政发〔2023〕5号",
        "每月25日前报送市财政局",
    ),
    *("<table><tr><td>序号</td><td>问题</td><td>措施</td></tr>", "<tr><td>1</td><td rowspan=2>", "</td></tr></table>"),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), min_size=1, max_size=60).map("".join)
DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.txt"))


def read(raw: bytes) -> Draft | None:
    try:
        return read_document(raw, "某方案.txt")
    except ZhenggaiError:
        return None


def check(draft: Draft) -> None:
    """Hold a draft to the law of conservation, and its plan to that of ledgers."""
    account = draft.account
    total = sum(not character.isspace() for character in draft.source.text)
    assert account.placed + account.frame + account.left_out == account.total == total
    assert sum(len("".join(one.text.split())) for one in draft.left_out) == account.left_out
    if draft.plan is not None:
        raw = render(draft.plan.to_file(), schema="plan.schema.json").encode()
        written = read_plan(raw, Path("draft.yaml"))
        assert not isinstance(written, BrokenPlan), [str(finding) for finding in written.findings]
        assert written.plan == draft.plan


@given(TEXTS)
@example("整改措施：\x1c责任单位：\u3000\n某县整改方案")
def test_nothing_of_a_text_disappears(text: str) -> None:
    """For any text every character is placed, frames what is placed, or is listed as left out."""
    draft = read(text.encode("utf-8", "surrogatepass"))
    if draft is not None:
        check(draft)


@given(st.sampled_from(DOCUMENTS), st.data())
def test_nothing_of_a_damaged_plan_disappears(path: Path, data: st.DataObject) -> None:
    """The same holds for a plan with a piece cut out, doubled or put in the wrong place."""
    text = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text) - 1))
    end = min(len(text), start + data.draw(st.integers(0, 60)))
    put_in = data.draw(st.sampled_from([*FRAGMENTS, text[start:end] * 2, ""]))
    draft = read((text[:start] + put_in + text[end:]).encode())
    if draft is not None:
        check(draft)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20), max_size=12))
def test_nothing_of_a_docx_disappears(texts: list[str]) -> None:
    """Every character of every paragraph is in the source, and accounted for."""
    allowed = [text.replace("\ufffe", "").replace("\uffff", "") for text in texts]
    raw = docx("".join(paragraph(text) for text in ["某县整改方案", *allowed]))
    draft = read_document(raw, "某方案.docx")
    inside = "".join(draft.source.text.split())
    assert sorted(inside) == sorted("".join("".join(["某县整改方案", *allowed]).split()))
    check(draft)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Bytes that are no document are refused with a sentence, never met with a crash."""
    draft = read(raw)
    if draft is not None:
        check(draft)
