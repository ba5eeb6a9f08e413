"""Broken files in `errors/`, each with everything that is printed about it: `<name>.yaml` beside `<name>.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhenggai.store import guards, ledger

FOLDER = Path(__file__).parent / "errors"
FILES = sorted(FOLDER.glob("*.yaml"))


def printed(raw: bytes, file: str) -> list[str]:
    """Return the lines that are printed about a ledger file of these bytes."""
    return [str(finding) for finding in ledger.read_plan(raw, Path(file)).findings]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_broken_file_is_told_all_its_faults(file: Path) -> None:
    """What is printed about the file is the text beside it, to the letter."""
    assert printed(file.read_bytes(), file.name) == file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def test_every_broken_file_has_its_message() -> None:
    """No file lacks its text, no text its file, and no text is empty."""
    assert {file.stem for file in FILES} == {text.stem for text in FOLDER.glob("*.txt")}
    assert all(text.read_text(encoding="utf-8") for text in FOLDER.glob("*.txt"))


def test_a_file_too_large_is_told_so() -> None:
    """Too large a file, which is not kept here, is told its size."""
    raw = b"a: b\n" + b"# x\n" * (guards.MAX_BYTES // 4)
    assert printed(raw, "large.yaml") == [
        "large.yaml:1:1: 错误：文件有 4.0 MB，超过 4 MB。一个方案一个文件，请把它拆开"
    ]


def test_a_text_too_long_is_told_so() -> None:
    """Too long a text, which is not kept here, is told its length and the item it is in."""
    raw = f"格式: 1\n备注: {'字' * 40_000}\n".encode()
    assert printed(raw, "long.yaml") == [
        "long.yaml:2:5: 错误：“备注”有 40000 个字，超过 32767 个字。Excel 一格放不下，请拆成几条"
    ]
