"""The ledger as it comes out of the printer: drawn by LibreOffice, read back from the PDF, cell by cell.

Everything is drawn twice: with whatever fonts stand in here for 宋体, 仿宋_GB2312 and the others, whose digits may be
wider than those a reader has, and with a CJK font under those names, whose lines are as tall as any. LibreOffice runs
once for each. The workbooks are drawn without 明细, which has no pages to be predicted.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from openpyxl import load_workbook

import pdf
from books import book_of, due_within
from hard_plan import hard_plan
from pdf import Box, characters
from zhenggai.columns import CHECKLIST, LEDGER, Layout
from zhenggai.exporters.options import ALL, LATEST, PrintOptions
from zhenggai.exporters.pages import spans
from zhenggai.exporters.paper import Paper
from zhenggai.exporters.styles import BODY_FONT, HEADING_FONT, NORMAL_FONT, TITLE_FONT
from zhenggai.exporters.workbook import ledger_workbook, printed
from zhenggai.model import Plan
from zhenggai.terms import DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhenggai.exporters.composition import Composition

ROOT = Path(__file__).parents[1]
TOOLS = ("soffice", "pdftotext", "pdftocairo", "fc-list", "fc-match")


def why_not() -> str:
    """Say in one sentence what is missing here to draw a workbook; "" where nothing is."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return f"NOTHING IS DRAWN: no {', '.join(missing)}; install libreoffice-calc, poppler-utils and fontconfig"
    fonts = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=True).stdout
    return "" if fonts.strip() else "NOTHING IS DRAWN: no Chinese font; install fonts-noto-cjk or fonts-wqy-zenhei"


pytestmark = [pytest.mark.render, pytest.mark.skipif(bool(why_not()), reason=why_not())]


@dataclass(frozen=True, slots=True)
class Case:
    """A ledger to draw."""

    plan_id: str
    layout: Layout
    paper: Paper
    day: date
    progress: str = LATEST

    def __str__(self) -> str:
        return f"{self.plan_id}-{'ledger' if self.layout == LEDGER else 'checklist'}-{self.paper}"

    def plan(self) -> Plan:
        if self.plan_id == "hard-2022":
            return hard_plan()
        text = (ROOT / "ledgers" / f"{self.plan_id}.yaml").read_text(encoding="utf-8")
        written = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings
        return Plan.model_validate(written, by_alias=True, by_name=False)

    def options(self) -> PrintOptions:
        return PrintOptions(self.day, self.layout, self.paper, self.progress)


CASES = [
    Case(plan_id, layout, paper, day, progress)
    for paper in Paper
    for plan_id, layout, day, progress in (
        ("xuchang-2021", LEDGER, date(2022, 6, 14), LATEST),
        ("menglai-2022", LEDGER, date(2023, 9, 30), LATEST),
        ("menglai-2022", CHECKLIST, date(2023, 9, 30), LATEST),
        ("hard-2022", LEDGER, date(2022, 6, 14), ALL),
    )
]


def without_flat_sheet(raw: bytes) -> bytes:
    """Hide 明细 in the archive itself, so that what is drawn is what was exported, byte for byte."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/workbook.xml":
                content, hidden = re.subn('(name="明细"[^>]*state=)"visible"'.encode(), rb'\1"hidden"', content)
                assert hidden == 1
            archive.writestr(name, content)
    return target.getvalue()


def named_fonts(folder: Path) -> dict[str, str]:
    """Give the fonts the ledger asks for to fontconfig under their own names, all one CJK font."""
    command = ["fc-match", "-f", "%{family[0]}", "sans:lang=zh-cn"]
    real = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    names = (TITLE_FONT, HEADING_FONT, BODY_FONT, NORMAL_FONT)
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{real}</string></edit></match>'
        for name in names
    )
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>',
        encoding="utf-8",
    )
    return {"FONTCONFIG_FILE": str(settings)}


def convert(folder: Path, kind: str, sources: list[Path], surroundings: Mapping[str, str]) -> None:
    """Run LibreOffice once, with a profile of its own, over all the files."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, env=os.environ | dict(surroundings), check=True, capture_output=True, timeout=600)


@pytest.fixture(scope="session", params=["fonts of this machine", "one CJK font"])
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a PDF of every case."""
    folder = tmp_path_factory.mktemp("drawn")
    sources = [folder / f"{case}.xlsx" for case in CASES]
    for case, path in zip(CASES, sources, strict=True):
        raw, _ = ledger_workbook(case.plan_id, case.plan(), case.options())
        path.write_bytes(without_flat_sheet(raw))
    convert(folder, "pdf", sources, named_fonts(folder) if request.param == "one CJK font" else {})
    return folder


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it was predicted on the page, and what it must say."""

    place: str
    text: str
    box: Box


def predicted(composition: Composition, layout: Layout, number: int, page: pdf.Printed) -> Iterator[Cell]:
    """Yield every cell of a page, the heading's too, scaled to the table that was drawn."""
    rows = composition.pages[number]
    edges = page.verticals()
    assert len(edges) == len(layout.columns) + 1, "a column has no line"
    whole = Box(edges[0], 0, edges[-1], 10_000)
    top, bottom = page.horizontals(whole)[0], page.horizontals(whole)[-1]
    heights = [composition.heading_height, *(row.height for row in rows)]
    tops = [top + height * (bottom - top) / sum(heights) for height in accumulate([0.0, *heights])]
    for index, (column, (left, right)) in enumerate(zip(layout.columns, pairwise(edges), strict=True)):
        yield Cell(f"heading {column.name}", column.heading, Box(left, tops[0], right, tops[1]))
        merged = dict(spans(rows, index))
        covered = {at for first, last in merged.items() for at in range(first + 1, last + 1)}
        for at, row in enumerate(rows):
            if at not in covered:
                box = Box(left, tops[at + 1], right, tops[merged.get(at, at) + 2])
                yield Cell(f"{row.name} {column.name}", row.texts[index], box)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_pages_are_as_many_as_predicted(drawn: Path, case: Case) -> None:
    """The PDF has as many pages as the composition."""
    composition, _ = printed(case.plan(), case.options())
    assert len(pdf.pages(drawn / f"{case}.pdf")) == len(composition.pages)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_text_is_printed_whole_in_its_cell(drawn: Path, case: Case) -> None:
    """On every page, heading and all, each cell shows its text to the last character and within its lines."""
    composition, _ = printed(case.plan(), case.options())
    for number, page in enumerate(pdf.pages(drawn / f"{case}.pdf")):
        for cell in predicted(composition, case.layout, number, page):
            where = f"page {number + 1}, {cell.place}"
            assert page.inside(cell.box) == characters(cell.text), where
            for word, box in page.words:
                # The box of a word has the room that its font keeps above and below; ink ends well before.
                room = (box.bottom - box.top) / 5
                if cell.box.holds(box):
                    assert cell.box.top - room <= box.top, f"{where}: {word} is cut off above"
                    assert box.bottom <= cell.box.bottom + room, f"{where}: {word} is cut off below"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_row_is_ruled(drawn: Path, case: Case) -> None:
    """A line closes every task and every page, and none runs between the parts of a task."""
    composition, _ = printed(case.plan(), case.options())
    last = len(case.layout.columns) - 1
    for number, page in enumerate(pdf.pages(drawn / f"{case}.pdf")):
        rows = composition.pages[number]
        cells = list(predicted(composition, case.layout, number, page))
        column = [cell.box for cell in cells if cell.place.endswith(case.layout.columns[last].name)]
        ends = [at for at, row in enumerate(rows) if at + 1 == len(rows) or rows[at + 1].key != row.key]
        expected = [column[0].top, column[0].bottom, *(column[at + 1].bottom for at in ends)]
        assert page.horizontals(column[0]) == pytest.approx(expected, abs=1.5)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_title_and_page_numbers_are_printed(drawn: Path, case: Case) -> None:
    """The title stands on the first page alone, over the table; every page has its number at the foot."""
    composition, _ = printed(case.plan(), case.options())
    pages = pdf.pages(drawn / f"{case}.pdf")
    for number, page in enumerate(pages, start=1):
        horizontals = page.horizontals(Box(page.verticals()[0], 0, page.verticals()[-1], 0))
        above = page.inside(Box(0, 0, 10_000, horizontals[0]))
        below = page.inside(Box(0, horizontals[-1], 10_000, 10_000))
        assert below == characters(f"第{number}页共{len(pages)}页")
        assert bool(above) == (number == 1)
        assert number > 1 or not characters(composition.title) - above


def coloured_plan() -> Plan:
    """Return a plan of every 性质 and status, with days before, on and after the day that is asked."""
    tasks: list[dict[str, Any]] = []
    for kind in (*DeadlineKind, None):
        for status in (*Status, None):
            for days in (-30, -1, 0, 1, 7, 8):
                due = (DAY + timedelta(days)).isoformat()
                task: dict[str, Any] = {"编号": f"1-{len(tasks) + 1}"}
                if kind is not None:
                    task["整改时限"] = {"原文": "限期", "性质": kind} | ({"日期": due} if kind.takes_day else {})
                if kind is None or not kind.takes_day:
                    task["延期"] = [{"批准日期": "2022-06-01", "延至": due, "批准单位": "市政府"}]
                if status is not None:
                    entry = {"日期": "2022-06-02", "状态": status, "验收单位": "甲", "验收人": "乙", "免佐证": "丙"}
                    task["进展"] = [entry]
                tasks.append(task)
    issue = {"编号": "1", "具体问题": "某问题", "任务": tasks}
    return Plan.model_validate(
        {"格式": "1", "标题": "整改方案", "类型": [{"名称": "甲", "问题": [issue]}]}, by_alias=True, by_name=False
    )


DAY = date(2022, 6, 14)


def test_the_colours_of_the_flat_sheet_agree_with_the_ledger(tmp_path: Path) -> None:
    """The formulas that turn a row red or yellow, worked out by LibreOffice, say what `overdue` and `due` say."""
    plan = coloured_plan()
    raw, _ = ledger_workbook("p-2022", plan, PrintOptions(DAY, LEDGER, remind_days=7))
    workbook = load_workbook(io.BytesIO(raw))
    del workbook["台账"]
    sheet = workbook["明细"]
    ((_area, rules),) = sheet.conditional_formatting._cf_rules.items()
    for row in range(3, sheet.max_row + 1):
        for column, rule in enumerate(rules, start=40):
            moved = re.sub(r"(\$[A-Z]+)3\b", rf"\g<1>{row}", rule.formula[0])
            sheet.cell(row, column, f"=IF({moved},1,0)")
    source = tmp_path / "colours.xlsx"
    workbook.save(source)
    convert(tmp_path, "csv", [source], {})
    with (tmp_path / "colours.csv").open(encoding="utf-8", newline="") as lines:
        found = [(row[39], row[40]) for row in list(csv.reader(lines))[2:]]
    book = book_of(DAY, plan)
    rows = list(book.rows())
    soon = {row.reference for row in due_within(book, 7)}
    assert found == [(str(int(row.standing.is_overdue)), str(int(row.reference in soon))) for row in rows]
    assert {("1", "0"), ("0", "1"), ("0", "0")} == set(found)
