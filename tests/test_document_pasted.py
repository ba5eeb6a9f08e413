"""A text pasted into Word, a line a paragraph, reads as the text file does: rows of tabs, page numbers, ** and all."""

from __future__ import annotations

from pathlib import Path

import pytest

from docx_building import docx, paragraph
from zhenggai.importers.blocks import Paragraph, Table
from zhenggai.importers.document import read_document
from zhenggai.importers.docx_document import read_docx
from zhenggai.model import Plan

TEXTS = sorted(Path(__file__).parent.glob("documents*/*.txt"))


def rows(plan: Plan | None) -> list[tuple[str, tuple[str, ...], str | None, str | None]]:
    """Return what a plan says of its tasks: problem, measures, units, deadline."""
    return [
        (
            issue.title,
            tuple("".join(measure.split()) for measure in task.measures),
            task.units or task.lead_unit,
            task.deadline.text if task.deadline else None,
        )
        for _category, issue, task in (plan.rows() if plan else ())
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_pasted_text_reads_like_the_text(path: Path) -> None:
    """Both give the same tasks, sign for sign; only how broken lines join may differ."""
    raw = path.read_bytes()
    pasted = docx("".join(paragraph(line) for line in raw.decode("utf-8").splitlines()))
    assert rows(read_document(pasted, path.name).plan) == rows(read_document(raw, path.name).plan)


def test_markup_that_was_pasted_is_taken_off() -> None:
    """Marks of bold over several lines make bold, a heading's sign makes a heading, a single ** is only a sign."""
    blocks = read_docx(
        docx("".join(map(paragraph, ["**甲", "乙**丙", "## 一、丁", "戊**", *"己" * 12]))), "a.docx"
    ).blocks
    found = [(block.text.text, block.bold, block.heading) for block in blocks if isinstance(block, Paragraph)]
    assert found[:4] == [("甲", ((0, 1),), 0), ("乙丙", ((0, 1),), 0), ("一、丁", (), 2), ("戊", (), 0)]
    assert found[-1] == ("己", (), 0)


def test_page_numbers_that_were_pasted_are_taken_out() -> None:
    """Alone they are set aside, glued to words they are doubted too."""
    content = read_docx(docx("".join(map(paragraph, ["正文甲— 1 —", "— 2 —", "正文乙"]))), "a.docx")
    assert [block.text.text for block in content.blocks if isinstance(block, Paragraph)] == ["正文甲", "正文乙"]
    assert [(aside.text.text, aside.reason) for aside in content.asides] == [("— 1 —", "页码"), ("— 2 —", "页码")]
    assert [doubt.message for doubt in content.doubts] == ["有 1 个页码夹在正文里（第1段），去掉了，请对照原件核对"]


def test_tabs_divide_a_row_and_indent_a_line() -> None:
    """Tabs before a signature only move it; between words they divide cells, those at the ends being empty ones."""
    text = ["序号\t问题\t措施\t备注", "\t甲\t乙\t", "\t\t\t\t某县水利局"]
    blocks = read_docx(docx("".join(map(paragraph, text))), "a.docx").blocks
    table, signature = blocks
    assert isinstance(table, Table)
    assert [[cell.text.text for cell in row] for row in table.rows][1] == ["", "甲", "乙", ""]
    assert isinstance(signature, Paragraph)
    assert signature.text.text == "某县水利局"
