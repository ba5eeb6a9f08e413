"""What Typer says of a wrongly typed command, said in Chinese; told apart by the class of its exception.

Typer keeps its vendored classes to itself, so they are known here by name, and an unknown one keeps its own words.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from zhenggai.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer


def is_help(problem: typer.TyperException) -> bool:
    """Say whether Typer only wants the help page shown, because a group was called without a command."""
    return type(problem).__name__ == "NoArgsIsHelpError"


def refuse_wide_dashes(arguments: Sequence[str]) -> None:
    """Refuse an option typed with the dashes of a Chinese keyboard, which would pass for a name.

    Raises:
        UsageProblem: there is one.
    """
    for argument in arguments:
        if argument.startswith(("－", "—", "–")):
            raise UsageProblem(f"“{argument}”用了全角的横线", f"选项请用英文半角的横线：--{argument.lstrip('－—–-')}")


def in_chinese(problem: typer.TyperException) -> str:
    """Return one Chinese line for a usage error, with the help page to read where there is one."""
    context = getattr(problem, "ctx", None)
    sentence = _sentence(problem, context)
    return f"{sentence}。用法见 {context.command_path} --help" if context else sentence


def _sentence(problem: Any, context: Any) -> str:
    match type(problem).__name__:
        case "NoSuchOption":
            return _no_such_option(problem, context)
        case "MissingParameter":
            return f"缺少{_kind(problem.param)}{_name(problem.param)}"
        case "BadOptionUsage":
            return f"选项 {problem.option_name} 的用法不对，它后面要写值或不该写值"
        case "BadParameter" if problem.param is not None:
            return f"{_kind(problem.param)}{_name(problem.param)} 的值不对，{_wanted(problem)}"
        case "UsageError" if "unexpected extra argument" in problem.message:
            extra = problem.message.rpartition(" (")[2].rstrip(")")
            return f"多了参数 {extra}；带空格的内容请用引号括起来"
        case _:
            return str(problem.message)


def _no_such_option(problem: Any, context: Any) -> str:
    known = [name for one in context.command.get_params(context) for name in one.opts] if context else []
    near = get_close_matches(problem.option_name, known, n=2, cutoff=0.5) or list(problem.possibilities or ())
    hint = f"，是不是 {' 或 '.join(near)}" if near else ""
    return f"没有选项 {problem.option_name}{hint}"


def _wanted(problem: Any) -> str:
    kind = problem.param.type
    if not kind.name.startswith("int"):
        return str(problem.message)
    least = getattr(kind, "min", None)
    return "要写阿拉伯数字" if least is None else f"要写不小于 {least} 的阿拉伯数字"


def _kind(parameter: Any) -> str:
    return "参数 " if parameter.param_type_name == "argument" else "选项 "


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name)
    return str(max(parameter.opts, key=len))
