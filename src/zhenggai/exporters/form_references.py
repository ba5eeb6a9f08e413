"""Where the cells of a form are after rows were put in: references of formulas, names, rules and links follow them.

openpyxl moves cells and leaves all that refers to them as it was; what Excel does by itself is done here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.worksheet.formula import ArrayFormula

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_SPAN = re.compile(r"(\$?[A-Z]{0,3}\$?)([0-9]{1,7})(?::(\$?[A-Z]{0,3}\$?)([0-9]{1,7}))?")
"""A cell (`$G$4`), a range of cells (`G4:G9`) or of rows (`4:9`)."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """Rows put into a sheet: so many above the row `at`, where the foot of a form began.

    `last` is the row a range must reach to be one over the body: such a range grows with it, as Excel's would not
    where rows are put in behind its end.
    """

    sheet: str
    at: int
    rows: int
    last: int

    def area(self, reference: str) -> str:
        """Return areas of the sheet (`E4:E9 G4`) where they are now; those that end with the body have grown."""
        return " ".join(self._span(one, grows=True) for one in reference.split())

    def formula(self, text: str, home: str) -> str:
        """Return a formula (`=SUM(G4:G9)`) that stands in the sheet `home` as it must read now."""
        try:
            tokens = Tokenizer(text).items
        except TokenizerError:
            return text
        moved = (self._operand(one.value, home) if one.subtype == Token.RANGE else one.value for one in tokens)
        return "=" + "".join(moved)

    def expression(self, text: str, home: str) -> str:
        """Return a formula that is written without =, as rules and names have it."""
        return self.formula(f"={text}", home).removeprefix("=")

    def _operand(self, operand: str, home: str) -> str:
        sheet, mark, reference = operand.rpartition("!")
        named = sheet.removeprefix("'").removesuffix("'").replace("''", "'") if mark else home
        return f"{sheet}{mark}{self._span(reference, grows=False)}" if named == self.sheet else operand

    def _span(self, reference: str, *, grows: bool) -> str:
        """Return a reference moved; a single cell is one of its own in a formula, and an area of one row in a rule."""
        found = _SPAN.fullmatch(reference)
        if found is None or (not found[3] and found[4] is None and not found[1].strip("$")):
            return reference
        left, first, right, end = found.groups()
        top, bottom = int(first), int(end or first)
        if top >= self.at:
            top, bottom = top + self.rows, bottom + self.rows
        elif bottom >= self.last and (end or grows):
            bottom += self.rows
        if end or bottom > top:
            return f"{left}{top}:{right or left}{bottom}"
        return f"{left}{top}"


def follow(workbook: Workbook, sheet: Worksheet, insertion: Insertion) -> None:
    """Let everything in a workbook that refers to the cells of a sheet follow them; the cells have moved already."""
    for each in workbook.worksheets:
        _formulas(each, insertion)
    names: Any = [*workbook.defined_names.values(), *(one for each in workbook for one in each.defined_names.values())]
    for name in names:
        name.attr_text = insertion.expression(name.attr_text, "")
    _rules(sheet, insertion)
    _validations(sheet, insertion)
    filters: Any = sheet.auto_filter
    if filters.ref:
        filters.ref = insertion.area(filters.ref)
    for table in sheet.tables.values():
        table.ref = insertion.area(table.ref)
        if table.autoFilter is not None and table.autoFilter.ref:
            table.autoFilter.ref = insertion.area(table.autoFilter.ref)


def _formulas(sheet: Worksheet, insertion: Insertion) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            here: Any = cell
            if isinstance(here.value, ArrayFormula):
                here.value.text = insertion.formula(here.value.text or "", sheet.title)
                if sheet.title == insertion.sheet:
                    here.value.ref = insertion.area(here.value.ref)
            elif here.data_type == "f" and isinstance(here.value, str):
                here.value = insertion.formula(here.value, sheet.title)
            if here.hyperlink is not None:
                here.hyperlink.ref = here.coordinate


def _rules(sheet: Worksheet, insertion: Insertion) -> None:
    moved = ConditionalFormattingList()
    for found in sheet.conditional_formatting:
        for rule in found.rules:
            rule.formula = [insertion.expression(one, sheet.title) for one in rule.formula]
            moved.add(insertion.area(str(found.sqref)), rule)
    sheet.conditional_formatting = moved


def _validations(sheet: Worksheet, insertion: Insertion) -> None:
    for one in sheet.data_validations.dataValidation:
        choice: Any = one
        choice.sqref = type(choice.sqref)(insertion.area(str(choice.sqref)))
        for name in ("formula1", "formula2"):
            if text := getattr(choice, name):
                setattr(choice, name, insertion.expression(text, sheet.title))
