"""The documents tell the truth: every command is explained, and every transcript in a README is what really happens."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import typer

from transcript import play, run_command
from zhenggai.cli.app import COMMANDS, EXPORTS, IMPORTS, root
from zhenggai.cli.drafts import LARGEST_SOURCE
from zhenggai.cli.manual import ChineseHelp
from zhenggai.importers.document_size import MAX_CHARACTERS, MAX_LINES
from zhenggai.importers.document_text import MAX_BYTES

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
HANDBOOK = sorted((ROOT / "docs" / "handbook").glob("*.md"))
FENCED = re.compile(r"```console\n(.*?)```", re.DOTALL)
GROUPS = {"import": IMPORTS, "export": EXPORTS}
PATHS = [[name] for name in COMMANDS if name not in GROUPS] + [
    [group, name] for group, table in GROUPS.items() for name in table
]


def command(path: list[str]) -> ChineseHelp:
    here = root()
    for name in path:
        here = here.get_command(typer.Context(here), name)
    return here


@pytest.mark.parametrize("name", READMES)
def test_readme_transcripts_are_real(name: str, tmp_path: Path) -> None:
    """The commands shown in a README print what stands under them."""
    blocks = FENCED.findall((ROOT / name).read_text(encoding="utf-8"))
    assert blocks
    for number, block in enumerate(blocks):
        assert play(block, tmp_path / str(number)) == block


@pytest.mark.parametrize("path", HANDBOOK, ids=lambda path: path.stem)
def test_handbook_transcripts_are_real(path: Path, tmp_path: Path) -> None:
    """The commands shown in the handbook print what stands under them."""
    for number, block in enumerate(FENCED.findall(path.read_text(encoding="utf-8"))):
        assert play(block, tmp_path / str(number)) == block


@pytest.mark.parametrize("path", HANDBOOK, ids=lambda path: path.stem)
def test_handbook_names_commands_and_options_that_exist(path: Path) -> None:
    """Every command the handbook names, with every option behind it, is one there is."""
    named = re.findall(
        r"zhenggai ([a-z-]+(?: (?:document|xlsx|html|csv|json|docx|ics))?)([^`\n]*)", path.read_text("utf-8")
    )
    assert named
    for words, rest in named:
        known = {one for parameter in command(words.split()).params for one in parameter.opts}  # type: ignore[attr-defined]  # as above
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known | {"--help"}, words


def test_handbook_tells_the_bounds_of_documents() -> None:
    """The page on documents names the bounds that are kept."""
    page = (ROOT / "docs" / "handbook" / "import-document.md").read_text(encoding="utf-8")
    assert f"最多 {MAX_CHARACTERS:,} 字、{MAX_LINES:,} 行" in page
    assert f"文件最大 {LARGEST_SOURCE >> 20} MB，txt 最大 {MAX_BYTES >> 20} MB" in page


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_has_help_with_examples(path: list[str]) -> None:
    """Every command says in Chinese what it does, shows an example of itself, and explains each option."""
    page = "\n".join(run_command([*path, "--help"], date(2026, 1, 1)))
    assert f"zhenggai {' '.join(path)}" in page.partition("例子：")[2]
    for parameter in command(path).params:  # type: ignore[attr-defined]  # every command class has them
        assert parameter.help, parameter.name


@pytest.mark.parametrize("path", [[], *PATHS], ids=lambda path: " ".join(path) or "zhenggai")
def test_help_is_chinese(path: list[str]) -> None:
    """No English sentence of Typer's own reaches a help page."""
    page = "\n".join(run_command([*path, "--help"], date(2026, 1, 1)))
    assert not re.search(r"Usage|Options:|Commands:|Arguments|Show this|default:|required", page)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_is_documented(path: list[str]) -> None:
    """Every command is named in the changelog, where a newcomer looks for what there is."""
    assert f"`{' '.join(path)}`" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("group", GROUPS)
def test_help_of_a_group_lists_its_commands(group: str) -> None:
    """The help page of a group names each of its commands with what it does."""
    page = "\n".join(run_command([group, "--help"], date(2026, 1, 1)))
    assert all(name in page and entry.summary in page for name, entry in GROUPS[group].items())


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "README.zh-CN.md"])
def test_documents_name_files_that_exist(name: str) -> None:
    """Every file a document names by its path under src or tests is there."""
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests|src|docs|bench|\.ci)/[\w./-]+|(?:cli|store|exporters)/\w+\.py)`", text)
    missing = [one for one in named if not ((ROOT / one).exists() or (ROOT / "src" / "zhenggai" / one).exists())]
    assert not missing
