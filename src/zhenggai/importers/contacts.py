"""Whom to call: names, units, telephones and mail addresses as the document has them; nothing is masked here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhenggai.importers.passage import NOTHING, Passage, joined
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.blocks import Table
    from zhenggai.importers.clauses import Clause

_PHONE = re.compile(
    r"1[3-9×xX*＊][0-9×xX*＊]{9}|(?:[(（]?0[0-9]{2,3}[)）]?[-—\s]?)?[0-9×xX*＊]{3,8}(?:[-—][0-9]{1,6})?"
)
_MAIL = re.compile(r"[A-Za-z0-9._×*-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_WORDS = re.compile(r"[^\s，,；;、：:（）()。\t]+")
_LABELS = re.compile(
    r"联系人(?:及其?(?:联系)?(?:电话|方式))?|联系(?:电话|方式)|(?:办公|值班|手机)?电话|手机|(?:电子)?邮箱(?:地址)?|传真|E-?mail",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundContact:
    """One person or office to call."""

    unit: Passage = NOTHING
    name: Passage = NOTHING
    phone: Passage = NOTHING
    mail: Passage = NOTHING

    @property
    def is_complete(self) -> bool:
        """Whether it says whom or where to call, and not only one half of it."""
        return bool(self.phone or self.mail) and bool(self.name or self.unit)

    def passages(self) -> tuple[Passage, ...]:
        """Return what it holds."""
        return tuple(one for one in (self.unit, self.name, self.phone, self.mail) if one)


def read_contacts(clauses: Sequence[Clause], tables: Sequence[Table]) -> tuple[FoundContact, ...]:
    """Read the clauses under 联系人, 联系电话, 邮箱, and tables that hold telephones."""
    found: list[FoundContact] = []
    for clause in clauses:
        label = clause.label
        if label and label.contact and not clause.grouped:
            for line in _lines(clause.text):
                _add(found, line, label.name)
    for table in tables:
        for row in table.rows:
            line = joined((cell.text for cell in row), "\t")
            if _PHONE.search(line.text) or _MAIL.search(line.text):
                found.append(_read(line))
    return tuple(one for one in found if one.passages())


def is_contact_table(table: Table) -> bool:
    """Say whether a table without a ledger's header holds telephones."""
    lines = [" ".join(cell.text.text for cell in row) for row in table.rows]
    return bool(lines) and sum(bool(re.search(r"电话|[0-9×]{7,}|@", line)) for line in lines) * 2 >= len(lines)


def _lines(text: Passage) -> Iterator[Passage]:
    begin = 0
    for match in re.finditer(r"[；;\n]", text.text):
        yield text.cut(begin, match.start())
        begin = match.end()
    yield text.cut(begin)


def _add(found: list[FoundContact], line: Passage, label: str) -> None:
    """Add a line, to the contact above where it only completes that one: 联系人：某, 联系电话：…, 邮箱：…"""
    one = _read(line)
    last = found[-1] if found else None
    completes = last and not (one.name or one.unit) and "联系人" not in label
    if last and completes and not (one.phone and last.phone) and not (one.mail and last.mail):
        found[-1] = replace(last, phone=last.phone or one.phone, mail=last.mail or one.mail)
    elif one.passages():
        found.append(one)


def _read(line: Passage) -> FoundContact:
    text = line.text
    mail = _MAIL.search(text)
    without_mail = text[: mail.start()] + "\0" * len(mail[0]) + text[mail.end() :] if mail else text
    phone = max(_PHONE.finditer(without_mail), key=lambda match: len(match[0]), default=None)
    taken = {at for match in (mail, phone) if match for at in range(match.start(), match.end())}
    taken |= {at for match in _LABELS.finditer(text) for at in range(match.start(), match.end())}
    unit = name = Passage()
    rest = "".join("\t" if at in taken else character for at, character in enumerate(text))
    for match in _WORDS.finditer(rest):
        words = line.cut(match.start(), match.end())
        if not unit and len(words) > 3 and parse_name(words.text).looks_like_a_unit:
            unit = words
        elif not name and re.fullmatch(r"[一-鿿·×某]{2,8}", words.text):
            name = words
    return FoundContact(
        unit,
        name,
        line.cut(phone.start(), phone.end()).strip() if phone else Passage(),
        line.cut(mail.start(), mail.end()) if mail else Passage(),
    )
