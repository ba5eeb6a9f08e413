"""Whatever a file holds: nothing of it disappears, nothing breaks, and what is made of it is a valid ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from hypothesis import example, given
from hypothesis import strategies as st

from docx_building import docx, paragraph, run
from zhenggai.errors import ZhenggaiError
from zhenggai.importers.document import read_document
from zhenggai.importers.draft import Draft
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.ledger import read_plan
from zhenggai.store.yamledit import render

if TYPE_CHECKING:
    from collections.abc import Callable

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


WORDS = st.sampled_from([one for one in FRAGMENTS if one.isprintable()]) | st.text("甲乙12 ", max_size=6)
Piece = tuple[str, str]
"""XML, and the text that is in it."""


def _within(before: str, after: str) -> Callable[[list[Piece]], Piece]:
    return lambda pieces: (
        before + "".join(xml for xml, _text in pieces) + after,
        "".join(text for _xml, text in pieces),
    )


def _box(inner: Piece) -> Piece:
    box = f"<w:txbxContent>{inner[0]}</w:txbxContent>"
    both = f"<mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>", inner[1]


def _runs(blocks: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    """Return what may stand in a paragraph, text boxes with blocks of their own included."""
    plain = WORDS.map(lambda text: (run(text), text)) | WORDS.map(lambda text: (run(text, bold=True), text))
    signs = st.sampled_from(
        [("<w:r><w:tab/></w:r>", ""), ("<w:r><w:br/></w:r>", ""), ("<w:r><w:noBreakHyphen/></w:r>", "-")]
    )
    symbol = st.just(('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"))
    hidden = WORDS.map(lambda text: (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{escape(text)}</w:t></w:r>", text))
    field = WORDS.map(lambda text: (f'<w:r><w:instrText>PAGE "x"</w:instrText></w:r>{run(text)}', text))
    leaf = st.lists(plain | signs | symbol | hidden | field, max_size=4)
    around = [
        ("<w:ins>", "</w:ins>"),
        ("<w:del>", "</w:del>"),
        ("<w:moveFrom>", "</w:moveFrom>"),
        ("<w:moveTo>", "</w:moveTo>"),
        ("<w:hyperlink>", "</w:hyperlink>"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:smartTag>", "</w:smartTag>"),
    ]
    return st.one_of(*(leaf.map(_within(*pair)) for pair in around), leaf.map(_within("", "")), blocks.map(_box))


def _paragraphs(blocks: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    starts = ["<w:p>", "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>']
    return st.builds(
        lambda start, runs: _within(start, "</w:p>")(runs), st.sampled_from(starts), st.lists(_runs(blocks), max_size=4)
    )


def _tables(blocks: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    cells = st.sampled_from(
        ["<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>', "<w:tc><w:tcPr><w:vMerge/></w:tcPr>"]
    )
    cell = st.builds(lambda start, inner: _within(start, "</w:tc>")(inner), cells, st.lists(blocks, max_size=2))
    rows = st.sampled_from(
        ["<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>', "<w:tr><w:trPr><w:del/></w:trPr>"]
    )
    row = st.builds(lambda start, inner: _within(start, "</w:tr>")(inner), rows, st.lists(cell, min_size=1, max_size=3))
    return st.lists(row, min_size=1, max_size=3).map(_within("<w:tbl>", "</w:tbl>"))


BLOCKS = st.recursive(
    WORDS.map(lambda text: (paragraph(text), text)),
    lambda blocks: (
        _paragraphs(blocks)
        | _tables(blocks)
        | blocks.map(lambda one: _within("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")([one]))
    ),
    max_leaves=12,
)


@given(st.lists(BLOCKS, min_size=1, max_size=6), WORDS, WORDS)
def test_nothing_of_any_docx_disappears(blocks: list[Piece], note: str, header: str) -> None:
    """Whatever nests in whatever: every character is in the source once, and is placed, framing or listed."""
    body, text = _within("", "")(blocks)
    title = "某县反馈问题整改方案正文甲乙丙丁戊己庚"
    raw = docx(
        paragraph(title) + body, footnotes=f"<w:footnote>{paragraph(note)}</w:footnote>", header1=paragraph(header)
    )
    draft = read_document(raw, "某方案.docx")
    assert sorted("".join(draft.source.text.split())) == sorted("".join(f"{title}{text}{note}{header}".split()))
    check(draft)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Bytes that are no document are refused with a sentence, never met with a crash."""
    draft = read(raw)
    if draft is not None:
        check(draft)
