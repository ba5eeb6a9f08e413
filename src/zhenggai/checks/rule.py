"""What a rule is: a name, a demand in Chinese, a default severity, thresholds, and a function that looks.

What a rule may look at is in `subject`; which rules there are in the package itself; how they are run in `run`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from zhenggai.checks.subject import Subject, WorkspaceSubject
    from zhenggai.findings import Loc, Place, Severity


class Family(StrEnum):
    """What a rule is about; the values are the headings a clerk reads."""

    FORM = "形式"
    DATES = "时限"
    FIGURES = "数目"
    UNITS = "单位"
    SUBSTANCE = "实质"
    CLOSING = "销号"
    PRIVACY = "隐私"
    REPOSITORY = "仓库"
    CHECKING = "检查"
    """About checking itself: silences, settings of rules, rules that fail."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing a rule objects to: where in the plan, what is wrong, and what to write instead.

    `message` and `remedy` are Chinese and end without 。. The rule's name and severity are added by who runs it.
    `place` overrides `loc` where what is wrong is no value: blanks at the end of a line, another file.
    """

    loc: Loc
    message: str
    remedy: str = ""
    place: Place | None = None


def _nothing(_subject: Subject) -> Iterable[Flaw]:
    return ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that sees one plan at a time.

    `id` is English kebab-case and stable: zhenggai.yaml and silencing comments name it. `title` is the demand in
    Chinese. `module` is the name of the module whose docstring is the manual page (`__name__`). `thresholds` are
    numbers with Chinese names and defaults, which zhenggai.yaml may replace. A rule without `look` is one whose
    findings somebody else makes (the loader, the runner); it stands in the list for its page and its severity.
    """

    id: str
    title: str
    family: Family
    severity: Severity
    module: str
    look: Callable[[Subject], Iterable[Flaw]] = _nothing
    thresholds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkspaceRule:
    """A rule that compares plans with one another, or with the repository.

    Plans are never carried about whole: `gather` runs beside the plan, perhaps in another process, and returns what
    little of it the rule compares (picklable; None for nothing); `compare` then sees what was gathered of all plans
    and yields each flaw with the id of the plan it is in (any text where the flaw brings its own place).
    """

    id: str
    title: str
    family: Family
    severity: Severity
    module: str
    gather: Callable[[Subject], Any]
    compare: Callable[[WorkspaceSubject], Iterable[tuple[str, Flaw]]]
    thresholds: Mapping[str, float] = field(default_factory=dict)


AnyRule = Rule | WorkspaceRule
