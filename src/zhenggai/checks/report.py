"""A whole run of `check`: plans examined, in several processes where there are many, then compared and silenced."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from zhenggai.checks.rule import WorkspaceRule
from zhenggai.checks.run import Examiner, placed
from zhenggai.checks.silences import silence
from zhenggai.checks.tuning import misset, nearest_rule
from zhenggai.findings import Finding
from zhenggai.store import disk
from zhenggai.store.places import SETTINGS, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from zhenggai.checks.run import Crash, Examined, Setup
    from zhenggai.checks.silences import Silence
    from zhenggai.findings import Severity

FEW = 40
"""Plans up to which starting other processes costs more time than it saves."""


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of a run: the files looked at, every finding by file and line, and our own bugs.

    `silenced` is how many findings comments have allowed.
    """

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...] = ()
    silenced: int = 0

    @property
    def files(self) -> int:
        """How many files were looked at."""
        return len(self.paths)

    def count(self, severity: Severity) -> int:
        """Return how many findings are that bad."""
        return sum(finding.severity is severity for finding in self.findings)


def check(
    setup: Setup, paths: Sequence[Path], *, whole: bool = True, done: Callable[[], None] = lambda: None
) -> Report:
    """Check the ledger files at `paths`; `whole` says that they are all there are. `done` is called after each file."""
    examiner = Examiner(setup)
    examined = []
    for one in _examine_all(examiner, paths):
        examined.append(one)
        done()
    compared, crashes = examiner.compare(examined)
    crashes = [*(crash for one in examined for crash in one.crashes), *crashes]
    not_judged = _not_judged(setup, whole=whole) | {crash.rule for crash in crashes}
    findings = list(_settings_findings(examiner))
    allowed = 0
    for one in examined:
        found = (*one.findings, *compared.pop(one.plan_id, ()))
        left = silence(found, one.silences)
        allowed += len(found) - len(left.findings)
        findings += left.findings
        findings += _silence_findings(examiner, one.silences, left.used, not_judged)
    findings += [finding for some in compared.values() for finding in some]
    findings.sort(
        key=lambda finding: (str(finding.place.file), finding.place, finding.rule) if finding.place else ("",)
    )
    return Report(tuple(paths), tuple(findings), tuple(crashes), allowed)


# --- several processes -------------------------------------------------------------------------------------------


def _examine_all(examiner: Examiner, paths: Sequence[Path]) -> Iterator[Examined]:
    processes = min(os.cpu_count() or 1, 61)  # more than 61 Windows cannot wait for
    if len(paths) <= FEW or processes == 1:
        yield from map(examiner.examine, paths)
        return
    # A process forked from one that shows a progress bar (a thread) may hang; a fresh one cannot.
    with ProcessPoolExecutor(processes, get_context("spawn"), _start_worker, (examiner.setup,)) as pool:
        yield from pool.map(_work, paths, chunksize=8)


_workers: list[Examiner] = []


def _start_worker(setup: Setup) -> None:
    _workers[:] = [Examiner(setup)]


def _work(path: Path) -> Examined:
    return _workers[0].examine(path)


# --- findings about the checking itself --------------------------------------------------------------------------


def _settings_findings(examiner: Examiner) -> Iterator[Finding]:
    setup = examiner.setup
    flaws = [(examiner.tuned["rule-settings"], flaw) for flaw in misset(setup.rules, setup.settings)]
    if flaws:
        path = setup.root / SETTINGS
        yield from placed(flaws, disk.read_bytes(path), shown(path))


def _not_judged(setup: Setup, *, whole: bool) -> frozenset[str]:
    """Return the rules of which it cannot be said that a silence is unused.

    A rule that compares plans may find something among the others; in the past a later entry is not looked at.
    """
    if setup.day < setup.real_day:
        return frozenset(rule.id for rule in setup.rules)
    return frozenset() if whole else frozenset(rule.id for rule in setup.rules if isinstance(rule, WorkspaceRule))


def _silence_findings(
    examiner: Examiner, silences: Sequence[Silence], used: frozenset[tuple[Silence, str]], not_judged: frozenset[str]
) -> Iterator[Finding]:
    known = {rule.id for rule in examiner.setup.rules}
    for one in silences:
        found: list[tuple[str, str, str]] = []
        if not one.rules:
            found.append(("silence-unknown", "看不出这条注释允许哪条规则", _FORM))
        elif not one.reason:
            found.append(("silence-reason", f"允许 {'、'.join(one.rules)} 而没有写理由，不起作用", _FORM))
        for rule in one.rules:
            if rule not in known:
                found.append(("silence-unknown", f"没有检查规则“{rule}”", nearest_rule(rule, known)))
            elif one.reason and (one, rule) not in used and rule in examiner.tuned and rule not in not_judged:
                message = f"这里没有 {rule} 的问题可允许"
                found.append(
                    ("silence-unused", message, "问题已经改正的，请删去这条注释；位置不对的，请移到有问题的那一行上面")
                )
        for rule_id, message, remedy in found:
            if tuned := examiner.tuned.get(rule_id):
                yield Finding(rule_id, message, remedy, (), tuned.severity, one.place)


_FORM = "请写成 # zhenggai: 允许 规则名 理由：…"
