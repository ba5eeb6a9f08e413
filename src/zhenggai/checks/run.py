"""Running the rules: one plan at a time, perhaps in several processes, then the plans against one another.

Each plan is read once, whatever the number of rules. A rule that fails becomes a finding of its own and never keeps
the others from answering. Nothing here prints or asks.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from zhenggai.checks.from_loader import RULE_OF
from zhenggai.checks.rule import Rule, WorkspaceRule
from zhenggai.checks.silences import Silence, find_silences
from zhenggai.checks.subject import Subject, UnitReader, WorkspaceSubject, tasks_of
from zhenggai.checks.tuning import tuned
from zhenggai.errors import FileTrouble
from zhenggai.findings import Finding, Place, Severity
from zhenggai.store import disk, yamlfile
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.ledger import LoadedPlan, read_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from zhenggai.checks.rule import AnyRule, Flaw
    from zhenggai.checks.subject import Repository
    from zhenggai.checks.tuning import Tuned
    from zhenggai.model import Plan
    from zhenggai.settings import Settings

INTERNAL_ERROR = "internal-error"


@dataclass(frozen=True, slots=True)
class Setup:
    """What is the same for every plan of a run: the workspace, the day asked, the real day, and the rules."""

    root: Path
    settings: Settings
    day: date
    real_day: date
    rules: tuple[AnyRule, ...]
    repository: Repository | None = None


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed on a plan (or on the workspace, with an empty id): our bug, with its traceback."""

    rule: str
    plan_id: str
    trace: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What came out of one file: findings in place, silences not yet applied, and what the rules gathered."""

    plan_id: str
    path: Path
    findings: tuple[Finding, ...]
    silences: tuple[Silence, ...] = ()
    gathered: Mapping[str, Any] = field(default_factory=dict)
    crashes: tuple[Crash, ...] = ()


class Examiner:
    """Examines one plan after the other; keeps what the plans share, so that it is worked out once."""

    def __init__(self, setup: Setup) -> None:
        """Tune the rules by the settings; `setup` must not change afterwards."""
        self.setup = setup
        self.tuned = tuned(setup.rules, setup.settings)
        self._roster = setup.settings.roster
        self._read_units = UnitReader(self._roster)

    def examine(self, path: Path) -> Examined:
        """Read one file and let every rule look at it; a file that cannot be read is a finding too."""
        try:
            loaded = read_plan(disk.read_bytes(path), path)
        except FileTrouble as trouble:
            unread = Finding("yaml", trouble.message, trouble.way_out, place=Place(str(path)))
            return Examined(path.stem, path, (unread,))
        if isinstance(loaded, BrokenPlan):
            return Examined(loaded.id, path, tuple(_from_loader(loaded.findings)))
        return self.examine_plan(loaded)

    def examine_plan(self, loaded: LoadedPlan) -> Examined:
        """Let every rule look at a plan that has been read."""
        subject = self.subject(loaded)
        flaws: list[tuple[Tuned, Flaw]] = []
        gathered: dict[str, Any] = {}
        crashes: list[Crash] = []
        for one in self.tuned.values():
            seen = replace(subject, thresholds=one.thresholds)
            try:
                if isinstance(one.rule, Rule):
                    flaws += [(one, flaw) for flaw in one.rule.look(seen)]
                elif (found := one.rule.gather(seen)) is not None:
                    gathered[one.rule.id] = found
            except Exception:  # noqa: BLE001 - whatever a rule does wrong, the others still answer
                crashes.append(Crash(one.rule.id, loaded.id, traceback.format_exc()))
        findings = (
            *_from_loader(loaded.findings),
            *placed(flaws, loaded.raw, loaded.path),
            *(_our_bug(crash, Place(str(loaded.path))) for crash in crashes),
        )
        silences = find_silences(loaded.raw, str(loaded.path))
        return Examined(loaded.id, loaded.path, findings, silences, gathered, tuple(crashes))

    def subject(self, loaded: LoadedPlan) -> Subject:
        """Return what the rules see of a plan."""
        setup = self.setup
        return Subject(
            plan_id=loaded.id,
            path=loaded.path,
            root=setup.root,
            plan=loaded.plan,
            day=setup.day,
            real_day=setup.real_day,
            text=loaded.raw.decode("utf-8-sig"),
            settings=setup.settings,
            roster=self._roster,
            read_units=self._read_units,
            tasks=tuple(tasks_of(loaded.plan, setup.day, self._read_units)),
            head=self._head(loaded.path),
        )

    def _head(self, path: Path) -> Plan | None:
        changed = self.setup.repository.changed if self.setup.repository else {}
        if path not in changed:
            return None
        before = read_plan(changed[path], path)
        return None if isinstance(before, BrokenPlan) else before.plan

    def compare(self, examined: Sequence[Examined]) -> tuple[dict[str, list[Finding]], list[Crash]]:
        """Let the rules that compare plans see what was gathered; findings by plan id, in place."""
        flaws: dict[str, list[tuple[Tuned, Flaw]]] = {}
        crashes: list[Crash] = []
        paths = {one.plan_id: one.path for one in examined}
        for one in self.tuned.values():
            if not isinstance(one.rule, WorkspaceRule):
                continue
            try:
                for plan_id, flaw in one.rule.compare(self._workspace(one, examined, paths)):
                    flaws.setdefault(plan_id, []).append((one, flaw))
            except Exception:  # noqa: BLE001 - whatever a rule does wrong, the others still answer
                crashes.append(Crash(one.rule.id, "", traceback.format_exc()))
        found = {plan_id: list(_placed_again(some, paths.get(plan_id))) for plan_id, some in flaws.items()}
        if crashes:
            found.setdefault("", []).extend(_our_bug(crash, Place(str(self.setup.root))) for crash in crashes)
        return found, crashes

    def _workspace(self, one: Tuned, examined: Sequence[Examined], paths: Mapping[str, Path]) -> WorkspaceSubject:
        setup = self.setup
        return WorkspaceSubject(
            root=setup.root,
            day=setup.day,
            gathered={each.plan_id: each.gathered[one.rule.id] for each in examined if one.rule.id in each.gathered},
            paths=paths,
            plan=lambda plan_id: _again(paths[plan_id]),
            repository=setup.repository,
            settings=setup.settings,
            roster=self._roster,
            thresholds=one.thresholds,
        )


def placed(flaws: Sequence[tuple[Tuned, Flaw]], raw: bytes, path: Path) -> Iterator[Finding]:
    """Turn flaws of one file into findings, with the rule's name and severity, and line and column."""
    places = yamlfile.places(raw, str(path)) if any(flaw.place is None for _one, flaw in flaws) else None
    for one, flaw in flaws:
        place = flaw.place or (places.of(flaw.loc) if places else None)
        yield Finding(one.rule.id, flaw.message, flaw.remedy, flaw.loc, one.severity, place)


def _placed_again(flaws: Sequence[tuple[Tuned, Flaw]], path: Path | None) -> Iterable[Finding]:
    if all(flaw.place is not None for _one, flaw in flaws) or path is None:
        return [Finding(one.rule.id, f.message, f.remedy, f.loc, one.severity, f.place) for one, f in flaws]
    return placed(flaws, disk.read_bytes(path), path)


def _again(path: Path) -> Plan:
    loaded = read_plan(disk.read_bytes(path), path)
    if isinstance(loaded, BrokenPlan):
        raise loaded.refusal()
    return loaded.plan


def _from_loader(findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield finding._replace(rule=RULE_OF.get(finding.rule, "yaml"))


def _our_bug(crash: Crash, place: Place) -> Finding:
    last = crash.trace.strip().splitlines()[-1]
    message = f"规则 {crash.rule} 自身出错（{last}），没有查完"
    remedy = "这是 zhenggai 的缺陷，请把出错信息报告给维护者；其他规则照常"
    return Finding(INTERNAL_ERROR, message, remedy, (), Severity.ERROR, place)
