"""Asking the person at the terminal for what is missing, and never asking where there is none."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

import typer

from zhenggai.cli.render import note
from zhenggai.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date


def someone_is_there() -> bool:
    """Say whether a person can be asked: input and messages are both a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def for_text(value: str | None, option: str, question: str) -> str:
    """Return the option's value, or ask for it.

    Raises:
        UsageProblem: it is missing and nobody can be asked, or the answer is empty three times.
        typer.Abort: the person pressed Ctrl-C or Ctrl-D.
    """
    if value is not None and value.strip():
        return value
    if not someone_is_there():
        raise UsageProblem(f"缺少选项 {option}（{question}）", "不在终端里运行时不提问，请把它写全")
    for _try in range(3):
        answer = _line(f"{question}：")
        if answer:
            return answer
        note("这一项不能空着")
    raise UsageProblem(f"缺少选项 {option}（{question}）")


def for_maybe(value: str | None, question: str, empty: str = "没有就直接回车") -> str | None:
    """Return the value, or ask for it if somebody is there; an empty answer leaves it out."""
    if value is not None or not someone_is_there():
        return value
    return _line(f"{question}（{empty}）：") or None


def for_many(values: Sequence[str], question: str) -> list[str]:
    """Return the values, or ask for them one a line until an empty line, if somebody is there."""
    if values or not someone_is_there():
        return list(values)
    found: list[str] = []
    while answer := _line(f"{question}（第 {len(found) + 1} 条，写完直接回车）："):
        found.append(answer)
    return found


def for_value(text: str | None, option: str, question: str, read: Callable[[str], str | None]) -> str:
    """Ask like `for_text`, and again while `read` says what is wrong with the answer (None: nothing)."""
    while True:
        answer = for_text(text, option, question)
        wrong = read(answer)
        if wrong is None:
            return answer
        if not someone_is_there() or text is not None:
            raise UsageProblem(f"选项 {option}：{wrong}")
        note(wrong)


def to_go_ahead(question: str, *, yes: bool) -> None:
    """Ask for a yes before something is written; where nobody can be asked, what was typed is taken as meant.

    Raises:
        typer.Abort: the person said no.
    """
    if yes or not someone_is_there():
        return
    while True:
        answer = unicodedata.normalize("NFKC", _line(f"{question} [回车或 y=是，n=否]：")).lower().rstrip("。.")
        if answer in _YES:
            return
        if answer in _NO:
            raise typer.Abort
        note("请回答 y 或 n")


_YES = {"", "y", "yes", "是", "好", "对"}
_NO = {"n", "no", "否", "不", "不是", "取消", "q"}


def for_day(text: str | None, option: str, question: str, read: Callable[[str | None, str], date]) -> date:
    """Return the option's day, or ask for it; an empty answer is what `read` makes of None, which is today.

    Raises:
        UsageProblem: the option's text is no day.
    """
    if text is not None or not someone_is_there():
        return read(text, option)
    while True:
        try:
            return read(_line(f"{question}（直接回车就是今天）：") or None, option)
        except UsageProblem as problem:
            note(f"{problem.message.partition('的')[2]}。{problem.way_out}")


def _line(question: str) -> str:
    # The question goes to stderr, so that stdout stays the answer's alone.
    print(question, end="", file=sys.stderr, flush=True)  # noqa: T201 - this is the door to the terminal
    try:
        return input().strip()
    except (EOFError, KeyboardInterrupt):
        raise typer.Abort from None
