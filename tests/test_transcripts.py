"""Whole commands, typed and answered: tests/transcripts/*.txt are what a clerk sees, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcript import FOLDER, play

TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path) -> None:
    """Every command of the transcript still prints, refuses and writes exactly what stands there."""
    text = path.read_text(encoding="utf-8")
    assert play(text, tmp_path / "ws") == text
