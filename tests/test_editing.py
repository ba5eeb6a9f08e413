"""`edit`: the file in an editor, kept only when it is valid again."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import pytest

from commands import run

ROOT = Path(__file__).parent.parent


@pytest.fixture
def ledger(workspace: Path) -> Path:
    """The Xuchang ledger, alone in a workspace that is the current folder."""
    shutil.copy(ROOT / "ledgers" / "xuchang-2021.yaml", workspace / "ledgers")
    return workspace / "ledgers" / "xuchang-2021.yaml"


def use_editor(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Let $EDITOR be a program that runs `code` with the file as `path`."""
    script = folder / "editor.py"
    script.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n{code}\n", encoding="utf-8")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script)]))


def replace(old: str, new: str) -> str:
    return f"path.write_bytes(path.read_bytes().replace({old.encode()!r}, {new.encode()!r}))"


def drafts(ledger: Path) -> list[Path]:
    return list(ledger.parent.glob(".*draft*"))


def test_a_valid_edit_is_written(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A valid change replaces the file, changes nothing else in it, shows its lines and leaves no draft."""
    before = ledger.read_bytes()
    use_editor(monkeypatch, tmp_path, replace("考核年度: 2021", "考核年度: 2022"))
    ran = run("edit", "xuchang-2021:2-4")
    assert ran.code == 0
    assert ledger.read_bytes() == before.replace("考核年度: 2021".encode(), "考核年度: 2022".encode())
    assert [line.split(maxsplit=1)[1] for line in ran.out[1:]] == ["-考核年度: 2021", "+考核年度: 2022"]
    assert not drafts(ledger)


def test_a_dry_run_shows_the_change_and_writes_nothing(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --dry-run a valid edit is shown with its lines, and the file and the folder stay as they were."""
    before = ledger.read_bytes()
    use_editor(monkeypatch, tmp_path, replace("考核年度: 2021", "考核年度: 2022"))
    ran = run("edit", "xuchang-2021", "--dry-run")
    assert (ran.code, ledger.read_bytes(), drafts(ledger)) == (0, before, [])
    assert [line.split(maxsplit=1)[1] for line in ran.out[1:]] == ["-考核年度: 2021", "+考核年度: 2022"]


def test_an_invalid_edit_is_not_written_and_not_lost(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit that breaks the ledger leaves the file as it was, names the line, and keeps what was typed."""
    before = ledger.read_bytes()
    use_editor(monkeypatch, tmp_path, replace("考核年度: 2021", "考核年渡: 2021"))
    ran = run("edit", "2-4")
    assert (ran.code, ledger.read_bytes()) == (3, before)
    assert any("不认识的项“考核年渡”。是不是“考核年度”" in line for line in ran.err)
    (draft,) = drafts(ledger)
    assert "考核年渡" in draft.read_text(encoding="utf-8")
    assert draft.name in "".join(ran.err)


def test_a_change_by_somebody_else_meanwhile_is_not_overwritten(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file changed while the editor was open, nothing is written and what was typed is kept."""
    others = replace("考核年度: 2021", "考核年度: 2020").replace("path", "other")
    mine = replace("考核年度: 2021", "考核年度: 2022")
    use_editor(monkeypatch, tmp_path, f"other = Path({str(ledger)!r})\n{others}\n{mine}")
    ran = run("edit", "xuchang-2021")
    assert ran.code == 3
    assert "考核年度: 2020" in ledger.read_text(encoding="utf-8")
    assert "考核年度: 2022" in drafts(ledger)[0].read_text(encoding="utf-8")


def test_no_change_writes_nothing(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor closed without a change says so and leaves neither change nor draft."""
    use_editor(monkeypatch, tmp_path, "pass")
    stamp = ledger.stat().st_mtime_ns
    assert run("edit", "xuchang-2021:2").out == ["没有改动"]
    assert (ledger.stat().st_mtime_ns, drafts(ledger)) == (stamp, [])


def test_a_broken_file_can_be_mended(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is broken already opens all the same, so that it can be mended."""
    ledger.write_bytes(ledger.read_bytes().replace("考核年度: 2021".encode(), "考核年渡: 2021".encode()))
    use_editor(monkeypatch, tmp_path, replace("考核年渡", "考核年度"))
    assert run("edit", "xuchang-2021").code == 0
    assert "考核年度: 2021" in ledger.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "words"),
    [("sys.exit(4)", "没有正常结束（4）"), ("path.unlink()", "draft")],
    ids=["fails", "deletes its file"],
)
def test_an_editor_that_fails(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, words: str
) -> None:
    """An editor that fails or loses its file changes nothing, and the refusal says what happened."""
    before = ledger.read_bytes()
    use_editor(monkeypatch, tmp_path, code)
    ran = run("edit", "xuchang-2021")
    assert (ran.code, ledger.read_bytes()) == (3, before)
    assert words in "".join(ran.err)


def test_no_editor_at_all(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any editor the refusal says how to name one."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", "")
    ran = run("edit", "xuchang-2021")
    assert ran.code == 3
    assert any("EDITOR" in line for line in ran.err)
