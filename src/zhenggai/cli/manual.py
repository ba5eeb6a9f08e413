"""The help page of a command, laid out in Chinese; its words are the command's own docstring and option helps."""

from __future__ import annotations

import inspect
from typing import Any

from typer.core import TyperCommand

from zhenggai.cli.render import pad, width

_OWN_WORDS = {
    "help": "显示这份说明",
    "install_completion": "给当前的 shell 装上自动补全",
    "show_completion": "显示自动补全脚本",
}
"""The options Typer adds by itself, whose English help is replaced."""


class ChineseHelp:
    """Mixed into Typer's command classes: the same page for every command and group."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, description with examples, arguments, options and sub-commands."""
        formatter.write("\n".join(_page(self, ctx)) + "\n")

    def summaries(self) -> list[tuple[str, str]]:
        """Return the sub-commands; a plain command has none."""
        return []


class ChineseCommand(ChineseHelp, TyperCommand):
    """A single command with a Chinese help page."""


def _page(command: Any, ctx: Any) -> list[str]:
    parameters = command.get_params(ctx)
    arguments = [_argument(one) for one in parameters if one.param_type_name == "argument" and not one.hidden]
    options = [_option(one, ctx) for one in parameters if one.param_type_name == "option"]
    pieces = [name for name, _help in arguments] + (["命令"] if command.summaries() else [])
    page = [f"用法：{' '.join([ctx.command_path, '[选项]', *pieces])}", "", inspect.cleandoc(command.help or "")]
    for title, rows in (("参数", arguments), ("命令", command.summaries()), ("选项", options)):
        if rows:
            left = max(width(name) for name, _text in rows) + 2
            page += ["", f"{title}：", *(f"  {pad(name, left)}{text}" for name, text in rows)]
    return page


def _argument(argument: Any) -> tuple[str, str]:
    name = argument.metavar or argument.name.upper()
    return (name if argument.required else f"[{name}]"), argument.help or ""


def _option(option: Any, ctx: Any) -> tuple[str, str]:
    names = ", ".join(sorted([*option.opts, *option.secondary_opts], key=len))
    metavar = "" if option.is_flag else f" {option.metavar or option.make_metavar(ctx)}"
    notes = ("（可以写几次）" if option.multiple else "") + ("（必填）" if option.required else "")
    return f"{names}{metavar}", f"{_OWN_WORDS.get(option.name, option.help or '')}{notes}"
