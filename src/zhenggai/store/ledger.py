"""One ledger file as a plan, and a change to it: read whole, validated, spliced, compared, replaced under a lock.

Loading gives the model's value, to work with; opening gives an image, to look at. What is valid is the same for both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from zhenggai import integrity
from zhenggai.errors import BrokenLedger, FileTrouble
from zhenggai.findings import Finding, Place
from zhenggai.form import quick
from zhenggai.form.image import Image
from zhenggai.store import disk
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.plainly import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from zhenggai.model import Plan
    from zhenggai.store import yamledit
    from zhenggai.store.yamlfile import Parsed, Unreadable

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class LoadedPlan(NamedTuple):
    """A plan read from its file; `findings` are warnings only, `raw` the bytes it was read from."""

    id: str
    path: Path
    plan: Plan
    raw: bytes
    findings: tuple[Finding, ...] = ()


class OpenedPlan(NamedTuple):
    """A plan read from its file to be looked at and not to be worked with: `image` stands in for the model's value."""

    id: str
    path: Path
    image: Any
    raw: bytes
    findings: tuple[Finding, ...] = ()

    @property
    def plan(self) -> Plan:
        """The model's own value, which is made when it is asked for."""
        return _modelled(self.image)


class Change(NamedTuple):
    """What a change does to a ledger file: the bytes before and after, and the image of the plan they mean."""

    path: Path
    before: bytes
    after: bytes
    image: Any

    @property
    def plan(self) -> Plan:
        """The model's own value, which is made when it is asked for."""
        return _modelled(self.image)


def is_plan_id(text: str) -> bool:
    """Say whether the text can be a plan's id, which is its file's stem: ASCII, no blanks, no colon."""
    return _ID.fullmatch(text) is not None


def load_plan(path: Path) -> LoadedPlan | BrokenPlan:
    """Read one ledger file, which findings name as `path` is given.

    Raises:
        FileTrouble: the file cannot be read at all.
    """
    return read_plan(disk.read_bytes(path), path)


def read_plan(raw: bytes, path: Path) -> LoadedPlan | BrokenPlan:
    """Read a plan from bytes that stand, or are about to stand, in the file."""
    from zhenggai.model import Plan  # noqa: PLC0415 - not for opening
    from zhenggai.store.records import read_record  # noqa: PLC0415 - the same

    plan, findings = read_record(raw, str(path), Plan, integrity.problems)
    bad_name = _bad_name(path)
    if bad_name or plan is None:
        return BrokenPlan(path.stem, path, (*bad_name, *findings))
    return LoadedPlan(path.stem, path, plan, raw, findings)


def open_plan(path: Path) -> OpenedPlan | BrokenPlan:
    """Read one ledger file to look at its plan, a good one without the model's machinery; all else as `load_plan`.

    Raises:
        FileTrouble: the file cannot be read at all.
    """
    return _opened(disk.read_bytes(path), path)


def _opened(raw: bytes, path: Path, parsed: Parsed | Unreadable | None = None) -> OpenedPlan | BrokenPlan:
    plain, findings = read_plain(raw, str(path), "Plan", integrity.problems, parsed=parsed)
    bad_name = _bad_name(path)
    if bad_name or plain is None:
        return BrokenPlan(path.stem, path, (*bad_name, *findings))
    return OpenedPlan(path.stem, path, Image(plain), raw, findings)


def _bad_name(path: Path) -> tuple[Finding, ...]:
    if is_plan_id(path.stem):
        return ()
    remedy = "请把文件改名，只用英文字母、数字和 - _ . ，例如 xuchang-2021.yaml"
    return (Finding("file_name", f"文件名“{path.name}”不能当方案编号", remedy, place=Place(str(path))),)


def load_or_refuse(path: Path) -> LoadedPlan:
    """Read the one ledger file a command cannot do without.

    Raises:
        BrokenLedger: it is no valid plan.
        FileTrouble: it cannot be read at all.
    """
    read = load_plan(path)
    if isinstance(read, BrokenPlan):
        raise read.refusal()
    return read


def change_plan(path: Path, decide: Callable[[OpenedPlan], Sequence[yamledit.Edit]], *, write: bool = True) -> Change:
    """Let `decide` see the plan as it stands now and say what to edit, then make exactly those edits.

    The file is locked from reading to writing, so that no other writer comes between. With `write=False` nothing is
    written and nothing is locked.

    Raises:
        BrokenLedger: the file is broken now, or would be after the change.
        FileTrouble: the file cannot be read, locked or written.
    """
    if not write:
        return _changed(path, decide)
    from zhenggai.store.lock import lock  # noqa: PLC0415 - not for reading

    with lock(path):
        change = _changed(path, decide)
        if change.after != change.before:
            disk.write_atomic(path, change.after, overwrite=True)
        return change


def replace_plan(path: Path, expected: bytes, raw: bytes) -> Plan:
    """Put a whole new text in place of the one that is expected to be there, if it is a valid plan.

    Raises:
        BrokenLedger: the new text is no valid plan.
        FileTrouble: somebody changed the file meanwhile, or it cannot be written.
    """
    from zhenggai.store.lock import lock  # noqa: PLC0415 - not for reading

    after = read_plan(raw, path)
    if isinstance(after, BrokenPlan):
        raise after.refusal()
    with lock(path):
        if disk.read_bytes(path) != expected:
            raise FileTrouble(f"{path.name} 在编辑期间被别人改过，没有写入", "请对照新的内容重新修改")
        if raw != expected:
            disk.write_atomic(path, raw, overwrite=True)
    return after.plan


def create_plan(path: Path, plan: Plan, schema: str, *, write: bool = True) -> bytes:
    """Write a new ledger file for the plan, and return its bytes; `schema` is its path as seen from the file.

    Raises:
        FileTrouble: there is a file already, or it cannot be written.
    """
    from zhenggai.store import yamledit  # noqa: PLC0415 - not for reading

    raw = yamledit.render(plan.to_file(), schema=schema).encode()
    after = read_plan(raw, path)
    if isinstance(after, BrokenPlan):
        raise after.refusal()
    if write:
        disk.make_folder(path.parent)
        disk.write_atomic(path, raw, overwrite=False)
    return raw


def _changed(path: Path, decide: Callable[[OpenedPlan], Sequence[yamledit.Edit]]) -> Change:
    from zhenggai.store import yamledit  # noqa: PLC0415 - not for reading

    before = disk.read_bytes(path)
    file = yamledit.opened(before, str(path))
    opened = _opened(before, path, file.parsed if isinstance(file, yamledit.Opened) else file)
    if isinstance(opened, BrokenPlan):
        raise opened.refusal()
    assert isinstance(file, yamledit.Opened)  # noqa: S101 - an unreadable one has just been refused
    edits = [edit._replace(key_order=quick.keys_at("Plan", edit.loc[:-1])) for edit in decide(opened)]
    raw, parsed = yamledit.spliced(file, edits)
    after = _opened(raw, path, parsed)
    if isinstance(after, BrokenPlan):
        raise BrokenLedger(f"照这样写，{path.name} 就有上面的错误，所以没有写入", after.findings, "请改正后再试")
    return Change(path, before, raw, after.image)


def _modelled(image: Image) -> Plan:
    from zhenggai.model import Plan  # noqa: PLC0415 - not for who only looks

    return Plan.of_plain(image.plain)
