"""The plan of a document written out as a value: header, counts, reporting, contacts, around its categories."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.form.scalars import MAX_TEXT
from zhenggai.importers.bases import read_bases
from zhenggai.importers.campaign import read_campaign
from zhenggai.importers.counts import read_counts
from zhenggai.importers.doubts import Doubt, Kind
from zhenggai.importers.lines_of_form import compact
from zhenggai.importers.passage import Passage, joined
from zhenggai.importers.reporting import FoundRule, read_reporting
from zhenggai.model import Contact, LegalBasis, Period, Plan, ReportingRule, StatedCounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.assembly import Assembled
    from zhenggai.importers.contacts import FoundContact
    from zhenggai.importers.reading import Reading
    from zhenggai.importers.surroundings import Surroundings

_YEAR = re.compile(r"(20[0-9]{2})\s*年度")
_ANY_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_LEDGER = re.compile(r"台账|清单|一览表|任务表|分解表|汇总表|明细表|表")


@dataclass(slots=True)
class Written:
    """The plan, the doubts of its header, the passages placed in it, and the stated counts that were confirmed."""

    plan: Plan
    doubts: list[Doubt] = field(default_factory=list)
    placed: list[Passage] = field(default_factory=list)
    confirmed: tuple[str, ...] = ()


def write_header(reading: Reading, around: Surroundings, assembled: Assembled, name: str) -> Written:
    """Put the plan together; `name` is its title where the document has none."""
    header, issued = reading.header, reading.issued
    guidance = [*header.preamble, *around.guidance]
    everything = [*guidance, *around.requirements, *header.letter]
    bases = read_bases(header.preamble) or read_bases(header.letter)
    rules, rule_doubts = read_reporting([*around.requirements, *guidance, *header.letter], issued)
    campaign, campaign_doubts = read_campaign(everything, issued)
    tasks = [task for category in assembled.categories for issue in category.issues for task in issue.tasks]
    counts = read_counts(
        everything,
        {
            "categories": len(assembled.categories),
            "issues": sum(len(category.issues) for category in assembled.categories),
            "tasks": len(tasks),
            "measures": sum(len(task.measures) for task in tasks),
        },
    )
    title = _layout_free(header.title) if header.title else ""
    ledger_title = _ledger_title(reading, title)
    plan = Plan(
        format=1,
        title=title or re.sub(r"\.[^.]*$", "", name) or "整改方案",
        ledger_title=_layout_free(ledger_title) if ledger_title else None,
        number=header.number[0] if header.number else None,
        issuers=tuple(issuer for issuer, _text in header.issuers),
        recipients=header.recipients.text or None,
        issued=issued,
        publicity=header.publicity.text or None,
        year=_year(title),
        campaign=Period(start=campaign[0], end=campaign[1]) if campaign else None,
        bases=tuple(LegalBasis(title=one.title.text, number=one.number) for one in bases),
        stated=StatedCounts(**counts.stated) if counts.stated else None,
        guidance=joined(guidance, "\n").text[:MAX_TEXT] or None,
        requirements=tuple(one.text[:MAX_TEXT] for one in around.requirements if one.strip()),
        reporting=tuple(_rule(rule, around) for rule in rules),
        contacts=tuple(_contact(one) for one in reading.contacts),
        annexes=tuple(one.text for one in reading.annex_names),
        categories=tuple(assembled.categories),
    )
    written = Written(plan, confirmed=counts.confirmed)
    written.doubts += [
        *rule_doubts,
        *campaign_doubts,
        *counts.doubts,
        *_absent(reading),
        *_recipient_doubts(rules, plan),
    ]
    written.placed += [
        header.title,
        header.recipients,
        header.publicity,
        *guidance,
        *around.requirements,
        *(one.words for one in bases),
        *(rule.sentence for rule in rules if not _is_within(rule.sentence, around.requirements)),
        *(one for contact in reading.contacts for one in contact.passages()),
        *reading.annex_names,
        *reading.ledger_titles,
        *header.repeated,
        *([header.number[1]] if header.number else []),
        *([header.issued[1]] if header.issued else []),
    ]
    written.doubts += [*_ledger_title_doubts(reading, ledger_title), *_annex_doubts(reading)]
    return written


def _layout_free(title: Passage) -> str:
    """Return a title without the blanks that only set it on the page; those between Latin words stay."""
    text = re.sub(r"\s+", " ", title.text.strip())
    return re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", text)


def _ledger_title(reading: Reading, title: str) -> Passage | None:
    names = [one for one in (*reading.ledger_titles, *reading.annex_names) if _LEDGER.search(one.text)]
    return next((one for one in names if compact(one.text) != title), None)


def _ledger_title_doubts(reading: Reading, chosen: Passage | None) -> Iterator[Doubt]:
    if chosen is None:
        return
    for other in reading.annex_names:
        if len(reading.annex_names) == 1 and compact(other.text) != compact(chosen.text):
            message = f"附件的名称，正文写“{other.text}”，附件上写“{chosen.text}”，台账标题用后者"
            yield Doubt(Kind.CONFLICT, message, chosen.at, minor=True)


def _annex_doubts(reading: Reading) -> Iterator[Doubt]:
    """Doubt an annex that is named and not there."""
    if reading.annexed or reading.ledgers:
        return
    for name in reading.annex_names:
        if _LEDGER.search(name.text):
            message = f"正文列有附件“{name.text}”，文件里没有，只按正文读；有附件请一并导入"
            yield Doubt(Kind.MISSING, message, name.at, minor=True)


def _year(title: str) -> int | None:
    years = set(_YEAR.findall(title)) or set(_ANY_YEAR.findall(title))
    return int(years.pop()) if len(years) == 1 else None


def _rule(rule: FoundRule, around: Surroundings) -> ReportingRule:
    requirement = rule.requirement
    if requirement is None and not _is_within(rule.sentence, around.requirements):
        requirement = rule.sentence.text
    return ReportingRule(
        cadence=rule.cadence,
        due=rule.due,
        days=rule.days,
        units=rule.units,
        recipients=rule.recipients,
        forms=rule.forms,
        requirement=requirement,
    )


def _is_within(sentence: Passage, texts: Sequence[Passage]) -> bool:
    return any(sentence.at in text.origin for text in texts)


def _contact(found: FoundContact) -> Contact:
    return Contact(
        unit=found.unit.text or None,
        name=found.name.text or None,
        phone=found.phone.text or None,
        mail=found.mail.text or None,
    )


def _absent(reading: Reading) -> Iterator[Doubt]:
    header = reading.header
    for value, what in ((header.title, "方案的标题"), (header.issued, "印发日期"), (header.issuers, "发文机关")):
        if not value:
            note = "，没有写年份的整改时限都读不出日期" if what == "印发日期" else ""
            yield Doubt(Kind.HEADER, f"没有找到{what}{note}，请补上", -1)


def _recipient_doubts(rules: Sequence[FoundRule], plan: Plan) -> Iterator[Doubt]:
    """Doubt a recipient of reports that nobody of that name is named to call for."""
    called = {contact.unit for contact in plan.contacts if contact.unit}
    for rule in rules:
        strange = [name for name in rule.recipients if name not in called]
        left = [name for name in called if name not in rule.recipients]
        if len(strange) == len(left) == 1 and len(rule.recipients) > 1:
            message = f"报送对象写“{strange[0]}”，联系人里写“{left[0]}”，是不是同一个单位，请核对"
            yield Doubt(Kind.REPORTING, message, rule.sentence.at)
