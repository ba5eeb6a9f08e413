"""How long a document may be that is taken for a plan; what one byte of it means is not known here.

Within these bounds any text, whatever nonsense it is, is read or refused within seconds and a few hundred megabytes.
"""

from __future__ import annotations

from zhenggai.errors import ZhenggaiError

MAX_CHARACTERS = 500_000
"""The real plans known have 5,000 to 40,000; a thousand problems with an annexed ledger of 2,000 rows 350,000."""
MAX_LINES = 20_000
"""Lines with text on them, or paragraphs outside of tables; a thousand problems have about 5,000."""


def refuse_too_long(characters: int, lines: int) -> None:
    """Refuse a document that is longer than plans get.

    Raises:
        ZhenggaiError: it has too many characters, or lines.
    """
    found = [
        f"{name} {number:,} {unit}，超过 {most:,} {unit}"
        for name, number, unit, most in (("有", characters, "字", MAX_CHARACTERS), ("有", lines, "行", MAX_LINES))
        if number > most
    ]
    if found:
        raise ZhenggaiError(
            f"文件{found[0]}，不像一个整改方案",
            "请只留方案的正文和附件再导入；附件台账很长的，请另存为 xlsx，用 zhenggai import xlsx 导入",
        )
